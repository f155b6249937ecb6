"""Actuals alone, of many months and members at once, in arrays [member, month]: what the marks look back on.

The same figures as `metrics.figures.figures` (a test compares them), without numerators, intervals and an object for
each.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from metrics.catalogue.indicators import Indicator, Quantile
from metrics.cells.query import Distributions, Slice
from metrics.cells.reader import Reader
from metrics.figures import entered, figures
from metrics.figures.figures import UNKNOWN, Figure
from metrics.judgement.reporting import last_ended_month
from metrics.periods import Period, months_between, plus_months
from metrics.statistics.charts.stretches import LOOKED_BACK, Floats, Ints


class Monthly(NamedTuple):
    """Actuals [member, month], NaN where there is none, and the cases behind each, NaN where they are not known."""

    actuals: Floats
    cases: Floats


def actuals(
    reader: Reader, slice_: Slice, indicators: Mapping[str, Indicator], members: Sequence[str]
) -> dict[str, Monthly]:
    """Indicator id → its actual and cases of every member and month of the slice.

    `indicators` holds parts of formulas before what rests on them; the periods of the slice are single months.
    """
    place = _Places(slice_.periods, members)
    simple = [indicator for indicator in indicators.values() if indicator.numerator is not None]
    sums = reader.sum_table(slice_, simple)
    spots = place.of(sums["period"], sums["member"])
    series = {indicator.id: Monthly(*(place.filled(spots, x) for x in _ratio(indicator, sums))) for indicator in simple}
    counts: dict[object, Distributions] = {}
    for indicator in indicators.values():
        if indicator.quantile is not None:
            distribution = indicator.distribution()
            if distribution not in counts:
                counts[distribution] = reader.counts(slice_, indicator)
            series[indicator.id] = _quantiles(indicator.quantile, counts[distribution], place)
        elif indicator.times is not None:
            per_day, cases = series[indicator.id]
            series[indicator.id] = Monthly(per_day / indicator.factor * place.days, cases)
    series |= _entered(reader, slice_, indicators, place)
    for indicator in indicators.values():
        if indicator.formula is not None:
            parts = np.stack([series[part].actuals for part in indicator.formula.mean_of])
            known = np.maximum((~np.isnan(parts)).sum(axis=0), 1)
            mean = np.nansum(parts, axis=0) / known
            actual = np.where(np.isnan(parts).all(axis=0), np.nan, indicator.formula.times * mean)
            series[indicator.id] = Monthly(actual, place.nowhere())
    return series


class _Places:
    """Where each month and member stands."""

    def __init__(self, periods: Sequence[Period], members: Sequence[str]) -> None:
        self._months = {period.code: column for column, period in enumerate(periods)}
        self._members = {member: row for row, member in enumerate(members)}
        self.shape = len(members), len(periods)
        self.days = np.array([(period.last_day - period.first_day).days + 1 for period in periods], dtype=np.float64)

    def of(self, periods: Sequence[str], members: Sequence[str]) -> Ints:
        """The flat place of each row; -1 for a member that is not asked for."""
        rows = [self._members.get(member, -1) for member in members]
        columns = [self._months[code] for code in periods]
        row, column = np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)
        return np.where(row < 0, -1, row * self.shape[1] + column)

    def nowhere(self) -> Floats:
        """NaN at every place."""
        return np.full(self.shape, np.nan)

    def filled(self, spots: Ints, values: Floats) -> Floats:
        """The values at their places, NaN elsewhere."""
        grid = np.full(self.shape[0] * self.shape[1], np.nan)
        grid[spots[spots >= 0]] = values[spots >= 0]
        return grid.reshape(self.shape)


NOTHING_KNOWN = np.inf
"""In place of a count of whose records nothing is known; NaN is where there are none, which may mean 0."""


def _ratio(indicator: Indicator, sums: Mapping[str, Any]) -> tuple[Floats, Floats]:
    """The actuals, and the denominators."""
    columns = list(dict.fromkeys(column for _, column, _ in indicator.measures()))
    columns = [column for column in columns if not column.endswith("__untold")]
    table = np.array([sums[column] for column in columns], dtype=np.float64).T
    unknown, no_row = np.isnan(table).all(axis=1), np.isnan(table[:, 0])
    table = np.nan_to_num(table)
    flags = [place for place, column in enumerate(columns) if column.endswith(("__known", "__none_known"))]
    nothing = np.zeros(len(table), bool)
    if flags:
        nothing = ~unknown & (np.where(no_row, table[:, flags[-1]], table[:, flags[0]]) == 0)
    if indicator.is_count:
        counts = np.where(unknown, np.nan, table[:, 0])
        return np.where(nothing, NOTHING_KNOWN, counts), np.full(len(table), np.nan)
    top, bottom = table[:, 0], table[:, 1]
    actual = np.where(unknown | (bottom == 0), np.nan, indicator.factor * top / np.where(bottom == 0, 1, bottom))
    return np.where(nothing, NOTHING_KNOWN, actual), np.where(unknown | nothing, np.nan, bottom)


def _quantiles(quantile: Quantile, counts: Distributions, place: _Places) -> Monthly:
    """Linearly interpolated between the two values around their place."""
    if not counts.keys:
        return Monthly(place.nowhere(), place.nowhere())
    spots = place.of(*zip(*counts.keys, strict=True))
    upto = np.cumsum(counts.cases)
    through = upto[counts.ends - 1]
    before = np.concatenate([[0], through[:-1]])
    of = quantile.exactly
    down, rest = np.divmod(of.numerator * (through - before - 1), of.denominator)
    low, high = (counts.values[np.searchsorted(upto, before + rank, "right")] for rank in (down, down + (rest > 0)))
    actual = place.filled(spots, (low * (of.denominator - rest) + high * rest) / of.denominator)
    return Monthly(actual, place.filled(spots, (through - before).astype(np.float64)))


def _entered(reader: Reader, slice_: Slice, indicators: Mapping[str, Indicator], place: _Places) -> dict[str, Monthly]:
    """The figures that were entered with their document, in the indicator's unit."""
    documented = [indicator for indicator in indicators.values() if indicator.entered]
    standing = entered.taken(reader.entered(slice_, documented), documented, slice_, reader.tree) if documented else {}
    return {indicator.id: _of_document(indicator, standing[indicator.id], place) for indicator in documented}


