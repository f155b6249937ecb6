"""Hambatan: why a target is missed, where, since when, and what would bring it back; one screen to act on."""

import streamlit as st

from access.identity.viewer import Viewer
from data.errors import RefusedError
from metrics.catalogue.indicators import OPERATING, Indicator
from metrics.judgement.row import Row
from metrics.obstacles import mpp_gap
from metrics.obstacles.explanation import Against, Explanation
from pages.components.html.markup import tag
from pages.components.layout import no_data
from pages.components.layout.filters import Scope
from pages.components.mpp import gap
from pages.components.obstacles import case_list, causes, parts
from pages.components.runtime import address, figures, lookups
from text import formats
from text.words import Language, say

AGAINST: tuple[Against, ...] = ("target", "previous", "last_year", "province")


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    scope = no_data.opened(viewer)
    if scope is None:
        return
    rows = _rows(scope)
    catalogue = lookups.indicators()
    options = _options(rows)
    chosen = address.checked("indikator", options, options[0])
    against = address.checked("banding", _choices(scope), "target")
    with st.container(key="question", horizontal=True, gap="small"):
        label = say("overview.indicator", scope.language)
        address.pick("indikator", label, options, chosen, lambda id_: catalogue[id_].name[scope.language])
        _pick_against(scope, against)
    try:
        with st.spinner(say("slides.looking", scope.language)):
            found = figures.explanation(viewer, chosen, scope.period, scope.region, against)
    except RefusedError as refused:
        st.info(refused.message(scope.language), icon=":material/info:")
        return
    _page(found, catalogue[chosen], scope)
    return


def _rows(scope: Scope) -> tuple[Row, ...]:
    return figures.card(scope.viewer, period=scope.period, region=scope.region).rows


def _options(rows: tuple[Row, ...]) -> list[str]:
    """Indicators with a figure: missed ones first, furthest from their target; then the others with a target."""
    order = sorted(rows, key=_urgency)
    return [row.indicator for row in order if row.actual is not None] or [row.indicator for row in rows]


def _urgency(row: Row) -> tuple[bool, bool, bool, float]:
    return row.indicator == OPERATING, not row.is_missed, row.target is None, row.achievement_pct or 0.0


def _choices(scope: Scope) -> list[Against]:
    return [name for name in AGAINST if name != "province" or scope.region is not None]


def _pick_against(scope: Scope, against: Against) -> None:
    language = scope.language
    label = say("obstacle_page.against", language)
    names: dict[str, str] = {name: say(f"obstacle_page.against_{name}", language) for name in AGAINST}
    address.pick("banding", label, _choices(scope), against, lambda name: names[name])


def _page(found: Explanation, indicator: Indicator, scope: Scope) -> None:
    language = scope.language
    sentences = found.sentences[language]
    place = say("obstacle_page.place", language, region=scope.region_name, indicator=indicator.name[language])
    period = formats.period(found.period, language)
    title = tag("h1", sentences[0] if sentences else place)
    over = tag("p", f"{place}, {period}", class_="provenance")
    rest = tag("p", " ".join(sentences[1:]), class_="rest") if sentences[1:] else None
    st.html(tag("header", over, title, rest, class_="headline", lang=language))
    if mpp_gap.UNKNOWN in found.where:
        gap.draw(found, language)
        _provenance(found, language)
        return
    if found.gap is None:
        return
    left, right = st.columns(2, gap="large")
    with left:
        parts.where(found, scope)
        parts.rate_or_mix(found, indicator, language)
    with right:
        parts.slices(found, scope)
        causes.reasons(found, language)
    causes.stages(found, language)
    parts.outlook(found, indicator, language)
    case_list.draw(found, scope)
    _provenance(found, language)


def _provenance(found: Explanation, language: Language) -> None:
    st.html(tag("p", say("obstacle_page.rests_on", language, as_of=found.as_of), class_="caption", lang=language))
