"""Pengaduan: how soon complaints are answered and settled, by type, and where they come late."""

import streamlit as st

from access.identity.viewer import Viewer
from metrics.judgement.row import Row
from pages.components.breakdown import parts_chart
from pages.components.figures import comparison, panels
from pages.components.html.markup import tag
from pages.components.layout import no_data
from pages.components.layout.filters import Scope
from pages.components.runtime import figures, lookups
from text import formats
from text.words import say

LEAD = "complaint_on_time_rate"
WORDS = ("complaint_", "complaints_", "median_complaint_")


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    scope = no_data.opened(viewer)
    if scope is None:
        return
    language = scope.language
    card = figures.card(viewer, period=scope.period, region=scope.region)
    rows = [row for row in card.rows if row.indicator.startswith(WORDS)]
    _headline(next(row for row in rows if row.indicator == LEAD), scope)
    compared = comparison.of(scope, comparison.pick(scope))
    panels.scorecard(rows, scope, say("complaint_page.figures", language), compared)
    left, right = st.columns(2, gap="large")
    with left:
        panels.trend(lookups.indicators()[LEAD], scope)
    with right:
        dimension = "region" if scope.has_parts else "agency"
        title = say(f"complaint_page.by_{dimension}", language)
        parts_chart.draw(lookups.indicators()[LEAD], dimension, scope, title)


def _headline(row: Row, scope: Scope) -> None:
    language = scope.language
    values = {
        "settled": formats.number(row.denominator, language),
        "on_time": formats.number(row.numerator, language),
        "period": formats.period(scope.period, language),
        "region": scope.region_name,
    }
    key = "complaint_page.headline" if row.denominator else "complaint_page.headline_none"
    lead = tag("p", say("complaint_page.lead", language), class_="rest")
    st.html(tag("header", tag("h1", say(key, language, **values)), lead, class_="headline", lang=language))
