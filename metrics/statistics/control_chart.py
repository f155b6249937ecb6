"""Control charts of single monthly values (XmR): is the indicator changing, and will it keep meeting its target?

A series is the months that have a figure, in order; a month without one is left out, and the moving range then steps
over it. It falls into segments at each recorded change ("rebase"), and every segment has its own limits.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean
from typing import Literal, TypeAlias

Point: TypeAlias = tuple[str, float]
"""A month "YYYY-MM" and its value, in the indicator's own unit."""

Rule = Literal["outside_limits", "trend", "near_limit", "one_side"]
Side = Literal["high", "low"]
Variation = Literal["common", "improving", "worsening"]
Assurance = Literal["keeps_meeting", "hit_and_miss", "keeps_missing"]

FIRM_LIMITS = 12
"""Points below which limits are trial limits."""
FEWEST_POINTS = 6
"""Points of a segment below which nothing is marked: limits from five moving ranges or more, no verdict from less."""
RUN = 7
NOISE = 1e-9
"""By how much a value must pass a line to be beyond it: more than the last binary digits of either."""


@dataclass(frozen=True)
class Limits:
    """Mean, process limits and near limits (two thirds of the way); `trial` when from fewer than 12 points."""

    mean: float
    lower: float
    upper: float
    lower_near: float
    upper_near: float
    trial: bool

    def clipped(self, low: float, high: float) -> "Limits":
        """The limits on a scale that ends, 0 and 100 for shares in percent."""
        lines = ("mean", "lower", "upper", "lower_near", "upper_near")
        return replace(self, **{line: min(max(getattr(self, line), low), high) for line in lines})


@dataclass(frozen=True)
class Cause:
    """Why a point is no common variation: the first rule it breaks, and whether towards high or low values."""

    rule: Rule
    side: Side


@dataclass(frozen=True)
class Segment:
    """The points between two recorded changes; `causes` has one entry a point, None for common variation."""

    points: tuple[Point, ...]
    limits: Limits | None
    causes: tuple[Cause | None, ...]


def limits(values: Sequence[float]) -> Limits | None:
    """Mean ± 2.66 mean moving ranges, one pass of screening out ranges of 3.267 means or more; None below 2 values."""
    if len(values) < 2:
        return None
    moving_range = _mean_moving_range(values)
    # The mean of equal values may miss them by the last binary digit, and all would lie on one side of it.
    mean = min(max(fmean(values), min(values)), max(values))
    reach, near = 2.66 * moving_range, 2.66 * moving_range * 2 / 3
    return Limits(mean, mean - reach, mean + reach, mean - near, mean + near, trial=len(values) < FIRM_LIMITS)


def segments(points: Sequence[Point], rebased: Collection[str] = ()) -> tuple[Segment, ...]:
    """The chart: a new segment begins with the first point in or after each month of `rebased`."""
    months = [month for month, _ in points]
    assert all(a < b for a, b in pairwise(months)), "points come in the order of their months, each once"
    starts = {sum(month < change for month in months) for change in rebased}
    edges = sorted(starts | {0, len(points)})
    return tuple(_segment(tuple(points[start:end])) for start, end in pairwise(edges))


def special_causes(values: Sequence[float], lines: Limits) -> tuple[Cause | None, ...]:
    """For each value the first rule it breaks: outside the limits; in 7 rising or falling; one of 2 of 3 beyond a
    near limit with all 3 on that side of the mean; in 7 on one side of the mean. On a limit is not beyond it.
    """
    causes: list[Cause | None] = [None] * len(values)
    # The last rule first, so that an earlier one writes over it; within a rule the later run writes over the earlier.
    for rule in (_one_side, _near_limit, _trend, _outside):
        for place, cause in rule(values, lines):
            causes[place] = cause
    return tuple(causes)


def _segment(points: tuple[Point, ...]) -> Segment:
    values = [value for _, value in points]
    lines = limits(values)
    if lines is None or len(values) < FEWEST_POINTS:
        return Segment(points, lines, (None,) * len(points))
    return Segment(points, lines, special_causes(values, lines))


def _mean_moving_range(values: Sequence[float]) -> float:
    ranges = [abs(b - a) for a, b in pairwise(values)]
    usual = fmean(ranges)
    screened = [one for one in ranges if one < 3.267 * usual]
    # When only single jumps move an otherwise level series, screening would leave limits without any width,
    # and every point outside them.
    return fmean(screened) if any(screened) else usual


_Marks: TypeAlias = Iterator[tuple[int, Cause]]


def _outside(values: Sequence[float], lines: Limits) -> _Marks:
    for place, value in enumerate(values):
        if value > lines.upper + NOISE:
            yield place, Cause("outside_limits", "high")
        elif value < lines.lower - NOISE:
            yield place, Cause("outside_limits", "low")


def _trend(values: Sequence[float], lines: Limits) -> _Marks:
    for start in range(len(values) - RUN + 1):
        steps = {(b > a) - (b < a) for a, b in pairwise(values[start : start + RUN])}
        if steps in ({1}, {-1}):
            cause = Cause("trend", "high" if steps == {1} else "low")
            yield from ((place, cause) for place in range(start, start + RUN))


def _near_limit(values: Sequence[float], lines: Limits) -> _Marks:
    for start in range(len(values) - 2):
        window = range(start, start + 3)
        above = [place for place in window if values[place] > lines.upper_near + NOISE]
        below = [place for place in window if values[place] < lines.lower_near - NOISE]
        if len(above) >= 2 and _on_one_side([values[place] for place in window], lines) == "high":
            yield from ((place, Cause("near_limit", "high")) for place in above)
        elif len(below) >= 2 and _on_one_side([values[place] for place in window], lines) == "low":
            yield from ((place, Cause("near_limit", "low")) for place in below)


def _one_side(values: Sequence[float], lines: Limits) -> _Marks:
    for start in range(len(values) - RUN + 1):
        side = _on_one_side(values[start : start + RUN], lines)
        if side is not None:
            yield from ((place, Cause("one_side", side)) for place in range(start, start + RUN))


def _on_one_side(values: Sequence[float], lines: Limits) -> Side | None:
    """The side of the mean on which all of them lie."""
    if min(values) > lines.mean + NOISE:
        return "high"
    return "low" if max(values) < lines.mean - NOISE else None
