"""Variation and assurance of many monthly series at once: `metrics.statistics.control_chart` in arrays, for scorecards.

Arrays are [series, period]. Each period is judged on the points up to its last month, as if later ones were not yet
known, and on its latest segment alone; a test holds that one series at a time gives the same.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from metrics.catalogue.indicators import Better, Indicator
from metrics.statistics.control_chart import FEWEST_POINTS, NOISE, RUN, Assurance, Variation
from metrics.targets.achievement import Range, Target

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Number = TypeVar("Number", np.float64, np.int64)

COUNTED_MONTHS = 12
"""Months of which is told in how many the target was met."""
VARIATIONS = np.array([None, "common", "improving", "worsening"], dtype=object)
ASSURANCES = np.array([None, "keeps_meeting", "hit_and_miss", "keeps_missing"], dtype=object)


@dataclass(frozen=True)
class Series:
    """Monthly values [series, month], NaN where a month is no point; `firsts` and `lasts` are columns, [period].

    `rebased` names the columns, by series, in or after which a recorded change starts a new segment.
    """

    values: Floats
    firsts: Ints
    lasts: Ints
    rebased: Mapping[int, Collection[int]]


Mark: TypeAlias = tuple[Variation | None, Assurance | None, int, tuple[int, int] | None]
"""The two marks of one period, None where nothing can be said; how many points they rest on; and in how many of how
many of the latest of these, 12 at most, the target was met (None without a target).
"""


def marks(series: Series, low: Floats | None, high: Floats | None, indicator: Indicator) -> list[list[Mark]]:
    """The marks of one indicator, [series][period]; a target is met from `low` to `high`, both NaN where there is none.

    Nothing is marked below 6 points of the latest segment, nor where the period itself has no point.
    """
    lined = _Lined.up(series)
    counts = (lined.points >= FEWEST_POINTS) & lined.has_own
    lines = _limits(lined)
    side = _side(lined, lines) * (1 if indicator.better == "higher" else -1)
    variation = VARIATIONS[np.where(counts, np.select([side > 0, side < 0], [2, 3], 1), 0)]
    assurance = np.full(counts.shape, None)
    met: list[list[tuple[int, int] | None]] = np.full(counts.shape, None).tolist()
    if low is not None and high is not None:
        bottom, top = (np.clip(lines.mean + sign * lines.reach, *scale(indicator)) for sign in (-1, 1))
        keeps = [np.isnan(low) | ~counts, (bottom >= low) & (top <= high), (top < low) | (bottom > high)]
        assurance = ASSURANCES[np.select(keeps, [0, 1, 3], 2)]
        met = _met(lined, low, high)
    points = np.where(lined.has_own, lined.points, 0)
    columns = zip(variation.tolist(), assurance.tolist(), points.tolist(), met, strict=True)
    return [list(zip(*row, strict=True)) for row in columns]


def bounds(target: Target | None, better: Better) -> tuple[float, float]:
    """From where to where a target counts as met: NaN for none."""
    if target is None:
        return np.nan, np.nan
    if isinstance(target, Range):
        return target.low, target.high
    return (target, np.inf) if better == "higher" else (-np.inf, target)


def scale(indicator: Indicator) -> tuple[float, float]:
    """Where the limits of an indicator are cut off: shares end at 0 and 100 percent, all others begin at 0."""
    is_share = indicator.unit == "percent" and indicator.interval is None
    return 0.0, 100.0 if is_share else np.inf


@dataclass(frozen=True)
class _Lined:
    """The points of each series moved together, and where the latest segment of each period starts and ends."""

    values: Floats
    start: Ints
    end: Ints
    has_own: Bools

    @property
    def points(self) -> Ints:
        return self.end - self.start

    @staticmethod
    def up(series: Series) -> "_Lined":
        present = ~np.isnan(series.values)
        order = np.argsort(~present, axis=1, kind="stable")
        upto = np.concatenate([np.zeros((len(present), 1), np.int64), np.cumsum(present, axis=1)], axis=1)
        longest = max(int(upto[:, -1].max(initial=0)), 1)
        values = np.take_along_axis(np.nan_to_num(series.values), order, axis=1)[:, :longest]
        end, before = upto[:, series.lasts + 1], upto[:, series.firsts]
        begins = np.zeros((len(values), longest), np.int64)
        for row, columns in series.rebased.items():
            for column in columns:
                if (place := upto[row, column]) < longest:  # a change after the last point begins nothing yet
                    begins[row, place] = place
        begins = np.maximum.accumulate(begins, axis=1)
        start = np.where(end > 0, _at(begins, end - 1), 0)
        return _Lined(values, start, end, end > before)

    def inside(self, skipped: int = 0) -> Bools:
        """[series, period, point]: the points of the latest segment without its first few."""
        place = np.arange(self.values.shape[1])
        found: Bools = (place >= self.start[..., None] + skipped) & (place < self.end[..., None])
        return found

    def back(self, number: int) -> Floats:
        """The point so many before the last; any other value where there is none."""
        return _at(self.values, self.end - 1 - number)


@dataclass(frozen=True)
class _Limits:
    mean: Floats
    reach: Floats


def _limits(lined: _Lined) -> _Limits:
    """As `control_chart.limits`; of fewer than 2 points nothing of use."""
    values = lined.values
    ranges = np.abs(np.diff(values, axis=1, prepend=values[:, :1]))[:, None, :]
    steps = lined.inside(skipped=1)
    usual = _mean(ranges, steps)
    kept = steps & (ranges < 3.267 * usual[..., None])
    screened = _mean(ranges, kept)
    moving = np.where(screened > 0, screened, usual)
    # Of equal values the mean is that value itself, whatever the last binary digit of their sum.
    mean = np.where(moving == 0, lined.back(0), _mean(values[:, None, :], lined.inside()))
    return _Limits(mean, 2.66 * moving)


def _side(lined: _Lined, lines: _Limits) -> Ints:
    """1 where the last point has a special cause towards high values, -1 towards low ones, 0 for common variation."""
    recent = [lined.back(number) for number in range(RUN)]
    last = [value - lines.mean for value in recent]
    up = [_sign(after - before, 0.0) for after, before in pairwise(recent)]
    beyond = [_sign(one, lines.reach * 2 / 3 + NOISE) for one in last[:3]]
    sides = [_sign(one, NOISE) for one in last]
    enough = lined.points >= RUN
    rules = [
        _sign(last[0], lines.reach + NOISE),
        _all(up) * enough,
        np.where((_all(sides[:3]) == beyond[0]) & (np.abs(sum(beyond)) >= 2), beyond[0], 0),
        _all(sides) * enough,
    ]
    found: Ints = np.select([rule != 0 for rule in rules], rules, 0)
    return found


def _met(lined: _Lined, low: Floats, high: Floats) -> list[list[tuple[int, int] | None]]:
    """(months that met, months counted) of every period that has a target, else None."""
    place = np.arange(lined.values.shape[1])
    recent = lined.inside() & (place >= lined.end[..., None] - COUNTED_MONTHS)
    values = lined.values[:, None, :]
    met = (recent & (values >= low[..., None]) & (values <= high[..., None])).sum(axis=2)
    of = np.where(lined.has_own & ~np.isnan(low), recent.sum(axis=2), 0)
    return [
        [(m, n) if n else None for m, n in zip(*row, strict=True)]
        for row in zip(met.tolist(), of.tolist(), strict=True)
    ]


def _mean(values: Floats, where: Bools) -> Floats:
    found: Floats = (values * where).sum(axis=2) / np.maximum(where.sum(axis=2), 1)
    return found


def _sign(values: Floats, beyond: Floats | float) -> Ints:
    """1 above, -1 below, 0 within."""
    return (values > beyond).astype(np.int64) - (values < -np.asarray(beyond))


def _all(signs: list[Ints]) -> Ints:
    """The sign that all have in common, else 0."""
    total = sum(signs)
    return np.where(np.abs(total) == len(signs), np.sign(total), 0)


def _at(values: npt.NDArray[Number], places: Ints) -> npt.NDArray[Number]:
    """The value of each series at a place of its own; the first where the place lies before it."""
    return np.take_along_axis(values, np.clip(places, 0, values.shape[1] - 1), axis=1)
