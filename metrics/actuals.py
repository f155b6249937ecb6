"""From cells to figures: numerator, denominator, actual and intervals of every indicator, period and member."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics.indicators import Formula, Indicator, Quantile, parts_of
from metrics.intervals import Interval, mean_t, order_statistics, wilson
from metrics.rollup import Reader, Slice
from metrics.satisfaction import HIGHEST_SCORE, LOWEST_SCORE, index_interval
from metrics.stream import RECAP_STOCKS, REPORTS, STOCKS

Key = tuple[str, str]
"""Period code and member."""
Counts = list[tuple[int, int]]
"""(value, how many times), in ascending order of value."""


@dataclass(frozen=True)
class Figure:
    """One figure in the indicator's own unit; all None where nothing is known.

    `present` tells the parts of a formula that have a figure, of how many.
    """

    numerator: float | int | None = None
    denominator: float | int | None = None
    actual: float | None = None
    interval95: Interval | None = None
    interval80: Interval | None = None
    present: tuple[int, int] | None = None


UNKNOWN = Figure()


def figures(reader: Reader, slice_: Slice, wanted: Mapping[str, Indicator]) -> dict[str, dict[Key, Figure]]:
    """Indicator id → (period, member) → figure, for every member that has cells; the rest is UNKNOWN.

    `wanted` must hold the parts of its formulas too. A count is not made 0 here: that depends on who reported.
    """
    simple = [indicator for indicator in wanted.values() if indicator.numerator is not None]
    sums = reader.sums(slice_, simple)
    found = {indicator.id: _ratios(indicator, sums) for indicator in simple}
    counted = {i.distribution(): i for i in wanted.values() if i.distribution()}
    counts = {distribution: _pairs(reader.counts(slice_, indicator)) for distribution, indicator in counted.items()}
    for indicator in wanted.values():
        pairs = counts.get(indicator.distribution(), {})
        if indicator.quantile is not None:
            found[indicator.id] = _quantiles(indicator.quantile, pairs)
    for indicator in wanted.values():
        if indicator.formula is not None:
            parts = [found[part] for part in indicator.formula.mean_of]
            found[indicator.id] = _formulas(indicator.formula, parts, counts.get(indicator.distribution(), {}))
    return found


def with_parts(wanted: Sequence[Indicator], known: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """The wanted indicators and every part of their formulas, parts before what rests on them."""
    found = {part: known[part] for indicator in wanted for part in parts_of(indicator.id, known)}
    return {**found, **{indicator.id: indicator for indicator in wanted if indicator.id not in found}}


def needs_report(indicator: Indicator) -> bool:
    """Whether it counts what regions report each month, so that in an unreported month nothing is known of it."""
    return not indicator.streams.isdisjoint(REPORTS)


def is_reported(indicator: Indicator) -> bool:
    """Whether it rests on reports at all: a stock of an unreported month is shown, but not judged."""
    return needs_report(indicator) or not indicator.streams.isdisjoint((*STOCKS, *RECAP_STOCKS))


def _ratios(indicator: Indicator, sums: pd.DataFrame) -> dict[Key, Figure]:
    columns = list(dict.fromkeys(column for _, column, _ in indicator.measures()))
    lists = [sums[column].tolist() for column in columns]
    keys = zip(sums["period"].tolist(), sums["member"].tolist(), strict=True)
    return {
        key: _ratio(indicator, *values)
        for key, *values in zip(keys, *lists, strict=True)
        if not all(math.isnan(value) for value in values)
    }


def _ratio(indicator: Indicator, numerator: float, denominator: float = math.nan, squares: float = math.nan) -> Figure:
    top = _plain(numerator)
    if indicator.is_count:
        return Figure(top, None, top)
    bottom = _plain(denominator)
    if not bottom:
        return Figure(top, bottom)
    actual = indicator.factor * top / bottom
    if indicator.interval == "none":
        return Figure(top, bottom, actual)
    surely, likely = (_interval(indicator, top, bottom, squares, confidence) for confidence in (0.95, 0.8))
    return Figure(top, bottom, actual, surely, likely)


def _interval(indicator: Indicator, top: float, bottom: float, squares: float, confidence: float) -> Interval | None:
    if indicator.squares is not None:
        bounds = (float(LOWEST_SCORE), float(HIGHEST_SCORE)) if indicator.unit == "score" else (-math.inf, math.inf)
        return mean_t(int(bottom), top, squares, confidence, bounds)
    if indicator.unit != "percent" or not 0 <= top <= bottom:
        return None
    found = wilson(int(top), int(bottom), confidence)
    return (100 * found[0], 100 * found[1]) if found else None


def _quantiles(quantile: Quantile, counts: Mapping[Key, Counts]) -> dict[Key, Figure]:
    found = {}
    for key, pairs in counts.items():
        surely, likely = order_statistics(pairs, quantile.of, (0.95, 0.8))
        found[key] = Figure(actual=weighted_quantile(pairs, quantile.of), interval95=surely, interval80=likely)
    return found


def weighted_quantile(counts: Sequence[tuple[int, int]], of: float) -> float:
    """The quantile of values that occur so many times, linearly interpolated as SQL's `percentile_cont`.

    `counts` are (value, how many times), in ascending order of value, at least one.
    """
    place = of * (sum(n for _, n in counts) - 1)
    lower, upper = _value_at(counts, math.floor(place)), _value_at(counts, math.ceil(place))
    return lower + (place - math.floor(place)) * (upper - lower)


def _value_at(counts: Sequence[tuple[int, int]], rank: int) -> int:
    """The value at a rank, from 0."""
    for value, n in counts:
        rank -= n
        if rank < 0:
            return value
    raise AssertionError("the rank lies beyond the last value")


def _formulas(
    formula: Formula, parts: Sequence[Mapping[Key, Figure]], answers: Mapping[Key, Counts]
) -> dict[Key, Figure]:
    """`times` × the mean of the parts that have an actual; `present` tells of how many."""
    result = {}
    for key in dict.fromkeys(key for part in parts for key in part):
        actuals = [part[key].actual for part in parts if key in part]
        known = [actual for actual in actuals if actual is not None]
        if known:
            surely, likely = (index_interval(answers.get(key, ()), formula.times, level) for level in (0.95, 0.8))
            actual = formula.times * math.fsum(known) / len(known)
            result[key] = Figure(None, None, actual, surely, likely, present=(len(known), len(parts)))
    return result


def _pairs(counts: pd.DataFrame) -> dict[Key, Counts]:
    grouped: dict[Key, Counts] = {}
    rows: list[Any] = [counts[column].tolist() for column in ("period", "member", "value", "n")]
    for period, member, value, n in zip(*rows, strict=True):
        grouped.setdefault((period, member), []).append((int(value), int(n)))
    return grouped


def _plain(value: float) -> float | int:
    """A count as a whole number; a sum with a fraction as it is; nothing found is 0 beside what was found."""
    if math.isnan(value):
        return 0
    return int(value) if value.is_integer() else value
