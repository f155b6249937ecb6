"""Rate or mix: which of Kitagawa's two effects a change comes from, and whether there is a change to speak of."""

import math
from typing import Literal

import numpy as np
import pandas as pd

Verdict = Literal["rate", "mix", "both", "nothing_notable"]

CLEAR_SHARE = 2 / 3
"""An effect that makes at least this part of both (by size) is the change."""
NOTABLE_Z = 2.58
"""99 %: services move from month to month by more than their cases alone would."""
SMALLEST_POINTS = 0.5
"""Changes below half a point are noise to those who must act, whatever the number of cases."""


def noise_of_shares(frame: pd.DataFrame) -> tuple[float, float]:
    """Standard errors of the rate and the mix effect of shares, in percent, by member (x1, n1, x0, n0).

    Rate: the binomial errors of every member's shares, weighted as the effect weighs them. Mix: the multinomial error
    of the members' weights, about the mean of both shares. A member without cases on one side adds to neither.
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
    return 100 * math.sqrt(rate), 100 * math.sqrt(max(spread, 0.0) * (1 / total1 + 1 / total0))


def of_change(rate: float, mix: float, noise: tuple[float, float], smallest: float = SMALLEST_POINTS) -> Verdict:
    """The verdict on a change of rate + mix, whose standard errors are `noise` (all in the indicator's unit).

    An effect within its noise is none; one that goes against the change explains none of it; of two that are left the
    one that makes two thirds of both is the change.
    """
    clear = [abs(one) >= max(NOTABLE_Z * error, smallest) for one, error in zip((rate, mix), noise, strict=True)]
    if not any(clear) or not (rate or mix):
        return "nothing_notable"
    if rate * mix < 0 and abs(rate + mix) >= smallest:
        return "rate" if abs(rate) > abs(mix) else "mix"
    share = abs(rate) / (abs(rate) + abs(mix))
    if share >= CLEAR_SHARE or not clear[1]:
        return "rate"
    return "mix" if share <= 1 - CLEAR_SHARE or not clear[0] else "both"


def of_gap(gap: float | None) -> Verdict:
    """Against a target all of it is rate; a target that is met leaves nothing."""
    return "rate" if gap is not None and gap > 0 else "nothing_notable"
