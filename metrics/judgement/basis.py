"""What an indicator rests on: the monthly reports, the survey, the running MPPs, or nothing that is reported."""

from typing import Literal

from metrics.catalogue.indicators import Indicator
from metrics.catalogue.streams import RECAP_STOCKS, REPORTS, RUNNING, STATES, STOCKS
from metrics.figures.figures import UNKNOWN, Figure

Basis = Literal["reports", "survey", "running", "other"]
"""What an indicator's circumstances depend on."""
SURVEY = "responses"


def basis_of(indicator: Indicator) -> Basis:
    """Of one indicator, by the streams it counts."""
    if not indicator.streams.isdisjoint(RUNNING):
        return "running"
    if SURVEY in indicator.streams:
        return "survey"
    return "reports" if is_reported(indicator) else "other"


def needs_report(indicator: Indicator) -> bool:
    """Whether it counts what regions report each month, so that in an unreported month nothing is known of it."""
    return not indicator.streams.isdisjoint(REPORTS)


def is_reported(indicator: Indicator) -> bool:
    """Whether it rests on reports at all: a stock of an unreported month is shown, but not judged."""
    return needs_report(indicator) or not indicator.streams.isdisjoint((*STOCKS, *RECAP_STOCKS, *STATES))


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
