"""One figure and what it is held against: the gap, and every list of parts that adds up to it."""

import math
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from statistics import fmean

import pandas as pd

from metrics.cells.query import Slice
from metrics.figures import figures
from metrics.figures.figures import Figure
from metrics.judgement.row import Row
from metrics.obstacles.decomposition import decompose, quantiles, verdict
from metrics.obstacles.input import terms as measure
from metrics.obstacles.input.tables import Gatherer
from metrics.obstacles.input.terms import Measure, Parts
from metrics.periods import month_named, month_number
from metrics.scorecard.comparator import Others, rest_of_province
from metrics.statistics.change_point import since
from metrics.statistics.charts.control_chart import Point
from metrics.targets.achievement import Range

RECENT = 36
"""Months of the series that are looked at."""
FEWEST_MONTHS = 3
"""Months before below which nobody knows what they differ by."""


@dataclass(frozen=True)
class Subject:
    """`reference` is the target (the nearer bound of a range) or the figure compared with, None when there is none.

    `reference_n` is on how many cases such a figure rests. `sign` is +1 when a figure below the reference is worse, -1
    when one above it is; `whole` the terms, not split.
    """

    gatherer: Gatherer
    row: Row
    against: str
    reference: float | None
    reference_n: float | None
    sign: int
    whole: list[Parts]
    monthly: tuple[Row, ...]
    year_target: float | None
    _read: dict[str | None, list[Parts]] = field(default_factory=dict, compare=False, repr=False)

    @staticmethod
    def of(
        gatherer: Gatherer, row: Row, against: str, monthly: tuple[Row, ...], year_target: float | None
    ) -> "Subject":
        """The subject of a scorecard's row; `monthly` are the rows of the months up to it, oldest first."""
        has_terms = row.actual is not None and gatherer.indicator.quantile is None
        read: dict[str | None, list[Parts]] = {None: gatherer.parts(None)} if has_terms else {}
        whole = measure.with_denominator(read[None], against != "target") if has_terms else []
        reference, n, sign = _reference(gatherer, row, against)
        return Subject(gatherer, row, against, reference, n, sign, whole, monthly, year_target, read)

    @property
    def points(self) -> list[Point]:
        """The latest months that have a figure that can be judged."""
        latest = (row for row in self.monthly[-RECENT:] if row.is_point)
        return [(row.period, row.actual) for row in latest if row.actual is not None]

    def worse_since(self) -> str | None:
        """The month since which the figure is worse, None when it is not."""
        months, values = [month_number(month) for month, _ in self.points], [value for _, value in self.points]
        first = since(months, values, -1 if self.sign > 0 else 1)
        return None if first is None else month_named(first)

    @property
    def measure(self) -> Measure:
        """How the indicator is taken apart."""
        return self.gatherer.measure

    @property
    def in_cases(self) -> bool:
        """Whether the parts are cases."""
        return self.measure.unit != "points"

    @property
    def quantile(self) -> Fraction | None:
        """Which quantile the figure is, None where it is none."""
        quantile = self.gatherer.indicator.quantile
        return None if quantile is None else quantile.exactly

    @property
    def is_comparable(self) -> bool:
        """Whether there is a figure, something to hold it against, and parts."""
        has_parts = bool(self.whole) or self.quantile is not None or self.gatherer.indicator.is_count
        return self.row.actual is not None and self.reference is not None and has_parts

    def parts(self, by: str | None) -> list[Parts]:
        """The terms split by a dimension (None: the whole), read once."""
        if by not in self._read:
            self._read[by] = self.gatherer.parts(by)
        return self._read[by]

    def shortfalls(self, by: str) -> pd.Series:
        """Per member of a dimension, positive = worse; the sum is the gap."""
        if self.quantile is None:
            return self._shortfalls(self.parts(by))
        assert self.reference is not None
        return quantiles.shortfalls(self.gatherer.distributions(by), self.quantile, self.reference, self.sign)

    def _shortfalls(self, split: list[Parts]) -> pd.Series:
        assert self.reference is not None
        if self.gatherer.indicator.is_count:
            return decompose.by_count(split[0].frame, self.reference) * self.sign
        parts = measure.with_denominator(split, self.against != "target")
        if self.against == "target":
            return decompose.by_target(parts, self.reference, self.in_cases) * self.sign
        return decompose.by_change(parts, self.in_cases) * self.sign

    def gap(self) -> float | None:
        """Reference less actual in the unit of the parts, positive = worse."""
        if not self.is_comparable:
            return None
        assert self.reference is not None and self.row.actual is not None
        if self.gatherer.indicator.is_count:
            return self.sign * (self.reference - self.row.actual)
        if self.quantile is not None:
            values = self.gatherer.distributions(None)
            return float(quantiles.gap(values, self.quantile, self.reference, self.sign).gap)
        return float(self._shortfalls(self.parts(None)).sum())

    def effects(self) -> tuple[float, float] | tuple[None, None]:
        """Rate and mix over services; of a target, and of a count, all is rate."""
        if not self.is_comparable or self.reference is None or self.row.actual is None:
            return None, None
        if self.against == "target" or self.gatherer.indicator.is_count:
            return self.row.actual - self.reference, 0.0
        if self.quantile is not None:
            now, then = (self.gatherer.distributions("service", compared) for compared in (False, True))
            return quantiles.effects(now, then, self.quantile, self.row.actual, self.reference)
        return decompose.rate_and_mix(measure.with_denominator(self.parts("service"), compared=True))

    def noise(self, months: pd.DataFrame | None, gap: float) -> tuple[float, float]:
        """The standard errors of rate and mix: chance alone, or, where that is more, what the months differ by.

        `months` are those before (period, service_code, n, bad) of a share of cases; else the moving ranges tell. `gap`
        is that of `gap()`.
        """
        own = self._moving_range()
        if self.against == "target":
            return own / math.sqrt(2), 0.0
        if self.measure.unit == "cases" and not self.gatherer.indicator.is_count:
            chance = verdict.noise_of_shares(self.parts("service")[0].frame)
            span = len(self.gatherer.now.months)
            spread = (0.0, 0.0) if months is None else verdict.noise_of_months(months, span)
            return max(chance[0], spread[0]), max(chance[1], spread[1])
        either = max(own, self._chance(gap))
        return either, either

    def _chance(self, gap: float) -> float:
        """The standard error of the difference by sampling: of whole days the months may all be alike, and still the
        next case may move a median. Of a quantile that of its cases beyond the reference, in the figure's unit.
        """
        actual, reference, n = self.row.actual, self.reference, self.row.n
        assert actual is not None and reference is not None
        if self.gatherer.indicator.is_count:
            return math.sqrt(abs(actual) + abs(reference))
        both = math.sqrt(1 + (n or 0) / self.reference_n) if self.reference_n else 1.0
        if self.quantile is not None and n:
            cases = math.sqrt(self.quantile * (1 - self.quantile) * n) * both
            return abs(actual - reference) * cases / abs(gap) if gap and actual != reference else math.inf
        if self.row.interval is None:
            return 0.0 if len(self._values_before) >= FEWEST_MONTHS else math.inf
        low, high = self.row.interval
        return (high - low) / (2 * verdict.Z_OF_95) * both

    @property
    def _values_before(self) -> list[float]:
        return [value for month, value in self.points if month < self.gatherer.now.first_month]

    def _moving_range(self) -> float:
        """The standard deviation of a difference of two periods, by the months before now."""
        values = self._values_before
        if len(values) < FEWEST_MONTHS:
            return 0.0
        ranges = fmean(abs(b - a) for a, b in pairwise(values))
        return ranges / 1.128 * math.sqrt(2 / len(self.gatherer.now.months))


def _reference(gatherer: Gatherer, row: Row, against: str) -> tuple[float | None, float | None, int]:
    """What the figure is held against, on how many cases that rests, and on which side of it is worse."""
    sign, indicator, catalogue = gatherer.measure.is_worse_when, gatherer.indicator, gatherer.measure.catalogue
    if against == "target":
        if not isinstance(row.target, tuple):
            return row.target, None, sign
        target = Range(*row.target)
        if row.actual is not None and row.actual > target.high:
            return target.high, None, -1
        return target.low, None, 1
    if against == "province":
        assert gatherer.region is not None
        rest = rest_of_province(gatherer.reader, gatherer.now, gatherer.region, [indicator], catalogue)
        return *_with_cases(rest.get(indicator.id)), sign
    assert gatherer.then is not None
    slice_ = Slice((gatherer.then,), gatherer.region, None)
    known = figures.figures(gatherer.reader, slice_, figures.with_parts([indicator], catalogue), levels=())
    return *_with_cases(known[indicator.id].get((gatherer.then.code, ""))), sign


def _with_cases(figure: Figure | Others | None) -> tuple[float | None, float | None]:
    return (None, None) if figure is None else (figure.actual, figure.n)
