"""What a file does not say of itself: the order of its dates and its decimal mark, decided once for the whole file."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from data import clock, sql_files
from data.duckdb_session import quoted
from data.intake.columns.matching import ColumnMap
from data.intake.source.profiles import Profile
from data.intake.source.sheet import text_read
from data.intake.values import patterns
from data.schema.kinds import Kind

_HERE = Path(__file__).parent

_DATED = ("moment", "date", "day_or_month")
_PART, _PAST_TWELVE = r"\d{1,2}", r"(1[3-9]|[2-9]\d)"
_POINT = (r"^[^,]*\.(\d{1,2}|\d{4,}) *$", r",\d{3}\.")
_COMMA = (r"^[^.]*,(\d{1,2}|\d{4,}) *$", r"\.\d{3},")
_ISO = "____-%"
FIRST_LOOK = 1000
FEW = 20
"""One date in so many that begins with the month is rather a slip of the pen than the order of the file."""


def questions(kind: Kind, columns: ColumnMap, profile: Profile) -> dict[str, str]:
    """What to ask of the cells (`data.intake.values.sample`) for the conventions that a profile leaves open.

    A date whose second part passes 12 can only begin with the month. A number like 12.5 or 1,234.5 can only have a
    decimal point, and likewise the comma. A year of two digits can stand first, as in what queue machines write.
    """
    moments, numbers = _cells(kind, columns, *_DATED), _cells(kind, columns, "number", "money")
    asked = {}
    if moments and not profile.date_order:
        asked["month_comes_first"] = month_first(moments)
        asked["year_comes_first"] = year_first(moments, profile)
    if numbers and not profile.decimal_mark:
        asked["point_is_decimal"] = _any_number(numbers, _POINT)
        asked["comma_is_decimal"] = _any_number(numbers, _COMMA)
    return asked


def doubts(kind: Kind, columns: ColumnMap, profile: Profile) -> dict[str, str]:
    """Our column → SQL: whether a cell of it answers a question (but for the comma's, which changes nothing alone)."""
    doubtful = {}
    for name, cell in columns.cells.items():
        of = kind.column(name).type
        if of in _DATED and not profile.date_order:
            doubtful[name] = f"({month_first([cell])} or {year_first([cell], profile)})"
        elif of in ("number", "money") and not profile.decimal_mark:
            doubtful[name] = f"({_any_number([cell], _POINT)})"
    return doubtful


def decide(
    con: duckdb.DuckDBPyConnection, kind: Kind, columns: ColumnMap, profile: Profile, answers: Mapping[str, bool]
) -> Profile:
    """The profile with its open conventions filled in from the answers; what the profile says itself stays.

    Where no cell tells, dates begin with the day and the comma is decimal, as in Indonesia. Where some date can only
    begin with the month (or the year), the cells are asked whether some other can only begin with the day: then it
    does; and so it does where only one in `FEW` begins with the month. `data.intake.checks.dates` tells of it.
    """
    order, mark = profile.date_order, profile.decimal_mark
    if order is None:
        order, cells = "dmy", dated(kind, columns)
        if answers.get("month_comes_first"):
            order = "mdy" if _are_many(con, cells) and not _ask(con, _any_date(cells, _PAST_TWELVE, _PART)) else "dmy"
        elif answers.get("year_comes_first") and not _ask(con, _day_before_year(cells, profile)):
            order = "ymd"
    if mark is None:
        mark = "." if answers.get("point_is_decimal") and not answers.get("comma_is_decimal") else ","
    return profile.model_copy(update={"date_order": order, "decimal_mark": mark})


_NUMERIC = r"^ *(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:\D|$)"


def are_half_converted(con: duckdb.DuckDBPyConnection, cells: Sequence[str]) -> bool:
    """Whether a spreadsheet of the other order took for dates what it could, and left the rest as text.

    Then no real date has a day past the twelfth, and no text could be read in both orders.
    """
    each = f"select unnest([{', '.join(cells)}]) as cell from lines"
    with text_read():
        halves = sql_files.read(_HERE / "half_converted.sql", cells=each, numeric=quoted(_NUMERIC))
        real, latest, texts, clear = con.execute(halves).fetchall()[0]
    return bool(real > 1 and texts and clear == texts and (latest or 0) <= 12)


def are_ambiguous(
    con: duckdb.DuckDBPyConnection, cells: Sequence[str], happened: Sequence[str], profile: Profile
) -> bool:
    """Whether every numeric date could begin with the month as well, and would then lie closer to the others.

    The dates of one file are mostly of one month or two: read day first they would be spread over more months. Month
    first is no reading when something that `happened` would lie ahead.
    """
    past = " or ".join(f"coalesce(regexp_matches({cell}, '^ *{_PAST_TWELVE}[/.-]'), false)" for cell in cells)
    numeric = " or ".join(f"coalesce(regexp_matches({cell}, '{_NUMERIC}'), false)" for cell in cells)
    with text_read():
        first = f"select 1 from (select * from lines limit {FIRST_LOOK}) where {numeric} limit 1"
        if not con.execute(first).fetchall():
            return False  # as in most files, the days are written by ISO 8601 or by name
        if con.execute(f"select 1 from lines where {past} limit 1").fetchall():
            return False
        listed = ", ".join(f"{{'cell': {cell}, 'happened': {str(cell in happened).lower()}}}" for cell in cells)
        each = f"""
            select regexp_extract(said.cell, '{_NUMERIC}', ['a', 'b', 'y']) as d, said.happened as happened
            from (select unnest([{listed}]) as said from lines) where regexp_matches(said.cell, '{_NUMERIC}')
        """
        by_day, by_month, latest = con.execute(sql_files.read(_HERE / "spread_over_months.sql", days=each)).fetchall()[
            0
        ]
    return bool(by_day > by_month and (latest or "") <= f"{_today(profile):%Y-%m-%d}")


def epochs(con: duckdb.DuckDBPyConnection, cells: Sequence[str]) -> list[str]:
    """Those of the columns of which some of the first moments are seconds or milliseconds since 1970."""
    if not cells:
        return []
    shaped = ", ".join(f"bool_or(regexp_full_match(trim({cell}), {quoted(patterns.EPOCH)}))" for cell in cells)
    with text_read():
        # The columns together, for every look opens the file anew.
        first = f"select {', '.join(cells)} from lines limit {FIRST_LOOK}"
        [answers] = con.execute(f"select {shaped} from ({first})").fetchall()
    return [cell for cell, is_epoch in zip(cells, answers, strict=True) if is_epoch]


def dated(kind: Kind, columns: ColumnMap) -> list[str]:
    """The cell columns that hold moments and days."""
    return _cells(kind, columns, *_DATED)


def month_first(cells: Sequence[str]) -> str:
    """SQL: whether some of these cells holds a date that can only begin with the month."""
    return _any_date(cells, _PART, _PAST_TWELVE)


def year_first(cells: Sequence[str], profile: Profile) -> str:
    """SQL: whether some cell like 26-10-01 has a year of late in front, and at its end one that is hardly meant."""
    late, now = _late_years(profile)[0], _today(profile).year % 100
    meant = range(now - 1, now + 2)
    never = "|".join(f"{year:02d}" for year in range(100) if year not in meant)
    first = "|".join(f"{year:02d}" for year in late)
    pattern = rf"^({first})[/.-]\d\d[/.-]({never})( |$)"
    shaped = (
        f"case when substr({c}, 9, 1) in ('', ' ') then {c} not like '{_ISO}' and regexp_matches({c}, '{pattern}')"
        f" else false end"
        for c in cells
    )
    return " or ".join(shaped)


def _day_before_year(cells: Sequence[str], profile: Profile) -> str:
    """SQL: whether some numeric date can only end with its year."""
    late, meant = _late_years(profile)
    first = "|".join(f"{day:02d}" for day in range(1, 32) if day not in late)
    last = "|".join(f"{year:02d}" for year in meant)
    pattern = rf"^ *\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}|^ *({first})[/.-]\d{{1,2}}[/.-]({last})( |$)"
    return " or ".join(f"coalesce(regexp_matches({cell}, '{pattern}'), false)" for cell in cells)


def _today(profile: Profile) -> date:
    return clock.today_in(ZoneInfo(profile.time_zone))


def _late_years(profile: Profile) -> tuple[range, range]:
    """Two digits of the years that a file is likely about, and of those that it may be about at all."""
    now = _today(profile).year % 100
    return range(now - 2, now + 1), range(now - 5, now + 2)


def _are_many(con: duckdb.DuckDBPyConnection, cells: Sequence[str]) -> bool:
    """Whether more than one in `FEW` rows with numeric dates has one that can only begin with the month."""
    with text_read():
        counts = (
            f"count(*) filter (where {month_first(cells)}), count(*) filter (where {_any_date(cells, _PART, _PART)})"
        )
        months, dates = con.execute(f"select {counts} from lines").fetchall()[0]
    return bool(months * FEW > dates)


def _cells(kind: Kind, columns: ColumnMap, *types: str) -> list[str]:
    return [columns.cells[c.name] for c in kind.columns if c.type in types and c.name in columns.cells]


def _ask(con: duckdb.DuckDBPyConnection, condition: str) -> bool:
    with text_read():
        return bool(con.execute(f"select bool_or({condition}) from lines").fetchall()[0][0])


def _any_date(cells: Sequence[str], first: str, second: str) -> str:
    """ISO dates are passed over: they mean the same whatever the order."""
    pattern = rf"^ *{first}[/.-]{second}[/.-]\d\d"
    return " or ".join(
        f"case when {cell} not like '{_ISO}' then regexp_matches({cell}, '{pattern}') else false end" for cell in cells
    )


def _any_number(cells: Sequence[str], patterns: Sequence[str]) -> str:
    marked = (" or ".join(f"regexp_matches({cell}, '{pattern}')" for pattern in patterns) for cell in cells)
    return " or ".join(
        f"case when contains({cell}, '.') or contains({cell}, ',') then {matched} else false end"
        for cell, matched in zip(cells, marked, strict=True)
    )
