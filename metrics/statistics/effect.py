"""Effect of a follow-up on its region, against the regions without one over the same months.

Did this region gain more than the others did in the same months, and more than regions ever do by themselves? What
moves all regions (season, trend, a national repair) is gone once each month's mean of the others is taken off. What
regions do by themselves (months that resemble their neighbours, slopes of their own) is learnt from the others:
differences in differences whose error knows autocorrelation (Bertrand, Duflo and Mullainathan 2004), averaged over
forty covariances (Hoeting et al. 1999).
"""

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from metrics.statistics.covariance import Floats, FreeLevel, autocorrelation, mixture_interval, weights

MONTHS_BEFORE, MONTHS_AFTER = 36, 12
"""At most so many months on either side are compared."""
FEWEST_BEFORE, FEWEST_AFTER, FEWEST_OTHERS = 12, 3, 3
"""Below these nothing is said."""
TREND_KNOWN_FROM = 24
"""Months before, below which a trend of a region's own cannot be told from an effect: with 8 others, at 90 %."""
OTHERS_WITHOUT_TREND = 8
LARGEST_GAP = 1 / 5
"""Part of the months that another region may lack and still be compared with."""

PHI = (0.0, 0.2, 0.4, 0.6, 0.8)
SLOPES = (0.0, 0.05, 0.1, 0.2)
"""Standard deviations of the slopes that regions have of their own, in months' noise a month."""
OWN_SLOPES = (0.0, 0.08)
"""One more, which only the asked region may have."""
HELD_TO_OTHERS = 20
"""Months that the others' noise counts for in the asked region's own."""

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
class Panel:
    """Figures of months that all have: the region's own (n), the others' (m, n), and which months lie after (n)."""

    months: tuple[int, ...]
    own: Floats
    others: Floats
    after: Floats

    @property
    def sides(self) -> tuple[int, int]:
        """Number of months before and after."""
        return int((self.after == 0).sum()), int(self.after.sum())


@dataclass(frozen=True)
class Effect:
    """What a follow-up has done. All changes are after less before, in the indicator's unit, sign as counted.

    `difference` and `interval` (at `confidence`, 0.95 or 0.90) are of the own change beyond the others'; `own_change`
    and `others_change` are plain changes of means. None where too little is known. `months` are before and after,
    `others` how many regions stand beside.
    """

    verdict: Verdict
    difference: float | None
    interval: tuple[float, float] | None
    confidence: float
    own_change: float | None
    others_change: float | None
    months: tuple[int, int]
    others: int


