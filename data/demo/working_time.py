"""Working time for many cases at once: the calendars of `data.calendar.days` as arrays of calendar x day.

A day is counted from `first_day` (0); a moment is day * 1440 + minute, as int64.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

DAY = 1440
NEVER = np.int64(1 << 40)
"""A moment that does not come."""


@dataclass(frozen=True)
class WorkTime:
    """What each calendar says of each day; days outside the calendars are Monday to Friday, 07.30 to 16.00."""

    first_day: np.datetime64
    codes: tuple[str, ...]
    working: Bools
    opens: Ints
    closes: Ints
    cum: Ints
    """Working days up to and including the day."""
    nth: Ints
    """Day of the n-th (from 0) working day; the last one repeats."""

    def day(self, on: np.datetime64) -> int:
        """Number of a date."""
        return int((on.astype("datetime64[D]") - self.first_day).astype(int))

    def weekdays(self) -> Ints:
        """Monday 0 to Sunday 6 of every day."""
        return np.asarray((np.arange(self.cum.shape[1]) + self.first_day.astype(int) + 3) % 7, dtype=np.int64)

    def after(self, calendar: Ints, day: Ints, working_days: Ints) -> Ints:
        """The day that many (>= 1) working days after; 0 gives the day itself, or the next working day."""
        steps = np.where(self.working[calendar, day], working_days, np.maximum(working_days, 1))
        index = self.cum[calendar, day] - 1 + steps
        return np.asarray(self.nth[calendar, np.minimum(index, self.nth.shape[1] - 1)])

    def later(self, calendar: Ints, day: Ints, minute: Ints, minutes: Ints) -> Ints:
        """The moment that many working minutes later, on the same or the next working day at latest."""
        end = minute + minutes
        over = end > self.closes[calendar, day]
        next_day = self.after(calendar, day, np.ones_like(day))
        next_minute = self.opens[calendar, next_day] + end - self.closes[calendar, day]
        next_minute = np.minimum(next_minute, self.closes[calendar, next_day])
        return np.where(over, next_day * DAY + next_minute, day * DAY + end)


def build(days: pd.DataFrame, first_day: date, last_day: date) -> WorkTime:
    """The calendars of `data.calendar.days.days` from the first day to the last."""
    codes = tuple(sorted(set(days["calendar_code"])))
    start = np.datetime64(first_day, "D")
    count = int((np.datetime64(last_day, "D") - start).astype(int)) + 1
    weekday = (np.arange(count) + start.astype(int) + 3) % 7
    working = np.tile(weekday < 5, (len(codes), 1))
    opens, closes = (np.where(working, minute, 0).astype(np.int64) for minute in (450, 960))
    row = np.array([codes.index(code) for code in days["calendar_code"]], dtype=np.int64)
    column = (np.array(days["day"].tolist(), dtype="datetime64[D]") - start).astype(np.int64)
    inside = (column >= 0) & (column < count)
    at = row[inside], column[inside]
    working[at] = days["is_working"].to_numpy(bool)[inside]
    opens[at] = days["open_minute"].to_numpy(np.int64)[inside]
    closes[at] = days["close_minute"].to_numpy(np.int64)[inside]
    cum = working.cumsum(axis=1, dtype=np.int64)
    return WorkTime(start, codes, working, opens, closes, cum, _working_days(working, cum))


def _working_days(working: Bools, cum: Ints) -> Ints:
    nth = np.full((len(working), int(cum[:, -1].max())), working.shape[1] - 1, dtype=np.int64)
    calendar, day = np.nonzero(working)
    nth[calendar, cum[calendar, day] - 1] = day
    return nth
