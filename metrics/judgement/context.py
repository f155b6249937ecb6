"""What is known of a period and a place besides the figure: who reported, what was decreed, how many answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from data.settings.places import Places
from metrics.catalogue.indicators import Indicator
from metrics.catalogue.streams import RECAP_STOCKS, REPORTED_STOCKS, REPORTS, STATES
from metrics.figures.figures import UNKNOWN, Figure
from metrics.judgement.reporting import Reporting
from metrics.periods import Period
from metrics.statistics.charts.stretches import Bools
from metrics.survey.index import minimum_sample

Span = tuple[str, date, date]
"""Region code, first and last day of a decreed force majeure."""
Sample = Literal["reached", "small", "unknown"]


@dataclass(frozen=True)
class Circumstances:
    """What decides, beside the figure and the target, whether a status can be given."""

    ended: bool
    """The period's last day is over."""
    reported: bool = True
    """Some month of the period was reported, or the indicator does not rest on reports."""
    gaps: bool = False
    """Some month of the period was not."""
    planned_only: bool = False
    """No MPP yet, by its own word, and no records."""
    force_majeure: Literal["none", "touches", "whole"] = "none"
    sample: Sample | None = None
    """Of a survey: whether the minimum sample was reached."""

    @property
    def is_point(self) -> bool:
        """Whether a month's figure takes part in a series: over, reported, and not wholly force majeure."""
        return self.ended and self.reported and not self.planned_only and self.force_majeure != "whole"


@dataclass(frozen=True)
class Surroundings:
    """Everything the circumstances of any place and period follow from."""

    today: date
    reporting: Reporting
    spans: Sequence[Span]
    planned_only: frozenset[str]
    tree: Places

    def of(self, place: str | None, period: Period, rests_on_reports: bool) -> Circumstances:
        """The circumstances of a region (None for the province) in a period."""
        reported = self.reporting.reported(period, place)
        return Circumstances(
            ended=period.has_ended(self.today),
            reported=bool(reported) or not rests_on_reports,
            gaps=rests_on_reports and len(reported) < len(period.months),
            planned_only=place in self.planned_only,
            force_majeure=self._force_majeure(place, period),
        )

    def points(self, places: Sequence[str | None], months: Sequence[Period], rests_on_reports: bool) -> Bools:
        """[place, month]: whether the month takes part in the place's series (`Circumstances.is_point`)."""
        counts = np.tile(np.array([month.has_ended(self.today) for month in months], dtype=np.bool_), (len(places), 1))
        decreed = {region for region, _, _ in self.spans}
        for row, place in enumerate(places):
            if rests_on_reports:
                reports = self.reporting.months_of(place)
                counts[row] &= np.array([month.code in reports for month in months], dtype=np.bool_)
            if place in self.planned_only:
                counts[row] = False
            if place in decreed:
                counts[row] &= np.array([self._force_majeure(place, month) != "whole" for month in months], np.bool_)
        return counts

    def _force_majeure(self, place: str | None, period: Period) -> Literal["none", "touches", "whole"]:
        """Whether decreed days touch the period, and whether they fill it (never for a place of many regions)."""
        touching = [
            (max(first, period.first_day), min(last, period.last_day))
            for region, first, last in self.spans
            if self.tree.covers(place, region) and first <= period.last_day and last >= period.first_day
        ]
        if not touching:
            return "none"
        is_region = place is not None and self.tree.is_leaf(place)
        return "whole" if is_region and _days(touching) == _length(period) else "touches"


def sample(respondents: int, users: Mapping[tuple[str, str], int], key: tuple[str, str]) -> Sample:
    """Whether as many answered as the users of the period before ask for (Krejcie-Morgan)."""
    before = users.get(key, 0)
    if not before:
        return "unknown"
    return "reached" if respondents >= minimum_sample(before) else "small"


def _days(spans: Iterable[tuple[date, date]]) -> int:
    """How many days the spans cover together."""
    covered, until = 0, date.min
    for first, last in sorted(spans):
        first = max(first, until + timedelta(days=1)) if until > date.min else first
        covered += max((last - first).days + 1, 0)
        until = max(until, last)
    return covered


def _length(period: Period) -> int:
    return (period.last_day - period.first_day).days + 1


Basis = Literal["reports", "survey", "running", "other"]
"""What an indicator's circumstances depend on."""
SURVEY = "responses"


def basis_of(indicator: Indicator) -> Basis:
    """Of one indicator, by the streams it counts."""
    if indicator.is_running:
        return "running"
    if SURVEY in indicator.streams:
        return "survey"
    return "reports" if is_reported(indicator) else "other"


def needs_report(indicator: Indicator) -> bool:
    """Whether it counts what regions report each month, so that in an unreported month nothing is known of it."""
    return not indicator.streams.isdisjoint(REPORTS)


def is_reported(indicator: Indicator) -> bool:
    """Whether it rests on reports at all: a stock of an unreported month is shown, but not judged."""
    return needs_report(indicator) or not indicator.streams.isdisjoint((*REPORTED_STOCKS, *RECAP_STOCKS, *STATES))


def where_nothing_is(indicator: Indicator, basis: Basis) -> tuple[Figure, Figure | None]:
    """The figure where a reported month has no cells, and the one of an unreported month whatever its cells.

    A count is 0 where the month was reported and nothing is. Of a month that was not, only a stock is known (None:
    whatever the cells say).
    """
    unreported = UNKNOWN if needs_report(indicator) else None
    if basis != "reports":
        return UNKNOWN, unreported
    if indicator.is_count:
        return Figure(0, None, 0), unreported
    return Figure(0, 0) if indicator.numerator is not None else UNKNOWN, unreported
