"""Cells that stand for the one above: a mark such as `sda`, or a blank below a group's first row."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from data import sql_files
from data.duckdb_session import quoted
from data.intake.checks.non_records import SUMMARY
from data.intake.columns.matching import ColumnMap
from data.intake.values import typed_rows
from data.schema.kinds import Column, Kind
from data.schema.problems import Problem
from data.warehouse.facts import enum_types

_HERE = Path(__file__).parent

DITTO = r"s\.?d\.?a\.?|idem|id\.|ditto|sama|[-–—]? ?[\"”“]+ ?[-–—]?|''+|,,|〃"
"""What stands where the cell above holds again."""
MEASURED = ("count", "number", "money", "score")
"""What is counted is never the same by a mark: such a cell stays unreadable."""
GROUPED = ("region", "month", "period")
"""Columns that lists write once for a group of rows."""


@dataclass(frozen=True)
class _Place:
    """A column of `typed` and its place among the texts of a broken row."""

    column: Column
    nth: int

    @property
    def raw(self) -> str:
        return f"raws[{self.nth}]"

    @property
    def is_blank(self) -> str:
        return f"(raws is not null and {self.raw} is null and {self.column.name} is null)"

    @property
    def is_ditto(self) -> str:
        return f"(raws is not null and regexp_full_match(lower({self.raw}), {quoted(DITTO)}))"


def fill(con: duckdb.DuckDBPyConnection, kind: Kind, columns: ColumnMap) -> list[Problem]:
    """Fill such cells of `typed` from above and tell how many, once for a file.

    Below a cell that could not be read nothing is filled. Blanks are filled only where the column is written once for
    each group: at least as many blanks as texts, and no two rows below each other that repeat the whole group.
    """
    places = [
        _Place(column, nth)
        for nth, column in enumerate(kind.columns, start=1)
        if column.name in columns.cells and column.type != "text"
    ]
    marked = [place for place in places if place.column.type not in MEASURED]
    grouped = [place for place in places if place.column.required and _is_grouping(kind, place.column)]
    met = _met(con, [*(place.is_ditto for place in marked), *(place.is_blank for place in grouped)])
    ditto = [place for place in marked if place.is_ditto in met]
    blank = [place for place in grouped if place.is_blank in met and _is_once_a_group(con, place, grouped)]
    count = sum(_fill(con, place, place.is_ditto) for place in ditto)
    whole = _others_filled(kind, columns, places, blank)
    count += sum(_fill(con, place, f"{place.is_blank} and {whole}") for place in blank)
    return [Problem(None, None, "filled_down", "warning", {"count": count})] if count else []


def _is_grouping(kind: Kind, column: Column) -> bool:
    return column.type in GROUPED or (column.type == "service" and column.name in kind.key)


def _met(con: duckdb.DuckDBPyConnection, conditions: list[str]) -> set[str]:
    """Those of the conditions that some row with an unread cell meets, found in one look."""
    if not conditions:
        return set()
    [met] = con.execute(
        f"select {', '.join(f'bool_or({condition})' for condition in conditions)} from typed where raws is not null"
    ).fetchall()
    return {condition for condition, is_met in zip(conditions, met, strict=True) if is_met}


def _is_once_a_group(con: duckdb.DuckDBPyConnection, place: _Place, grouped: list[_Place]) -> bool:
    name = place.column.name
    same = " and ".join(
        f"({p.column.name} is null or previous_{p.column.name} is null or {p.column.name} = previous_{p.column.name})"
        for p in grouped
        if p.column.type in GROUPED or p is place
    )
    previous = ", ".join(f"lag({p.column.name}) over (order by row_no) as previous_{p.column.name}" for p in grouped)
    repeats = f"{name} is not null and previous_{name} is not null and {same}"
    counts = f"count({name}), count(*) filter (where {place.is_blank}), count(*) filter (where {repeats})"
    filled, blank, repeated = con.execute(f"select {counts} from (select *, {previous} from typed)").fetchall()[0]
    return bool(blank >= filled and not repeated)


def _others_filled(kind: Kind, columns: ColumnMap, places: list[_Place], blank: list[_Place]) -> str:
    """SQL: whether a row has all required cells but those to be filled, counts something, and is no sum."""
    filled = {place.column.name for place in blank}
    required = [c for c in kind.columns if c.required and c.name in columns.cells and c.name not in filled]
    there = [f"{column.name} is not null" for column in required]
    counted = [place.column.name for place in places if place.column.type in MEASURED]
    # A page's title or a signature counts nothing: filled from above it would be a row of its own.
    there += [f"coalesce({', '.join(counted)}) is not null"] if counted and not required else []
    sums = [f"coalesce(regexp_full_match(lower({place.raw}), {quoted(SUMMARY)}), false)" for place in places]
    return f"({' and '.join(there) or 'true'} and not ({' or '.join(sums)}))"


def _fill(con: duckdb.DuckDBPyConnection, place: _Place, condition: str) -> int:
    name, nth = place.column.name, place.nth
    parts = {"name": name, "condition": condition, "is_own": f"not {place.is_blank} and not {place.is_ditto}"}
    con.execute(f"create or replace temp table filling as {sql_files.read(_HERE / 'filling.sql', **parts)}")
    count = int(con.execute("select count(*) from filling").fetchall()[0][0])
    if count:
        typed_rows.carry_numbers(con)
        needed = 1 if place.column.required else 0
        con.execute(f"""
            update typed_rows set {name} = cast(filling.value as {enum_types.sql_type(place.column)}),
                raws = raws[:{nth - 1}] || [''] || raws[{nth + 1}:],
                filled = filled + case when {place.raw} is null then {needed} else 0 end
            from filling where typed_rows.rowid = filling.place
        """)
    return count
