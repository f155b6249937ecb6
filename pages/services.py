"""Layanan: is every planned service there, and does each keep its own standard."""

from collections import defaultdict
from collections.abc import Mapping

import streamlit as st

from access.identity.viewer import Viewer
from metrics.judgement.row import Row
from pages.components.figures import comparison, panels
from pages.components.html import glossary_help
from pages.components.html.markup import Markup, join, plain_table, tag
from pages.components.html.status_mark import interval_mark
from pages.components.layout import no_data
from pages.components.layout.filters import Scope
from pages.components.runtime import address, figures, lookups
from reports.words import mark_words
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
    by_service = _by_service(scope)
    _headline(by_service, scope)
    compared = comparison.of(scope, comparison.pick(scope))
    card = figures.card(viewer, period=scope.period, region=scope.region)
    rows = [row for row in card.rows if row.indicator.startswith(COMPLETE) or row.indicator in COMPLETE]
    panels.scorecard(rows, scope, say("service_page.completeness", language), compared)
    st.html(tag("p", say("service_page.completeness_note", language), class_="caption", lang=language))
    title = tag("h2", say("service_page.each", language))
    st.html(tag("section", title, tag("div", _table(by_service, scope), class_="findings"), lang=language))


def _by_service(scope: Scope) -> Mapping[str, Mapping[str, Row]]:
    """Service → indicator → row, of the services with any figure."""
    card = figures.card(scope.viewer, period=scope.period, region=scope.region, indicators=COLUMNS, by="service")
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in card.rows:
        if row.actual is not None:
            found[row.member][row.indicator] = row
    return found


def _headline(by_service: Mapping[str, Mapping[str, Row]], scope: Scope) -> None:
    language = scope.language
    rates = [rows["on_time_rate"] for rows in by_service.values() if "on_time_rate" in rows]
    judged = [row for row in rates if row.is_judged]
    counts = {
        "met": formats.number(sum(row.is_met for row in judged), language),
        "judged": formats.number(len(judged), language),
        "period": formats.period(scope.period, language),
        "region": scope.region_name,
    }
    key = "service_page.headline" if judged else "service_page.headline_none"
    lead = tag(
        "div", say("service_page.lead", language), " ", glossary_help.beside("standard", language), class_="rest"
    )
    st.html(tag("header", tag("h1", say(key, language, **counts)), lead, class_="headline", lang=language))


def _table(by_service: Mapping[str, Mapping[str, Row]], scope: Scope) -> Markup:
    """What needs attention first: lowest on-time share, then volume."""
    language = scope.language
    standards = lookups.standards()

    def order(code: str) -> tuple[float, float]:
        rows = by_service[code]
        rate = rows["on_time_rate"].actual if "on_time_rate" in rows else None
        volume = rows["received"].actual if "received" in rows else None
        return (101.0 if rate is None else rate, -(volume or 0.0))

    titles = ["service", "standard", "received", "completed", "on_time", "median", "status"]
    lines = []
    for code in sorted(by_service, key=order):
        rows = by_service[code]
        median = rows.get("median_processing_days") or rows.get("median_processing_minutes")
        unit = "days" if "median_processing_days" in rows else "minutes"
        rate = rows.get("on_time_rate")
        lines.append(
            (
                tag("a", lookups.named("service_code", code, language), href=_cases(code, scope), target="_self"),
                standards.get(code, {}).get(language, say("value.missing", language)),
                _shown(rows, "received", "count", language),
                _shown(rows, "completed", "count", language),
                _shown(rows, "on_time_rate", "percent", language),
                _figure(median, unit, language),
                _status(rate, language),
            )
        )
    return plain_table([say(f"service_page.{title}", language) for title in titles], lines, language)


def _cases(code: str, scope: Scope) -> str:
    """The way to the service's late cases."""
    asked = {"indikator": "on_time_rate", "periode": scope.period, "wilayah": scope.region or lookups.province()}
    return address.to("hambatan", **asked, layanan=code)


def _status(rate: Row | None, language: Language) -> Markup | str:
    if rate is None:
        return say("value.missing", language)
    shown, sure = interval_mark(rate, "percent", language), mark_words.confidence(rate, language)
    return join(shown, tag("small", sure, class_="remark")) if sure else shown


def _shown(rows: Mapping[str, Row], indicator: str, unit: str, language: Language) -> str:
    return _figure(rows.get(indicator), unit, language)


def _figure(row: Row | None, unit: str, language: Language) -> str:
    """A figure with the number of cases it rests on."""
    if row is None:
        return say("value.missing", language)
    shown = formats.quantity(row.actual, unit, language, apart_from=row.target_unmet)
    return formats.with_cases(shown, row.n, language)
