"""Periods: the seven ways to name a run of whole months, and arithmetic on months written YYYY-MM."""

import functools
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from data.errors import ErrorText, error_text

_YEAR = "(?:18|19|20)[0-9]{2}"
FIRST_ASKED = "1900-01"
"""Whoever asks names no earlier month; what is compared with it lies before."""
_MONTH = f"{_YEAR}-(?:0[1-9]|1[0-2])"
_FORMS = {
    "month": re.compile(f"({_MONTH})"),
    "quarter": re.compile(f"({_YEAR})-Q([1-4])"),
    "half": re.compile(f"({_YEAR})-S([12])"),
    "year": re.compile(f"({_YEAR})"),
    "span": re.compile(rf"({_MONTH})\.\.({_MONTH})"),
    "year_to_date": re.compile(f"ytd:({_MONTH})"),
    "last_twelve": re.compile(f"r12:({_MONTH})"),
}


@dataclass(frozen=True)
class Period:
    """One or more whole months in a row, named by its code; `first_month` and `last_month` are "YYYY-MM", inclusive.

    Any code but the seven forms (years 1800 to 2099, for `parse` from 1900 on), or a span that ends before it starts:
    a ValueError.
    """

    code: str
    first_month: str = field(init=False, repr=False, compare=False)
    last_month: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        first, last = _ends(self.code)
        object.__setattr__(self, "first_month", first)
        object.__setattr__(self, "last_month", last)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period a person wrote; blanks around it do not matter. ValueError: one Indonesian line for the user."""
        period = cls(text.strip())
        if period.first_month < FIRST_ASKED:
            raise ValueError(_unknown(period.code))
        return period

    @property
    def months(self) -> tuple[str, ...]:
        """Every month of the period, in order."""
        return months_between(self.first_month, self.last_month)

    @property
    def first_day(self) -> date:
        """The first calendar day inside the period."""
        return _first_day(self.first_month)

    @property
    def last_day(self) -> date:
        """The last calendar day inside the period."""
        return _first_day(next_month(self.last_month)) - timedelta(days=1)

    def has_ended(self, today: date) -> bool:
        """Whether its last day is over; until then it is partial and not judged (ytd: and r12: by their last month)."""
        return self.last_day < today


def is_period(code: str) -> bool:
    """Whether a code names a period."""
    try:
        Period(code)
    except ValueError:
        return False
    return True


def previous(period: Period) -> Period:
    """The period of the same length that ends just before this one starts.

    It keeps the form of its code where that form can name it; what precedes ytd:2026-10 is 2025-03..2025-12.
    """
    return _moved(period, -len(period.months))


def compared_before(period: Period) -> Period:
    """What a period is compared with as the one before: as `previous`, but of a year to date that of the month before.

    Against the ten months before it January to October would be held beside another season, and another year's goal.
    """
    if _read(period.code)[0] == "year_to_date":
        return Period(f"ytd:{previous_month(period.last_month)}")
    return previous(period)


def same_last_year(period: Period) -> Period:
    """The same months of the year before, in the same form."""
    return _moved(period, -12)


def next_month(month: str) -> str:
    """The month after: "2026-12" gives "2027-01"."""
    return plus_months(month, 1)


def previous_month(month: str) -> str:
    """The month before: "2027-01" gives "2026-12"."""
    return plus_months(month, -1)


def plus_months(month: str, number: int) -> str:
    """The month `number` months later, or earlier when it is negative."""
    return month_named(month_number(month) + number)


@functools.lru_cache(maxsize=4096)
def months_between(first: str, last: str) -> tuple[str, ...]:
    """Every month from `first` to `last`, both included; empty when `last` is earlier."""
    return tuple(month_named(index) for index in range(month_number(first), month_number(last) + 1))


@functools.lru_cache(maxsize=4096)
def _ends(code: str) -> tuple[str, str]:
    form, parts = _read(code)
    match form:
        case "month":
            return parts[0], parts[0]
        case "quarter":
            last = 3 * int(parts[1])
            return f"{parts[0]}-{last - 2:02}", f"{parts[0]}-{last:02}"
        case "half":
            last = 6 * int(parts[1])
            return f"{parts[0]}-{last - 5:02}", f"{parts[0]}-{last:02}"
        case "year":
            return f"{parts[0]}-01", f"{parts[0]}-12"
        case "year_to_date":
            return f"{parts[0][:4]}-01", parts[0]
        case "last_twelve":
            return plus_months(parts[0], -11), parts[0]
    if parts[1] < parts[0]:
        raise ValueError(error_text("period_reversed", code=code, remedy=error_text("period_forms")))
    return parts[0], parts[1]


def _read(code: str) -> tuple[str, tuple[str, ...]]:
    for form, pattern in _FORMS.items():
        if match := pattern.fullmatch(code):
            return form, match.groups()
    raise ValueError(_unknown(code))


def _unknown(code: str) -> ErrorText:
    """Quoted as Python writes it and cut, so that whatever was typed stays one short line."""
    return error_text("period_unknown", code=code[:40], remedy=error_text("period_forms"))


def _moved(period: Period, number: int) -> Period:
    first, last = plus_months(period.first_month, number), plus_months(period.last_month, number)
    year, month = first[:4], int(first[5:])
    match _read(period.code)[0]:
        case "month":
            return Period(first)
        case "quarter":
            return Period(f"{year}-Q{(month + 2) // 3}")
        case "half":
            return Period(f"{year}-S{(month + 5) // 6}")
        case "year":
            return Period(year)
        case "year_to_date" if first == f"{last[:4]}-01":
            return Period(f"ytd:{last}")
        case "last_twelve":
            return Period(f"r12:{last}")
    return Period(f"{first}..{last}")


def month_number(month: str) -> int:
    """A month counted through: 12 × year + month − 1."""
    return int(month[:4]) * 12 + int(month[5:]) - 1


def month_named(index: int) -> str:
    """The month of such a number, "YYYY-MM"."""
    return f"{index // 12:04}-{index % 12 + 1:02}"


@functools.lru_cache(maxsize=4096)
def _first_day(month: str) -> date:
    return date(int(month[:4]), int(month[5:]), 1)
