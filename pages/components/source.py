"""The one door from pages to figures: what a viewer may see, kept until the ledger or the configuration changes."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from access.scope import EVERYTHING, Scope
from access.viewer import Viewer
from data import boundaries, reference_tables
from data import home as homes
from data.errors import RefusedError
from data.home import Home
from metrics import cells, declarations, follow_ups, queue_hours, sheet
from metrics import coverage as coverages
from metrics import indicators as catalogue
from metrics import survey_cross as survey_crosses
from metrics.coverage import Coverage
from metrics.declarations import Declaration
from metrics.follow_ups import FollowUp
from metrics.indicators import Indicator
from metrics.obstacles import most_written as late
from metrics.obstacles import names
from metrics.obstacles.explain import explain
from metrics.obstacles.explanation import Against, Explanation
from metrics.obstacles.most_written import Place, Written
from metrics.periods import Period, plus_months
from metrics.queue_hours import Waiting
from metrics.rollup import Slice
from metrics.row import Row
from metrics.scorecard import Scorecard, score
from metrics.sheet import Sheet
from metrics.survey_cross import Crossed
from pages.components import kept, places, shapes
from pages.components.kept import Kept
from pages.components.places import Region
from pages.components.shapes import Drawn
from text import formats
from text.words import LANGUAGES, Language, known, say

YEAR = 12
ALWAYS = Period("1990-01..2089-12")
"""Every month there can be records of."""
Answer = TypeVar("Answer")
_SHEETS, _CARDS, _ANSWERS, _OF_HOME = Kept(32), Kept(512), Kept(256), Kept(16)


def head() -> int:
    """The newest entry of the ledger; 0 when nothing was ever loaded."""
    return kept.moment().head


def today() -> date:
    """The day that figures are of."""
    return kept.moment().today


def card(
    viewer: Viewer,
    *,
    period: str | None = None,
    region: str | None = None,
    indicators: tuple[str, ...] | None = None,
    by: str | None = None,
) -> Scorecard:
    """The scorecard of a region, or of the whole province (None), which is a benchmark open to everybody.

    Rows of regions outside the viewer's scope are left out (`metrics.rollup`).
    Raises RefusedError when the region is not open to the viewer.
    """
    if region is not None and not viewer.may_see(region):
        raise RefusedError(say("error.no_right", viewer.language))
    return _scored(viewer.scope, period, region, indicators, by)


def benchmark(
    viewer: Viewer, *, period: str, indicators: tuple[str, ...] | None = None, by: str | None = None
) -> Scorecard:
    """The whole province as a benchmark: open to everybody, never by region."""
    assert by in (None, "month"), "parts of the province are no benchmark"
    return _scored(viewer.scope, period, None, indicators, by)


def parts(viewer: Viewer, period: str, region: str | None, indicators: tuple[str, ...], by: str) -> Scorecard:
    """As `card`, of parts and without marks: much sooner."""
    if region is not None and not viewer.may_see(region):
        raise RefusedError(say("error.no_right", viewer.language))
    if by == "region":
        return _scored(viewer.scope, period, region, indicators, by)
    today = kept.moment().today
    asked = ("parts", viewer.scope, period, region, indicators, by)
    return _asked(
        asked, lambda home: score(home, viewer.scope, period, region, indicators, by, today=today, marked=False)
    )


def monthly(viewer: Viewer, span: str, region: str | None) -> Mapping[str, Sequence[Row]]:
    """Each indicator's rows of the months of a span, oldest first; the month is the row's period."""
    if region is not None and not viewer.may_see(region):
        raise RefusedError(say("error.no_right", viewer.language))
    if head() and sheet.is_held(span, "month"):
        cut = _sheet_of(viewer.scope).monthly(span, region)
        if cut is not None:
            return cut
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(_scored(viewer.scope, span, region, None, "month").rows, key=lambda row: row.period):
        found[row.indicator].append(row)
    return found


def waiting(viewer: Viewer, period: Period, region: str | None) -> Mapping[tuple[int, int], Waiting]:
    """The wait in the queue by weekday and hour."""
    asked = ("waiting", viewer.scope, period, region)
    return _asked(asked, lambda home: queue_hours.waiting(home, viewer.scope, period, region))


def coverage(viewer: Viewer, on: date) -> Coverage:
    """Where regions stand on their way to an MPP on a day; paths of the viewer's regions, counts of the province."""
    every = _asked(("coverage", on), lambda home: coverages.coverage(home, EVERYTHING, on))
    return coverages.counted(every.paths, viewer.scope, on)


def most_written(viewer: Viewer, period: str) -> Mapping[Place, Written]:
    """The obstacle written most beside late cases of a period, by region and service."""
    every = _asked(("written", period), lambda home: late.most_written(home, EVERYTHING, Period(period)))
    return {place: found for place, found in every.items() if viewer.scope.sees(place[0])}


def declared(viewer: Viewer) -> Sequence[Declaration]:
    """Every obstacle that regions have declared, closed ones too."""
    return _asked(("declared", viewer.scope), lambda home: declarations.listed(home, viewer.scope))


def followed_up(viewer: Viewer) -> Sequence[FollowUp]:
    """Every follow-up in sight, by deadline."""
    return _asked(("followed up", viewer.scope), lambda home: follow_ups.listed(home, viewer.scope))


def overdue(viewer: Viewer) -> Sequence[FollowUp]:
    """Follow-ups whose deadline has passed while they are open."""
    return follow_ups.overdue(followed_up(viewer), today())


