"""A month whose year stands elsewhere: in a column of its own, or once for all in names or title of the file."""

import duckdb

from data.duckdb_session import quoted
from data.intake.columns.matching import ColumnMap
from data.intake.source.sheet import Sheet
from data.schema import header_names
from data.schema.kinds import Kind
from data.schema.month_names import NUMBER_OF

FIRST = 50_000
"""Among so many rows some month is written without its year, where any is."""
_NAMES = "|".join(sorted(NUMBER_OF, key=len, reverse=True))
BARE = {"month": rf"(?:{_NAMES})\.?|(?:0?[1-9]|1[0-2])(?:\.0)?", "period": rf"(?:{_NAMES})\.?"}
"""A month without its year, by the type of its column."""
YEARS = ("tahun", "thn", "year")


def find(kind: Kind, sheet: Sheet, columns: ColumnMap) -> tuple[str, str] | None:
    """The cell columns of the month (or period) and of its year; None where no column of the file is a year."""
    taken = set(columns.cells.values())
    years = [f"c{i}" for i, header in enumerate(sheet.headers) if header_names.spelt(header) in YEARS]
    months = [columns.cells[c.name] for c in kind.columns if c.type in ("month", "period") and c.name in columns.cells]
    free = [year for year in years if year not in taken]
    return (months[0], free[0]) if len(months) == 1 and len(free) == 1 else None


def join(con: duckdb.DuckDBPyConnection, kind: Kind, sheet: Sheet, columns: ColumnMap) -> bool:
    """Let the views `lines` and `cells` tell the month with its year, where it is written without one.

    Returns whether the year is that of the file as a whole.
    """
    columns_apart = find(kind, sheet, columns)
    if columns_apart is not None:
        month, year = columns_apart
        # A workbook hands numbers on as 10 and 2026, a program that kept blanks among them as 10.0 and 2026.0.
        whole = "regexp_replace(trim({}), '\\.0$', '')"
        _replace(
            con,
            month,
            f"""
            case when {month} is null or {year} is null or regexp_matches({month}, '[0-9]{{4}}') then {month}
            else {whole.format(month)} || ' ' || {whole.format(year)} end
        """,
        )
        return False
    bare = bare_months(kind, columns)
    if bare is None or sheet.year is None:
        return False
    month, is_bare = bare
    if not con.execute(f"select 1 from (select {month} from lines limit {FIRST}) where {is_bare} limit 1").fetchall():
        return False
    dated = f"regexp_replace(trim({month}), '\\.0?$', '') || ' ' || {quoted(sheet.year)}"
    _replace(con, month, f"case when {is_bare} then {dated} else {month} end")
    return True


def are_without_year(con: duckdb.DuckDBPyConnection, kind: Kind, columns: ColumnMap) -> bool:
    """Whether no month of the file that could not be read has a year; asked once `typed` is made."""
    bare = bare_months(kind, columns)
    if bare is None:
        return False
    name = next(name for name, cell in columns.cells.items() if cell == bare[0])
    if not con.execute(f"select 1 from typed where raws is not null and {name} is null limit 1").fetchall():
        return False
    return bool(con.execute(f"select bool_and({bare[1]}) from cells where {bare[0]} is not null").fetchall()[0][0])


def bare_months(kind: Kind, columns: ColumnMap) -> tuple[str, str] | None:
    """The cell column of the months (or periods), and SQL: whether one is written without its year."""
    for column in kind.columns:
        if column.type in BARE and column.name in columns.cells:
            cell = columns.cells[column.name]
            return cell, f"coalesce(regexp_full_match(lower(trim({cell})), {quoted(BARE[column.type])}), false)"
    return None


def _replace(con: duckdb.DuckDBPyConnection, cell: str, by: str) -> None:
    for view in ("lines", "cells"):
        con.execute(f"drop view if exists {view}_apart")
        con.execute(f"alter view {view} rename to {view}_apart")
        con.execute(f"create view {view} as select * replace ({by} as {cell}) from {view}_apart")
