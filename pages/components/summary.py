"""Under the scorecard of Ringkasan: the three largest shortfalls, and follow-ups that are overdue."""

from collections.abc import Iterator, Mapping

import streamlit as st

from data import home as homes
from metrics import follow_ups
from metrics.indicators import Indicator
from metrics.row import Row
from metrics.scorecard import Scorecard
from pages.components import address, source
from pages.components.filters import Scope
from pages.components.markup import Markup, tag
from pages.components.tally import line
from text import formats
from text.words import say

SHOWN = 3


def draw(card: Scorecard, catalogue: Mapping[str, Indicator], scope: Scope) -> None:
    """What to look at next, each with its way there."""
    language = scope.language
    found = sorted(_shortfalls(card, catalogue, scope), key=lambda short: -short[0])[:SHOWN]
    items = [tag("li", _short(cases, row, catalogue[row.indicator], scope)) for cases, row in found]
    if items:
        title = tag("h2", say("summary.shortfalls", language))
        st.html(tag("section", title, tag("ol", *items, class_="slices"), lang=language))
    listed = follow_ups.listed(homes.from_environment(), scope.viewer.scope)
    late = [one for one in follow_ups.overdue(listed) if scope.region in (None, one.region)]
    if late:
        told = say("summary.overdue", language, count=formats.number(len(late), language))
        st.html(tag("p", tag("a", told, href=address.to("tindak-lanjut"), target="_self"), lang=language))


def _shortfalls(card: Scorecard, catalogue: Mapping[str, Indicator], scope: Scope) -> Iterator[tuple[float, Row]]:
    """Cases missing to the target by region (by service within a region), of every missed share."""
    dimension = "region" if scope.region is None else "service"
    for whole in card.rows:
        indicator = catalogue[whole.indicator]
        target = line(whole)
        if whole.status != "missed" or indicator.unit != "percent" or target is None:
            continue
        asked = {"period": scope.period, "region": scope.region, "indicators": (whole.indicator,), "by": dimension}
        for row in source.card(scope.viewer, **asked).rows:
            if row.actual is not None and row.denominator:
                gap = (target - row.actual) * (1 if indicator.better == "higher" else -1)
                if gap > 0:
                    yield gap / 100 * row.denominator, row


def _short(cases: float, row: Row, indicator: Indicator, scope: Scope) -> Markup:
    language = scope.language
    dimension = "region_code" if scope.region is None else "service_code"
    name = source.named(dimension, row.member, language)
    place = row.member if scope.region is None else scope.region
    way = address.to("hambatan", indikator=row.indicator, periode=scope.period, wilayah=place)
    told = say(
        "summary.short",
        language,
        indicator=indicator.name[language],
        actual=formats.quantity(row.actual, indicator.unit, language),
        cases=formats.number(cases, language, decimals=0),
    )
    return tag("span", tag("a", name, href=way, target="_self"), ": ", told)
