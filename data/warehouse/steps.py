"""The records of a warehouse as a list of steps, one text of SQL for every engine that makes them whole.

A catch-up (`data.warehouse.records`) ends at the same rows.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from data import sql_files
from data.schema import kinds
from data.schema.kinds import Kind, Reports
from data.schema.kinds import kind as declared
from data.warehouse.facts import enum_types, tables
from data.warehouse.successors import Successors

VIEWS = ("counting_recap", "active_services", "region_operation")
"""What is told by several kinds together, in the order in which one rests on the other."""

BESIDE = "+"
"""What follows it in the version of a derivation changes no definition: it finds out itself what that touches."""


class Step(NamedTuple):
    """A named select: a `view`, a `scratch` table that is wanted only for further steps, or a `table` to be kept.

    A `rollup` is kept, too, and so small a work on tables before it that DuckDB does it whatever the engine.
    """

    name: str
    how: Literal["view", "scratch", "table", "rollup"]
    select: str


def steps(followed: Successors) -> Iterator[Step]:
    """The steps from the rows of the ledger (`rows_<kind>`) to the facts, the views upon them, and `reports`.

    They rest on the reference tables (`tables.put`), on `known_regions(code)` and `known_services(code)`, and on
    `entries(seq, reported_on)` of the uploads that count.
    """
    yield Step("places", "scratch", tables.select("places"))
    for name in kinds.names():
        yield Step(f"standing_{name}", "view", _standing(declared(name), followed))
        yield Step(name, "table", _facts(name, "seq = newest_seq"))
        if declared(name).reports is not None:
            yield Step(f"replaced_{name}", "view", _facts(name, "seq < newest_seq"))
    for name in VIEWS:
        yield Step(name, "view", tables.facts_sql(name))
    yield Step("reports", "table", _reports())


def _standing(kind: Kind, followed: Successors) -> str:
    """SQL: every row of a kind that counts, with the newest entry that has a row of its key."""
    codes = [column.name for column in kind.columns if column.name in enum_types.TYPES]
    columns = ["seq", "rescaled", "row_no", *(column.name for column in kind.columns if column.name not in codes)]
    columns += [f"{followed.replaced(name, name)} as {name}" for name in codes]
    fragments = {"columns": ", ".join(columns), "rows": f"rows_{kind.kind}", "key": ", ".join(kind.key)}
    return sql_files.read(tables.FACTS_DIR.parent / "standing_rows.sql", **fragments)


def _facts(name: str, which: str) -> str:
    """SQL: the facts of those rows of a kind."""
    rows = f"select * exclude (newest_seq) from standing_{name} where {which}"
    return f"with records as ({rows}) select * from ({tables.facts_sql(name)})"


def _reports() -> str:
    """SQL: `reports`, of the facts as they stand and of rows that a newer entry has replaced."""
    return report_days(
        part
        for name in kinds.names()
        if (reports := declared(name).reports) is not None
        for rows in (name, f"replaced_{name}")
        for part in reporting(rows, reports)
    )


def report_days(parts: Iterable[str]) -> str:
    """SQL: `reports` of what `reporting` selects."""
    return sql_files.read(tables.FACTS_DIR.parent / "report_days.sql", told=" union all ".join(parts))


def reporting(rows: str, reports: Reports) -> Iterator[str]:
    """SQL: the months of regions, each with its upload, that rows of a kind tell of."""
    for month in reports.months:
        yield f"select region_code, {month} as month, seq from {rows} where {month} is not null and {reports.where}"
