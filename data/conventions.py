"""What a file does not say of itself: the order of its dates and its decimal mark, decided once for the whole file."""

import duckdb

from data.kinds import Kind
from data.mapping import ColumnMap
from data.profiles import Profile

_NUMERIC = r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}.*"


def decide(con: duckdb.DuckDBPyConnection, kind: Kind, columns: ColumnMap, profile: Profile) -> Profile:
    """The profile with its open conventions filled in from `cells`; what the profile says itself stays.

    A date whose first part passes 12 can only begin with the day, one whose second part does only with the month;
    where no cell tells, dates begin with the day, as in Indonesia. Likewise the decimal comma.
    """
    moments = [columns.cells[c.name] for c in kind.columns if c.type in ("moment", "date") and c.name in columns.cells]
    numbers = [columns.cells[c.name] for c in kind.columns if c.type in ("number", "money") and c.name in columns.cells]
    order = profile.date_order or ("mdy" if _only(con, moments, 2, 1) else "dmy")
    mark = profile.decimal_mark or ("." if _decimal_points(con, numbers) else ",")
    return profile.model_copy(update={"date_order": order, "decimal_mark": mark})


def _only(con: duckdb.DuckDBPyConnection, cells: list[str], beyond: int, within: int) -> bool:
    """Whether some date's part `beyond` passes 12 and no date's part `within` does."""
    if not cells:
        return False
    largest = []
    for part in (beyond, within):
        parts = [f"try_cast(regexp_extract({cell}, '{_NUMERIC}', {part}) as integer)" for cell in cells]
        largest.append(f"max(greatest({', '.join(parts)}))")
    first, second = con.execute(f"select {', '.join(largest)} from cells").fetchall()[0]
    return (first or 0) > 12 and (second or 0) <= 12


def _decimal_points(con: duckdb.DuckDBPyConnection, cells: list[str]) -> bool:
    """Whether some number can only have a decimal point (12.5 or 1,234.5) and none can only have a comma."""
    if not cells:
        return False
    seen = " or ".join(
        f"regexp_matches({cell}, '^[^,]*\\.(\\d{{1,2}}|\\d{{4,}})$') or regexp_matches({cell}, ',\\d{{3}}\\.')"
        for cell in cells
    )
    against = " or ".join(
        f"regexp_matches({cell}, '^[^.]*,(\\d{{1,2}}|\\d{{4,}})$') or regexp_matches({cell}, '\\.\\d{{3}},')"
        for cell in cells
    )
    found = con.execute(f"select bool_or({seen}), bool_or({against}) from cells").fetchall()[0]
    return bool(found[0]) and not found[1]
