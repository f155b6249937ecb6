"""What may be said of a level ("kinerjanya"), beside what a single month's sampling allows to be said of that month.

Sampling alone calls a level surely missed far too often when months differ by more than their cases explain. So a word
is said of the level only if the months' own spread allows it too: the sampling variance is multiplied by what the
earlier months show (Pearson's dispersion), and the critical values are those of Student's t.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from metrics.statistics.charts.control_chart import Kind
from metrics.statistics.charts.stretches import Floats, Stretches
from metrics.statistics.intervals import Confidence, t_quantile

FEWEST_MONTHS = 6
"""Earlier months below which only the month itself is spoken of."""


@dataclass(frozen=True)
class LevelConfidence:
    """The word; what it is `about`; by how much the earlier months sway (± one standard deviation, None if too few).

    `sway` is in the unit of the values: a share's from 0 to 1. `t` is the distance from the nearest edge of the target
    in standard errors, positive above it; None where no test is made.
    """

    word: Confidence
    about: Literal["level", "month"]
    sway: float | None
    t: float | None


def share_level(
    word: Confidence, judged: tuple[int, int], earlier: Sequence[tuple[int, int]], edges: Sequence[float]
) -> LevelConfidence:
    """Of a share: `word` is the month's own by Wilson's interval, `judged` and each of `earlier` are (x, n), n > 0.

    `edges` are the target, or both ends of a range target, from 0 to 1. `earlier` are months of the same segment
    without the judged one. At a target of 0 or 1 a single case decides, and Wilson's word stands alone.
    """
    if len(earlier) < FEWEST_MONTHS:
        return LevelConfidence(word, "month", None, None)
    (x, n), total = judged, sum(cases for _, cases in earlier)
    pooled = sum(counted for counted, _ in earlier) / total
    squares = math.fsum((counted / cases - pooled) ** 2 * cases for counted, cases in earlier)
    freedom, chance = len(earlier) - 1, pooled * (1 - pooled)
    dispersion = max(1.0, squares / chance / freedom) if chance > 0 else 1.0
    sway = math.sqrt(squares / total * len(earlier) / freedom)
    errors = [(edge, math.sqrt(dispersion * edge * (1 - edge) / n)) for edge in edges if 0 < edge < 1]
    return _judged(word, [(x / n - edge) / error for edge, error in errors], freedom, sway)


def value_level(word: Confidence, judged: float, earlier: Sequence[float], edges: Sequence[float]) -> LevelConfidence:
    """Of an index or a time, in its own unit: the month's distance from the target against the earlier months' spread.

    `word` is the month's own by its interval. Earlier months all equal show no spread, and the word stands.
    """
    if len(earlier) < FEWEST_MONTHS:
        return LevelConfidence(word, "month", None, None)
    sway = statistics.stdev(earlier)
    distances = [(judged - edge) / sway for edge in edges] if sway > 0 else []
    return _judged(word, distances, len(earlier) - 1, sway)


class Allowed(NamedTuple):
    """The most that the earlier months' spread allows to be said, and by how much they sway, in the values' unit."""

    most: Literal["cannot_tell", "likely", "surely"]
    sway: float


MOST: tuple[Literal["cannot_tell", "likely", "surely"], ...] = ("cannot_tell", "likely", "surely")


def level_word(word: Confidence, allowed: Allowed) -> Confidence:
    """The month's own word as far as its level may be spoken of with it."""
    if word == "cannot_tell" or allowed.most == "cannot_tell":
        return "cannot_tell"
    met = word in ("surely_met", "likely_met")
    if word in ("surely_met", "surely_missed") and allowed.most == "surely":
        return "surely_met" if met else "surely_missed"
    return "likely_met" if met else "likely_missed"


def many_levels(stretches: Stretches, low: Floats, high: Floats, kind: Kind) -> list[list[Allowed | None]]:
    """What `share_level` and `value_level` allow of the latest point of many series, in arrays [series, period].

    A target is met from `low` to `high`, both in the unit of the values (NaN: none); shares are percent. None below 6
    earlier points, without a target, and for counts.
    """
    earlier = stretches.points - 1
    usable = stretches.has_own & (earlier >= FEWEST_MONTHS) & ~np.isnan(low)
    if kind in ("count", "running") or not usable.any():
        return [[None] * earlier.shape[1]] * earlier.shape[0]
    freedom = np.maximum(earlier - 1, 1)
    value = stretches.back(stretches.values, 1)[..., 0]
    edges = np.stack([low, high])
    if kind == "share":
        weights = np.nan_to_num(stretches.cases)
        n = np.maximum(stretches.back(weights, 1)[..., 0], 1)
        squares, whole, pooled = _dispersed(stretches, weights)
        chance = pooled * (100 - pooled)
        dispersion = np.where(chance > 0, np.maximum(1, squares / np.where(chance > 0, chance, 1) / freedom), 1)
        sway = np.sqrt(squares / whole * earlier / freedom)
        is_edge = (edges > 0) & (edges < 100)
        error = np.sqrt(dispersion * np.where(is_edge, edges * (100 - edges), 1) / n)
    else:
        squares, _, _ = _dispersed(stretches, np.ones_like(stretches.values))
        sway = np.sqrt(squares / freedom)
        is_edge = np.isfinite(edges) & (sway > 0)
        error = np.where(is_edge, sway, 1)
    distance = np.where(is_edge, np.abs(value - np.where(is_edge, edges, 0)) / error, np.inf).min(axis=0)
    degrees = range(1, int(freedom.max()) + 1)
    likely, surely = (np.array([t_quantile(m, confidence) for m in degrees])[freedom - 1] for confidence in (0.8, 0.95))
    most = (distance > likely).astype(np.int64) + (distance > surely)
    return [
        [Allowed(MOST[m], s) if known else None for m, s, known in zip(*row, strict=True)]
        for row in zip(most.tolist(), sway.tolist(), usable.tolist(), strict=True)
    ]


def _dispersed(stretches: Stretches, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Of the points before the latest: Σ w(y − q)², Σ w and their weighted mean q.

    About the first point, which keeps the digits of the sums, and is the same whatever months follow.
    """
    about = stretches.values[:, :1]
    apart = stretches.values - about
    last, weight = stretches.back(apart, 1)[..., 0], stretches.back(weights, 1)[..., 0]
    whole = stretches.total(weights) - weight
    whole = np.where(whole > 0, whole, 1.0)  # a segment of one point has none before it
    first = stretches.total(weights * apart) - weight * last
    second = stretches.total(weights * apart * apart) - weight * last * last
    squares = second - first * first / whole
    return np.where(squares > 1e-12 * np.abs(second), squares, 0.0), whole, first / whole + about


def _judged(word: Confidence, distances: Sequence[float], freedom: int, sway: float) -> LevelConfidence:
    """The word as far as the nearest edge is far enough away for it."""
    if not distances:
        return LevelConfidence(word, "level", sway, None)
    t = min(distances, key=abs)
    passed = sum(abs(t) > t_quantile(freedom, confidence) for confidence in (0.80, 0.95))
    return LevelConfidence(level_word(word, Allowed(MOST[passed], sway)), "level", sway, t)
