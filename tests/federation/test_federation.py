"""Cells of three provinces make the same figures in a national home as all their records do, but for the protected."""

import random
import shutil
import zipfile
from datetime import date, timedelta

import pytest

from access.identity.scope import EVERYTHING
from data import duckdb_session
from data.home import Home
from data.intake import load
from data.ledger import acts, entries
from data.schema import kinds
from data.warehouse import database, version
from data.warehouse.database import Connection
from data.warehouse.handover import RestsOn
from metrics.catalogue import indicators
from metrics.cells import build, federated
from metrics.scorecard import score
from metrics.survey.index import UNSUR
from reports.federation import arrival, export, package
from reports.proof import office_key

PROVINCES = {"11": ("11.01", "11.71"), "51": ("51.03", "51.71"), "91": ("91.01", "91.03")}
HEAD = "code,name,type,capital,parent,lat,lon,population"
HEAD_OF_PLAN = "region_code,service_code,planned_from,planned_to,decree\n"
HEAD_OF_STATUS = "code,name,status,soft_launch,inaugurated_by_minister,note,sources,confirmed_by\n"
SMALL = ("91.03", "2026-02")
"""A region's month in which fewer than five people answered."""
QUESTIONS = (
    ("2026-02", None, "leaf"),
    ("2026-02", None, "region"),
    ("2026-Q1", None, None),
    ("2026-03", "51", "region"),
    ("2026-03", "11.71", "service"),
    ("2026-01..2026-03", None, "month"),
    ("2026-03", None, "channel"),
)
OWN = {"mpp_operating", "population_served_share"}
"""What the national home knows by itself."""
TIMED = {"reporting_on_time_rate"}


def home_of(root, codes):
    """A home whose places are (code, parent)."""
    (root / "reference").mkdir(parents=True)
    lines = [f"{code},Tempat {code},tempat,,{parent},,,1000" for code, parent in codes]
    (root / "reference" / "regions.csv").write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    (root / "reference" / "mpp_status.csv").write_text(HEAD_OF_STATUS, encoding="utf-8")
    (root / "reference" / "service_plan.csv").write_text(HEAD_OF_PLAN, encoding="utf-8")
    return Home(root)


def rows_of(regions, seed):
    """CSV of transactions, surveys and complaints of some regions."""
    rng, day = random.Random(seed), date(2026, 1, 5)
    told = {
        "transactions": ["nomor_permohonan;kode_wilayah;kode_layanan;kanal;waktu_diajukan;waktu_selesai;tenggat"],
        "surveys": [f"nomor_respons;kode_wilayah;kode_instansi;tanggal;{';'.join(UNSUR)}"],
        "complaints": ["nomor_pengaduan;kode_wilayah;jenis;diterima;selesai"],
    }  # fmt: skip
    for region in regions:
        for n in range(60):
            came = date(2026, 2, 10) if region == SMALL[0] and n < 3 else day + timedelta(days=rng.randrange(85))
            done = came + timedelta(days=rng.randrange(9))
            service = rng.choice(("DKC-01", "DKC-02", "PTS-01"))
            channel = rng.choice(("langsung", "elektronik", "mandiri"))
            ended = "" if n % 9 == 0 else f"{done} 10:00"
            told["transactions"].append(
                f"{n};{region};{service};{channel};{came} 09:00;{ended};{came + timedelta(days=5)}"
            )
            if (region, f"{came:%Y-%m}") != SMALL or n < 3:
                scores = ";".join(str(rng.randint(1, 4)) for _ in range(9))
                told["surveys"].append(f"{n};{region};{rng.choice(('DKC', 'PTS', ''))};{came};{scores}")
            if n % 4 == 0:
                told["complaints"].append(f"{n};{region};informasi;{came} 08:00;{ended}")
        told["transactions"].append(f"last;{region};DKC-01;langsung;2026-03-31 09:00;2026-03-31 10:00;2026-04-02")
        told["complaints"].append(f"last;{region};informasi;2026-03-31 09:00;2026-03-31 10:00")
    return told


