"""The regions of one indicator beside each other without a ranking, between limits that narrow with their cases."""

from collections.abc import Iterable, Sequence

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.statistics.charts import funnel
from metrics.statistics.charts.funnel import Funnel as Funnel
from metrics.statistics.charts.funnel import Point as Point
from metrics.statistics.charts.funnel_limits import Limits, funnel_limits

LEAST = 3
"""Regions below which there is nothing to compare."""


def has_limits(indicator: Indicator) -> bool:
    """Whether chance sets limits to it: only to a share of cases."""
    return indicator.unit == "percent" and indicator.interval != "none"


def of_rows(rows: Iterable[Row]) -> Funnel | None:
    """The funnel of an indicator that has limits, from one row a region; None below LEAST regions with cases."""
    regions = funnel.funnel([(row.member, int(row.numerator or 0), int(row.denominator or 0)) for row in rows])
    return None if regions is None or len(regions.points) < LEAST else regions


def curves(regions: Funnel, cases: Sequence[int]) -> list[Limits]:
    """The limits of a region with so many cases each."""
    return [funnel_limits(regions.share, n, regions.tau_squared) for n in cases]
