"""Intervals for what was measured on few cases, and what they allow to be said about a target."""

import functools
import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate
from statistics import NormalDist
from typing import Literal

import numpy as np
import numpy.typing as npt

from metrics.catalogue.indicators import Better
from metrics.targets.achievement import Target, meets_throughout

Interval = tuple[float, float]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Confidence = Literal["surely_met", "likely_met", "cannot_tell", "likely_missed", "surely_missed"]


def wilson(x: int, n: int, confidence: float = 0.95) -> Interval | None:
    """The interval of the share x / n, from 0 to 1 (Wilson 1927), None when n is 0. Not for ratios that may pass 1."""
    assert 0 <= x <= n, "a share lies between 0 and 1"
    if n == 0:
        return None
    z = _z(confidence)
    half = z * math.sqrt(z * z + 4 * x * (1 - x / n))
    low, high = ((2 * x + z * z + side * half) / (2 * (n + z * z)) for side in (-1, 1))
    # With x = n the formula gives exactly 1; in floating point only nearly.
    return low, 1.0 if x == n else high


def mean_t(
    n: int,
    total: float,
    total_of_squares: float,
    confidence: float = 0.95,
    bounds: Interval = (-math.inf, math.inf),
) -> Interval | None:
    """Student's t interval of a mean, in the unit of the values, cut to the `bounds` of their scale.

    None for fewer than 2 values or values all equal: they show no spread to judge from. Integer totals are exact.
    """
    if n < 2:
        return None
    spread = n * total_of_squares - total * total
    if spread <= 1e-12 * total * total:  # far below any spread of whole scores or days, above binary noise
        return None
    half = t_quantile(n - 1, confidence) * math.sqrt(spread / (n - 1)) / n
    return max(total / n - half, bounds[0]), min(total / n + half, bounds[1])


def median_order_statistic(
    counts: Sequence[tuple[float, int]], quantile: float = 0.5, confidence: float = 0.95
) -> Interval | None:
    """The exact interval of a quantile: two of the values themselves, closed, covering it at least that often.

    `counts` are (value, how many times), in any order. Each tail of the binomial number of values below the quantile
    holds at most half of what confidence leaves (Conover 1999, 3.2). None when too few values reach into a tail,
    for 95 %: fewer than 6 for the median, 36 for the ninetieth percentile.
    """
    return order_statistics(counts, quantile, (confidence,))[0]


def order_statistics(
    counts: Sequence[tuple[float, int]], quantile: float, confidences: Sequence[float]
) -> list[Interval | None]:
    """The intervals of `median_order_statistic` for several confidences at once."""
    return order_statistics_of([counts], quantile, confidences)[0]


def order_statistics_of(
    many: Sequence[Sequence[tuple[float, int]]], quantile: float, confidences: Sequence[float]
) -> list[list[Interval | None]]:
    """The same of many distributions at once, which takes a fraction of the time."""
    ordered = [sorted((value, n) for value, n in counts if n > 0) for counts in many]
    reached = [list(accumulate(n for _, n in values)) for values in ordered]
    totals = np.array([sums[-1] if sums else 0 for sums in reached], dtype=np.int64)
    ranks = [_ranks(totals, quantile, (1 - confidence) / 2) for confidence in confidences]
    return [
        [_between(values, sums, low[place], high[place]) for low, high in ranks]
        for place, (values, sums) in enumerate(zip(ordered, reached, strict=True))
    ]


def _between(values: Sequence[tuple[float, int]], reached: Sequence[int], low: int, high: int) -> Interval | None:
    """The values at two ranks; None when there are not so many."""
    if not reached or low < 1 or high > reached[-1]:
        return None
    return values[bisect_left(reached, low)][0], values[bisect_left(reached, high)][0]


def _ranks(totals: Ints, quantile: float, tail: float) -> tuple[list[int], list[int]]:
    """The ranks, from 1, of the values that bound a quantile; 0 or total + 1 where a tail is not reached."""
    bdtr, bdtrc, bdtrik = _binomial()
    low = _first(bdtrik(tail, totals, quantile), totals, lambda k: bdtr(k, totals, quantile) > tail)
    high = _first(bdtrik(1 - tail, totals, quantile), totals, lambda k: bdtrc(k, totals, quantile) <= tail)
    return low.tolist(), (1 + high).tolist()


@functools.cache
def _z(confidence: float) -> float:
    """The standard normal quantile that leaves half of the rest above it."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


@functools.lru_cache(maxsize=4096)
def t_quantile(degrees: int, confidence: float) -> float:
    """The quantile of Student's t that leaves half of the rest above it."""
    from scipy.special import stdtrit  # takes a tenth of a second to import, and few commands need it

    return float(stdtrit(degrees, (1 + confidence) / 2))


@functools.cache
def _binomial() -> tuple[Callable[..., Floats], Callable[..., Floats], Callable[..., Floats]]:
    """Below, above, and inverse of the binomial distribution."""
    from scipy.special import bdtr, bdtrc, bdtrik  # as above

    return bdtr, bdtrc, bdtrik


def _first(near: Floats, last: Ints, holds: Callable[[Ints], Bools]) -> Ints:
    """The first number from 0 at which each condition begins to hold, looked for from `near`; at most last + 1."""
    place = np.clip(np.nan_to_num(near), 0, last).astype(np.int64)
    while (back := (place > 0) & holds(np.maximum(place - 1, 0))).any():
        place -= back
    while (on := (place <= last) & ~holds(np.minimum(place, last))).any():
        place += on
    return place


def confidence_against(
    target: Target, better: Better, interval95: Interval | None, interval80: Interval | None
) -> Confidence | None:
    """How surely a target is met or missed; None without intervals. All in one unit.

    Surely: all of the 95 % interval lies on one side of the target; likely: only all of the 80 % one does. An interval
    that touches the target from the good side lies on it, as the target itself counts as met; from the bad side it
    does not. A range target is met by an interval inside it and missed by one that has no value in common with it.
    """
    if interval95 is None or interval80 is None:
        return None
    surely = meets_throughout(interval95, target, better)
    if surely is not None:
        return "surely_met" if surely else "surely_missed"
    likely = meets_throughout(interval80, target, better)
    if likely is not None:
        return "likely_met" if likely else "likely_missed"
    return "cannot_tell"
