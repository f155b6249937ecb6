"""Ringkasan: every target at a glance, and where it is hardest."""

from collections.abc import Mapping

import streamlit as st

from access.viewer import Viewer
from metrics.indicators import Indicator
from metrics.scorecard import Scorecard
from pages.components import address, cards, filters, opened, panels, source, summary, table
from pages.components.filters import Scope
from pages.components.markup import tag
from pages.components.tally import attention_first, has_target, shared_reasons, tally
from text.words import say

Catalogue = Mapping[str, Indicator]


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    scope = opened.opened(viewer)
    if scope is None:
        return
    catalogue = source.indicators()
    card = source.card(viewer, period=scope.period, region=scope.region)
    cards.headline(card, catalogue, scope)
    figures, detail = st.columns([12, 8], gap="medium")
    with figures:
        _scorecard(card, catalogue, scope)
    with detail:
        _detail(card, catalogue, scope)


def _scorecard(card: Scorecard, catalogue: Catalogue, scope: Scope) -> None:
    history = panels.monthly(scope)
    rows = attention_first([row for row in card.rows if has_target(row)])
    others = [row for row in card.rows if not has_target(row)]
    told = shared_reasons(card.rows)
    caption = say("overview.scorecard", scope.language)
    if rows:
        st.html(table.scorecard(rows, history, catalogue, caption, scope.language, told))
    if others:
        title = say("overview.other", scope.language, count=len(others))
        with st.expander(title):
            st.html(table.scorecard(others, history, catalogue, title, scope.language, told))
    summary.draw(card, catalogue, scope)


def _detail(card: Scorecard, catalogue: Catalogue, scope: Scope) -> None:
    options = list(catalogue)
    chosen = address.checked("indikator", options, _opening_indicator(card))
    name = catalogue[chosen].name[scope.language]
    address.tell(address.notice("indikator", options, name, scope.language))
    label = say("overview.indicator", scope.language)
    address.pick("indikator", label, options, chosen, lambda code: catalogue[code].name[scope.language])
    why = catalogue[chosen].why_it_matters[scope.language]
    st.html(tag("p", why, class_="aside", lang=scope.language))
    panels.tile_map(catalogue[chosen], scope)
    panels.trend(catalogue[chosen], scope)


def _opening_indicator(card: Scorecard) -> str:
    """The indicator furthest from its target, which the headline names; else one with a target, else MPP coverage."""
    worst = tally(card.rows).worst
    with_target = [row for row in card.rows if has_target(row)]
    return (worst or with_target[0]).indicator if with_target else filters.COVERAGE
