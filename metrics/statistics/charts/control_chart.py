"""Control charts of one monthly series: a chart with limits of its own for every stretch between recorded changes.

A series is the months that have a figure, in order. The chart of a share knows the cases behind each month, that of a
count its chance; indices and times have single values (`attribute_chart`).
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from metrics.statistics.charts.attribute_chart import Chart, count_chart, share_chart, value_chart
from metrics.statistics.charts.run_rules import Mark

Point: TypeAlias = tuple[str, float]
"""A month "YYYY-MM" and its value, in the indicator's own unit."""

Kind = Literal["share", "count", "value", "running"]
"""What the points are; a share's are percent, and a running count has no limits, for it can hardly fall."""
WHOLE = 100.0
"""Percent that no part of a whole can pass: a segment with a share above it is charted as single values."""
Variation = Literal["common", "improving", "worsening"]
Assurance = Literal["keeps_meeting", "hit_and_miss", "keeps_missing"]


@dataclass(frozen=True)
class Segment:
    """The points between two recorded changes with their chart, None where there is nothing to draw one from."""

    points: tuple[Point, ...]
    chart: Chart | None

    @property
    def marks(self) -> tuple[Mark | None, ...]:
        """Why each point is no common variation, None where it is."""
        return self.chart.marks if self.chart else (None,) * len(self.points)


def segments(
    points: Sequence[Point],
    rebased: Collection[str] = (),
    kind: Kind = "value",
    rho: float = 0.0,
    scale: tuple[float, float] = (-math.inf, math.inf),
    cases: Sequence[int] | None = None,
    minimum_n: int = 1,
) -> tuple[Segment, ...]:
    """The chart in its segments: a new one begins with the first point in or after each month of `rebased`.

    `cases` are those behind each point, which a share must have; `rho` is the indicator's autocorrelation, `scale`
    where its values end.
    """
    months = [month for month, _ in points]
    assert all(a < b for a, b in pairwise(months)), "points come in the order of their months, each once"
    starts = {sum(month < change for month in months) for change in rebased}
    edges = sorted(starts | {0, len(points)})
    behind = [minimum_n] * len(points) if cases is None else list(cases)
    return tuple(
        Segment(tuple(points[a:b]), _chart(points[a:b], behind[a:b], kind, rho, scale, minimum_n))
        for a, b in pairwise(edges)
    )


def calendar_month(month: str) -> int:
    """The months of "YYYY-MM" counted from the year 0."""
    return 12 * int(month[:4]) + int(month[5:]) - 1


def _chart(
    points: Sequence[Point], cases: Sequence[int], kind: Kind, rho: float, scale: tuple[float, float], minimum_n: int
) -> Chart | None:
    series = [(calendar_month(month), value) for month, value in points]
    if kind == "share" and any(value > WHOLE for _, value in series):
        return value_chart(series, rho, (scale[0], math.inf), cases, minimum_n)
    if kind == "share":
        counts = [(month, round(value * n / 100), n) for (month, value), n in zip(series, cases, strict=True)]
        return share_chart(counts, rho, minimum_n)
    if kind == "count":
        return count_chart([(month, round(value)) for month, value in series], rho)
    return value_chart(series, rho, scale, cases, minimum_n) if kind == "value" else None
