"""A due day that a file gives as so many days after another moment: SQL for `due_on` where the file has none."""

from pathlib import Path

from data import sql_files
from data.duckdb_session import quoted
from data.errors import RefusedError
from data.intake.source.profile_parts import Due
from data.intake.source.profiles import place_of
from data.intake.source.sheet import Sheet

_HERE = Path(__file__).parent
_DAYS = r"^\s*(\d{1,4})(?:[.,]0+)?(?:\s*(?:hari|days?)\b.*)?\s*$"
"""14, 14.0, `14 hari`, `14 hari kerja`."""


def text(due: Due, sheet: Sheet) -> str:
    """SQL for what a row of the file says of its days; RefusedError where the file lacks the column."""
    if isinstance(due.days, int):
        return quoted(str(due.days))
    place = place_of(due.days, sheet.headers)
    if place is None:
        raise RefusedError("profile_header_missing")
    return f"nullif(trim(c{place}), '')"


def computed(due: Due, after: str, source: str) -> str:
    """SQL for the rows of `source` (with `due_days__text`) with their due day; what was written stays.

    Days 0 is the day of `after`, of a file that is not complete yet the day of its receipt. Where the days cannot be
    read, or lie outside the calendar, `due_on` is left unread.
    """
    day = "cast(coalesce(complete_at, received_at) as date)" if after == "complete_at" else f"cast({after} as date)"
    days = f"try_cast(regexp_extract(due_days__text, {quoted(_DAYS)}, 1, 'i') as integer)"
    joins, due_on = "", "due_from + cast(due_days as integer)"
    if due.working:
        due_on = "workday.day"
        joins = sql_files.read(_HERE / "working_due_day.sql")
    rows = {"day": day, "days": days, "due_on": due_on, "joins": joins, "source": source}
    return sql_files.read(_HERE / "due_days.sql", **rows)
