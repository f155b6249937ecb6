"""The one door from pages to figures: what a viewer may see, kept until the ledger or the configuration changes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from access.identity.scope import EVERYTHING
from access.identity.viewer import Viewer
from data.errors import RefusedError, error_text
from metrics.acts import follow_ups
from metrics.acts.declarations import Declaration
from metrics.acts.follow_ups import FollowUp
from metrics.catalogue.indicators import Indicator
from metrics.cells import documented as documents
from metrics.cells.ahead import Ahead
from metrics.cells.documented import Documented
from metrics.cells.query import Slice
from metrics.cells.reader import PartCells
from metrics.judgement.row import Row
from metrics.judgement.variation import LOOKED_BACK
from metrics.monitoring import queue_hours
from metrics.monitoring.queue_hours import Waiting
from metrics.mpp import rollout as coverages
from metrics.mpp.rollout import Coverage
from metrics.obstacles.causes import most_recorded as late
from metrics.obstacles.causes.most_recorded import Place, Written
from metrics.obstacles.explain import explained
from metrics.obstacles.explanation import Against, Explanation
from metrics.periods import Period, plus_months
from metrics.scorecard import comparator, monthly_cube
from metrics.scorecard.comparator import Others
from metrics.scorecard.score import Scorecard
from metrics.scorecard.workspace import Workspace
from metrics.survey import cross_table as survey_crosses
from metrics.survey.cross_table import Crossed
from pages.components.runtime import cache, lookups

YEAR = 12
ALWAYS = Period("1990-01..2089-12")
"""Every month there can be records of."""


def head() -> int:
    """The newest entry of the ledger; 0 when nothing was ever loaded."""
    return cache.moment().head


def today() -> date:
    """The day that figures are of."""
    return cache.moment().today


def card(
    viewer: Viewer,
    *,
    period: str | None = None,
    region: str | None = None,
    indicators: tuple[str, ...] | None = None,
    by: str | None = None,
) -> Scorecard:
    """The scorecard of a region, or of the whole province (None), which is a benchmark open to everybody.

    Rows of regions outside the viewer's scope are left out (`metrics.cells.reader`).
    Raises RefusedError when the region is not open to the viewer.
    """
    _refuse_others(viewer, region)
    return cache.scored(viewer.scope, period, region, indicators, by)


def rest_of_province(viewer: Viewer, period: str, region: str) -> Mapping[str, Others]:
    """What a region is compared with: every indicator of all other regions together, but for counts."""
    _refuse_others(viewer, region)

    span = Period(period)
    with cache.one_moment():
        cells = _cells(span)

        def ask(here: Workspace) -> Mapping[str, Others]:
            reader = here.reader.with_ahead(cells)
            return comparator.rest_of_province(reader, span, region, tuple(here.indicators.values()), here.indicators)

        return cache.answered(viewer.scope, ("rest of province", period, region), ask, cells_of=span)


def _cells(period: Period) -> Ahead:
    """The cells of all regions in a period, read once: each region is compared with other others."""

    def read(here: Workspace) -> Ahead:
        return here.reader.ahead_of((period,), list(here.indicators.values()))

    return cache.read_ahead(period, read, cells_of=period)


def parts(viewer: Viewer, period: str, region: str | None, indicators: tuple[str, ...], by: str) -> Scorecard:
    """As `card`, of parts and without marks (but for regions): much sooner."""
    _refuse_others(viewer, region)
    is_read_ahead = by == "service" and all(lookups.indicators()[id_].unit == "percent" for id_ in indicators)
    place = lookups.tree().parent(region) if region else None
    ahead = partial(_part_cells, Period(period), place, by) if is_read_ahead and region else None
    return cache.scored(viewer.scope, period, region, indicators, by, marked=by == "region", ahead=ahead)


def _part_cells(period: Period, place: str | None, by: str) -> PartCells:
    """The parts of all regions of a place: what Ringkasan asks of each region."""
    return cache.read_ahead((period, place, by), lambda here: here.shares_ahead(period, place, by))


def monthly(viewer: Viewer, span: str, region: str | None) -> Mapping[str, Sequence[Row]]:
    """Each indicator's rows of the months of a span, oldest first; the month is the row's period."""
    _refuse_others(viewer, region)
    for sheet in cache.sheets_of(viewer.scope) if monthly_cube.is_held(span, "month") else ():
        cut = sheet.monthly(span, region)
        if cut is not None:
            return cut
    rows_of: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(cache.scored(viewer.scope, span, region, None, "month").rows, key=lambda row: row.period):
        rows_of[row.indicator].append(row)
    return rows_of


def judged(viewer: Viewer, span: str, region: str | None, indicator: str) -> Sequence[Row]:
    """An indicator's rows of all months that its mark in the last month of a span rests on, oldest first."""
    _refuse_others(viewer, region)
    last = Period(span).last_month
    earliest = plus_months(last, 1 - LOOKED_BACK)
    for sheet in cache.sheets_of(viewer.scope):
        cut = sheet.monthly(f"{min(max(sheet.first, earliest), last)}..{last}", region)
        if cut is not None:
            return cut.get(indicator, ())
    rows = cache.scored(viewer.scope, f"{earliest}..{last}", region, (indicator,), "month").rows
    return sorted(rows, key=lambda row: row.period)


