"""Rate or mix: which of Kitagawa's two effects a change comes from, and whether there is a change to speak of."""

import math
from itertools import pairwise
from typing import Literal

import numpy as np
import pandas as pd
from scipy.special import ndtr, stdtrit

from metrics.obstacles.decomposition.decompose import unit_effects

Verdict = Literal["rate", "mix", "both", "nothing_notable"]

CLEAR_SHARE = 2 / 3
"""An effect that makes at least this part of both (by size) is the change."""
NOTABLE_Z = 3.3
"""99.9 %: it is looked for in every figure, in every period."""
TARGET_Z = 2.0
"""And for a figure that is held against a target, once."""
Z_OF_95 = 1.959964
FEWEST_MONTHS = 4
MEDIAN_OF_SQUARES = 0.455
"""The median of the square of a standard normal."""
EXACT = 1e-9
"""As far as parts and wholes agree: less is the dust of a computation, and no change."""


def noise_of_shares(frame: pd.DataFrame) -> tuple[float, float]:
    """Standard errors of the rate and the mix effect of shares, in percent, by member (x1, n1, x0, n0).

    Rate: the binomial errors of every member's shares, weighted as the effect weighs them. Mix: the multinomial error
    of the members' weights, about the mean of both shares, and the binomial error of that mean (of the one share there
    is, where a member has no cases on one side), weighted by what the weight has moved.
    """
    x1, n1, x0, n0 = (frame[column].to_numpy(float) for column in ("x1", "n1", "x0", "n0"))
    total1, total0 = max(n1.sum(), 1.0), max(n0.sum(), 1.0)
    w1, w0 = n1 / total1, n0 / total0
    # A share of 0 or 1 of few cases is no certainty: one case is added to both sides (Agresti and Caffo 2000).
    p1, p0 = (np.clip((x + 1) / (n + 2), 0, 1) for x, n in ((x1, n1), (x0, n0)))
    both = (n1 > 0) & (n0 > 0)
    binomial = p1 * (1 - p1) / np.maximum(n1, 1) + p0 * (1 - p0) / np.maximum(n0, 1)
    rate = float((((w0 + w1) / 2) ** 2 * binomial)[both].sum())
    middle = (p1 + p0) / 2
    weight = (w1 + w0) / 2
    spread = float((weight * middle**2).sum() - (weight * middle).sum() ** 2)
    known = np.where(both, (1 / np.maximum(n1, 1) + 1 / np.maximum(n0, 1)) / 4, 1 / np.maximum(n1 + n0, 1))
    pooled = np.clip((x1 + x0 + 1) / (n1 + n0 + 2), 0, 1)  # what is decided may be more than what is received
    of_shares = float(((w1 - w0) ** 2 * pooled * (1 - pooled) * known).sum())
    return 100 * math.sqrt(rate), 100 * math.sqrt(max(spread, 0.0) * (1 / total1 + 1 / total0) + of_shares)


def noise_of_months(months: pd.DataFrame, span: int = 1) -> tuple[float, float]:
    """Standard deviations of the rate and the mix effect between neighbouring months, in percent, by service.

    `months`: period, service_code, n and bad. Of means of `span` months; (0, 0) with fewer than FEWEST_MONTHS. Large
    steps are cut, as in `spread`, so that one lasting change is no spread. Few months know their spread badly: it is
    widened by as much as Student's quantile lies beyond the normal's.
    """
    sums = months.groupby(["service_code", "period"], observed=True)[["n", "bad"]].sum().unstack(fill_value=0.0)
    if len(sums.get("n", pd.DataFrame()).columns) < FEWEST_MONTHS:
        return 0.0, 0.0
    n, good = sums["n"].to_numpy(float), (sums["n"] - sums["bad"]).to_numpy(float)
    effects = []
    for (x0, n0), (x1, n1) in pairwise(zip(good.T, n.T, strict=True)):
        sides = {"x1": x1, "n1": n1, "x0": x0, "n0": n0}
        if n1.sum() and n0.sum():
            effects.append(unit_effects(pd.DataFrame(sides)).sum().to_numpy())
    squares = np.array(effects) ** 2
    usual = np.median(squares, axis=0) / MEDIAN_OF_SQUARES
    cut = np.minimum(squares, 9 * np.maximum(usual, 1e-12)).mean(axis=0)
    unsure = float(stdtrit(len(effects), ndtr(NOTABLE_Z))) / NOTABLE_Z
    errors = 100 * unsure * np.sqrt(cut / span)
    return float(errors[0]), float(errors[1])


def of_change(rate: float, mix: float, noise: tuple[float, float], has_slices: bool = False) -> Verdict:
    """The verdict on a change of rate + mix, whose standard errors are `noise` (all in the indicator's unit).

    An effect within its noise is none, however many points that are; of two that are left, one that goes against a
    change of the whole explains none of it, else the one that makes two thirds of both is the change. A slice is a part
    that got worse, whatever the sums show.
    """
    clear = [_is_beyond(one, error) for one, error in zip((rate, mix), noise, strict=True)]
    if has_slices and not clear[0]:
        return "both" if clear[1] else "rate"
    if not any(clear):
        return "nothing_notable"
    if not all(clear):
        return "rate" if clear[0] else "both" if has_slices else "mix"
    if rate * mix < 0 and _is_beyond(rate + mix, math.hypot(*noise)):
        named: Verdict = "rate" if abs(rate) > abs(mix) else "mix"
    else:
        share = abs(rate) / (abs(rate) + abs(mix))
        named = "rate" if share >= CLEAR_SHARE else "mix" if share <= 1 - CLEAR_SHARE else "both"
    return "both" if has_slices and named == "mix" else named


def _is_beyond(effect: float, error: float) -> bool:
    """Whether an effect is more than its noise shows by itself."""
    return abs(effect) > max(NOTABLE_Z * error, EXACT)


def of_gap(gap: float | None, points: float = math.inf, noise: float = 0.0, has_slices: bool = False) -> Verdict:
    """Against a target all of it is rate: where it is missed by more than months differ by themselves, or in a part."""
    missed = gap is not None and gap > 0 and abs(points) > TARGET_Z * noise
    return "rate" if missed or has_slices else "nothing_notable"