def send(home, told, name):
    for kind, lines in told.items():
        path = home.root / f"{name}-{kind}.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        receipt = load.load(home, load.request(home, path, kind))
        assert receipt.seq, [problem.message() for problem in receipt.problems]


@pytest.fixture(scope="module")
def offices(tmp_path_factory):
    """A national home of all records, one of cells, and the package of each province."""
    root = tmp_path_factory.mktemp("nation")
    nation = [("00", ""), *((p, "00") for p in PROVINCES), *((r, p) for p, of in PROVINCES.items() for r in of)]
    of_records, of_cells = home_of(root / "records", nation), home_of(root / "cells", nation)
    packages, keys = {}, []
    for seed, (code, regions) in enumerate(PROVINCES.items()):
        home = home_of(root / code, [(code, ""), *((region, code) for region in regions)])
        told = rows_of(regions, seed)
        send(home, told, code)
        send(of_records, told, code)
        keys.append(f'  "{code}": {office_key.create(home, "petugas")}')
        packages[code] = root / f"cells-{code}.zip"
        export.export(home, packages[code])
    (of_cells.root / "home.yaml").write_text("cells_from:\n" + "\n".join(keys) + "\n", encoding="utf-8")
    for path in packages.values():
        receipt = arrival.load(of_cells, path, "pusat")
        assert receipt.seq, receipt.problems
    return of_records, of_cells, packages


def of_cells_and_records(root):
    """A national home with the cells of one province and the records of another, some of them of the first's region."""
    nation = [("00", ""), *((p, "00") for p in PROVINCES), *((r, p) for p, of in PROVINCES.items() for r in of)]
    home = home_of(root / "nation", nation)
    sender = home_of(root / "51", [("51", ""), *((region, "51") for region in PROVINCES["51"])])
    send(sender, rows_of(PROVINCES["51"], 1), "51")
    key = office_key.create(sender, "petugas")
    export.export(sender, root / "cells-51.zip")
    (home.root / "home.yaml").write_text(f'cells_from:\n  "51": {key}\n', encoding="utf-8")
    send(home, rows_of(("11.01", "51.71"), 5), "own")
    receipt = arrival.load(home, root / "cells-51.zip", "pusat")
    assert receipt.seq, receipt.problems
    return home


def answers(home, period, region, by):
    card = score.score(home, EVERYTHING, period, region, None, by, marked=False)
    return {(row.indicator, row.period, row.member): row for row in card.rows}


@pytest.mark.parametrize("asked", QUESTIONS)
def test_figures_of_cells_are_those_of_records(offices, asked):
    of_records, of_cells, _ = offices
    records, cells = answers(of_records, *asked), answers(of_cells, *asked)
    assert records.keys() == cells.keys()
    differing = {key for key in records if figure(records[key]) != figure(cells[key]) and key[0] not in OWN | TIMED}
    protected = {key for key, row in cells.items() if {"protected", "protected_left_out"} & {*row.reasons}}
    by_part = {key for key in records if asked[2] in ("service", "channel") and is_survey(key[0])}
    assert differing <= protected | by_part, {
        key: (figure(records[key]), figure(cells[key])) for key in differing - protected
    }
    assert len(records) > 20 and any(figure(row)[2] is not None for row in cells.values())


def figure(row):
    return row.numerator, row.denominator, row.actual, row.n, row.status, row.interval


def is_survey(indicator):
    return indicator.startswith("unsur_") or indicator in ("satisfaction_index", "respondents")


