"""Spark and DuckDB, from one text of SQL: no row of any table differs, no figure of a scorecard."""

import os
import shutil
from pathlib import Path

import duckdb
import pytest

from access.identity.scope import EVERYTHING
from data.duckdb_session import quoted
from data.ledger import entries
from data.warehouse import database, version
from data.warehouse.handover import RestsOn
from data.warehouse.spark import rebuild, session
from metrics.catalogue import indicators
from metrics.cells import build
from metrics.scorecard import score
from tests import demo_home
from tests.federation import test_federation
from tests.spark import odd_home
from tests.twins.offices import offices

MASTER = os.environ.get("SPARK_MASTER", "local[2]")
SEEDS = range(int(os.environ.get("SEED", "1")), int(os.environ.get("SEED", "1")) + int(os.environ.get("HOMES", "1")))
PERIODS = ("2025-12..2026-04", "2026")


@pytest.fixture(scope="module")
def spark():
    """One session for all homes: a second one would cost as much as a home."""
    os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
    with session.opened(MASTER) as opened:
        yield opened


def by_both(spark, home, work: Path) -> tuple[Path, list[object], list[object]]:
    """DuckDB's warehouse (a copy), and the scorecards read from it and from Spark's, which is left in the home."""
    cells = build.of(home, indicators.load(home))
    build.rebuild(home)
    mine = work / "duckdb.duckdb"
    work.mkdir()
    shutil.copyfile(home.warehouse_path, mine)
    before = scorecards(home)
    made = work / "made"
    made.mkdir()
    rests_on = RestsOn(entries.entries(home), version.versions(home, cells.version))
    rebuild.compute(spark, home, cells, rests_on.listed, made)
    database.put_in(home, cells, rests_on, made)
    return mine, before, scorecards(home)


def scorecards(home) -> list[object]:
    """Every figure of every region and month of the periods, with its interval and reasons."""
    cards = [score.score(home, EVERYTHING, period, by="region,month", marked=False) for period in PERIODS]
    return [row.as_dict() for card in cards for row in card.rows]


def differences(one: Path, other: Path) -> tuple[dict[str, tuple[int, int]], int]:
    """Per table the rows that only one of two warehouses has, where there are any; and how many rows were compared."""
    with duckdb.connect() as con:
        con.execute(f"attach {quoted(one)} as a (read_only); attach {quoted(other)} as b (read_only)")
        tables = "select table_name from duckdb_tables() where database_name = '{}' order by 1"
        names = con.execute(tables.format("a")).fetchall()
        assert names == con.execute(tables.format("b")).fetchall()
        differing, rows = {}, 0
        for (name,) in names:
            assert con.execute(f"describe a.{name}").fetchall() == con.execute(f"describe b.{name}").fetchall()
            only = f"select count(*) from (from {{}}.{name} except all from {{}}.{name})"
            counts = [con.execute(only.format(*pair)).fetchall()[0][0] for pair in (("a", "b"), ("b", "a"))]
            rows += con.execute(f"select count(*) from a.{name}").fetchall()[0][0]
            if any(counts):
                differing[name] = (counts[0], counts[1])
        return differing, rows


def test_no_row_of_a_home_with_cells_of_other_offices_differs(spark, tmp_path):
    home = test_federation.of_cells_and_records(tmp_path)
    mine, before, after = by_both(spark, home, tmp_path / "work")
    differing, rows = differences(mine, home.warehouse_path)
    assert (differing, before) == ({}, after) and rows > 1000


def test_no_row_of_a_demo_home_differs(spark, tmp_path):
    from data.home import Home

    home = Home(tmp_path / "home")
    demo_home.fill(home.root)
    mine, before, after = by_both(spark, home, tmp_path / "both")
    differing, rows = differences(mine, home.warehouse_path)
    assert differing == {}
    assert rows > 20_000
    assert before == after


@pytest.mark.parametrize("seed", SEEDS)
def test_no_row_of_an_odd_home_differs(spark, tmp_path, seed):
    with offices(tmp_path / "home") as made:
        home = odd_home.fill(made.new(), seed)
        stands = {entry.kind for entry in entries.standing(entries.entries(home))}
        assert stands >= set(odd_home.ROW), "a kind was refused, so nothing of it is compared"
        mine, before, after = by_both(spark, home, tmp_path / "both")
    differing, rows = differences(mine, home.warehouse_path)
    assert differing == {}
    assert rows > 20_000
    assert before == after
