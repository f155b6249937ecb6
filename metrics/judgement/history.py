"""The monthly figures behind the marks of a scorecard: what each indicator was in every month up to the asked ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from metrics.catalogue.indicators import Indicator
from metrics.cells.query import Slice
from metrics.cells.reader import Reader
from metrics.figures import figures
from metrics.figures.figures import UNKNOWN, Figure
from metrics.judgement import monthly_series
from metrics.judgement.reporting import last_ended_month
from metrics.judgement.variation import Floats, Ints
from metrics.periods import Period, months_between, plus_months

LONGEST = 120
"""Months looked back on at most: limits of ten years ago say nothing of today."""
Figures = Mapping[str, Mapping[figures.Key, Figure]]


@dataclass(frozen=True)
class History:
    """Every month that has ended, from the first with records to the end of the asked periods, and its actuals.

    `firsts` and `lasts` are the columns of the months in which each asked period begins and ends.
    """

    months: tuple[str, ...]
    firsts: Ints
    lasts: Ints
    _known: Figures
    _before: Mapping[str, Floats]
    _columns: Ints

    @staticmethod
    def of(
        reader: Reader,
        slice_: Slice,
        wanted: Mapping[str, Indicator],
        members: Sequence[str],
        known: Figures,
        today: date,
    ) -> "History":
        """`known` holds the figures of the slice itself, so that single months among them are not asked for again."""
        months = _months(reader.first_month(), slice_, today)
        asked = {period.code for period in slice_.periods}
        missing = tuple(Period(month) for month in months if month not in asked)
        rest = Slice(missing, slice_.region, slice_.by)
        before = monthly_series.actuals(reader, rest, wanted, members) if missing else {}
        places = {month: place for place, month in enumerate(months)}
        begin = [places.get(period.first_month, _beyond(period.first_month, months)) for period in slice_.periods]
        end = [places.get(period.last_month, _beyond(period.last_month, months) - 1) for period in slice_.periods]
        columns = [places[period.code] for period in missing]
        firsts, lasts, at = (np.array(found, dtype=np.int64) for found in (begin, end, columns))
        return History(months, firsts, lasts, known, before, at)

    def values(self, indicator: str, members: Sequence[str]) -> Floats:
        """[member, month]: the actual, NaN where there is none; `members` as they were given before."""
        found = self._known[indicator]
        values = np.full((len(members), len(self.months)), np.nan)
        own = [column for column in range(len(self.months)) if column not in set(self._columns.tolist())]
        keys = [[(self.months[column], member) for column in own] for member in members]
        values[:, own] = np.array([[found.get(key, UNKNOWN).actual for key in row] for row in keys], dtype=np.float64)
        if len(self._columns):
            values[:, self._columns] = self._before[indicator]
        return values


def _months(first: str | None, slice_: Slice, today: date) -> tuple[str, ...]:
    last = min(max(period.last_month for period in slice_.periods), last_ended_month(today))
    first = min(max(first or last, plus_months(last, 1 - LONGEST)), last)
    return months_between(first, last)


def _beyond(month: str, months: Sequence[str]) -> int:
    """The column of a month outside them all: before the first or after the last."""
    return len(months) if month > months[-1] else 0