def test_a_protected_figure_says_so_and_is_never_0(offices):
    _, of_cells, _ = offices
    rows = answers(of_cells, SMALL[1], None, "leaf")
    for indicator in ("satisfaction_index", "unsur_waktu", "respondents"):
        row = rows[indicator, SMALL[1], SMALL[0]]
        assert (row.actual, row.numerator, row.n) == (None, None, None) and "protected" in row.reasons, row
    whole = answers(of_cells, SMALL[1], None, None)["respondents", SMALL[1], "00"]
    assert "protected_left_out" in whole.reasons


def test_a_package_holds_no_record_and_no_small_group_of_answers(offices, tmp_path):
    _, _, packages = offices
    import duckdb

    with zipfile.ZipFile(packages["91"]) as parts:
        parts.extractall(tmp_path)
        names = parts.namelist()
    assert not [
        name
        for name in names
        if not name.startswith(("cells_", "counts_", "cells.", "months", "complaint_", "protected"))
    ]
    told = duckdb.sql(
        f"select region_code, month, agency_code, sum(records) from '{tmp_path}/cells_responses.parquet' group by all"
    ).fetchall()
    assert told and min(row[3] for row in told) >= 5
    assert {row[2] for row in told} != {"-"}, "agencies with enough answers are told"


def test_a_first_package_brings_the_settings_in_force_with_it(offices):
    _, of_cells, _ = offices
    kinds = [entry.kind for entry in entries.entries(of_cells)]
    assert kinds[: kinds.index("cells")] == ["targets", "calendar", "reference"]


def altered(path, into, name, change):
    with zipfile.ZipFile(path) as parts, zipfile.ZipFile(into, "w") as sink:
        for part in parts.namelist():
            content = parts.read(part)
            sink.writestr(part, change(content) if part == name else content)
    return into


SPOILT = {
    "cells_altered": lambda path, into: altered(path, into, "cells_receipts.parquet", lambda b: b[:-9] + b"x" + b[-8:]),
    "cells_signature": lambda path, into: altered(
        path, into, "cells.json", lambda b: b.replace(b'"demo": false', b'"demo": true ')
    ),
    "cells_office_unknown": lambda path, into: altered(
        path, into, "cells.json", lambda b: b.replace(b'"place": "11"', b'"place": "12"')
    ),
    "cells_unreadable": lambda path, into: altered(path, into, "cells.json", lambda b: b"[]"),
}


@pytest.mark.parametrize("rule", SPOILT)
def test_what_is_altered_or_unknown_is_refused_in_one_line(offices, tmp_path, rule):
    _, of_cells, packages = offices
    before = entries.head(of_cells)
    receipt = arrival.load(of_cells, SPOILT[rule](packages["11"], tmp_path / "spoilt.zip"), "pusat")
    assert (receipt.seq, [problem.rule for problem in receipt.problems]) == (None, [rule])
    assert "\n" not in receipt.problems[0].message()
    assert entries.head(of_cells) == before


def test_the_same_package_twice_is_refused_and_a_withdrawn_one_says_nothing(offices):
    _, of_cells, packages = offices
    again = arrival.load(of_cells, packages["51"], "pusat")
    assert [problem.rule for problem in again.problems] == ["already_loaded"]
    entry = next(entry for entry in acts.standing(of_cells, federated.KIND) if entry.what["place"] == "51")
    acts.withdraw(of_cells, entry.seq, "pusat", "salah kirim", federated.KIND)
    rows = answers(of_cells, "2026-03", "51.71", None)
    assert {row.actual for (id_, _, _), row in rows.items() if id_ == "completed"} == {None}
    assert arrival.load(of_cells, packages["51"], "pusat").seq
    build.catch_up(of_cells)
    assert answers(of_cells, "2026-03", "51.71", None)["completed", "2026-03", "51.71"].actual


