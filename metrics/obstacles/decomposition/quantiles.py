"""A quantile taken apart: the cases beyond a reference less those it allows, and rate and mix in its own unit.

A median of five days says that half of the cases may take longer; those that do beyond this half are its gap, and every
part has its share in it. The formulas and their ties are those of `metrics.statistics.quantile_gap`.
"""

import math
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

import pandas as pd

from metrics.statistics.quantile_gap import QuantileGap, quantile_gap

Distributions = Mapping[str, Mapping[int, int]]
"""Member → value → how many cases."""
NOISE = 1e-9


def gap(parts: Distributions, quantile: Fraction, reference: float, sign: int) -> QuantileGap:
    """The gap of all parts together; `sign` is -1 where values above the reference are worse, +1 where those below are.

    Below: the same of the values turned round.
    """
    turned = [(Fraction(-sign * value), n) for value, n in _together(parts).items()]
    return quantile_gap(turned, _turned(quantile, sign), -sign * exactly(reference))


def shortfalls(parts: Distributions, quantile: Fraction, reference: float, sign: int) -> pd.Series:
    """Per member its cases beyond the reference less those it is allowed; the sum is the gap."""
    whole, limit = gap(parts, quantile, reference, sign), exactly(reference)
    shortfall_of = {}
    for member, values in parts.items():
        beyond = sum(n for value, n in values.items() if -sign * value > -sign * limit)
        shortfall_of[member] = float(whole.part(sum(values.values()), beyond))
    return pd.Series(shortfall_of, dtype=float)


def effects(
    now: Distributions, then: Distributions, quantile: Fraction, actual: float, reference: float
) -> tuple[float, float]:
    """Rate and mix of the change of a quantile from `reference` to `actual`, in its own unit; they sum to it exactly.

    Rate: what the members' own distributions change, at the weights of now and of then, the mean of both; mix: what the
    weights change, at the distributions of now and of then (Kitagawa's 1955 averages, on reweighted distributions as in
    DiNardo, Fortin and Lemieux 1996). Of a member that is missing on one side the distribution is unknown there: all of
    its part is mix.
    """
    total1, total0 = (sum(_together(side).values()) for side in (now, then))
    now_at_then = _quantile(_reweighted(now, then, total1), quantile)
    then_at_now = _quantile(_reweighted(then, now, total0), quantile)
    rate = ((actual - then_at_now) + (now_at_then - reference)) / 2
    return rate, actual - reference - rate


def exactly(value: float) -> Fraction:
    """The decimal number that is meant: quantiles of whole numbers and targets have few digits."""
    return Fraction(str(value))


def _turned(quantile: Fraction, sign: int) -> Fraction:
    return quantile if sign < 0 else 1 - quantile


def _together(parts: Distributions) -> Mapping[int, int]:
    counted: Counter[int] = Counter()
    for values in parts.values():
        counted.update(values)
    return counted


def _reweighted(own: Distributions, other: Distributions, total: int) -> dict[int, float]:
    """The distributions of `own` at the weights of `other`, `total` cases in all; where it has none, the other's."""
    cases = {member: sum(values.values()) for member, values in other.items()}
    everybody = sum(cases.values())
    weights: dict[int, float] = {}
    for member, weight in cases.items():
        values = own.get(member) or other[member]
        scale = weight * total / everybody / sum(values.values())
        for value, n in values.items():
            weights[value] = weights.get(value, 0.0) + n * scale
    return weights


def _quantile(counts: Mapping[int, float], quantile: Fraction) -> float:
    """Of type 7 over cases that need not be whole."""
    ordered = sorted(counts.items())
    place = float(quantile) * (sum(counts.values()) - 1)
    below = math.floor(place + NOISE)
    lower, upper = _value(ordered, below), _value(ordered, math.ceil(place - NOISE))
    return lower + (place - below) * (upper - lower)


def _value(ordered: list[tuple[int, float]], place: float) -> int:
    for value, n in ordered:
        place -= n
        if place < -NOISE:
            return value
    return ordered[-1][0]
