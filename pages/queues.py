"""Antrean: how long visitors wait at the counter, and on which weekday and hour they wait longest."""

from collections.abc import Mapping

import streamlit as st

from access.identity.viewer import Viewer
from metrics.judgement.row import Row
from metrics.monitoring import queue_hours
from metrics.monitoring.queue_hours import Longest, Waiting
from metrics.periods import Period
from pages.components.breakdown import parts_chart
from pages.components.figures import comparison, panels
from pages.components.html.markup import Markup, scrolled, tag
from pages.components.layout import no_data
from pages.components.layout.filters import Scope
from pages.components.runtime import figures, lookups
from text import formats
from text.words import Language, say

LEAD = "median_queue_wait_minutes"
FIGURES = ("visitors", LEAD, "queue_wait_on_time_rate")
SHADES = 4


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    scope = no_data.opened(viewer)
    if scope is None:
        return
    language = scope.language
    card = figures.card(viewer, period=scope.period, region=scope.region, indicators=FIGURES)
    hours = figures.waiting(viewer, Period(scope.period), scope.region)
    _headline(next(row for row in card.rows if row.indicator == LEAD), hours, scope)
    compared = comparison.of(scope, comparison.pick(scope))
    figures_, by_hour = st.columns(2, gap="large")
    with figures_:
        panels.scorecard(card.rows, scope, say("queue_page.figures", language), compared)
    with by_hour:
        title = tag("h2", say("queue_page.hours", language))
        drawn = _grid(hours, language) if hours else tag("p", say("panel.none", language), class_="aside")
        st.html(tag("section", title, drawn, lang=language))
    left, right = st.columns(2, gap="large")
    with left:
        panels.trend(lookups.indicators()[LEAD], scope)
    with right:
        dimension = "region" if scope.has_parts else "service"
        parts_chart.draw(lookups.indicators()[LEAD], dimension, scope, say(f"queue_page.by_{dimension}", language))


def _headline(row: Row, hours: Mapping[tuple[int, int], Waiting], scope: Scope) -> None:
    language = scope.language
    values = {"period": formats.period(scope.period, language), "region": scope.region_name}
    key = "queue_page.headline_none"
    lines: list[Markup] = []
    if row.actual is not None:
        key = "queue_page.headline"
        median = formats.quantity(row.actual, "minutes", language, apart_from=row.target_unmet)
        values["median"] = formats.with_cases(median, row.n, language)
    if peak := queue_hours.longest(hours):
        lines = [tag("p", _longest(peak, language), class_="rest")]
    st.html(tag("header", tag("h1", say(key, language, **values)), *lines, class_="headline", lang=language))


def _longest(peak: Longest, language: Language) -> str:
    """When visitors wait longest, and by how many of them where some hours have too few to be told."""
    wait = formats.quantity(peak.median, "minutes", language)
    if len(peak.at) > formats.TOGETHER:
        hours = say("queue_page.hours_many", language, count=formats.number(len(peak.at), language))
    else:
        hours = formats.together([_weekday_hour(*at, language) for at in peak.at], language)
    if peak.visitors == peak.of:
        return say("queue_page.longest", language, hours=hours, wait=wait)
    counts = {name: formats.number(getattr(peak, name), language) for name in ("visitors", "of")}
    return say("queue_page.longest_of", language, hours=hours, wait=wait, **counts)


def _weekday_hour(weekday: int, hour: int, language: Language) -> str:
    return say("queue_page.at", language, day=say(f"queue_page.weekday_{weekday}", language), hour=f"{hour:02}")


def _grid(hours: Mapping[tuple[int, int], Waiting], language: Language) -> Markup:
    """A table of weekdays and hours, darker where the wait is longer, the minutes written in each cell."""
    weekdays = sorted({weekday for weekday, _ in hours})
    shown = range(min(hour for _, hour in hours), max(hour for _, hour in hours) + 1)
    top = max((waiting.median or 0.0 for waiting in hours.values()), default=0.0)
    caption = say("queue_page.hours_caption", language)
    head = tag("tr", tag("th", say("queue_page.day", language), scope="col"), *(_hour(hour) for hour in shown))
    body = [
        tag(
            "tr",
            tag("th", say(f"queue_page.weekday_{weekday}", language), scope="row"),
            *(_cell(hours.get((weekday, hour)), top, language) for hour in shown),
        )
        for weekday in weekdays
    ]
    table = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *body), class_="calendar hours")
    return scrolled(table, caption)


def _hour(hour: int) -> Markup:
    return tag("th", f"{hour:02}", scope="col")


def _cell(waiting: Waiting | None, top: float, language: Language) -> Markup:
    if waiting is None:
        return tag("td", "", class_="quiet")
    visitors = say("queue_page.visitors", language, count=formats.number(waiting.visitors, language))
    if waiting.median is None:
        return tag("td", say("value.missing", language), class_="quiet", title=visitors)
    shade = min(SHADES, 1 + int(SHADES * waiting.median / top)) if top else 1
    return tag(
        "td", formats.number(waiting.median, language, decimals=1, least=0), class_=f"shade{shade}", title=visitors
    )
