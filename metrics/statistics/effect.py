"""Effect of a follow-up on its region, against the regions without one over the same months.

Did this region gain more than the others did in the same months, and more than regions ever do by themselves? What
moves all regions (season, trend, a national repair) is gone once each month's mean of the others is taken off. What
regions do by themselves (months that resemble their neighbours, slopes of their own) is learnt from the others:
differences in differences whose error knows autocorrelation (Bertrand, Duflo and Mullainathan 2004), averaged over
forty covariances (Hoeting et al. 1999).
"""

import functools
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from metrics.statistics.autocorrelation import MonthlySeries
from metrics.statistics.covariance import Floats, FreeLevel, autocorrelation, mixture_interval, weights
from metrics.statistics.panel import TREND_KNOWN_FROM, Panel, comparable, enough

PHI = (0.0, 0.2, 0.4, 0.6, 0.8)
SLOPES = (0.0, 0.05, 0.1, 0.2)
"""Standard deviations of the slopes that regions have of their own, in months' noise a month."""
OWN_SLOPES = (0.0, 0.08)
"""One more, which only the treated region may have."""
HELD_TO_OTHERS = 20
"""Months that the others' noise counts for in the treated region's own."""

Verdict = Literal["beyond_others", "with_the_tide", "not_visible_yet", "too_few_cases"]


@dataclass(frozen=True)
class Estimate:
    """By how much the region gained more than the others, in the unit of the figures, with its interval.

    The interval is None where the others do not differ among each other at all: nothing shows what is usual.
    """

    difference: float
    interval: tuple[float, float] | None
    degrees: int


@dataclass(frozen=True)
class Effect:
    """What a follow-up has done. All changes are after less before, in the indicator's unit, sign as counted.

    `difference` and `interval` (at `confidence`, 0.95 or 0.90) are of the region's change beyond the others'; `change`
    and `others_change` are plain changes of means. None where too little is known. `months` are before and after,
    `others` how many regions stand beside.
    """

    verdict: Verdict
    difference: float | None
    interval: tuple[float, float] | None
    confidence: float
    change: float | None
    others_change: float | None
    months: tuple[int, int]
    others: int


def effect(
    treated: MonthlySeries,
    others: Sequence[MonthlySeries],
    proposed: int,
    done: int,
    sign: int,
    cases: Sequence[int] | None = None,
    minimum_n: int = 0,
) -> Effect:
    """The effect from monthly figures (calendar month, value): of the region, and of those without a follow-up.

    `proposed` and `done` are the calendar months of either; all figures are of ended months. `sign` is 1 when higher is
    better, else −1. `cases` are those behind each figure of `treated`: a median below `minimum_n` is too few.
    """
    panel = comparable(treated, others, proposed, done)
    before, after = panel.sides
    confidence = 0.95 if before >= TREND_KNOWN_FROM else 0.90
    change = _change(panel.treated, panel.after) if before and after else None
    others_change = _change(panel.others.mean(axis=0), panel.after) if before and after and len(panel.others) else None
    plain = (change, others_change, panel.sides, len(panel.others))
    behind = [n for (month, _), n in zip(treated, cases or (), strict=cases is not None) if month in panel.months]
    if not enough(panel) or (cases is not None and statistics.median(behind) < minimum_n):
        return Effect("too_few_cases", None, None, confidence, *plain)
    estimated = estimate(panel, confidence)
    return Effect(verdict(panel, estimated, sign), estimated.difference, estimated.interval, confidence, *plain)


def estimate(panel: Panel, confidence: float = 0.95) -> Estimate:
    """The difference of differences, averaged over the covariances, with the interval of their mixture."""
    m, n = panel.others.shape
    middle = panel.others.mean(axis=0)
    d, apart, a = panel.treated - middle, panel.others - middle, panel.after
    usual, ours = _covariances(tuple(month - panel.months[0] for month in panel.months))
    s = ((apart @ usual.projection) * apart).sum(axis=(-2, -1))[:, None]
    degrees, freedom = (m - 1) * (n - 1), HELD_TO_OTHERS - 2 + n
    qa = ours.projection @ a
    aqa = qa @ a
    delta = (qa @ d) / aqa
    if apart.size == 0 or np.ptp(apart, axis=1).max() <= 1e-9 * max(1.0, float(np.abs(panel.others).max())):
        return Estimate(float(delta[0, 0]), None, freedom)
    lent = HELD_TO_OTHERS * s / degrees
    total = lent + m / (m + 1) * np.maximum(d @ ours.projection @ d - aqa * delta**2, 0)
    scale = np.sqrt(total / freedom * (m + 1) / m / aqa)
    log_weight = (
        -((m - 1) * usual.log_determinant[:, None] + degrees * np.log(s)) / 2
        - (ours.log_determinant + np.log(aqa) + freedom * np.log(total) - HELD_TO_OTHERS * np.log(lent)) / 2
    )
    weight = weights(log_weight)
    low, high = mixture_interval(weight, delta, scale, freedom, confidence)
    return Estimate(float((weight * delta).sum()), (float(low), float(high)), freedom)


@functools.lru_cache(maxsize=64)
def _covariances(months: tuple[int, ...]) -> tuple[FreeLevel, FreeLevel]:
    """Those of the others, (20, n, n), and of the treated region, (20, 2, n, n), which may have a slope more."""
    x = np.array(months, float) - np.mean(months)
    slopes = np.outer(x, x)
    base = np.stack([autocorrelation(months, phi) + b * b * slopes for phi in PHI for b in SLOPES])
    return FreeLevel(base), FreeLevel(np.stack([base + f * f * slopes for f in OWN_SLOPES], axis=1))


def welch(before: Floats, after: Floats, confidence: float = 0.95) -> tuple[float, float]:
    """The interval of the difference of two means, after less before (Welch 1947); a point without any spread."""
    from scipy.special import stdtrit  # takes a tenth of a second to import

    difference = float(after.mean() - before.mean())
    errors = [float(values.var(ddof=1)) / len(values) for values in (before, after)]
    if sum(errors) <= 0:
        return difference, difference
    freedom = sum(errors) ** 2 / (errors[0] ** 2 / (len(before) - 1) + errors[1] ** 2 / (len(after) - 1))
    reach = float(stdtrit(freedom, (1 + confidence) / 2)) * math.sqrt(sum(errors))
    return difference - reach, difference + reach


def verdict(panel: Panel, estimated: Estimate, sign: int) -> Verdict:
    """Beyond the others with all of the interval; with the tide where the region rose and the others did so too.

    The region's own rise is judged by Welch's interval; the others' mean must have moved a third as far.
    """
    if estimated.interval is not None and min(sign * end for end in estimated.interval) > 0:
        return "beyond_others"
    risen = min(sign * end for end in welch(panel.treated[panel.after == 0], panel.treated[panel.after == 1]))
    gain, tide = (sign * _change(row, panel.after) for row in (panel.treated, panel.others.mean(axis=0)))
    return "with_the_tide" if risen > 0 and 3 * tide >= gain else "not_visible_yet"


def _change(values: Floats, after: Floats) -> float:
    return float(values[after == 1].mean() - values[after == 0].mean())
