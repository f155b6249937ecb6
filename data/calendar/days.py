"""The working calendar: for each day whether it is worked, its opening hours, and running totals.

With the totals, working time between two moments is two look-ups and a subtraction. Sources: Perpres 21/2023, the
joint decrees on holidays, and the layers of `calendar.yaml` (national, the tree of places, agency).
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import numpy as np
import pandas as pd

from data.calendar import layers
from data.calendar.hours import Ints, opening_hours
from data.calendar.layers import FILE, CalendarFile
from data.errors import SetupError, error_text
from data.home import Home
from data.settings import tables as reference_tables
from data.settings.places import places
from data.settings.yaml_models import at


def days(home: Home) -> pd.DataFrame:
    """One row per calendar and day, the root's calendar first, days without a gap.

    calendar_code; day (datetime.date); is_working; open_minute, close_minute (after midnight, 0 and 0 on days off);
    cum_working_days (working days up to and including this day); cum_minutes (working minutes of all days before it).
    """
    file = layers.read(home)
    ordinals = np.arange(file.range.first.toordinal(), file.range.last.toordinal() + 1, dtype=np.int64)
    holiday = np.isin(ordinals, _holidays(home, file))
    chains = layers.chains(home, file)
    tables = [_table(code, ordinals, opening_hours(chain, ordinals, holiday)) for code, chain in chains.items()]
    return pd.concat(tables, ignore_index=True)


def use(home: Home) -> pd.DataFrame:
    """Which calendar holds: region_code, agency_code ("-" for none), calendar_code, for every region and agency."""
    own, tree = layers.chains(home, layers.read(home)).keys(), places(home)
    agencies = ("-", *reference_tables.agencies(home)["code"])
    pairs = [(str(region), str(code)) for region in reference_tables.regions(home)["code"] for code in agencies]
    above = (_nearest_first(tree.path(region), agency) for region, agency in pairs)
    nearest = [next(code for code in listed if code in own) for listed in above]
    return pd.DataFrame(pairs, columns=["region_code", "agency_code"], dtype="str").assign(calendar_code=nearest)


def _nearest_first(path: Sequence[str], agency: str) -> Iterator[str]:
    """The calendars that may hold for an agency of the place a path begins with, the nearest first."""
    for place in path:
        yield f"{place}/{agency}"
        yield place


def version(home: Home) -> str:
    """A short SHA-256 of the bytes that the calendar rests on; it changes when a day may have changed."""
    digest = hashlib.sha256()
    for name in (FILE, "holidays.csv"):
        content = home.reference(name).read_bytes()
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:12]


def working_days_between(days: pd.DataFrame, a: date, b: date) -> int | None:
    """Working days in (A, B]; negative when B is before A, None when either lies outside the calendar.

    `days` holds the rows of one calendar, in order.
    """
    start, end = _position(days, a), _position(days, b)
    if start is None or end is None:
        return None
    return _number(days, "cum_working_days", end) - _number(days, "cum_working_days", start)


def working_minutes_between(days: pd.DataFrame, a: datetime, b: datetime) -> int | None:
    """Working minutes from A to B, hours outside opening counting 0; None when either lies outside the calendar.

    A date without a time must have been given its time (the close of the day) before; `days` as above.
    """
    start, end = _minutes_up_to(days, a), _minutes_up_to(days, b)
    return None if start is None or end is None else end - start


def due_on(days: pd.DataFrame, complete_on: date, working_days: int) -> date | None:
    """The Nth working day after the day the file was complete; for N = 0 that day itself.

    None when it lies outside the calendar; `days` as above.
    """
    assert working_days >= 0, "a standard is never negative"
    start = _position(days, complete_on)
    if start is None:
        return None
    if working_days == 0:
        return _day(days, start)
    totals = days["cum_working_days"].to_numpy()
    place = int(np.searchsorted(totals, totals[start] + working_days))
    return _day(days, place) if place < len(totals) else None


def _holidays(home: Home, file: CalendarFile) -> Ints:
    """The ordinals of all holidays. A year of the range without a holiday or a Ramadan would be counted wrong."""
    dates = list(reference_tables.holidays(home)["date"])
    for year in range(file.range.first.year, file.range.last.year + 1):
        if not any(day.year == year for day in dates):
            raise SetupError(error_text("holidays_year", year=year, file=FILE))
        if not any(span.first.year <= year <= span.last.year for span in file.ramadan):
            raise at(home.reference(FILE), ("ramadan",), error_text("ramadan_year", year=year))
    return np.array([day.toordinal() for day in dates], dtype=np.int64)


def _table(code: str, ordinals: Ints, hours: Ints) -> pd.DataFrame:
    minutes = hours[:, 1] - hours[:, 0]
    return pd.DataFrame(
        {
            "calendar_code": code,
            "day": pd.Series(map(date.fromordinal, ordinals.tolist()), dtype="object"),
            "is_working": minutes > 0,
            "open_minute": hours[:, 0],
            "close_minute": hours[:, 1],
            "cum_working_days": np.cumsum(minutes > 0),
            "cum_minutes": np.cumsum(minutes) - minutes,
        }
    )


def _position(days: pd.DataFrame, day: date) -> int | None:
    """The row of a day in one calendar's table, None when it has none."""
    row = day.toordinal() - _day(days, 0).toordinal()
    assert _day(days, len(days) - 1).toordinal() - _day(days, 0).toordinal() == len(days) - 1, "one calendar is wanted"
    return row if 0 <= row < len(days) else None


def _day(days: pd.DataFrame, row: int) -> date:
    day = days["day"].iat[row]
    assert isinstance(day, date)
    return day


def _number(days: pd.DataFrame, column: str, row: int) -> int:
    return int(days[column].to_numpy()[row])


def _minutes_up_to(days: pd.DataFrame, moment: datetime) -> int | None:
    """Working minutes of the calendar before a moment."""
    row = _position(days, moment)
    if row is None:
        return None
    opens, closes = _number(days, "open_minute", row), _number(days, "close_minute", row)
    return _number(days, "cum_minutes", row) + min(max(moment.hour * 60 + moment.minute, opens), closes) - opens
