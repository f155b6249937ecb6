"""The bar on top of a page: which region, which period, which language; all of it in the address."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from access.identity.viewer import Viewer
from data.settings import home_config
from metrics.catalogue.indicators import RUNNING
from metrics.periods import Period, is_period, plus_months
from metrics.scorecard.score import Scorecard
from pages.components.html.markup import Markup, tag
from pages.components.layout import frame
from pages.components.runtime import address, cache, figures, lookups, run
from pages.components.runtime.cache import AnswerCache
from text import formats
from text.words import Language, say

HISTORY_MONTHS = 36
COMPARISONS = ("target", "previous", "last_year", "province")
"""What figures may stand beside: the target alone, the period before, a year ago, the rest of the province."""
_MONTHS = AnswerCache(64)


@dataclass(frozen=True)
class Scope:
    """What a page shows: a region (None: the whole province), its name, a period, and the months behind it.

    `history` is the code of the 36 months up to the newest of the period's and the last complete month.
    """

    viewer: Viewer
    region: str | None
    region_name: str
    period: str
    history: str

    @property
    def language(self) -> Language:
        return self.viewer.language

    @property
    def has_parts(self) -> bool:
        """Whether the place is one of several regions, and no region that reports itself."""
        return self.region is None or not lookups.tree().is_leaf(self.region)


@dataclass(frozen=True)
class Choices:
    """What the bar offers (places by code, periods by code), where it stands, and the card that opens the page."""

    places: dict[str, str]
    place: str
    periods: list[str]
    period: str
    opening: Scorecard


def scope(viewer: Viewer) -> Scope:
    """Draw the bar and return what it stands at."""
    offered = choices(viewer)
    with frame.bar(viewer):
        _pick_place(viewer, offered.places, offered.place)
        _pick_period(viewer, offered.periods, offered.period, offered.opening)
        _step_months(offered.periods, offered.period, viewer.language)
        address.pick_language(viewer.language)
    _notices(viewer, offered.places, offered.place, offered.periods, offered.period)
    return standing(viewer, offered)


def requested(viewer: Viewer) -> Scope:
    """What the address asks for, without a bar."""
    return standing(viewer, choices(viewer))


def choices(viewer: Viewer) -> Choices:
    """What the bar offers a viewer, and where the address has it stand."""
    places = _places(viewer)
    place = address.checked("wilayah", list(places), next(iter(places)))
    opening = figures.card(viewer, region=_region(place))
    periods = _periods(viewer, opening)
    return Choices(
        places, place, periods, address.checked("periode", periods, _opening_period(opening, periods)), opening
    )


def standing(viewer: Viewer, offered: Choices) -> Scope:
    """What a bar that stands there means."""
    history = _history(offered.opening, offered.period)
    region = _region(offered.place)
    name = lookups.place_name(None, viewer.language) if region is None else offered.places[offered.place]
    return Scope(viewer, region, name, offered.period, history)


def _region(place: str) -> str | None:
    return None if place == lookups.province() else place


def _places(viewer: Viewer) -> dict[str, str]:
    """Names by code, the whole province first for those who may see it."""
    root = {lookups.province(): lookups.all_places(viewer.language)} if viewer.may_see(None) else {}
    listed = sorted(lookups.regions(viewer), key=lambda region: lookups.by_name(region.code))
    return root | {region.code: region.name for region in listed}


def _periods(viewer: Viewer, opening: Scorecard) -> list[str]:
    """The months with figures, newest first, then the longer periods they fill; and a valid one of the address."""
    newest = opening.complete_through or Period(opening.period).last_month
    months = _months_with_figures(viewer, f"{plus_months(newest, 1 - HISTORY_MONTHS)}..{plus_months(newest, 2)}")
    options = list(dict.fromkeys([*months, opening.period, *_longer(months, newest)]))
    wanted = address.requested("periode")
    return [*options, wanted] if wanted and wanted not in options and is_period(wanted) else options


def _months_with_figures(viewer: Viewer, span: str) -> list[str]:
    """Newest first; MPP coverage is known for every month and tells nothing of records."""

    def work_out() -> list[str]:
        running = {one.id for one in lookups.indicators().values() if not one.streams.isdisjoint(RUNNING)}
        monthly = figures.monthly(viewer, span, viewer.home_region)
        known = {r.period for id_, rows in monthly.items() if id_ not in running for r in rows if r.actual is not None}
        return sorted(known, reverse=True)

    return _MONTHS.answer(cache.moment(), (viewer.scope, viewer.home_region, span), work_out)


def _opening_period(opening: Scorecard, periods: Sequence[str]) -> str:
    """The newest complete period; where none is complete (as with surveys alone), the newest with a figure."""
    return opening.period if opening.complete_through else periods[0]


def _longer(months: Sequence[str], newest: str) -> list[str]:
    """The running year and the last twelve months, then the quarters, halves and years that months fall in."""
    quarters = [f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}" for month in months]
    halves = [f"{month[:4]}-S{(int(month[5:]) + 5) // 6}" for month in months]
    years = [month[:4] for month in months]
    return [f"ytd:{newest}", f"r12:{newest}", *quarters, *halves, *years]


def _history(opening: Scorecard, period: str) -> str:
    last = Period(period).last_month
    if opening.complete_through and Period(period).first_month <= opening.complete_through < last:
        last = opening.complete_through
    return f"{plus_months(last, -HISTORY_MONTHS + 1)}..{last}"


def _pick_place(viewer: Viewer, places: dict[str, str], place: str) -> None:
    address.pick("wilayah", say("region.label", viewer.language), list(places), place, places.__getitem__)


def _pick_period(viewer: Viewer, periods: list[str], period: str, opening: Scorecard) -> None:
    address.pick(
        "periode",
        say("period.label", viewer.language),
        short_list(periods, period),
        period,
        lambda code: _listed_name(code, period, opening, viewer.language),
    )


def short_list(periods: Sequence[str], period: str) -> list[str]:
    """What the picker offers: the running year, the months and longer parts of the year shown, the other years.

    All other periods stay open to an address; choosing a year brings its months into the list.
    """
    shown = Period(period).last_month[:4]
    of_year = [code for code in periods if code[:4] == shown and len(code) > 4]
    years = sorted({code for code in periods if len(code) == 4}, reverse=True)
    rolling = [code for code in periods if code.partition(":")[0] in ("ytd", "r12")]
    apart = [] if period in (*of_year, *years, *rolling) else [period]
    months = sorted((code for code in of_year if code in Period(code).months), reverse=True)
    longer = sorted((code for code in of_year if code not in months), key=lambda code: ("S" in code, code))
    return [*apart, *months, *longer, *years, *rolling]


def _listed_name(code: str, period: str, opening: Scorecard, language: Language) -> str:
    """A year that is not shown says that its months come with it."""
    is_other_year = len(code) == 4 and code != Period(period).last_month[:4]
    return say("period.months_of", language, year=code) if is_other_year else period_name(code, opening, language)


def period_name(code: str, opening: Scorecard, language: Language) -> str:
    """A period, and whether its data are not all in."""
    name = formats.period(code, language)
    through = opening.complete_through
    if through and Period(code).last_month > through:
        return say("period.incomplete", language, period=name)
    return name


def _step_months(periods: Sequence[str], period: str, language: Language) -> None:
    if (steps := month_steps(periods, period, language)) is not None:
        st.html(steps, width="content")


def month_steps(periods: Sequence[str], period: str, language: Language) -> Markup | None:
    """The ways to the month before and after, where those have figures; nothing beside a longer period."""
    if period not in Period(period).months:
        return None
    steps = []
    for name, sign, by in (("before", "‹", -1), ("after", "›", 1)):
        month, label = plus_months(period, by), say(f"period.{name}", language)
        if month in periods:
            spoken = f"{label}: {formats.month(month, language)}"
            step = tag("a", sign, href=address.link(periode=month), target="_self", aria_label=spoken, title=spoken)
        else:
            step = tag("span", sign, role="link", aria_disabled="true", aria_label=label)
        steps.append(step)
    return tag("div", *steps, class_="month-steps", lang=language)


def _notices(viewer: Viewer, places: dict[str, str], place: str, periods: list[str], period: str) -> None:
    language = viewer.language
    address.tell(
        address.notice("wilayah", list(places), places[place], language),
        address.notice("periode", periods, formats.period(period, language), language),
        address.notice("bahasa", home_config.languages(run.home()), "", language),
    )
