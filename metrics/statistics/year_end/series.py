"""The known months of a figure and what of its year is still to come, of shares, counts, means of months and stocks.

Months are counted through: 12 × year + month − 1. Months of force majeure, not over, not or not wholly reported are not
known, which is not the same as low: they leave a gap in the count. At most the latest 60 known months are looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from metrics.statistics.covariance import Floats
from metrics.statistics.year_end.stories import TWO_YEARS

LATEST = 60
"""Known months at most that are looked at."""
RANGE_OVER_DEVIATION = 1.128
"""Mean moving range of two over the standard deviation (Wheeler)."""


@dataclass(frozen=True)
class Series:
    """Known months of one figure, oldest first, and the months of the year still to come.

    `values`, `known` (what the year's known months bring to its figure) and `bounds` (of the scale) are in the figure's
    own unit. `shares` are the weights of the coming months in the year's figure, `noise` the variances of the known and
    then the coming months, whose mean is 1; `uneven` is what not knowing the coming months' cases adds to it. `cases`
    are those of the whole year of a share, known and expected.
    """

    months: tuple[int, ...]
    values: tuple[float, ...]
    coming: tuple[int, ...]
    shares: tuple[float, ...]
    noise: tuple[float, ...]
    known: float
    bounds: tuple[float, float]
    kind: Literal["share", "count", "mean", "stock"]
    uneven: float = 0.0
    cases: float | None = None


def share(
    months: Sequence[int],
    numerators: Sequence[float],
    denominators: Sequence[float],
    year: int,
    unit: float = 100.0,
    bounds: tuple[float, float] = (0.0, 100.0),
) -> Series:
    """Σx / Σn of the year × `unit`; a coming month has as many cases as a year before, or as the latest 12 on average.

    Denominators are above 0. With fewer than 24 known months, or none a year before, it is the average.
    """
    t, x, n = tuple(months[-LATEST:]), numerators[-LATEST:], denominators[-LATEST:]
    coming = _coming(t, year)
    ahead = _ahead(months, denominators, coming)
    in_year = [place for place, month in enumerate(t) if month // 12 == year]
    total = sum(n[place] for place in in_year) + float(ahead.sum())
    known = unit * sum(x[place] for place in in_year) / total
    y, p = np.array(x) / np.array(n), sum(x) / sum(n)
    variance = max(p * (1 - p), 1 / (4 * sum(n)))
    ranges = float(np.abs(np.diff(y)).mean()) if len(t) > 1 else 0.0
    between = max(0.0, (ranges / RANGE_OVER_DEVIATION) ** 2 - float((variance / np.array(n)).mean()))
    noise = between + variance / np.concatenate([n, ahead])
    shares, relative = _floats(ahead / total), _floats(noise / noise.mean())
    uneven = _uneven(ahead, _possible(t, n, ahead), total, between, variance) / float(noise.mean())
    return Series(t, _floats(unit * y), coming, shares, relative, known, bounds, "share", uneven, total)


def _ahead(months: Sequence[int], cases: Sequence[float], coming: Sequence[int]) -> Floats:
    """Cases of each coming month: of the same one a year before; of few known months the mean of the latest 12."""
    by_month, usual = dict(zip(months, cases, strict=True)), float(np.mean(cases[-12:]))
    return np.array([by_month.get(m - 12, usual) if len(months) >= TWO_YEARS else usual for m in coming])


def _possible(months: Sequence[int], cases: Sequence[float], ahead: Floats) -> Floats:
    """Cases that each coming month may have instead, (coming, possible).

    As wrong as a year before used to be; or, where it was no better a guess than the mean, those of any known month.
    """
    n, by_month = np.array(cases, float), dict(zip(months, cases, strict=True))
    mistakes = np.array([cases - by_month[month - 12] for month, cases in by_month.items() if month - 12 in by_month])
    if len(months) >= TWO_YEARS and len(mistakes) and (mistakes**2).mean() < n.var():
        return np.asarray(np.maximum(ahead[:, None] + mistakes, 1))
    return np.tile(n if len(months) >= TWO_YEARS else n[-12:], (len(ahead), 1))


def _uneven(ahead: Floats, possible: Floats, total: float, between: float, variance: float) -> float:
    """What the coming months' noise adds to the year's variance when they may have other cases than expected.

    A month of n cases weighs n / N of the year, so it brings (n/N)²(τ² + v/n): more on the average of all n than at the
    expected one. Nothing where all months have the same.
    """
    weight = possible / (total - ahead[:, None] + possible)
    may = (weight**2 * (between + variance / possible)).mean(axis=1)
    return max(0.0, float((may - (ahead / total) ** 2 * (between + variance / ahead)).sum()))


def count(months: Sequence[int], values: Sequence[float], year: int) -> Series:
    """The sum of the year's months."""
    t, y, coming = tuple(months[-LATEST:]), tuple(values[-LATEST:]), _coming(months, year)
    known = sum(value for month, value in zip(t, y, strict=True) if month // 12 == year)
    ones = (1.0,) * (len(t) + len(coming))
    return Series(t, y, coming, (1.0,) * len(coming), ones, known, (known, np.inf), "count")


def mean(
    months: Sequence[int], values: Sequence[float], year: int, pooled: float | None, bounds: tuple[float, float]
) -> Series:
    """An index or a quantile: `pooled` is the year's figure of its known months together, from their cells.

    None where the year has no known month. It weighs as many of the year's months as are known.
    """
    t, y, coming = tuple(months[-LATEST:]), tuple(values[-LATEST:]), _coming(months, year)
    past = sum(month // 12 == year for month in t)
    of_year = past + len(coming)
    known = 0.0 if pooled is None else pooled * past / of_year
    ones = (1.0,) * (len(t) + len(coming))
    return Series(t, y, coming, (1 / of_year,) * len(coming), ones, known, bounds, "mean")


def stock(months: Sequence[int], values: Sequence[float], year: int, bounds: tuple[float, float]) -> Series:
    """What stands at the end of December; with it known the year is."""
    t, y, december = tuple(months[-LATEST:]), tuple(values[-LATEST:]), 12 * year + 11
    if december in t:
        return Series(t, y, (), (), (1.0,) * len(t), y[t.index(december)], bounds, "stock")
    return Series(t, y, (december,), (1.0,), (1.0,) * (len(t) + 1), 0.0, bounds, "stock")


def stock_per_case(
    months: Sequence[int],
    stocks: Sequence[float],
    cases: Sequence[float],
    year: int,
    unit: float,
    bounds: tuple[float, float],
) -> Series:
    """What stands at the end of December over all cases of the year × `unit`, as a stock in units of the latter."""
    coming = _coming(months, year)
    past = sum(n for month, n in zip(months, cases, strict=True) if month // 12 == year)
    total = past + float(_ahead(months, cases, coming).sum())
    return stock(months, [unit * value / total for value in stocks], year, bounds)


def _coming(months: Sequence[int], year: int) -> tuple[int, ...]:
    """The year's months that are not known; what precedes the first of all known months will never come."""
    return tuple(sorted({*range(max(12 * year, months[0]), 12 * year + 12)} - {*months}))


def _floats(values: Floats) -> tuple[float, ...]:
    return tuple(values.tolist())
