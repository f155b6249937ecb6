# Capaian MPP: `make run` opens the dashboard on demo data, `make test` checks what ten minutes can, `make test-all` everything.
# Needs Python 3.11 or newer and make, nothing else; all the rest goes into .venv.

PYTHON ?= python3
UPGRADE ?=
FILES ?= 2000
SEED ?= 1
PY := .venv/bin/python
# Commands and servers that tests start read what was compiled once.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-all audit sbom test-attacks test-ledger-attacks test-crash test-deep test-library test-doors test-releases test-spark setup-spark api-equal bench-api bench-calibration bench-load bench-obstacles bench-reports bench-scale bench-score bench-soak bench-startup bench-viewers fuzz docs setup setup-dev lock clean

run: setup
	@test -n "$$(ls -A "$${CAPAIAN_HOME:-data/home}/ledger" 2>/dev/null)" || $(PY) cli.py demo
	@$(PY) cli.py serve

# COVERAGE=--cov measures the lines that ran too, and holds their floor: half as long again, so CI alone asks for it. It stands
# last, since it would take a path after it for the sources to measure.
# What needs a browser, servers, kills, whole documents and homes or many drawn histories is left to `make test-all`, as long again.
LONG := tests/browser tests/deploy tests/examples tests/federation tests/newcomer tests/pages tests/twins tests/upgrade \
  tests/cli/test_kills.py tests/cli/test_serve.py tests/cli/test_worst_day.py tests/intake/test_fuzz_slice.py \
  tests/metrics/test_effects.py tests/obstacles/test_no_contradiction.py tests/reports/test_issued_documents.py \
  tests/reports/test_origin.py tests/reports/test_same_figures.py tests/reports/test_signed_documents.py \
  tests/cli/test_contract.py tests/data/test_demo.py
test: COVERAGE ?=
test: TESTS ?= tests $(LONG:%=--ignore=%)
test: setup-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m pytest -n 3 --dist worksteal $(TESTS) $(COVERAGE)

test-all:
	$(MAKE) test TESTS=tests

# The promises about records made up at random on many more of them, pictures of every page in every theme and width and
# on paper, and every kind of document in both languages: about half an hour.
test-deep: setup-dev
	TEST_DEEP=1 $(PY) -m pytest -n 2 --dist worksteal tests/twins tests/browser tests/reports/test_paper_for_everybody.py

# Loads files spoilt at random and holds each load to its promises: make fuzz FILES=500 SEED=7
fuzz: setup-dev
	$(PY) -m tests.intake.fuzz $(FILES) $(SEED)

# Asks the API and the terminal the same questions at random, and looks for a byte that differs: make api-equal SEED=7
api-equal: QUESTIONS ?= 1000
api-equal: setup-dev
	QUESTIONS=$(QUESTIONS) SEED=$(SEED) $(PY) -m pytest -n 0 tests/api/test_terminal_equal.py

# The wheel in an environment of its own, far from the sources: its command and the notebook answer as the terminal does.
test-library: setup-dev
	TEST_LIBRARY=1 $(PY) -m pytest -n 0 tests/library

# DuckDB and Spark on the same homes, a demo one and odd ones made up at random: make test-spark HOMES=4 SEED=7
# Needs Java 17 or 21; at another Spark: make test-spark SPARK_MASTER=spark://127.0.0.1:7077
test-spark: HOMES ?= 1
test-spark: SPARK_MASTER ?= local[2]
test-spark: setup-spark
	TEST_SPARK=1 HOMES=$(HOMES) SEED=$(SEED) SPARK_MASTER='$(SPARK_MASTER)' $(PY) -m pytest -n 0 --durations=3 tests/spark

# PySpark and SQLGlot on top of what the tests need (500 MB); PySpark's package is source, so it is built once here.
setup-spark: setup-dev
	@cmp -s requirements-spark.txt .venv/lock-spark && $(PY) -c 'import pyspark, sqlglot' 2>/dev/null || { \
	  .venv/bin/uv pip install --quiet --require-hashes --python $(PY) -r requirements-spark.txt && \
	  cp requirements-spark.txt .venv/lock-spark; }