def milestones(language: Language) -> dict[str, str]:
    """The steps towards an MPP in their order: code → name."""
    table = reference_tables.milestones(homes.from_environment())
    return dict(zip(table["code"], table[f"name_{language}"], strict=True))


def survey_cross(viewer: Viewer, period: str, region: str | None, by: str) -> Crossed:
    """The survey's unsur by one characteristic of those who answered, small groups hidden."""
    asked = ("cross", viewer.scope, period, region, by)
    return _asked(asked, lambda home: survey_crosses.cross(home, viewer.scope, period, region, by))


def standards() -> Mapping[str, Mapping[Language, str]]:
    """Service → language → its newest standard in words, for services that have one."""
    return _of_home(_standards)


def explanation(viewer: Viewer, indicator: str, period: str, region: str | None, against: Against) -> Explanation:
    """Why a figure is where it is; RefusedError when the region is not open to the viewer."""
    today = kept.moment().today
    asked = ("explanation", viewer.scope, indicator, period, region, against)
    return _asked(asked, lambda home: explain(home, viewer.scope, indicator, period, region, against, today=today))


def named(dimension: str, code: str, language: Language) -> str:
    """A region, service, agency, channel, obstacle, authority, kind or weekday as people name it."""
    name = _of_home(names.of)[language].get((dimension, code))
    if name:
        return name
    if dimension in ("weekday", "authority", "kind") and known(f"obstacles.{dimension}.{code}", language):
        return say(f"obstacles.{dimension}.{code}", language)
    return say("obstacles.unknown_part", language) if code == "-" else code


def indicators() -> Mapping[str, Indicator]:
    """Every indicator by id, in the order of the catalogue."""
    return _of_home(catalogue.load)


def regions(viewer: Viewer) -> tuple[Region, ...]:
    """The regions open to the viewer, by code."""
    return tuple(region for region in _of_home(places.of) if viewer.may_see(region.code))


def province() -> str:
    """The code of the whole, by which the address names it: "11"."""
    return _of_home(places.of)[0].code[:2]


def place_name(region: str | None, language: str) -> str:
    """The name of a region by its code, or of the whole province."""
    if region is None:
        return say("access.whole", language)
    return next((known.name for known in _of_home(places.of) if known.code == region), region)


def outlines() -> Drawn | None:
    """The map of the regions' outlines, where the home brings it."""
    found = boundaries.outlines(homes.from_environment())
    return None if found is None else shapes.drawn(found)


def records_in_sight(viewer: Viewer) -> tuple[int, int]:
    """How many applications lie in the regions open to the viewer, and how many there are."""
    seen, every = (
        _asked(("records", scope), lambda home, scope=scope: _records(home, scope))
        for scope in (viewer.scope, EVERYTHING)
    )
    return seen, every


def example_standards() -> bool:
    """Whether the service standards in force are still the shipped examples."""
    return _of_home(_has_examples)


def warm(viewer: Viewer) -> None:
    """Work out what the first who come will ask for: the sheet of all months, and what stands beside the last year's.

    `viewer` is one who sees everything.
    """
    if not head():
        return
    newest = card(viewer)
    months = Period(f"{plus_months(newest.period, -YEAR)}..{newest.period}").months
    for month in reversed(months):
        coverage(viewer, min(Period(month).last_day, today()))
        most_written(viewer, month)


def _scored(
    scope: Scope, period: str | None, region: str | None, indicators: tuple[str, ...] | None, by: str | None
) -> Scorecard:
    """Cut from the sheet of the scope where it can be, else asked for."""
    at = kept.moment()
    if at.head and sheet.is_held(period, by):
        cut = _sheet_of(scope).card(period, region, indicators, by)
        if cut is not None:
            return cut

    def work_out() -> Scorecard:
        with kept.TURNS:
            return score(at.home, scope, period, region, indicators, by, today=at.today)

    return _CARDS.answer(at, (scope, period, region, indicators, by), work_out)


def _sheet_of(scope: Scope) -> Sheet:
    at = kept.moment()

    def work_out() -> Sheet:
        if scope != EVERYTHING:
            return _sheet_of(EVERYTHING).within(scope)
        with kept.TURNS:
            return sheet.read(at.home, scope, at.today)

    return _SHEETS.answer(at, scope, work_out)


def _asked(question: Hashable, ask: Callable[[Home], Answer]) -> Answer:
    """The answer to a question that names its scope."""
    at = kept.moment()

    def work_out() -> Answer:
        with kept.TURNS:
            return ask(at.home)

    return _ANSWERS.answer(at, question, work_out)


def _of_home(read: Callable[[Home], Answer]) -> Answer:
    """What stands in the home's own tables, the same for everybody."""
    at = kept.moment()
    return _OF_HOME.answer(at, read, lambda: read(at.home))


def _records(home: Home, scope: Scope) -> int:
    with cells.reader(home, scope) as reader:
        return sum(reader.records(Slice((ALWAYS,), None, "region"), "receipts").values())


def _standards(home: Home) -> dict[str, dict[Language, str]]:
    table = reference_tables.services(home).sort_values("valid_from").drop_duplicates("code", keep="last")
    known = table[table["standard"].notna()]
    rows = zip(known["code"], known["standard"], known["standard_unit"], strict=True)
    return {
        code: {language: formats.quantity(int(standard), unit, language) for language in LANGUAGES}
        for code, standard, unit in rows
    }


def _has_examples(home: Home) -> bool:
    return bool(reference_tables.services(home)["example"].any())
