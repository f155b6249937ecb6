"""Regions beside each other without ranking them: a funnel of limits that narrow with the number of cases.

Limits solve Wilson around the overall share. With thousands of cases nearly every region would lie outside, for
regions differ by more than chance; so the limits are widened by what they differ by on the whole (Spiegelhalter 2005,
additive model on the arcsine scale, 10 % winsorised in each tail).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Z95, Z998 = 1.96, 3.09
WINSORISED = 0.1
"""Share of the points pulled in at each end before the spread is measured."""

Place = Literal["within", "low", "high", "far_low", "far_high"]


@dataclass(frozen=True)
class Limits:
    """Lower and upper limits as shares from 0 to 1: 95 % and 99.8 % of what chance and the usual spread explain."""

    low95: float
    high95: float
    low998: float
    high998: float


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


def limits(share: float, n: int, tau: float = 0.0) -> Limits:
    """The limits at `n` cases: those of Wilson when `tau` is 0, else on the arcsine scale with the added spread."""
    ends = [end for z in (Z95, Z998) for end in (_wilson(share, n, z) if tau == 0 else _widened(share, n, z, tau))]
    return Limits(*ends)


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
    around = limits(share, n, tau)
    return Point(member, n, x / n, around, _place(x / n, around))


def _place(share: float, around: Limits) -> Place:
    if share < around.low998:
        return "far_low"
    if share > around.high998:
        return "far_high"
    return "low" if share < around.low95 else "high" if share > around.high95 else "within"


def _wilson(share: float, n: int, z: float) -> tuple[float, float]:
    middle, half = 2 * n * share + z * z, z * math.sqrt(z * z + 4 * n * share * (1 - share))
    low, high = ((middle + side * half) / (2 * (n + z * z)) for side in (-1, 1))
    return max(low, 0.0), min(high, 1.0)


def _widened(share: float, n: int, z: float, tau: float) -> tuple[float, float]:
    half = z * math.sqrt(1 / (4 * n) + tau)
    low, high = (min(max(_arcsine(share) + side * half, 0.0), math.pi / 2) for side in (-1, 1))
    return math.sin(low) ** 2, math.sin(high) ** 2


def _arcsine(share: float) -> float:
    return math.asin(math.sqrt(share))