# The inbox on real servers: OpenSSH, PostgreSQL, MariaDB and moto (S3), as far as they are installed.
test-doors: setup-dev
	TEST_DOORS=1 $(PY) -m pytest -n 0 -rs tests/channels/test_servers.py

# 24 monthly public releases and their revisions, attacked by linear programs and by subtraction while late files,
# corrections and undos go on between them: no figure of few people may come back.
test-releases: setup-dev
	TEST_RELEASES=1 $(PY) -m pytest -n 0 -s tests/channels/test_releases.py

# Kills loads, undos, rebuilds, documents, targets, sign-offs and backups at random moments and looks for what is lost or
# half: make test-crash CRASHES=300 SEED=11
test-crash: CRASHES ?= 300
test-crash: setup-dev
	CRASHES=$(CRASHES) SEED=$(SEED) $(PY) -m pytest -n 0 -s tests/cli/test_kills.py

# Rewrites, cuts, forks, swaps, renames and links of a ledger drawn by lot, the chain mended each time, and found from the
# last checkpoint outside: make test-ledger-attacks DRAWS=2000 SEED=7
test-ledger-attacks: DRAWS ?= 1000
test-ledger-attacks: setup-dev
	DRAWS=$(DRAWS) SEED=$(SEED) $(PY) -m pytest -n 0 tests/reports/test_hidden_attacks.py

# The attack list of docs/security.md, as anybody can run it, minutes: make test-attacks
ATTACKS := tests/access tests/api/test_api_reading.py tests/channels/test_messages.py \
  tests/channels/test_object_store.py tests/channels/test_publication.py tests/channels/test_web_address.py \
  tests/cli/test_kills.py tests/cli/test_worst_day.py \
  tests/data/test_noted_heads.py tests/data/test_sql_expression.py tests/data/test_strict_yaml.py \
  tests/deploy/test_behind_nginx.py tests/deploy/test_scripts.py tests/intake/test_hostile_files.py \
  tests/metrics/test_differencing.py tests/metrics/test_suppression.py tests/pages/test_unbroken_acts.py \
  tests/reports/test_document_in_hand.py \
  tests/reports/test_hidden_attacks.py tests/reports/test_safekeeping.py tests/reports/test_time_stamps.py \
  tests/spec/test_ledger.py tests/text/test_spreadsheet_csv.py
test-attacks: setup-dev
	$(PY) -m pytest -n 0 $(ATTACKS)

# Every package of the product with its version and hashes: build/sbom.cdx.json (CycloneDX).
sbom: build/tools/lock
	build/tools/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --output-reproducible \
	  --of JSON -o build/sbom.cdx.json

# Known faults of those packages; asks the advisory database of PyPI, so it needs the internet.
audit: build/tools/lock
	build/tools/bin/pip-audit --requirement requirements.txt --require-hashes --disable-pip --strict

build/tools/lock: requirements-audit.txt
	$(PYTHON) -m venv --clear build/tools
	build/tools/bin/pip install --quiet --require-hashes -r requirements-audit.txt
	cp requirements-audit.txt $@

# What programs write of the documentation: indicators, commands, tree of the house, data dictionary, targets' schema.
docs: setup-dev
	$(PY) -m tests.spec.document
	$(PY) -m tests.cli.document
	$(PY) -m tests.house_tree
	$(PY) -m reports.uploads.data_dictionary
	$(PY) -m metrics.targets.json_schema

# Planted causes found again, beside a Pareto and Adtributor; SEEDS tables of each of twelve kinds, and as many
# questions in each of ten kinds of worlds with a past (500: about two hours).
bench-obstacles: SEEDS ?= 500
bench-obstacles: setup-dev
	$(PY) -W ignore -m bench.obstacles.run --seeds $(SEEDS)
	$(PY) -W ignore -m bench.obstacles.outside --seeds $(SEEDS)

# The tables of docs/calibration.md anew, seeded; all of them take hours: make bench-calibration THEMES="change levels"
bench-calibration: setup-dev
	$(PY) -W ignore -m bench.calibration.run $(THEMES) --write

# Answers a second of the API and how long they take, with two servers and twelve programs.
bench-api: setup-dev
	$(PY) -m bench.api.run

# How long documents take, against their limits.
bench-reports: setup-dev
	$(PY) -m bench.reports.run