def effect(
    own: Sequence[tuple[int, float]],
    others: Sequence[Sequence[tuple[int, float]]],
    proposed: int,
    done: int,
    sign: int,
    cases: Sequence[int] | None = None,
    minimum_n: int = 0,
) -> Effect:
    """The effect from monthly figures (calendar month, value): of the region, and of those without a follow-up.

    `proposed` and `done` are the calendar months of either; only ended months are given. `sign` is 1 when higher is
    better, else −1. `cases` are those behind each figure of `own`: a median below `minimum_n` is too few.
    """
    panel = comparable(own, others, proposed, done)
    before, after = panel.sides
    confidence = 0.95 if before >= TREND_KNOWN_FROM else 0.90
    own_change = _change(panel.own, panel.after) if before and after else None
    others_change = _change(panel.others.mean(axis=0), panel.after) if before and after and len(panel.others) else None
    plain = (own_change, others_change, panel.sides, len(panel.others))
    behind = sorted(n for (month, _), n in zip(own, cases, strict=True) if month in panel.months) if cases else []
    few = bool(cases) and (not behind or (behind[(len(behind) - 1) // 2] + behind[len(behind) // 2]) / 2 < minimum_n)
    if few or not enough(panel):
        return Effect("too_few_cases", None, None, confidence, *plain)
    estimated = estimate(panel, confidence)
    return Effect(verdict(panel, estimated, sign), estimated.difference, estimated.interval, confidence, *plain)


def comparable(
    own: Sequence[tuple[int, float]], others: Sequence[Sequence[tuple[int, float]]], proposed: int, done: int
) -> Panel:
    """The months and regions that can be compared.

    Before ends with the month before the proposal, for the month that made somebody look is a bad one; after begins
    with the one that follows the deed; what lies between belongs to neither. A region that lacks more than a fifth of
    the own months is left out, then every month that one of the rest lacks. Where that would cost more than a fifth of
    either side, the region that lacks most goes first, as long as more than eight stand beside.
    """
    window = {*range(proposed - MONTHS_BEFORE, proposed), *range(done + 1, done + 1 + MONTHS_AFTER)}
    asked = {month: value for month, value in own if month in window}
    known = [{month: value for month, value in other if month in asked} for other in others]
    known = [other for other in known if len(asked) - len(other) <= LARGEST_GAP * len(asked)]
    sides = [[month for month in asked if (month > done) is after] for after in (False, True)]
    while len(known) > OTHERS_WITHOUT_TREND and max(_lost(side, known) for side in sides) > LARGEST_GAP:
        known.remove(max(known, key=lambda other: sum(_lost(side, [other]) for side in sides)))
    months = tuple(month for month in sorted(asked) if all(month in other for other in known))
    return Panel(
        months,
        np.array([asked[month] for month in months]),
        np.array([[other[month] for month in months] for other in known]).reshape(len(known), len(months)),
        np.array([float(month > done) for month in months]),
    )


def _lost(months: Sequence[int], regions: Sequence[Mapping[int, float]]) -> float:
    """The part of the months that one of the regions lacks."""
    return len(set(months).difference(set(months).intersection(*regions))) / max(len(months), 1)


def enough(panel: Panel) -> bool:
    """Whether anything may be said: with less than two years before, only where eight others stand beside."""
    before, after = panel.sides
    fewest = FEWEST_OTHERS if before >= TREND_KNOWN_FROM else OTHERS_WITHOUT_TREND
    return before >= FEWEST_BEFORE and after >= FEWEST_AFTER and len(panel.others) >= fewest


def estimate(panel: Panel, confidence: float = 0.95) -> Estimate:
    """The difference of differences, averaged over the covariances, with the interval of their mixture."""
    m, n = panel.others.shape
    middle = panel.others.mean(axis=0)
    d, apart, a = panel.own - middle, panel.others - middle, panel.after
    usual, asked = _covariances(tuple(month - panel.months[0] for month in panel.months))
    s = ((apart @ usual.projection) * apart).sum(axis=(-2, -1))[:, None]
    degrees, freedom = (m - 1) * (n - 1), HELD_TO_OTHERS - 2 + n
    qa = asked.projection @ a
    aqa = qa @ a
    delta = (qa @ d) / aqa
    if apart.size == 0 or np.ptp(apart, axis=1).max() <= 1e-9 * max(1.0, float(np.abs(panel.others).max())):
        return Estimate(float(delta[0, 0]), None, freedom)
    lent = HELD_TO_OTHERS * s / degrees
    total = lent + m / (m + 1) * np.maximum(d @ asked.projection @ d - aqa * delta**2, 0)
    scale = np.sqrt(total / freedom * (m + 1) / m / aqa)
    log_weight = (
        -((m - 1) * usual.log_determinant[:, None] + degrees * np.log(s)) / 2
        - (asked.log_determinant + np.log(aqa) + freedom * np.log(total) - HELD_TO_OTHERS * np.log(lent)) / 2
    )
    weight = weights(log_weight)
    low, high = mixture_interval(weight, delta, scale, freedom, confidence)
    return Estimate(float((weight * delta).sum()), (float(low), float(high)), freedom)


@functools.lru_cache(maxsize=64)
def _covariances(months: tuple[int, ...]) -> tuple[FreeLevel, FreeLevel]:
    """Those of the others, (20, n, n), and of the asked region, (20, 2, n, n), which may have a slope more."""
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
    own = min(sign * end for end in welch(panel.own[panel.after == 0], panel.own[panel.after == 1]))
    gain, tide = (sign * _change(row, panel.after) for row in (panel.own, panel.others.mean(axis=0)))
    return "with_the_tide" if own > 0 and 3 * tide >= gain else "not_visible_yet"


def _change(values: Floats, after: Floats) -> float:
    return float(values[after == 1].mean() - values[after == 0].mean())
