"""A due day that a file gives as so many days after another moment: SQL for `due_on` where the file has none."""

from data.duckdb_session import quoted
from data.errors import RefusedError
from data.intake.source.profile_parts import Due
from data.intake.source.profiles import place_of
from data.intake.source.sheet import Sheet

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
        joins = """
            left join places on places.region_code = t.region_code and places.service_code = t.service_code
                and t.due_from between places.valid_from and places.valid_to
            left join calendar_days as clock
                on clock.calendar_code = places.calendar_code and clock.day = t.due_from
            left join calendar_workdays as workday
                on workday.calendar_code = places.calendar_code and workday.nth = clock.cum_working_days + t.due_days
        """
    return f"""
        select t.* exclude (due_on, due_on__raw, due_from, due_days, due_days__text, is_computed, computed),
            if(is_computed, computed, due_on) as due_on,
            case when not is_computed then due_on__raw when computed is null then due_days__text else '' end
                as due_on__raw
        from (
            select t.*, cast({due_on} as date) as computed,
                due_on__raw is null and due_days__text is not null and due_from is not null as is_computed
            from (select *, {day} as due_from, {days} as due_days from {source}) as t {joins}
        ) as t
    """
