"""Regions beside each other without ranking them: a funnel of limits that narrow with the number of cases.

Limits are those of chance (`funnel_limits`). With thousands of cases nearly every region would lie outside, for regions
differ by more than chance; so they are widened by what regions differ by on the whole (Spiegelhalter 2005, additive
model on the arcsine scale, 10 % winsorised in each tail).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.statistics.charts.funnel_limits import Limits, Place, funnel_limits, funnel_place

WINSORISED = 0.1
"""Share of the points pulled in at each end before the spread is measured."""


@dataclass(frozen=True)
class Point:
    """One unit: its share from 0 to 1 of `n` cases, its limits, and on which side of them it lies."""

    member: str
    n: int
    share: float
    limits: Limits
    place: Place


@dataclass(frozen=True)
class Funnel:
    """All units in the order given, about the `share` of all their cases; nothing here ranks them.

    `tau_squared` is the spread between units beyond chance on the arcsine scale (0: chance explains all), and
    `winsorised` how many points were pulled in before it was measured.
    """

    share: float
    points: tuple[Point, ...]
    tau_squared: float
    winsorised: int


def funnel(counts: Sequence[tuple[str, int, int]]) -> Funnel | None:
    """From (member, cases that count, all cases); units without cases are left out, None when none is left.

    The overall share holds every unit's own cases too: with few units say so.
    """
    units = [(member, x, n) for member, x, n in counts if n > 0]
    if not units:
        return None
    share = sum(x for _, x, _ in units) / sum(n for _, _, n in units)
    scores = [(_arcsine(x / n) - _arcsine(share)) * 2 * math.sqrt(n) for _, x, n in units]
    pulled, number = winsorise(scores)
    tau = tau_squared(pulled, [n for _, _, n in units])
    points = tuple(_point(member, x, n, share, tau) for member, x, n in units)
    return Funnel(share, points, tau, number)


def winsorise(scores: Sequence[float]) -> tuple[list[float], int]:
    """The scores with a tenth at each end pulled in to the next one, and how many of them moved."""
    ordered = sorted(scores)
    out = math.floor(WINSORISED * len(ordered))
    low, high = ordered[out], ordered[-1 - out]
    pulled = [min(max(score, low), high) for score in scores]
    return pulled, sum(a != b for a, b in zip(scores, pulled, strict=True))


def tau_squared(scores: Sequence[float], cases: Sequence[int]) -> float:
    """The variance between units beyond chance, from their standardised scores (DerSimonian and Laird's moments)."""
    number, weights = len(scores), [4.0 * n for n in cases]
    total = math.fsum(score * score for score in scores)
    if total < number - 1 or number < 2:
        return 0.0
    whole = math.fsum(weights)
    return max(0.0, (total - (number - 1)) / (whole - math.fsum(weight * weight for weight in weights) / whole))


def _point(member: str, x: int, n: int, share: float, tau: float) -> Point:
    around = funnel_limits(share, n, tau)
    return Point(member, n, x / n, around, funnel_place(x, n, share, around))


def _arcsine(share: float) -> float:
    return math.asin(math.sqrt(share))