def test_regions_of_others_are_refused(offices, tmp_path):
    _, of_cells, packages = offices
    key = office_key.private_key(Home(of_cells.root.parent / "11"))
    with zipfile.ZipFile(packages["11"]) as parts:
        contents = package.decoded(parts.read("cells.json"))
        parts.extractall(tmp_path)
    from dataclasses import replace

    package.write(tmp_path, replace(contents, regions=("51.71",), head=(99, "0" * 64)), key, tmp_path / "other.zip")
    receipt = arrival.load(of_cells, tmp_path / "other.zip", "pusat")
    assert [problem.rule for problem in receipt.problems] == ["cells_regions"] and "51.71" in receipt.problems[
        0
    ].message()


def tables_of(path):
    """Every table of cells of a warehouse, its rows in one order."""
    con = duckdb_session.connect()
    con.execute(f"attach '{path}' as held (read_only); use held")
    names = [str(name) for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()]
    wanted = ("cells_", "counts_", "region_", "months", "complaint_", "reported", "protected", "packages", "own_")
    found = {
        name: sorted(map(repr, con.execute(f'select * from "{name}"').fetchall()))
        for name in names
        if name.startswith(wanted)
    }
    con.close()
    return found


def assert_as_from_nothing(home, folder):
    """What was caught up is what is derived whole."""
    build.catch_up(home)
    copy = Home(folder / "copy")
    shutil.copytree(home.root, copy.root)
    build.rebuild(copy)
    caught_up, whole = tables_of(home.warehouse_path), tables_of(copy.warehouse_path)
    shutil.rmtree(copy.root)
    assert caught_up.keys() == whole.keys() and len(whole) > 20
    assert [name for name in whole if caught_up[name] != whole[name]] == []


def test_only_the_regions_of_a_package_are_made_anew_when_it_comes_or_goes(offices, tmp_path, monkeypatch):
    _, shared, packages = offices
    home = Home(tmp_path / "home")
    shutil.copytree(shared.root, home.root)
    assert_as_from_nothing(home, tmp_path)
    ran, execute = [], Connection.execute
    monkeypatch.setattr(Connection, "execute", lambda run, sql, *more: (ran.append(sql), execute(run, sql, *more))[1])
    entry = next(entry for entry in acts.standing(home, federated.KIND) if entry.what["place"] == "51")
    acts.withdraw(home, entry.seq, "pusat", "salah kirim", federated.KIND)
    build.catch_up(home)
    assert "delete from cells_receipts where region_code in ('51.03', '51.71')" in ran
    assert not [sql for sql in ran if sql.startswith("create or replace table cells_receipts")]
    monkeypatch.undo()
    assert_as_from_nothing(home, tmp_path)
    send(home, rows_of(("51.03", "11.01"), 9), "own")  # those of 11.01 stay behind its package
    assert_as_from_nothing(home, tmp_path)
    assert arrival.load(home, packages["51"], "pusat").seq
    assert_as_from_nothing(home, tmp_path)
    entries.undo(home, entries.standing(entries.entries(home))[-1].seq, "pusat", "salah berkas")
    assert_as_from_nothing(home, tmp_path)


def test_records_that_another_engine_has_counted_take_the_packages_in(tmp_path):
    """What Spark leaves, left by DuckDB: `make test-spark` asks the same of Spark."""
    home, made = of_cells_and_records(tmp_path), tmp_path / "made"
    build.rebuild(home)
    whole = tables_of(home.warehouse_path)
    known = indicators.load(home)
    records_only = build.Cells(known)
    database.rebuild(home, records_only)
    with duckdb_session.connect() as con:
        con.execute(f"attach '{home.warehouse_path}' as counted (read_only)")
        for name in (*kinds.names(), "reports", *(step.name for step in records_only.steps() if step.how == "table")):
            (made / name).mkdir(parents=True)
            con.execute(f"copy counted.{name} to '{made}/{name}/0.parquet'")
    cells = build.of(home, known)
    database.put_in(home, cells, RestsOn(entries.entries(home), version.versions(home, cells.version)), made)
    assert tables_of(home.warehouse_path) == whole
    send(home, rows_of(("11.01",), 8), "more")
    assert_as_from_nothing(home, tmp_path)
