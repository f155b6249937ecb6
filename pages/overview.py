"""Ringkasan: every target at a glance, and where it is hardest."""

from collections.abc import Mapping

import streamlit as st

from access.identity.viewer import Viewer
from metrics.catalogue.indicators import OPERATING, Indicator
from metrics.scorecard.score import Scorecard
from metrics.scorecard.summary import missed_first
from pages.components.figures import comparison, headline, meeting_view, panels, summary, targets_table
from pages.components.html.markup import Markup, join, tag
from pages.components.html.sections import column
from pages.components.layout import first_paint, no_data, onboarding_tour
from pages.components.layout.filters import Scope
from pages.components.mpp import brief
from pages.components.obstacles import follow_up_board
from pages.components.regions import changes, matrix, other_indicators, regions_sentence, warnings
from pages.components.runtime import address, cache, lookups
from pages.components.runtime import figures as source
from text.words import say

Catalogue = Mapping[str, Indicator]
SHOWN_WARNINGS = 3


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    with cache.one_moment():
        if meeting_view.wanted():
            meeting_view.draw(viewer)
        elif scope := no_data.opened(viewer):
            _draw(scope)


def first_figures(scope: Scope) -> Markup:
    """The upper part of the page as HTML, before Streamlit has drawn anything."""
    catalogue = lookups.indicators()
    card = source.card(scope.viewer, period=scope.period, region=scope.region)
    if scope.has_parts:
        top = headline.markup(card, catalogue, scope, _sentences(card, catalogue, scope))
        left = matrix.markup(card, catalogue, scope)
        right = column(summary.markup(card, catalogue, scope), changes.since_before_markup(catalogue, scope))
    else:
        top = headline.markup(card, catalogue, scope)
        choice = comparison.choice(scope)
        picker = first_paint.picker(comparison.choice_name(choice, scope), "banding")
        left = join(picker, targets_table.markup(card, catalogue, scope, choice))
        right = summary.markup(card, catalogue, scope)
    return join(top, first_paint.columns(left, right))


def _draw(scope: Scope) -> None:
    """What can be read in ten seconds first; the long table and one indicator closer below it."""
    onboarding_tour.draw(scope.viewer)
    catalogue = lookups.indicators()
    card = source.card(scope.viewer, period=scope.period, region=scope.region)
    if scope.has_parts:
        _regions(card, catalogue, scope)
    else:
        _region(card, catalogue, scope)


def _regions(card: Scorecard, catalogue: Catalogue, scope: Scope) -> None:
    """The whole province: all of its regions by targets, and beside them what to look at first.

    What needs no widget of its own is one element for each column: every element costs the browser time.
    """
    headline.headline(card, catalogue, scope, _sentences(card, catalogue, scope))
    regions, beside = st.columns([2, 1], gap="medium")
    with regions:
        matrix.draw(card, catalogue, scope)
    with beside:
        st.html(column(summary.markup(card, catalogue, scope), changes.since_before_markup(catalogue, scope)))
    spread, acts = st.columns(2, gap="medium")
    with spread:
        chosen = _pick_indicator(OPERATING, catalogue, scope)
        brief.draw(scope, with_map=chosen == OPERATING)
        if chosen != OPERATING:
            panels.tile_map(catalogue[chosen], scope)
    with acts:
        warned = warnings.markup(scope.viewer, warnings.grouped(scope.viewer), SHOWN_WARNINGS)
        st.html(column(warned, changes.worsening(card, catalogue, scope), follow_up_board.counts(scope.viewer)))
    table, trend = st.columns([12, 8], gap="medium")
    with table:
        targets_table.draw(card, catalogue, scope)
    with trend:
        seen = address.checked("indikator", list(catalogue), _opening_indicator(card))
        panels.trend(catalogue[seen], scope, still=True)
        st.html(column(other_indicators.markup(card, catalogue, scope)))


def _sentences(card: Scorecard, catalogue: Catalogue, scope: Scope) -> tuple[str, str] | None:
    """What is said of the regions; None where none of them is judged, and the targets are told instead."""
    language = scope.language
    first = regions_sentence.first(matrix.of_regions(scope), scope)
    place = lookups.place_name(scope.region, language)
    return (first, regions_sentence.rest(card.rows, catalogue, place, language)) if first else None


def _region(card: Scorecard, catalogue: Catalogue, scope: Scope) -> None:
    """One region: its targets beside the others of the province, and what to look at first."""
    headline.headline(card, catalogue, scope)
    figures, beside = st.columns([2, 1], gap="medium")
    with figures:
        targets_table.draw(card, catalogue, scope)
        panels.trend(catalogue[_pick_indicator(_opening_indicator(card), catalogue, scope)], scope, still=True)
    with beside:
        st.html(column(summary.markup(card, catalogue, scope), changes.worsening(card, catalogue, scope)))
        brief.draw(scope, with_map=scope.viewer.home_region is None)
        st.html(column(other_indicators.markup(card, catalogue, scope)))


def _pick_indicator(opening: str, catalogue: Catalogue, scope: Scope) -> str:
    """The picker of the indicator seen closer, and the way to the meeting view."""
    options = list(catalogue)
    chosen = address.checked("indikator", options, opening)
    name = catalogue[chosen].name[scope.language]
    address.tell(address.notice("indikator", options, name, scope.language))
    label = say("overview.indicator", scope.language)
    with st.container(key="question", horizontal=True, gap="small"):
        address.pick("indikator", label, options, chosen, lambda code: catalogue[code].name[scope.language])
        meeting_view.entry(scope.language)
    why = catalogue[chosen].why_it_matters[scope.language]
    st.html(tag("p", why, class_="aside", lang=scope.language))
    return chosen


def _opening_indicator(card: Scorecard) -> str:
    """The indicator furthest from its target, else one with a target; MPP coverage, which stands above, at last."""
    others = [row for row in card.rows if row.indicator != OPERATING]
    with_target = [row for row in others if row.has_target]
    return (missed_first(others) or with_target)[0].indicator if with_target else OPERATING
