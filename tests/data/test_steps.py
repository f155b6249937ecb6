"""The list of steps makes the warehouse whole as the catch-up made it entry by entry."""

from datetime import date

import duckdb
import pytest

from data.duckdb_session import quoted
from data.ledger import entries
from data.schema import kinds
from data.warehouse import steps, successors
from data.warehouse.facts import enum_types, tables
from metrics.catalogue import indicators
from metrics.cells import build
from metrics.cells.build import Cells
from tests.spec.drawn import opened


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Corrections, an undo, a recap over records, a survey and complaints, in several entries."""
    with opened(tmp_path_factory.mktemp("steps")) as drawn:
        drawn.transactions("""
          application_no | received_at      | complete_at      | decided_at       | ticket_at        | called_at
          A-1            | 2026-03-02 00:00 | 2026-03-02 00:00 | 2026-03-04 00:00 | 2026-03-02 08:00 | 2026-03-02 08:09
          A-2            | 2026-03-31 10:00 | 2026-04-01 10:00 |                  | 2026-03-31 23:58 | 2026-04-01 00:03
          A-3            | 2019-05-31 10:00 | 2019-06-01 10:00 | 2026-04-09 10:00 |                  |
        """)
        drawn.today("2026-11-20 08:00")
        undone = drawn.transactions("""
          application_no | received_at      | complete_at      | decided_at
          A-1            | 2026-02-02 09:00 | 2026-02-02 10:00 | 2026-02-04 11:00
          A-4            | 2026-02-02 09:00 | 2026-02-02 10:00 |
        """)
        drawn.today("2026-11-24 08:00")
        drawn.transactions("""
          application_no | received_at      | complete_at      | decided_at       | status
          A-2            | 2026-05-02 09:00 | 2026-05-02 10:00 | 2026-05-04 00:01 | ditolak
        """)
        drawn.undo(undone)
        drawn.recap("""
          month   | received | completed | completed_on_time
          2026-03 | 9        | 7         | 5
          2026-06 | 8        | 6         |
        """)
        drawn.surveys("""
          answered_on | all
          2026-03-31  | 3
          2026-04-01  | 4
        """)
        drawn.complaints("""
          received_at      | first_response_at | resolved_at
          2026-03-30 00:00 | 2026-04-01 00:00  | 2026-05-02 10:00
          2026-03-30 00:00 |                   |
        """)
        drawn.milestones("""
          region_code | milestone      | planned_on | happened_on
          11.11       | kajian_urgensi | 2025-12    | 2025-12-31
          11.11       | lokasi         | 2026-01-05 | 2026-01
        """)
        yield drawn.home


@pytest.fixture(scope="module")
def made(home):
    """A database in memory in which every step has been run, and each step's name and how."""
    con = duckdb.connect()
    tables.put(con, home)
    for column, name in enum_types.KNOWN.items():
        con.execute(f"create table {name} as select unnest($c) as code", {"c": sorted(enum_types.known(home)[column])})
    standing = entries.standing(entries.entries(home))
    con.execute("create table entries (seq bigint, reported_on date)")
    con.executemany("insert into entries values ($1, $2)", [[e.seq, date.fromisoformat(e.when[:10])] for e in standing])
    for name in kinds.names():
        con.execute(f"create view rows_{name} as {rows(name, standing)}")
    cells = Cells(indicators.load(home))
    for name, columns in cells.beside.items():
        con.execute(f"create table {name} ({columns})")
    listed = [*steps.steps(successors.successors(home)), *cells.steps()]
    for name, how, select in listed:
        con.execute(f"create {'view' if how == 'view' else 'table'} {name} as {select}")
    return con, listed


def rows(kind, standing):
    """SQL for the rows of a kind in the entries that count."""
    parts = ["cast(null as bigint) as seq, cast(null as boolean) as rescaled, cast(null as bigint) as row_no"]
    parts += [f"cast(null as {tables.SQL_TYPES[c.type]}) as {c.name}" for c in kinds.kind(kind).columns]
    listed = [f"select {', '.join(parts)} where false"]
    listed += [
        f"select {e.seq} as seq, {e.what.get('scale') is not None} as rescaled, *"
        f" from read_parquet({quoted(e.rows_path)})"
        for e in standing
        if e.kind == kind
    ]
    return " union all by name ".join(listed)


def test_every_table_of_the_warehouse_is_the_same_to_the_row(home, made):
    con, listed = made
    kept = {step.name for step in listed if step.how in ("table", "rollup")}
    with build.opened(home, indicators.load(home), None, date(2026, 11, 24)) as run:
        stored = {name: run.rows(f"select * from warehouse.{name}") for name in sorted(kept)}
    for name, expected in stored.items():
        found = con.execute(f"select * from {name}").fetchall()
        assert sorted(map(repr, found)) == sorted(map(repr, expected)), name
    assert len(stored["reports"]) > 0 and len(stored["cells_backlog"]) > 80
