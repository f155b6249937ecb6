"""Ringkasan: every target at a glance, and where it is hardest."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import streamlit as st

from access.viewer import Viewer
from metrics.indicators import Indicator
from metrics.row import Row
from metrics.scorecard import Scorecard
from pages.components import address, cards, charts, empty, filters, frame, source, table, tiles, trends
from pages.components.filters import Scope
from pages.components.markup import tag
from pages.components.tally import attention_first, has_target, shared_reasons, tally
from text import formats
from text.words import say

Catalogue = Mapping[str, Indicator]
# A count is drawn as bars, which rise from zero; everything else as a line.
AS_BARS = ("count",)


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    if source.head() == 0:
        with frame.bar(viewer):
            address.pick_language(viewer.language)
        return empty.no_data_yet(viewer)
    scope = filters.scope(viewer)
    catalogue = source.indicators()
    card = source.card(viewer, period=scope.period, region=scope.region)
    cards.headline(card, catalogue, scope)
    figures, detail = st.columns([12, 8], gap="medium")
    with figures:
        _scorecard(card, catalogue, scope)
    with detail:
        _detail(card, catalogue, scope)
    return None


def _scorecard(card: Scorecard, catalogue: Catalogue, scope: Scope) -> None:
    history = _monthly(scope)
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


def _monthly(scope: Scope) -> Mapping[str, Sequence[Row]]:
    """Each indicator's monthly rows over the history, oldest first."""
    months = source.card(scope.viewer, period=scope.history, region=scope.region, by="month")
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(months.rows, key=lambda row: row.member):
        found[row.indicator].append(row)
    return found


def _detail(card: Scorecard, catalogue: Catalogue, scope: Scope) -> None:
    options = list(catalogue)
    chosen = address.checked("indikator", options, _opening_indicator(card))
    name = catalogue[chosen].name[scope.language]
    address.tell(address.notice("indikator", options, name, scope.language))
    label = say("overview.indicator", scope.language)
    address.pick("indikator", label, options, chosen, lambda code: catalogue[code].name[scope.language])
    why = catalogue[chosen].why_it_matters[scope.language]
    st.html(tag("p", why, class_="aside", lang=scope.language))
    _map(catalogue[chosen], scope)
    _trend(catalogue[chosen], scope)


def _opening_indicator(card: Scorecard) -> str:
    """The indicator furthest from its target, which the headline names; else one with a target, else MPP coverage."""
    worst = tally(card.rows).worst
    with_target = [row for row in card.rows if has_target(row)]
    return (worst or with_target[0]).indicator if with_target else filters.COVERAGE


def _map(indicator: Indicator, scope: Scope) -> None:
    found = source.card(scope.viewer, period=scope.period, indicators=(indicator.id,), by="region")
    regions = source.regions(scope.viewer)
    language = scope.language
    period = formats.period(scope.period, language)
    title = tag("h2", say("map.title", language, indicator=indicator.name[language], period=period))
    if not any(row.actual is not None for row in found.rows):
        st.html(tag("section", title, tag("p", say("map.none", language), class_="aside"), lang=language))
        return
    caption = tag("p", tiles.caption(found.rows, indicator, language), class_="caption")
    drawn = tiles.tile_map(found.rows, regions, indicator, scope.region, language)
    st.html(tag("section", title, drawn, caption, lang=language))
    with st.expander(say("map.table", language)):
        st.html(tiles.table(found.rows, regions, indicator, language))


def _trend(indicator: Indicator, scope: Scope) -> None:
    rows = trends.with_figures(_monthly(scope).get(indicator.id, ()))
    language = scope.language
    period = formats.period(f"{rows[0].member}..{rows[-1].member}" if rows else scope.history, language)
    title = tag("h2", say("chart.title", language, indicator=indicator.name[language], period=period))
    if sum(row.actual is not None for row in rows) < 2:
        st.html(tag("section", title, tag("p", say("chart.none", language), class_="aside"), lang=language))
        return
    st.html(tag("section", title, lang=language))
    bars = indicator.unit in AS_BARS
    figure = charts.trend(
        trends.months(rows, indicator, language),
        trends.goal(rows, indicator, language),
        formats.quantity(rows[-1].actual, indicator.unit, language),
        lambda value: formats.tick(value, indicator.unit, language),
        bars=bars,
    )
    st.plotly_chart(figure, config=charts.CONFIG, alt=trends.alt(rows, indicator, period, language))
    if any(row.status not in trends.JUDGED for row in rows):
        legend = say("chart.unjudged_bars" if bars else "chart.unjudged_line", language)
        st.html(tag("p", legend, class_="caption", lang=language))
    with st.expander(say("chart.table", language)):
        st.html(trends.table(rows, indicator, language))
