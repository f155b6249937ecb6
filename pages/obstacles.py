"""Hambatan: why a target is missed, where, since when, and what would bring it back; one screen to act on."""

import streamlit as st

from access.identity.viewer import Viewer
from data.errors import RefusedError
from metrics.catalogue.indicators import OPERATING, Indicator
from metrics.judgement.row import Row
from metrics.obstacles import mpp_gap
from metrics.obstacles.explanation import Against, Explanation
from pages.components.figures import comparison
from pages.components.html.markup import Markup, join, tag
from pages.components.layout import first_paint, no_data
from pages.components.layout.filters import Scope
from pages.components.mpp import gap
from pages.components.obstacles import case_list, causes, parts, waterfall
from pages.components.runtime import address, figures, lookups
from text import formats
from text.words import Language, say

FEW_PARTS = 12
"""So many parts leave room below them, in their column."""
AGAINST: tuple[Against, ...] = ("target", "previous", "last_year", "province")


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    scope = no_data.opened(viewer)
    if scope is None:
        return
    catalogue = lookups.indicators()
    options, chosen, against = _question(scope)
    with st.container(key="question", horizontal=True, gap="small"):
        label = say("overview.indicator", scope.language)
        address.pick("indikator", label, options, chosen, lambda id_: catalogue[id_].name[scope.language])
        _pick_against(scope, against)
    try:
        with st.spinner(say("slides.looking", scope.language)):
            explanation = figures.explanation(viewer, chosen, scope.period, scope.region, against)
    except RefusedError as refused:
        st.info(refused.message(scope.language), icon=":material/info:")
        return
    _page(explanation, catalogue[chosen], scope)


def first_figures(scope: Scope) -> Markup | None:
    """The upper part of the page as HTML, before Streamlit has drawn anything; None where nothing can be explained."""
    catalogue, language = lookups.indicators(), scope.language
    _, chosen, against = _question(scope)
    try:
        why = figures.explanation(scope.viewer, chosen, scope.period, scope.region, against)
    except RefusedError:
        return None
    pickers = first_paint.row(
        first_paint.picker(catalogue[chosen].name[language], "indikator"),
        first_paint.picker(comparison.choice_name(against, scope), "banding"),
    )
    top = join(pickers, _headline(why, catalogue[chosen], scope))
    if mpp_gap.UNKNOWN in why.where or why.gap is None:
        return top
    where = None
    if usable := parts.dimensions(why):
        dimension = parts.chosen_dimension(usable)
        picker = first_paint.picker(parts.dimension_name(dimension, scope), "bagian")
        where = join(parts.where_title(dimension, scope), picker, tag("div", parts.where_markup(why, dimension, scope)))
    return join(top, first_paint.columns(where, parts.slices_markup(why, scope), left_of=(1, 2)))


def _question(scope: Scope) -> tuple[list[str], str, Against]:
    """The indicators there are to ask about, the one asked about, and what it is held against."""
    options = _options(_rows(scope))
    chosen = address.checked("indikator", options, options[0])
    return options, chosen, address.checked("banding", _choices(scope), "target")


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
    names: dict[str, str] = {name: comparison.choice_name(name, scope) for name in AGAINST}
    address.pick("banding", label, _choices(scope), against, lambda name: names[name])


def _headline(why: Explanation, indicator: Indicator, scope: Scope) -> Markup:
    language = scope.language
    sentences = why.short_sentences[language]
    place = say("obstacle_page.place", language, region=scope.region_name, indicator=indicator.name[language])
    first, more = _first(why, indicator, language)
    title = tag("h1", f"{place}: {first}" if first else place)
    over = tag("p", formats.period(why.period, language), class_="provenance")
    sentences = (*more, *sentences[1:])
    rest = tag("p", " ".join(sentences), class_="rest") if sentences else None
    return tag("header", over, title, rest, class_="headline", lang=language)


def _first(why: Explanation, indicator: Indicator, language: Language) -> tuple[str, tuple[str, ...]]:
    """The first sentence, of a target that is told in cases in few words; and what its sentence said besides."""
    if not why.short_sentences[language]:
        return "", ()
    full = why.short_sentences[language][0]
    gap, target = why.gap, why.reference
    of_cases = why.against == "target" and why.parts_unit == "cases" and mpp_gap.UNKNOWN not in why.where
    if not of_cases or gap is None or target is None:
        return f"{full[0].lower()}{full[1:].rstrip('.')}", ()
    met = gap <= 0
    actual = formats.short(why.actual, indicator.unit, language, apart_from=None if met else target)
    goal = formats.short_goal(target, indicator.unit, language, apart_from=None if met else why.actual)
    cases = formats.at_most(-gap, language) if met else formats.at_least(gap, language)
    shown = {"actual": formats.with_cases(actual, why.n, language), "target": goal, "cases": cases}
    since = say("obstacles.since", language, month=formats.month(why.since, language)) if why.since else ""
    more = (since,) if since and since in full else ()
    return say(f"obstacle_page.first_{'met' if met else 'missed'}", language, **shown), more


def _page(explanation: Explanation, indicator: Indicator, scope: Scope) -> None:
    language = scope.language
    st.html(_headline(explanation, indicator, scope))
    if mpp_gap.UNKNOWN in explanation.where:
        gap.draw(explanation, language)
        _provenance(language)
        return
    if explanation.gap is None:
        return
    left, right = st.columns(2, gap="medium")
    usable = parts.dimensions(explanation)
    where_lines = len(explanation.where[parts.chosen_dimension(usable)]) if usable else 0
    with left:
        parts.where(explanation, scope)
        parts.rate_or_mix(explanation, indicator, language)
    with right:
        parts.slices(explanation, scope)
        above = st.container()
        causes.reasons(explanation, language)
        parts.outlook(explanation, indicator, language)
    drawing = waterfall.markup(explanation, indicator, language)
    if drawing is not None:
        (left if where_lines <= FEW_PARTS else above).html(drawing)
    causes.stages(explanation, language)
    case_list.draw(explanation, scope)
    _provenance(language)


def _provenance(language: Language) -> None:
    st.html(tag("p", say("obstacle_page.rests_on", language, as_of=figures.head()), class_="caption", lang=language))