def waiting(viewer: Viewer, period: Period, region: str | None) -> Mapping[tuple[int, int], Waiting]:
    """The wait in the queue by weekday and hour."""
    question = ("waiting", period, region)
    return cache.answered(viewer.scope, question, lambda here: queue_hours.waiting(here.reader, period, region))


def documented(viewer: Viewer, indicator: Indicator, period: str, region: str | None) -> Sequence[Documented]:
    """What documents say of an indicator in a period."""
    _refuse_others(viewer, region)
    question = ("documented", indicator.id, period, region)
    return cache.answered(
        viewer.scope, question, lambda here: documents.of(here.reader, indicator, Period(period), region)
    )


def survey_cross(viewer: Viewer, period: str, region: str | None, by: str) -> Crossed:
    """The survey's unsur by one characteristic of those who answered, small groups hidden."""
    question = ("cross", period, region, by)
    return cache.answered(viewer.scope, question, lambda here: survey_crosses.cross(here.reader, period, region, by))


def coverage(viewer: Viewer, on: date, place: str | None = None) -> Coverage:
    """Where regions stand on their way to an MPP on a day; paths of the viewer's regions, counts of all.

    Of a `place` of several regions those in it alone; a single region is told beside all others.
    """
    with cache.one_moment():
        records, tree = cache.answered(EVERYTHING, "coverage", coverages.records), lookups.tree()
        every = cache.answered(EVERYTHING, ("coverage", on), lambda _: coverages.standing_on(records, on))
    within = place if place is not None and not tree.is_leaf(place) else None
    paths = [path for path in every if tree.covers(within, path.region)]
    return coverages.counted(paths, viewer.scope, on)


def explanation(viewer: Viewer, indicator: str, period: str, region: str | None, against: Against) -> Explanation:
    """Why a figure is where it is; RefusedError when the region is not open to the viewer."""
    question = ("explanation", indicator, period, region, against)
    return cache.answered(viewer.scope, question, lambda here: explained(here, indicator, period, region, against))


def most_written(viewer: Viewer, period: str) -> Mapping[Place, Written]:
    """The obstacle written most beside late cases of a period, by region and service."""
    every = cache.answered(EVERYTHING, ("written", period), lambda here: late.most_written(here.reader, Period(period)))
    return {place: written for place, written in every.items() if viewer.scope.sees(place[0])}


def declared(viewer: Viewer) -> Sequence[Declaration]:
    """Every obstacle that regions have declared, closed ones too."""
    return cache.answered(viewer.scope, "declared", lambda here: here.declared)


def followed_up(viewer: Viewer) -> Sequence[FollowUp]:
    """Every follow-up in sight, by deadline."""
    return cache.answered(viewer.scope, "followed up", lambda here: follow_ups.listed(here.home, here.scope))


def overdue(viewer: Viewer) -> Sequence[FollowUp]:
    """Follow-ups whose deadline has passed while they are open."""
    return follow_ups.overdue(followed_up(viewer), today())


def records_in_sight(viewer: Viewer) -> tuple[int, int]:
    """How many applications lie in the regions open to the viewer, and how many there are."""
    seen, every = (cache.answered(scope, "records", _records) for scope in (viewer.scope, EVERYTHING))
    return seen, every


def warm(viewer: Viewer) -> None:
    """Work out what those who come will ask for: what stands beside the last year's months, and the sheet of them all.

    `viewer` is one who sees everything.
    """
    if not head():
        return
    newest = card(viewer)
    cache.make_sheet()
    months = Period(f"{plus_months(newest.period, -YEAR)}..{newest.period}").months
    for month in reversed(months):
        coverage(viewer, min(Period(month).last_day, today()))
        most_written(viewer, month)


def _refuse_others(viewer: Viewer, region: str | None) -> None:
    """A region that is not open to the viewer is a RefusedError; the whole province is open to all."""
    if region is not None and not viewer.may_see(region):
        raise RefusedError(error_text("error.no_right"))


def _records(workspace: Workspace) -> int:
    return sum(workspace.reader.records(Slice((ALWAYS,), None, "leaf"), "receipts").values())
