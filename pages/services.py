"""Layanan: is every planned service there, and does each keep its own standard."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import streamlit as st

from access.identity.viewer import Viewer
from metrics.judgement.row import Row
from pages.components.figures import comparison, panels
from pages.components.html import glossary_help
from pages.components.html.markup import Markup, join, tag
from pages.components.layout import no_data
from pages.components.layout.filters import Scope
from pages.components.runtime import figures
from pages.components.services import worklist
from pages.components.services.worklist import Service
from text import formats
from text.words import Language, say

COMPLETENESS = "service_completeness_rate"
COMPLETE = (COMPLETENESS, "active_services", "agencies_present")
COLUMNS = ("received", "completed", "on_time_rate", "median_processing_days", "median_processing_minutes")


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    scope = no_data.opened(viewer)
    if scope is None:
        return
    language = scope.language
    services = worklist.services(_by_service(scope), language)
    st.html(headline(services, scope))
    if services:
        worklist.draw(services, scope)
    compared = comparison.of(scope, comparison.pick(scope))
    card = figures.card(viewer, period=scope.period, region=scope.region)
    rows = [row for row in card.rows if row.indicator.startswith(COMPLETE) or row.indicator in COMPLETE]
    panels.scorecard(rows, scope, say("service_page.completeness", language), compared)
    st.html(tag("p", say("service_page.completeness_note", language), class_="caption", lang=language))


def first_figures(scope: Scope) -> Markup:
    """The upper part of the page as HTML, before Streamlit has drawn anything."""
    services = worklist.services(_by_service(scope), scope.language)
    return join(headline(services, scope), worklist.first_markup(services, scope) if services else None)


def _by_service(scope: Scope) -> Mapping[str, Mapping[str, Row]]:
    """Service → indicator → row, of the services with any figure."""
    card = figures.card(scope.viewer, period=scope.period, region=scope.region, indicators=COLUMNS, by="service")
    rows_of: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in card.rows:
        if row.actual is not None:
            rows_of[row.member][row.indicator] = row
    return rows_of


def headline(services: Sequence[Service], scope: Scope) -> Markup:
    """How many miss, and the one that lacks most cases; how many are on time where none does."""
    language = scope.language
    judged = [service for service in services if service.rate is not None and service.rate.is_judged]
    missed = [service for service in judged if service.is_missed]
    counts = {
        "met": formats.number(len(judged) - len(missed), language),
        "missed": formats.number(len(missed), language),
        "judged": formats.number(len(judged), language),
        "period": formats.period(scope.period, language),
        "region": scope.region_name,
    }
    key = "headline_missed" if missed else "headline" if judged else "headline_none"
    title = say(f"service_page.{key}", language, **counts, worst=_worst(missed, language))
    lead = join(say("service_page.lead", language), " ", glossary_help.beside("standard", language))
    rest = tag("div", _sure(missed, language), lead, class_="rest")
    return tag("header", tag("h1", title), rest, class_="headline", lang=language)


def _sure(missed: Sequence[Service], language: Language) -> str | None:
    """In how many of them the miss is more than chance; nothing where it is in all."""
    sure = sum(not service.may_be_chance for service in missed)
    if sure == len(missed):
        return None
    counts = {"sure": formats.number(sure, language), "missed": formats.number(len(missed), language)}
    return say("service_page.sure" if sure else "service_page.sure_none", language, **counts) + " "


def _worst(missed: Sequence[Service], language: Language) -> str:
    """The one that lacks most cases; one of several that lack as many is said to be one of them."""
    if not missed:
        return ""
    worst = min(missed, key=worklist.ORDERS["kurang"])
    assert worst.rate is not None, "a missed service has a rate"
    actual = formats.short(worst.rate.actual, "percent", language, apart_from=worst.rate.target_unmet)
    cases = formats.at_least(worst.short, language)
    as_far = sum(service.short == worst.short for service in missed)
    words = {"name": worst.name, "actual": actual, "cases": cases}
    if as_far > 1:
        return say("service_page.worst_alike", language, count=formats.number(as_far, language), **words)
    return say("service_page.worst", language, **words)
