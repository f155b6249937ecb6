"""Wilayah: one region's targets beside the province, the services that hold it back, and what is being done."""

import streamlit as st

from access.identity.viewer import Viewer
from metrics.mpp.rollout import Coverage, RegionPath
from metrics.periods import Period
from metrics.scorecard.score import Scorecard
from pages.components.breakdown import parts_chart
from pages.components.figures import comparison, headline, panels
from pages.components.figures.comparison import Comparison
from pages.components.html.markup import Markup, join, tag
from pages.components.layout import first_paint, no_data
from pages.components.layout.filters import Scope
from pages.components.obstacles import causes
from pages.components.regions import matrix, regions_sentence, without_mpp
from pages.components.runtime import address, figures, lookups
from text import formats
from text.words import say, say_of

LEAD = "on_time_rate"
"""The indicator that chooses among regions and services."""


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    scope = no_data.opened(viewer)
    if scope is None:
        return None
    if scope.region is None:
        return _choose(scope)
    card = figures.card(viewer, period=scope.period, region=scope.region)
    if (path := _without_mpp(card, scope)) is not None:
        return without_mpp.draw(viewer, path, _coverage(scope))
    headline.headline(card, lookups.indicators(), scope)
    compared = comparison.of(scope, comparison.pick(scope))
    others = [row for row in card.rows if not row.has_target and row.actual is not None]
    left, right = st.columns([12, 8], gap="medium")
    with left:
        if (table := _targets(card, scope, compared)) is not None:
            st.html(table)
        title = say("overview.other", scope.language, count=len(others))
        with st.expander(title):
            panels.scorecard(others, scope, title, compared)
        _held_back(scope)
    with right:
        services = say("region_page.services", scope.language)
        parts_chart.draw(lookups.indicators()[LEAD], "service", scope, services)
    return None


def first_figures(scope: Scope) -> Markup | None:
    """The upper part of a region's page as HTML, before Streamlit has drawn anything; None where it has no MPP."""
    if scope.region is None:
        return _way_in(scope)
    card = figures.card(scope.viewer, period=scope.period, region=scope.region)
    if _without_mpp(card, scope) is not None:
        return None
    choice = comparison.choice(scope)
    picker = first_paint.picker(comparison.choice_name(choice, scope), "banding")
    top = headline.markup(card, lookups.indicators(), scope)
    table = _targets(card, scope, comparison.of(scope, choice))
    return join(top, picker, first_paint.columns(table, left_of=(3, 5)))


def _targets(card: Scorecard, scope: Scope, compared: Comparison | None) -> Markup | None:
    """The region's targets as a table; None where it has none."""
    rows = [row for row in card.rows if row.has_target]
    return panels.scorecard_markup(rows, scope, say("region_page.targets", scope.language), compared) if rows else None


def _without_mpp(card: Scorecard, scope: Scope) -> RegionPath | None:
    """The way of a region that has no MPP, or of which nothing is known; None where one operates, or figures say so."""
    if any(row.actual is not None and row.target is not None for row in card.rows):
        return None
    paths = _coverage(scope).paths
    return next((path for path in paths if path.region == scope.region and path.state != "operating"), None)


def _coverage(scope: Scope) -> Coverage:
    return figures.coverage(scope.viewer, min(Period(scope.period).last_day, figures.today()))


def _choose(scope: Scope) -> None:
    """No region chosen: the map is the way in."""
    st.html(_way_in(scope))
    panels.tile_map(lookups.indicators()[LEAD], scope)


def _way_in(scope: Scope) -> Markup:
    language, place = scope.language, lookups.root_name()
    choose = lookups.of_parts(scope.region, "region_page.choose", language)
    title = regions_sentence.first(matrix.of_regions(scope), scope) or choose
    lead = say_of(lookups.level(scope.region), "region_page.choose_lead", language, place=place)
    return tag("header", tag("h1", title), tag("p", lead, class_="rest"), class_="headline", lang=language)


def _held_back(scope: Scope) -> None:
    """Declared obstacles that stand, and follow-ups that are open."""
    language = scope.language
    declared = [one for one in figures.declared(scope.viewer) if one.region == scope.region]
    lines = [tag("li", causes.named(one.code, language), ": ", one.text) for one in declared if one.closed_on is None]
    if lines:
        title = tag("h2", say("region_page.declared", language))
        st.html(tag("section", title, tag("ul", *lines, class_="bare"), lang=language))
    listed = [one for one in figures.followed_up(scope.viewer) if one.region == scope.region and one.is_open]
    items = [
        tag(
            "li",
            tag("a", one.action, href=address.to("tindak-lanjut", tindak=str(one.seq)), target="_self"),
            tag("small", f" ({one.owner}, {formats.date(one.deadline, language)})"),
        )
        for one in listed
    ]
    body = tag("ul", *items, class_="bare") if items else tag("p", say("region_page.no_follow_up", language))
    st.html(tag("section", tag("h2", say("region_page.follow_ups", language)), body, lang=language))
