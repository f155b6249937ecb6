"""Ringkasan: every target at a glance, and where it is hardest."""

from collections.abc import Mapping

import streamlit as st

from access.identity.viewer import Viewer
from metrics.catalogue.indicators import OPERATING, Indicator
from metrics.scorecard.score import Scorecard
from metrics.scorecard.summary import missed_first
from pages.components.figures import headline, meeting_view, panels, summary, targets_table
from pages.components.html.markup import tag
from pages.components.layout import no_data, onboarding_tour
from pages.components.layout.filters import Scope
from pages.components.mpp import brief
from pages.components.runtime import address, cache, lookups
from pages.components.runtime import figures as source
from text.words import say

Catalogue = Mapping[str, Indicator]


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    with cache.one_moment():
        if meeting_view.wanted():
            meeting_view.draw(viewer)
        elif scope := no_data.opened(viewer):
            _draw(scope)


def _draw(scope: Scope) -> None:
    """What can be read in ten seconds first; the long table and one indicator closer below it."""
    onboarding_tour.draw(scope.viewer)
    catalogue = lookups.indicators()
    card = source.card(scope.viewer, period=scope.period, region=scope.region)
    headline.headline(card, catalogue, scope)
    with_map = scope.viewer.home_region is None
    coverage, obstacles = st.columns([9, 11], gap="medium") if with_map else (st.container(), st.container())
    with coverage:
        brief.draw(scope)
    with obstacles:
        summary.draw(card, catalogue, scope)
    figures, detail = st.columns([12, 8], gap="medium")
    with figures:
        targets_table.draw(card, catalogue, scope)
    with detail:
        _detail(card, catalogue, scope)


def _detail(card: Scorecard, catalogue: Catalogue, scope: Scope) -> None:
    options = list(catalogue)
    chosen = address.checked("indikator", options, _opening_indicator(card))
    name = catalogue[chosen].name[scope.language]
    address.tell(address.notice("indikator", options, name, scope.language))
    label = say("overview.indicator", scope.language)
    with st.container(key="question", horizontal=True, gap="small"):
        address.pick("indikator", label, options, chosen, lambda code: catalogue[code].name[scope.language])
        meeting_view.entry(scope.language)
    why = catalogue[chosen].why_it_matters[scope.language]
    st.html(tag("p", why, class_="aside", lang=scope.language))
    if scope.viewer.home_region is None:  # of one's own region alone there is nothing to compare
        panels.tile_map(catalogue[chosen], scope)
    panels.trend(catalogue[chosen], scope, still=True)


def _opening_indicator(card: Scorecard) -> str:
    """The indicator furthest from its target, else one with a target; MPP coverage, which stands above, at last."""
    others = [row for row in card.rows if row.indicator != OPERATING]
    with_target = [row for row in others if row.has_target]
    return (missed_first(others) or with_target)[0].indicator if with_target else OPERATING
