"""Since when: the month in which the figure fell to where it is, and the months that are no common variation."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

import numpy as np

from metrics.statistics.charts import control_chart
from metrics.statistics.charts.control_chart import Point

PENALTY = 3.0
"""Times the logarithm of the number of months: what a further change point must earn (Yao 1988 with a margin)."""
SHORTEST = 2
"""Months between two change points."""


@dataclass(frozen=True)
class Since:
    """`month` since which it is worse, None when it is not; `special` months with the XmR rule each breaks."""

    month: str | None
    special: tuple[tuple[str, str, str], ...]
    """Month, rule, side (high or low)."""


def found(points: Sequence[Point], worse_when: int) -> Since:
    """Of the monthly series up to the period; `worse_when` is +1 where lower is worse, -1 where higher is."""
    charts = control_chart.segments(points)
    marks = [
        (month, cause.rule, cause.side)
        for chart in charts
        for (month, _), cause in zip(chart.points, chart.marks, strict=True)
        if cause is not None
    ]
    values = [value * worse_when for _, value in points]
    starts = change_points(values)
    return Since(_worse_since(points, values, starts), tuple(marks))


def change_points(values: Sequence[float]) -> list[int]:
    """Where the level changes: the exact optimal partition (Jackson et al. 2005) under squared error.

    The noise is that of the moving ranges (mean / 1.128), so a level shift does not hide itself.
    """
    n = len(values)
    if n < 2 * SHORTEST:
        return []
    series = np.asarray(values, float)
    spread = float(np.median(np.abs(np.diff(series)))) / 0.954 or float(np.abs(np.diff(series)).mean()) / 1.128
    if spread <= 1e-9:
        return []
    sums, squares = np.r_[0, series.cumsum()], np.r_[0, (series**2).cumsum()]
    best, last = np.full(n + 1, np.inf), np.zeros(n + 1, int)
    penalty = PENALTY * float(np.log(n))
    best[0] = -penalty
    for end in range(SHORTEST, n + 1):
        begin = np.arange(0, end - SHORTEST + 1)
        size = end - begin
        cost = squares[end] - squares[begin] - (sums[end] - sums[begin]) ** 2 / size
        total = best[begin] + cost / spread**2 + penalty
        last[end] = int(total.argmin())
        best[end] = float(total[last[end]])
    starts, end = [], n
    while end > 0:
        end = int(last[end])
        starts.append(end)
    return sorted(starts)[1:]


def _worse_since(points: Sequence[Point], values: Sequence[float], starts: Sequence[int]) -> str | None:
    """The first of the falls that lead to the present level without a rise between; None when the last was a rise."""
    if not values:
        return None
    edges = [0, *starts, len(values)]
    levels = [fmean(values[a:b]) for a, b in pairwise(edges)]
    first = None
    for place in range(len(levels) - 1, 0, -1):
        if levels[place] >= levels[place - 1]:
            break
        first = points[edges[place]][0]
    return first
