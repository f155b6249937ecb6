"""What a file does not say of itself: the order of its dates and its decimal mark, decided once for the whole file."""

from collections.abc import Mapping, Sequence

import duckdb

from data.kinds import Kind
from data.mapping import ColumnMap
from data.profiles import Profile
from data.reading import text_read

_DATED = ("moment", "date", "day_or_month")
_PART, _PAST_TWELVE = r"\d{1,2}", r"(1[3-9]|[2-9]\d)"
_POINT = (r"^[^,]*\.(\d{1,2}|\d{4,}) *$", r",\d{3}\.")
_COMMA = (r"^[^.]*,(\d{1,2}|\d{4,}) *$", r"\.\d{3},")
_ISO = "____-%"


def questions(kind: Kind, columns: ColumnMap, profile: Profile) -> dict[str, str]:
    """What to ask of the cells (`data.glance`) for the conventions that a profile leaves open.

    A date whose second part passes 12 can only begin with the month. A number like 12.5 or 1,234.5 can only have a
    decimal point, and likewise the comma.
    """
    moments, numbers = _cells(kind, columns, *_DATED), _cells(kind, columns, "number", "money")
    asked = {}
    if moments and not profile.date_order:
        asked["month_comes_first"] = _any_date(moments, _PART, _PAST_TWELVE)
    if numbers and not profile.decimal_mark:
        asked["point_is_decimal"] = _any_number(numbers, _POINT)
        asked["comma_is_decimal"] = _any_number(numbers, _COMMA)
    return asked


def examples(con: duckdb.DuckDBPyConnection, kind: Kind, columns: ColumnMap) -> dict[str, str]:
    """Some cell of each cell column of moments and days, from the first rows: most others are written alike."""
    dated = _cells(kind, columns, "moment", "date")
    if not dated:
        return {}
    first = f"select {', '.join(dated)} from lines limit 2000"
    told = ", ".join(f"coalesce(any_value({cell}), '')" for cell in dated)
    with text_read():
        return dict(zip(dated, con.execute(f"select {told} from ({first})").fetchall()[0], strict=True))


def decide(
    con: duckdb.DuckDBPyConnection, kind: Kind, columns: ColumnMap, profile: Profile, answers: Mapping[str, bool]
) -> Profile:
    """The profile with its open conventions filled in from the answers; what the profile says itself stays.

    Where no cell tells, dates begin with the day and the comma is decimal, as in Indonesia. Where some date can only
    begin with the month, the cells are asked whether some other can only begin with the day: then it does.
    """
    order, mark = profile.date_order, profile.decimal_mark
    if order is None:
        other = _any_date(_cells(kind, columns, *_DATED), _PAST_TWELVE, _PART)
        order = "mdy" if answers.get("month_comes_first") and not _ask(con, other) else "dmy"
    if mark is None:
        mark = "." if answers.get("point_is_decimal") and not answers.get("comma_is_decimal") else ","
    return profile.model_copy(update={"date_order": order, "decimal_mark": mark})


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
