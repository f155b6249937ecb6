"""Limits of a funnel: what chance, and the usual spread between regions, allow a share to be at its number of cases.

Chance alone: p̄ ± z √(p̄(1 − p̄)/n), as the published funnels have it (Spiegelhalter 2005). Where regions differ by
more, by `tau` on the arcsine scale: sin²(asin √p̄ ± z √(1/(4n) + τ²)).
"""

import math
from dataclasses import dataclass
from typing import Literal

TAILS = (0.025, 0.001)
"""Chance on each side of the inner and of the outer limits: one-sided 97.5 and 99.9 %."""
Z_INNER, Z_OUTER = 1.959964, 3.090232
"""Their standard normal quantiles, as published."""

Place = Literal["within", "low", "high", "far_low", "far_high"]


@dataclass(frozen=True)
class Limits:
    """Lower and upper limits as shares from 0 to 1: 95 % and 99.8 % of what chance and the usual spread explain."""

    low95: float
    high95: float
    low998: float
    high998: float


def funnel_limits(share: float, n: int, tau_squared: float = 0.0) -> Limits:
    """The limits about the overall `share` (0 to 1) at `n` cases, cut to 0 and 1; `tau_squared` 0 is chance alone."""
    assert n > 0, "a region without cases has no limits"
    inner, outer = (_limits(share, n, z, tau_squared) for z in (Z_INNER, Z_OUTER))
    return Limits(*inner, *outer)


def funnel_place(x: int, n: int, share: float, limits: Limits) -> Place:
    """On which side of the limits x of n cases lie.

    The limits rest on the normal curve, which at few cases is far from the counts that chance gives: beyond a limit is
    only what also has a binomial tail at the overall share smaller than the limit's own.
    """
    from scipy.special import bdtr, bdtrc  # takes a tenth of a second to import

    if x / n < share:
        tail, beyond = float(bdtr(x, n, share)), (x / n < limits.low95, x / n < limits.low998)
    else:
        tail, beyond = float(bdtrc(x - 1, n, share)), (x / n > limits.high95, x / n > limits.high998)
    low = x / n < share
    if beyond[1] and tail < TAILS[1]:
        return "far_low" if low else "far_high"
    if beyond[0] and tail < TAILS[0]:
        return "low" if low else "high"
    return "within"


def _limits(share: float, n: int, z: float, tau_squared: float) -> tuple[float, float]:
    if tau_squared == 0:
        half = z * math.sqrt(share * (1 - share) / n)
        return max(share - half, 0.0), min(share + half, 1.0)
    middle, half = math.asin(math.sqrt(share)), z * math.sqrt(1 / (4 * n) + tau_squared)
    low, high = max(middle - half, 0.0), min(middle + half, math.pi / 2)
    return math.sin(low) ** 2, math.sin(high) ** 2
