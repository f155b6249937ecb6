"""By how many cases a quantile misses its target, and whose they are; of type 7, interpolated (Hyndman & Fan 1996).

All of it in whole numbers and fractions: 0.9 is no binary number, and a case too many or too few turns a sign.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from numbers import Rational


@dataclass(frozen=True)
class QuantileGap:
    """The quantile of n values against a target T, both in the values' unit; more than T is a miss.

    `gap` is in cases: those above the target less the (1 − q)·n allowed, and `correction` where the target lies between
    the two values that are interpolated. Above 0 exactly when `actual` is above the target. `above` counts cases.
    """

    quantile: Fraction
    n: int
    above: int
    actual: Fraction
    correction: Fraction

    @property
    def gap(self) -> Fraction:
        """Cases, not whole ones: > 0 missed, ≤ 0 met."""
        return self.above - (1 - self.quantile) * self.n + self.correction

    @property
    def needed(self) -> int:
        """Whole cases that must come within the target: the gap rounded up, so at least 1 of a miss; 0 when met."""
        return max(0, ceil(self.gap))

    def part(self, n: int, above: int) -> Fraction:
        """The share in the gap, in cases, of a part with n of the values, of which `above` are above the target.

        The parts of all values sum to the gap. A part's sign speaks of its share of all cases, not of its own quantile.
        """
        return above - (1 - self.quantile) * n + self.correction * n / self.n


def quantile_gap(counts: Sequence[tuple[Rational, int]], quantile: Fraction, target: Rational) -> QuantileGap:
    """The gap of (value, how many times) in any order, of at least one value; 0 < quantile < 1."""
    ordered = sorted((Fraction(value), times) for value, times in counts if times > 0)
    n, aim = sum(times for _, times in ordered), Fraction(target)
    assert n > 0, "a quantile needs a value"
    assert 0 < quantile < 1, "at 0 and 1 a quantile is the least and the greatest value"
    place = (n - 1) * quantile
    below, rest = floor(place), place - floor(place)
    lower, upper = _value(ordered, below), _value(ordered, min(below + 1, n - 1))
    within = sum(times for value, times in ordered if value <= aim)
    plain = n - within - (1 - quantile) * n
    between = rest > 0 and within == below + 1 < n
    correction = rest - (aim - lower) / (upper - lower) - plain if between else Fraction(0)
    return QuantileGap(quantile, n, n - within, lower + rest * (upper - lower), correction)


def _value(ordered: Sequence[tuple[Fraction, int]], place: int) -> Fraction:
    """The value at a place from 0 among all, each repeated as often as it occurs."""
    for value, times in ordered:
        place -= times
        if place < 0:
            return value
    raise IndexError(place)
