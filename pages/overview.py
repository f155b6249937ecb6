"""Ringkasan: every target at a glance, and where it is hardest."""

from collections.abc import Mapping

import streamlit as st

from access.identity.viewer import Viewer
from metrics.catalogue.indicators import Indicator
from metrics.scorecard.score import Scorecard
from pages.components import (
    address,
    cards,
    coverage_brief,
    filters,
    kept,
    office,
    opened,
    panels,
    slides,
    source,
    summary,
    targets_table,
    tour,
)
from pages.components.filters import Scope
from pages.components.markup import tag
from pages.components.tally import has_target, tally
from text.words import say

Catalogue = Mapping[str, Indicator]


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    with kept.one_moment():
        if slides.wanted():
            slides.draw(viewer)
        elif scope := opened.opened(viewer):
            _draw(scope)


def _draw(scope: Scope) -> None:
    """What can be read in ten seconds first; the long table and one indicator closer below it."""
    tour.draw(scope.viewer)
    catalogue = office.indicators()
    card = source.card(scope.viewer, period=scope.period, region=scope.region)
    cards.headline(card, catalogue, scope)
    with_map = scope.viewer.home_region is None
    coverage, obstacles = st.columns([9, 11], gap="medium") if with_map else (st.container(), st.container())
    with coverage:
        coverage_brief.draw(scope)
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
        slides.entry(scope.language)
    why = catalogue[chosen].why_it_matters[scope.language]
    st.html(tag("p", why, class_="aside", lang=scope.language))
    if scope.viewer.home_region is None:  # of one's own region alone there is nothing to compare
        panels.tile_map(catalogue[chosen], scope)
    panels.trend(catalogue[chosen], scope, still=True)


def _opening_indicator(card: Scorecard) -> str:
    """The indicator furthest from its target, else one with a target; MPP coverage, which stands above, at last."""
    others = [row for row in card.rows if row.indicator != filters.COVERAGE]
    with_target = [row for row in others if has_target(row)]
    return (tally(others).worst or with_target[0]).indicator if with_target else filters.COVERAGE
