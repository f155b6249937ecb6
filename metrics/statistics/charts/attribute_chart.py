"""Control charts that know how many cases stand behind a point, and how much a month resembles the one before it.

Shares and counts have limits of their own at each month (Laney 2002, p′ chart): chance at the month's number of cases,
widened by what months differ by beyond it, never narrower. Single values have those of the XmR chart (Wheeler). Each
takes one segment, the months between two recorded changes, and ρ, the autocorrelation that the indicator has in all
regions together: a change makes the months of its own series resemble each other, and would hide behind their ρ.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from metrics.statistics.autocorrelation import MonthlySeries
from metrics.statistics.charts.run_rules import Lines, Mark, Point, marks

FIRM_LIMITS = 12
"""Months below which limits are trial limits."""
FEWEST_MONTHS = 6
"""Months below which nothing is marked."""
RARE, UNUSUAL = 0.00135, 0.0228
"""Chance beyond the limits and beyond the near limits, on one side, of a normal value."""
SCREENED = 3.267
"""Means of the moving range from which a range is left out of the second mean."""

_Unit = tuple[float, float]


@dataclass(frozen=True)
class Chart:
    """The lines at each month and what is marked (None: common variation), in the order of the months.

    `widening` is λ, how many times further than chance the months spread (None for single values), `run` the months
    on one side of the centre that make a mark at this autocorrelation, `trial` true below 12 months.
    """

    lines: tuple[Lines, ...]
    marks: tuple[Mark | None, ...]
    widening: float | None
    autocorrelation: float
    run: int
    trial: bool


def share_chart(
    counts: Sequence[tuple[int, int, int]], rho: float, minimum_n: int = 1, factor: float = 100.0
) -> Chart | None:
    """Of shares: (calendar month, x, n) in order, n > 0; lines in `factor` × share, percent unless said.

    Months of fewer than `minimum_n` cases get no mark. None without months.
    """
    if not counts:
        return None
    share = sum(x for _, x, _ in counts) / sum(n for _, _, n in counts)
    errors = [math.sqrt(share * (1 - share) / n) for _, _, n in counts]
    values = [(month, factor * x / n) for month, x, n in counts]
    tails = [_binomial_tail(x, n, share) for _, x, n in counts]
    chart = _chance_chart(values, factor * share, [factor * error for error in errors], tails, (0.0, factor), rho)
    return _without_few(chart, [n for _, _, n in counts], minimum_n)


def count_chart(counts: Sequence[tuple[int, int]], rho: float) -> Chart | None:
    """Of counts: (calendar month, count) in order, about their mean; Poisson chance. None without months."""
    if not counts:
        return None
    mean = fmean(count for _, count in counts)
    tails = [_poisson_tail(count, mean) for _, count in counts]
    values = [(month, float(count)) for month, count in counts]
    return _chance_chart(values, mean, [math.sqrt(mean)] * len(counts), tails, (0.0, math.inf), rho)


def value_chart(
    series: MonthlySeries,
    rho: float,
    scale: _Unit = (-math.inf, math.inf),
    cases: Sequence[int] | None = None,
    minimum_n: int = 1,
) -> Chart | None:
    """Of single values (indices, times): mean ± 2.66 mean moving ranges / √(1 − ρ), cut to the scale; None below 2.

    With the `cases` behind each value, months of fewer than `minimum_n` get no mark.
    """
    if len(series) < 2:
        return None
    values = [value for _, value in series]
    # The mean of equal values may miss them by the last binary digit, and all would lie on one side of it.
    mean = min(max(fmean(values), min(values)), max(values))
    reach = 2.66 * mean_moving_range(values) / math.sqrt(1 - rho)
    points = [Point(month, value, _lines(mean, reach, scale)) for month, value in series]
    chart = _chart(points, None, rho)
    return chart if cases is None else _without_few(chart, cases, minimum_n)


def mean_moving_range(values: Sequence[float]) -> float:
    """Mean of the steps from one value to the next, after one pass that leaves out those of 3.267 means or more."""
    ranges = [abs(b - a) for a, b in pairwise(values)]
    usual = fmean(ranges)
    screened = [step for step in ranges if step < SCREENED * usual]
    # When only single jumps move an otherwise level series, screening would leave limits without any width,
    # and every point outside them.
    return fmean(screened) if any(screened) else usual


def run_length(rho: float) -> int:
    """Months on one side of the centre that are as seldom at this autocorrelation as 7 are at none.

    Two neighbours lie on one side with the chance ½ + asin(ρ)/π of normal values (Sheppard 1899).
    """
    steps = 6 * math.log(2) / -math.log(0.5 + math.asin(rho) / math.pi)
    return 1 + math.ceil(steps - 1e-9)


def _chance_chart(
    series: MonthlySeries,
    centre: float,
    errors: Sequence[float],
    tails: Sequence[float],
    scale: _Unit,
    rho: float,
) -> Chart:
    """Lines about the centre at 3 and 2 standard errors of chance, widened by λ; the exact tails where λ is 1."""
    z = [
        (month, (value - centre) / error if error else 0.0)
        for (month, value), error in zip(series, errors, strict=True)
    ]
    moving = mean_moving_range([value for _, value in z]) if len(z) > 1 else 0.0
    widening = max(1.0, moving / 1.128 / math.sqrt(1 - rho))
    points = [
        Point(
            month,
            value,
            _lines(centre, 3 * widening * error, scale),
            rare=widening > 1 or tail < RARE,
            unusual=widening > 1 or tail < UNUSUAL,
        )
        for (month, value), error, tail in zip(series, errors, tails, strict=True)
    ]
    return _chart(points, widening, rho)


def _chart(points: Sequence[Point], widening: float | None, rho: float) -> Chart:
    run = run_length(rho)
    drawn = marks(points, run) if len(points) >= FEWEST_MONTHS else (None,) * len(points)
    return Chart(tuple(point.lines for point in points), drawn, widening, rho, run, len(points) < FIRM_LIMITS)


def _lines(centre: float, reach: float, scale: _Unit) -> Lines:
    ends = (centre - reach, centre + reach, centre - reach * 2 / 3, centre + reach * 2 / 3)
    return Lines(centre, *(min(max(end, scale[0]), scale[1]) for end in ends))


def _without_few(chart: Chart, cases: Sequence[int], minimum_n: int) -> Chart:
    drawn = tuple(mark if n >= minimum_n else None for mark, n in zip(chart.marks, cases, strict=True))
    return Chart(chart.lines, drawn, chart.widening, chart.autocorrelation, chart.run, chart.trial)


def _binomial_tail(x: int, n: int, share: float) -> float:
    """The chance of so few or so many of n, on the side of the share where x lies."""
    from scipy.special import bdtr, bdtrc  # takes a tenth of a second to import

    return float(bdtr(x, n, share) if x <= n * share else bdtrc(x - 1, n, share))


def _poisson_tail(count: int, mean: float) -> float:
    """The chance of so small or so large a count, on the side of the mean where it lies."""
    from scipy.special import pdtr, pdtrc

    return float(pdtr(count, mean) if count <= mean else pdtrc(count - 1, mean))