def _of_document(indicator: Indicator, documents: Mapping[entered.Key, entered.Entered], place: _Places) -> Monthly:
    spots = place.of([period for period, _ in documents], [member for _, member in documents])
    actual = np.array([_value(indicator, figure) for figure in documents.values()], dtype=np.float64)
    cases = np.array([figure.denominator for figure in documents.values()], dtype=np.float64)
    return Monthly(place.filled(spots, actual), place.filled(spots, cases))


def _value(indicator: Indicator, document: entered.Entered) -> float:
    if document.numerator is None or document.denominator is None:
        return math.nan if document.value is None else document.value
    return indicator.factor * document.numerator / document.denominator if document.denominator else math.nan


RECENT = 62
"""Months before the last one over: of all questions of them the same months are looked back on."""
Figures = Mapping[str, Mapping[figures.Key, Figure]]


@dataclass(frozen=True)
class History:
    """The months that are looked back on (`months_back`), and their actuals.

    `firsts` and `lasts` are the columns of the months in which each asked period begins and ends.
    """

    months: tuple[str, ...]
    firsts: Ints
    lasts: Ints
    _known: Figures
    _before: Mapping[str, Monthly]
    _columns: Ints

    @staticmethod
    def of(
        reader: Reader,
        slice_: Slice,
        indicators: Mapping[str, Indicator],
        members: Sequence[str],
        known: Figures,
        today: date,
    ) -> "History":
        """`known` holds the figures of the slice itself (empty: none), lest its single months be asked again."""
        months = months_back(reader, slice_, today)
        codes = {period.code for period in slice_.periods} if known else set()
        missing = tuple(Period(month) for month in months if month not in codes)
        rest = Slice(missing, slice_.region, slice_.by)
        before = actuals(reader, rest, indicators, members) if missing else {}
        places = {month: place for place, month in enumerate(months)}
        begin = [places.get(period.first_month, _beyond(period.first_month, months)) for period in slice_.periods]
        end = [places.get(period.last_month, _beyond(period.last_month, months) - 1) for period in slice_.periods]
        columns = [places[period.code] for period in missing]
        firsts, lasts, at = (np.array(listed, dtype=np.int64) for listed in (begin, end, columns))
        return History(months, firsts, lasts, known, before, at)

    def values(self, indicator: str, members: Sequence[str]) -> Monthly:
        """[member, month]; `members` as they were given before."""
        shape = len(members), len(self.months)
        values, cases = np.full(shape, np.nan), np.full(shape, np.nan)
        before = set(self._columns.tolist())
        columns = [column for column in range(len(self.months)) if column not in before]
        if columns:
            known = self._known[indicator]
            figures_ = [known.get((self.months[column], member), UNKNOWN) for member in members for column in columns]
            nothing = figures.NOTHING_KNOWN.unknown
            actual = [NOTHING_KNOWN if figure.unknown == nothing else figure.actual for figure in figures_]
            values[:, columns] = _filled(actual, len(columns))
            cases[:, columns] = _filled(
                [figure.values if figure.denominator is None else figure.denominator for figure in figures_],
                len(columns),
            )
        if before:
            values[:, self._columns], cases[:, self._columns] = self._before[indicator]
        return Monthly(values, cases)


def _filled(values: Sequence[float | int | None], columns: int) -> Floats:
    return np.array(values, dtype=np.float64).reshape(-1, columns)


def months_back(reader: Reader, slice_: Slice, today: date) -> tuple[str, ...]:
    """The months that are looked back on from the ends of the asked periods, oldest first."""
    ends, ended = [period.last_month for period in slice_.periods], last_ended_month(today)
    last, earliest = min(max(ends), ended), min(*ends, plus_months(ended, -RECENT))
    first = min(max(reader.first_month() or last, plus_months(earliest, 1 - LOOKED_BACK)), last)
    return months_between(first, last)


def _beyond(month: str, months: Sequence[str]) -> int:
    """The column of a month outside them all: before the first or after the last."""
    return len(months) if month > months[-1] else 0
