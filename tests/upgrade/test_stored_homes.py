"""Homes that earlier programs have left are opened by this one: verified, the same figures, and gone on with.

`homes/` holds a whole home of each version, as `tests/upgrade/make.py` made it with that version's own program:
`0.1.0-first` of the first program that had a ledger (uploads and an undo), `0.1.0` of the last before the house was
rebuilt (recap, acts, a lock, accounts, documents), `0.2.0` with key, sign-off and an accepted deviation.
"""

import json
import tarfile
from datetime import datetime

import pytest
import yaml

from access.identity import accounts
from access.identity.errors import AccessError
from access.identity.scope import EVERYTHING
from data import clock
from data.errors import SetupError
from data.home import Home
from data.ledger import entries
from metrics.acts import annotations
from reports.lifecycle import reproduce
from tests.cli.conftest import terminal
from tests.upgrade.make import HOMES, QUESTIONS

VERSIONS = sorted(path.name.removesuffix(".tar.xz") for path in HOMES.iterdir())
LARGEST = 100 * 1024


@pytest.fixture(scope="module", autouse=True)
def day():
    """All stored homes were made on the day before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: datetime(2026, 11, 30, 8, 0, tzinfo=clock.WIB))
        yield


@pytest.fixture(scope="module", params=VERSIONS)
def stored(request, tmp_path_factory):
    """The folder of a stored home, with its papers beside it."""
    return unpacked(request.param, tmp_path_factory.mktemp("stored") / request.param)


def unpacked(version, folder):
    with tarfile.open(HOMES / f"{version}.tar.xz") as packed:
        packed.extractall(folder, filter="data")
    return folder


def ledger_files(folder):
    return {path: path.read_bytes() for path in (folder / "home/ledger").rglob("*") if path.is_file()}


def told(rows):
    """Every row by what it is of, without its reasons: later programs tell some of them more exactly."""
    return {(row["indicator"], row["period"], row["member"]): drop(row, {"reasons"}) for row in rows}


def drop(row, names):
    return {name: value for name, value in row.items() if name not in names}


@pytest.mark.parametrize("version", VERSIONS)
def test_it_is_small(version):
    assert (HOMES / f"{version}.tar.xz").stat().st_size < LARGEST


@pytest.mark.parametrize("version", VERSIONS)
def test_its_warehouse_is_derived_anew_without_a_word_of_damage(version, tmp_path, caplog):
    folder = unpacked(version, tmp_path)
    assert terminal(folder / "home", "score", "--period", "2026-10").code == 0
    assert [str(record.msg) for record in caplog.records] == []


def test_its_chain_holds_and_not_a_byte_of_it_is_changed(stored):
    before = ledger_files(stored)
    count = len(list((stored / "home/ledger").iterdir()))
    assert f"utuh: {count} entri" in terminal(stored / "home", "verify").out
    assert terminal(stored / "home", "rebuild").code == 0
    assert ledger_files(stored) == before


@pytest.mark.parametrize("question", QUESTIONS)
def test_its_figures_are_those_which_that_program_gave(stored, question):
    said = told(json.loads((stored / "home/answers.json").read_text("utf-8"))[question])
    [undo] = [entry for entry in entries.entries(Home(stored / "home")) if entry.kind == "undo"]
    asked = (part.format(undone=undo.what["undoes"]) for part in QUESTIONS[question])
    now = told(terminal(stored / "home", *asked, "--format", "json").told)
    assert {row: drop(now[row], now[row].keys() - was.keys()) for row, was in said.items()} == said


def test_its_papers_are_known_and_computed_again_with_the_same_figures(stored):
    papers = sorted(stored.glob("papers/*"))
    assert len(papers) == (0 if stored.name == "0.1.0-first" else 1)
    for paper in papers:
        assert terminal(stored / "home", "verify", paper).code == 0
        again = terminal(stored / "home", "reproduce", paper)
        assert again.code == 0, again


def document(code, rows, **more):
    told = {"provenance": {"versions": {"code": code, "indicators": code, "targets": "t"}}, "catalogue": code}
    rows = [{"indicator": name, "member": "11", "period": "2026-10", "actual": value} for name, value in rows.items()]
    return json.dumps(told | {"rows": [row | more for row in rows]}).encode()


@pytest.mark.parametrize(
    ("now", "more", "differs"),
    [
        ({"completed": 3, "rejected": 1}, {}, False),
        ({"received": 7, "completed": 3, "overdue": 0, "rejected": 1}, {}, False),
        ({"completed": 3, "rejected": 1}, {"reasons": ["x"], "forecast": 4}, False),
        ({"completed": 4, "rejected": 1}, {}, True),
        ({"completed": 3, "rejected": 1, "received": 7}, {"actual": None}, True),
        ({"completed": 3}, {}, True),
    ],
    ids=["the same", "more indicators", "more said of each", "another figure", "a figure withheld", "one is gone"],
)
def test_a_paper_of_another_program_is_asked_for_the_figures_it_tells(now, more, differs):
    paper = document("0.1.0", {"completed": 3, "rejected": 1})
    found = list(reproduce.differing_figures(paper, document("0.2.0", now, **more)))
    assert bool(found) == differs
    assert list(reproduce.differing_figures(paper, document("0.1.0", now, **more))) or not (differs or more)


def test_it_is_gone_on_with(stored):
    """Accounts are read, an act is put in behind the others, and the chain holds."""
    home = Home(stored / "home")
    assert set(accounts.load(home.root).accounts) <= {"auditor1"}
    before = entries.head_seq(home)
    note = annotations.annotate(home, EVERYTHING, "a", annotations.Annotation("2026-10", "Lagi."))
    assert note.seq == before + 1
    assert terminal(home.root, "verify").code == 0


def test_records_of_a_kind_that_a_newer_program_knows_are_refused_with_the_remedy(tmp_path):
    """An older program that left them out would give other figures without a word."""
    home = Home(unpacked("0.1.0-first", tmp_path) / "home")
    newest = sorted(home.ledger_dir.iterdir())[-1]
    written = json.loads((newest / "entry.json").read_text("utf-8")) | {"kind": "parcels"}
    del written["sha256"]
    sha256 = entries.fingerprint(written)
    (newest / "entry.json").write_bytes(entries.encoded({**written, "sha256": sha256}))
    newest.rename(newest.with_name(entries.folder_name(written["seq"], "parcels", sha256)))
    for command in (("score", "--period", "2026-10"), ("rebuild",)):
        said = terminal(home.root, *command).refused(2)
        assert said.startswith(f"Entri {written['seq']}: memuat data berjenis parcels")
        assert said.endswith("Perbarui program ini.")
    assert terminal(home.root, "verify").code == 0, "what it holds is as it was written"


def test_accounts_of_a_newer_program_are_refused_in_one_line(tmp_path):
    home = unpacked("0.1.0", tmp_path) / "home"
    told = yaml.safe_load((home / "access.yaml").read_text("utf-8"))
    told["accounts"]["auditor1"]["badge"] = "x"
    (home / "access.yaml").write_text(yaml.safe_dump(told), "utf-8")
    assert "badge" in terminal(home, "user", "list").refused(2)
    with pytest.raises((SetupError, AccessError)):
        accounts.load(home)