# A whole load beside what the engine needs for the file alone: make bench-load BIG=10000000 ROWS=0 SHEET=0
bench-load: ROWS ?= 1000000
bench-load: SHEET ?= 200000
bench-load: BIG ?= 0
bench-load: setup-dev
	$(PY) -m bench.load.run --rows $(ROWS) --sheet $(SHEET) --big $(BIG)

# .venv/lock is a copy of the lock that was installed last. It is taken away before an install and put
# back after, so a .venv without it is half made and is made anew. The tools' lock holds all of the other.
setup: LOCKS = requirements.txt requirements-dev.txt
setup-dev: LOCKS = requirements-dev.txt
setup setup-dev:
	@for lock in $(LOCKS); do \
	  if cmp -s $$lock .venv/lock && $(PY) -c 'import uv' 2>/dev/null; then exit 0; fi; \
	done; \
	say() { echo "$$*" >&2; }; lock=$(firstword $(LOCKS)); \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { say "$(PYTHON): Python 3.11 atau lebih baru tidak ditemukan. Pasang, lalu tulis misalnya: make run PYTHON=python3.12"; exit 1; }; \
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { say "$(PYTHON): modul venv tidak ada. Di Debian atau Ubuntu pasang dahulu: apt install python3-venv"; exit 1; }; \
	say "Menyiapkan .venv dari $$lock. Cukup sekali; pada jaringan lambat perlu beberapa menit."; \
	test -f .venv/lock && $(PY) -c 'import uv' 2>/dev/null || $(PYTHON) -m venv --clear .venv || exit 1; \
	rm -f .venv/lock; \
	sed -n '/^uv==/,/[^\\]$$/p' $$lock > .venv/uv.txt && \
	$(PY) -m pip install --quiet --require-hashes -r .venv/uv.txt && \
	.venv/bin/uv pip install --quiet --compile-bytecode --require-hashes --python $(PY) -r $$lock || \
	{ say "uv tidak berhasil; pip memasang $$lock yang sama."; $(PY) -m pip install --quiet --require-hashes -r $$lock; } || \
	{ say "$$lock tidak dapat dipasang: periksa jaringan atau setelan pip, lalu ulangi perintah yang sama."; exit 1; }; \
	$(PY) -m compileall -q app.py cli.py access api capaian channels data metrics pages reports terminal text; \
	cp $$lock .venv/lock

# Fifty viewers on Ringkasan with ten million records behind it, and how soon a browser shows it (Linux, chromium).
# The records take minutes to make; a home that is kept: make bench-viewers AT="--home /var/tmp/ten-million"
bench-viewers: setup-dev
	$(PY) -m bench.viewers.run $(AT)

# Compressed use of two servers: fifty viewers, loads, undos, reports, digests, one server killed twice; fails on an error,
# when memory grows by a tenth or p95 by half: make bench-soak MINUTES=3 AT="--viewers 20 --records 40000"
bench-soak: MINUTES ?= 10
bench-soak: setup-dev
	$(PY) -m bench.soak.run --minutes $(MINUTES) $(AT)

# Process time of scorecards on a million demo records, as a table; fails above one second for the largest.
bench-score: setup-dev
	$(PY) -m bench.score.run

# Scorecards at 1M and 10M records and at national shape, beside the same by hand (Polars: requirements-bench.txt):
# make bench-scale AT="--records 100000000" or AT="--records 0 --months 60"
bench-scale: setup-dev
	$(PY) -m bench.scale.run $(AT)

# What a command costs as a process of its own; beside an earlier tree: make bench-startup AT="--before ../before"
bench-startup: setup-dev
	$(PY) -m bench.startup.run $(AT)

# Newer versions: make lock UPGRADE=--upgrade
lock: setup
	@for name in requirements requirements-seal requirements-inbox requirements-send requirements-spark requirements-audit \
	  requirements-bench requirements-dev; do \
	  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --only-binary :all: \
	    --no-binary pyspark \
	    --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-build-options \
	    --custom-compile-command "make lock" $(UPGRADE) $$name.in -o $$name.txt || exit 1; \
	done

# The records of data/home are never touched.
clean:
	rm -rf .venv build .import_linter_cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
