"""From cells to figures: numerator, denominator, actual and intervals of every indicator, period and member."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from metrics.catalogue.indicators import Formula, Indicator, Quantile, parts_of
from metrics.cells.ahead import Columns
from metrics.cells.query import Key as Key
from metrics.cells.query import Slice
from metrics.cells.reader import Reader
from metrics.figures import entered
from metrics.figures.entered import Entered
from metrics.periods import Period
from metrics.statistics.intervals import Interval, mean_t, order_statistics_of, wilson
from metrics.survey.index import HIGHEST_SCORE, LOWEST_SCORE, index_interval, is_rescaled

CONFIDENCES = (0.95, 0.8)
Counts = list[tuple[int, int]]
"""(value, how many times), in ascending order of value."""


@dataclass(frozen=True)
class Figure:
    """One figure in the indicator's own unit; all None where nothing is known.

    `present` tells the parts of a formula that have a figure, of how many; `values` how many a quantile is of,
    `respondents` how many answered for an index. `unknown` says why nothing is known, where there is more to say than
    that there are no cases; `rescaled` that some answers were given on another scale than 1 to 4.
    """

    numerator: float | int | None = None
    denominator: float | int | None = None
    actual: float | None = None
    interval95: Interval | None = None
    interval80: Interval | None = None
    present: tuple[int, int] | None = None
    values: int | None = None
    respondents: int | None = None
    unknown: str | None = None
    rescaled: bool = False

    @property
    def n(self) -> float | int | None:
        """The number of cases behind it; None of a count, which is its own."""
        known = (self.denominator, self.values, self.respondents)
        return next((number for number in known if number is not None), None)


UNKNOWN = Figure()
NOTHING_KNOWN = Figure(unknown="nothing_known")
"""Of a count whose records say nothing about it."""
WITHHELD = Figure(unknown="few_regions")
"""Of a part of the whole in which too few other regions stand for one of them to be told it."""
PROTECTED = Figure(unknown="protected")
"""Of a place whose office has sent nothing here, since so few persons stand behind it."""
NEVER_SENT = Figure(unknown="never_sent")
"""Of a count of a stream that the place has never sent."""


def figures(
    reader: Reader, slice_: Slice, indicators: Mapping[str, Indicator], levels: Sequence[float] = CONFIDENCES
) -> dict[str, dict[Key, Figure]]:
    """Indicator id → (period, member) → figure, for every member that has cells; the rest is UNKNOWN.

    `indicators` must hold the parts of its formulas too. A count is not made 0 here: that depends on who reported.
    Without `levels` the figures have no intervals, and are found faster.
    """
    simple = [indicator for indicator in indicators.values() if indicator.numerator is not None]
    sums = reader.sums(slice_, simple)
    by_indicator = {indicator.id: _ratios(indicator, sums, levels) for indicator in simple}
    by_indicator |= _entered(reader, slice_, indicators, levels)
    counted = {i.distribution(): i for i in indicators.values() if i.distribution()}
    counts = {
        distribution: dict(reader.counts(slice_, indicator).pairs()) for distribution, indicator in counted.items()
    }
    for indicator in indicators.values():
        pairs = counts.get(indicator.distribution(), {})
        if indicator.quantile is not None:
            by_indicator[indicator.id] = _quantiles(indicator.quantile, pairs, levels)
    for indicator in indicators.values():
        if indicator.formula is not None:
            parts = [by_indicator[part] for part in indicator.formula.mean_of]
            answers = counts.get(indicator.distribution(), {})
            by_indicator[indicator.id] = _formulas(indicator.formula, parts, answers, levels)
    return by_indicator


def with_parts(indicators: Sequence[Indicator], known: Mapping[str, Indicator]) -> dict[str, Indicator]:
    """The wanted indicators and every part of their formulas, parts before what rests on them."""
    parts = {part: known[part] for indicator in indicators for part in parts_of(indicator.id, known)}
    return {**parts, **{indicator.id: indicator for indicator in indicators if indicator.id not in parts}}


def streams_of(indicator: Indicator, known: Mapping[str, Indicator]) -> frozenset[str]:
    """Every stream that an indicator or a part of its formula counts."""
    return frozenset().union(*(each.streams for each in with_parts([indicator], known).values()))


def _ratios(indicator: Indicator, sums: Columns, levels: Sequence[float]) -> dict[Key, Figure]:
    columns = list(dict.fromkeys(column for _, column, _ in indicator.measures()))
    lists = [sums[column] for column in columns]
    keys = zip(sums["period"], sums["member"], strict=True)
    rows = zip(keys, *lists, strict=True)
    seen = [(key, values) for key, *values in rows if not all(math.isnan(value) for value in values)]
    untold = [values.pop() for _, values in seen] if indicator.untold else [0.0] * len(seen)
    flags = sum(column.endswith(("__known", "__none_known")) for column in columns)
    ratios = ((key, _figure(indicator, levels, _factor(indicator, key), values, flags)) for key, values in seen)
    return {
        key: replace(figure, unknown="nothing_known") if figure.actual is None and rows > 0 else figure
        for (key, figure), rows in zip(ratios, untold, strict=True)
    }


def _figure(indicator: Indicator, levels: Sequence[float], factor: int, values: Sequence[float], flags: int) -> Figure:
    """The figure of its sums; the last so many, its flags, say whether anything is known of the numerator.

    Without a row of its own it is 0 where others tell that it is none.
    """
    if flags:
        known, none_known = values[-flags], values[-1] if flags > 1 else 0.0
        is_known = none_known if math.isnan(values[0]) else known
        if not is_known or math.isnan(is_known):
            return NOTHING_KNOWN
    return _ratio(indicator, levels, factor, *values[: len(values) - flags])


def _count(numerator: float) -> tuple[float | int, None, float | int]:
    top = _plain(numerator)
    return top, None, top


def _factor(indicator: Indicator, key: Key) -> int:
    """From numerator over denominator to the indicator's own unit."""
    if indicator.times != "days_of_period":
        return indicator.factor
    period = Period(key[0])
    return (period.last_day - period.first_day).days + 1


