"""Who has reported which month: what "complete through", coverage, and zero against unknown rest on (rules.md §1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from data.settings.places import Places
from metrics.periods import Period, next_month, plus_months, previous_month

STILL_DUE = 3
"""Months for which the report of a region that has reported before is still waited for."""


@dataclass(frozen=True)
class Reporting:
    """Region code → the months ("YYYY-MM") in which a transaction of it was received or decided.

    A place is asked for by its code (None: the root). It reports by the regions in it (`tree`; without one every place
    is such a region).
    """

    months: Mapping[str, frozenset[str]]
    tree: Places | None = None

    @staticmethod
    def of(reported: Iterable[tuple[str, str]], tree: Places | None = None) -> "Reporting":
        """From the region and month of every report."""
        months: dict[str, set[str]] = {}
        for region, month in reported:
            months.setdefault(region, set()).add(month)
        return Reporting({region: frozenset(months[region]) for region in sorted(months)}, tree)

    def _within(self, place: str | None) -> list[frozenset[str]]:
        """The months of every region in a place that has ever reported."""
        if place is None:
            return list(self.months.values())
        codes = (place,) if self.tree is None else self.tree.leaves(place)
        return [self.months[code] for code in codes if code in self.months]

    def reported(self, period: Period, region: str | None) -> frozenset[str]:
        """The months of the period that the region reported; for a place of many those that any region did."""
        return self.months_of(region).intersection(period.months)

    def months_of(self, region: str | None) -> frozenset[str]:
        """The months that the region reported; for a place of many those that any region did."""
        return frozenset().union(*self._within(region))

    def is_complete(self, month: str, region: str | None) -> bool:
        """Whether every region that may be expected to report the month has: what it lacks is unknown, not low.

        A region is expected from its first report to three months after its newest.
        """
        reports = [months for months in self._within(region) if months]
        expected = [months for months in reports if min(months) <= month <= plus_months(max(months), STILL_DUE)]
        return bool(expected) and all(month in months for months in expected)

    def complete_through(self, region: str | None, today: date) -> str | None:
        """The last month up to which the data are complete; None when nothing was reported yet.

        For a region: up to it every month since the first report is reported. For a place of many: the newest month
        that at least half of its regions that report at all have reported. Only months that have ended are complete.
        """
        if region is not None and (self.tree is None or self.tree.is_leaf(region)):
            return _last_without_gap(ended(self.months.get(region, frozenset()), today))
        reporting = self._within(region)
        needed = len(reporting) / 2
        counted: dict[str, int] = {}
        for months in reporting:
            for month in ended(months, today):
                counted[month] = counted.get(month, 0) + 1
        return max((month for month, regions in counted.items() if regions >= needed), default=None)

    def coverage(self, period: Period, region: str | None) -> tuple[int, int]:
        """How many regions reported the whole period, of how many that have ever reported."""
        reports = self._within(region)
        return sum(set(period.months) <= months for months in reports), len(reports)


def ended(months: Iterable[str], today: date) -> set[str]:
    """Those months whose last day is over."""
    last = last_ended_month(today)
    return {month for month in months if month <= last}


def last_ended_month(today: date) -> str:
    """The newest month whose last day is over."""
    return previous_month(f"{today:%Y-%m}")


def _last_without_gap(months: set[str]) -> str | None:
    if not months:
        return None
    month = min(months)
    while next_month(month) in months:
        month = next_month(month)
    return month
