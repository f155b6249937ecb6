"""What a file says of records that the home holds already: numbers used again, cases opened again, other regions."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from data import sql_files
from data.home import Home
from data.ledger import stored_records
from data.schema.kinds import Kind
from data.schema.problems import Problem
from data.warehouse import successors

REUSED_SHARE = 10
"""Told where at least one in so many of the held records that a file touches is of another day or service: either is
corrected now and then, a numbering that is used again gives itself away by all of its rows."""
ELSEWHERE_SHARE = 2
"""Told where at least one in so many new records stands in another region at the same moment."""
_HERE = Path(__file__).parent


def check(con: duckdb.DuckDBPyConnection, home: Home, kind: Kind, dated: str) -> Iterator[Problem]:
    """Warnings for the file, once `typed` is made; `dated` is the column whose month a record belongs to."""
    if not stored_records.exists(home, kind.kind):
        return
    place = kind.column(kind.key[-1]).header
    _put_held(con, home, kind, dated)
    row, count, touched, first, reopened = con.execute(sql_files.read(_HERE / "against_held.sql")).fetchall()[0]
    if count and count * REUSED_SHARE >= touched:
        yield Problem(row, place, "numbers_reused", "warning", {"count": count})
    if reopened:
        yield Problem(first, place, "cases_reopened", "warning", {"count": reopened, "kind": kind.kind})
    con.execute("create or replace temp table fresh as select * from coming anti join held using (region_code, number)")
    if kind.column(dated).type == "moment":
        yield from _elsewhere(con, place)
    yield from _alike(con, home, kind, place)


def _alike(con: duckdb.DuckDBPyConnection, home: Home, kind: Kind, place: str) -> Iterator[Problem]:
    """New records whose numbers equal held ones but for what a spreadsheet or a hand changes."""
    known = {"number": kind.key[-1], "records": stored_records.rows(home, kind.kind)}
    row, count = con.execute(sql_files.read(_HERE / "held_alike.sql", **known)).fetchall()[0]
    if count:
        yield Problem(row, place, "numbers_alike", "warning", {"count": count})


def _put_held(con: duckdb.DuckDBPyConnection, home: Home, kind: Kind, dated: str) -> None:
    """The tables `coming` and `held`: region_code, number, moment, status and service ('' where there is none).

    Held are the records, of whatever region, whose numbers come.
    """
    number = kind.key[-1]
    names = {column.name for column in kind.columns}
    followed = successors.successors(home)
    status = "cast(status as varchar)" if "status" in names else "''"
    service = followed.replaced("service_code", "service_code") if "service_code" in names else "null"
    service = f"coalesce(cast({service} as varchar), '')"
    columns = {"number": number, "dated": dated, "status": status, "service": service}
    con.execute(f"create or replace temp table coming as {sql_files.read(_HERE / 'coming_records.sql', **columns)}")
    records = stored_records.rows(home, kind.kind)
    region = followed.replaced("region_code", "region_code")
    newest = sql_files.read(_HERE / "held_records.sql", records=records, region=region, **columns)
    con.execute(f"create or replace temp table held as {newest}")


def _elsewhere(con: duckdb.DuckDBPyConnection, place: str) -> Iterator[Problem]:
    """New records whose number and moment another region holds: the region was perhaps corrected in this file."""
    row, count, total = con.execute(sql_files.read(_HERE / "held_elsewhere.sql")).fetchall()[0]
    if count and count * ELSEWHERE_SHARE >= total:
        yield Problem(row, place, "numbers_elsewhere", "warning", {"count": count})
