"""What may be said of a level ("kinerjanya"), beside what a single month's sampling allows to be said of that month.

Sampling alone calls a level surely missed far too often when months differ by more than their cases explain. So a word
is said of the level only if the months' own spread allows it too: the sampling variance is multiplied by what the
earlier months show (Pearson's dispersion), and the critical values are those of Student's t.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

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


def _judged(word: Confidence, distances: Sequence[float], freedom: int, sway: float) -> LevelConfidence:
    """The word as far as the nearest edge is far enough away for it."""
    if not distances:
        return LevelConfidence(word, "level", sway, None)
    t = min(distances, key=abs)
    if word == "cannot_tell" or abs(t) <= t_quantile(freedom, 0.80):
        return LevelConfidence("cannot_tell", "level", sway, t)
    met = word in ("surely_met", "likely_met")
    surely = word in ("surely_met", "surely_missed") and abs(t) > t_quantile(freedom, 0.95)
    said: Confidence = (
        ("surely_met" if met else "surely_missed") if surely else ("likely_met" if met else "likely_missed")
    )
    return LevelConfidence(said, "level", sway, t)