def _entered(
    reader: Reader, slice_: Slice, indicators: Mapping[str, Indicator], levels: Sequence[float]
) -> dict[str, dict[Key, Figure]]:
    """The figures that were entered with their document, where any are asked for."""
    documented = [indicator for indicator in indicators.values() if indicator.entered]
    if not documented:
        return {}
    rows = reader.entered(slice_, documented) if slice_.is_of_regions else ()
    standing = entered.taken(rows, documented, slice_, reader.tree)
    return {i.id: {key: _of_document(i, levels, figure) for key, figure in standing[i.id].items()} for i in documented}


def _of_document(indicator: Indicator, levels: Sequence[float], figure: Entered) -> Figure:
    if figure.numerator is None or figure.denominator is None:
        return Figure(actual=figure.value)
    return _ratio(indicator, levels, indicator.factor, figure.numerator, figure.denominator)


def _ratio(
    indicator: Indicator,
    levels: Sequence[float],
    factor: int,
    numerator: float,
    denominator: float = math.nan,
    squares: float = math.nan,
) -> Figure:
    top = _plain(numerator)
    if indicator.is_count:
        return Figure(*_count(numerator))
    bottom = _plain(denominator)
    if not bottom:
        return Figure(top, bottom)
    actual = factor * top / bottom
    if indicator.interval == "none":
        return Figure(top, bottom, actual)
    surely, likely = _two(_interval(indicator, top, bottom, squares, level) for level in levels)
    return Figure(top, bottom, actual, surely, likely)


def _interval(indicator: Indicator, top: float, bottom: float, squares: float, confidence: float) -> Interval | None:
    if indicator.squares is not None:
        bounds = (float(LOWEST_SCORE), float(HIGHEST_SCORE)) if indicator.unit == "score" else (-math.inf, math.inf)
        return mean_t(int(bottom), top, squares, confidence, bounds)
    if indicator.unit != "percent" or not 0 <= top <= bottom:
        return None
    limits = wilson(int(top), int(bottom), confidence)
    return (100 * limits[0], 100 * limits[1]) if limits else None


def _quantiles(quantile: Quantile, counts: Mapping[Key, Counts], levels: Sequence[float]) -> dict[Key, Figure]:
    result = {}
    listed = list(counts.values())
    intervals = order_statistics_of(listed, quantile.of, levels) if levels else [[]] * len(listed)
    for key, pairs, bounds in zip(counts, listed, intervals, strict=True):
        surely, likely = _two(bounds)
        size = sum(n for _, n in pairs)
        result[key] = Figure(None, None, weighted_quantile(pairs, quantile.exactly), surely, likely, values=size)
    return result


def _two(intervals: Iterable[Interval | None]) -> tuple[Interval | None, Interval | None]:
    """The intervals of CONFIDENCES; None where they were not asked for."""
    surely, likely, *_ = (*intervals, None, None)
    return surely, likely


def weighted_quantile(counts: Sequence[tuple[int, int]], of: Fraction) -> float:
    """The quantile of values that occur so many times, linearly interpolated as SQL's `percentile_cont`.

    `counts` are (value, how many times), in ascending order of value, at least one. In whole numbers until the last
    division, so that a tie with a target is one.
    """
    below, rest = divmod(of.numerator * (sum(n for _, n in counts) - 1), of.denominator)
    lower, upper = _value_at(counts, below), _value_at(counts, below + (rest > 0))
    return (lower * (of.denominator - rest) + upper * rest) / of.denominator


def _value_at(counts: Sequence[tuple[int, int]], rank: int) -> int:
    """The value at a rank, from 0."""
    for value, n in counts:
        rank -= n
        if rank < 0:
            return value
    raise AssertionError("the rank lies beyond the last value")


def _formulas(
    formula: Formula, parts: Sequence[Mapping[Key, Figure]], answers: Mapping[Key, Counts], levels: Sequence[float]
) -> dict[Key, Figure]:
    """`times` × the mean of the parts that have an actual; `present` tells of how many."""
    result = {}
    for key in dict.fromkeys(key for part in parts for key in part):
        actuals = [part[key].actual for part in parts if key in part]
        known = [actual for actual in actuals if actual is not None]
        if known:
            actual = formula.times * math.fsum(known) / len(known)
            surely, likely = _two(index_interval(answers.get(key, ()), formula.times, level) for level in levels)
            answered = sum(n for _, n in answers.get(key, ())) or None
            result[key] = Figure(
                None,
                None,
                actual,
                surely,
                likely,
                present=(len(known), len(parts)),
                respondents=answered,
                rescaled=is_rescaled(answers.get(key, ())),
            )
    return result


def _plain(value: float) -> float | int:
    """A count as a whole number; a sum with a fraction as it is; nothing found is 0 beside what was found."""
    if math.isnan(value):
        return 0
    return int(value) if value.is_integer() else value
