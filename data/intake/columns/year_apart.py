"""A month in one column and its year in another: read together, as officials often keep them apart."""

import duckdb

from data.intake.columns.matching import ColumnMap
from data.intake.source.sheet import Sheet
from data.schema import header_names
from data.schema.kinds import Kind

YEARS = ("tahun", "thn", "year")


def find(kind: Kind, sheet: Sheet, columns: ColumnMap) -> tuple[str, str] | None:
    """The cell columns of the month (or period) and of its year; None where no column of the file is a year."""
    taken = set(columns.cells.values())
    years = [f"c{i}" for i, header in enumerate(sheet.headers) if header_names.spelt(header) in YEARS]
    months = [columns.cells[c.name] for c in kind.columns if c.type in ("month", "period") and c.name in columns.cells]
    free = [year for year in years if year not in taken]
    return (months[0], free[0]) if len(months) == 1 and len(free) == 1 else None


def join(con: duckdb.DuckDBPyConnection, kind: Kind, sheet: Sheet, columns: ColumnMap) -> bool:
    """Let the views `lines` and `cells` tell the month with its year, where it is written without one; returns whether
    there is such a pair of columns."""
    found = find(kind, sheet, columns)
    if found is None:
        return False
    month, year = found
    # A workbook hands numbers on as 10 and 2026, a program that kept blanks among them as 10.0 and 2026.0.
    whole = "regexp_replace(trim({}), '\\.0$', '')"
    together = (
        f"case when {month} is null or {year} is null or regexp_matches({month}, '[0-9]{{4}}') then {month}"
        f" else {whole.format(month)} || ' ' || {whole.format(year)} end"
    )
    for view in ("lines", "cells"):
        con.execute(f"drop view if exists {view}_apart")
        con.execute(f"alter view {view} rename to {view}_apart")
        con.execute(f"create view {view} as select * replace ({together} as {month}) from {view}_apart")
    return True
