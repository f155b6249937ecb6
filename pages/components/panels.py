"""Panels that several pages are made of: a scorecard with a comparison, a trend, and one indicator by its parts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import streamlit as st

from metrics.indicators import Indicator
from metrics.row import Row
from pages.components import address, bars, charts, source, table, tiles, trends
from pages.components.bars import Bar
from pages.components.comparison import Comparison
from pages.components.filters import Scope
from pages.components.marks import tone
from pages.components.markup import tag
from pages.components.tally import attention_first
from text import formats
from text.words import Language, say

# A count is drawn as bars, which rise from zero; everything else as a line.
AS_BARS = ("count",)
SHOWN = 12
COLUMN_OF = {"region": "region_code", "service": "service_code", "agency": "agency_code", "channel": "channel"}


def scorecard(rows: Sequence[Row], scope: Scope, title: str, compared: Comparison | None = None) -> None:
    """The rows as a table, those that need attention first, each with its last twelve months."""
    told = table.scorecard(
        attention_first(rows), monthly(scope), source.indicators(), title, scope.language, compared=compared
    )
    st.html(tag("section", tag("h2", title), told, lang=scope.language))


def monthly(scope: Scope) -> Mapping[str, Sequence[Row]]:
    """Each indicator's monthly rows over the history, oldest first."""
    months = source.card(scope.viewer, period=scope.history, region=scope.region, by="month")
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(months.rows, key=lambda row: row.member):
        found[row.indicator].append(row)
    return found


def trend(indicator: Indicator, scope: Scope) -> None:
    """The months of one indicator as a chart, in words, and as a table."""
    rows = trends.with_figures(monthly(scope).get(indicator.id, ()))
    language = scope.language
    period = formats.period(f"{rows[0].member}..{rows[-1].member}" if rows else scope.history, language)
    title = tag("h2", say("chart.title", language, indicator=indicator.name[language], period=period))
    if sum(row.actual is not None for row in rows) < 2:
        st.html(tag("section", title, tag("p", say("chart.none", language), class_="aside"), lang=language))
        return
    st.html(tag("section", title, lang=language))
    drawn_as_bars = indicator.unit in AS_BARS
    figure = charts.trend(
        trends.months(rows, indicator, language),
        trends.goal(rows, indicator, language),
        formats.quantity(rows[-1].actual, indicator.unit, language),
        lambda value: formats.tick(value, indicator.unit, language),
        bars=drawn_as_bars,
    )
    st.plotly_chart(
        figure,
        config=charts.CONFIG,
        alt=trends.alt(rows, indicator, period, language),
        key=f"trend_{indicator.id}_{scope.region}",
    )
    if any(row.status not in trends.JUDGED for row in rows):
        legend = say("chart.unjudged_bars" if drawn_as_bars else "chart.unjudged_line", language)
        st.html(tag("p", legend, class_="caption", lang=language))
    with st.expander(say("chart.table", language)):
        st.html(trends.table(rows, indicator, language))


def tile_map(indicator: Indicator, scope: Scope) -> None:
    """One indicator by region, each in its place; as a table as well."""
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


def parts(indicator: Indicator, dimension: str, scope: Scope, title: str, shown: int = SHOWN) -> None:
    """One indicator by region, agency, service or channel: bars from zero, what needs attention first."""
    language = scope.language
    card = source.card(scope.viewer, period=scope.period, region=scope.region, indicators=(indicator.id,), by=dimension)
    rows = [row for row in card.rows if row.actual is not None]
    heading = tag("h2", title)
    if not rows:
        st.html(tag("section", heading, tag("p", say("panel.none", language), class_="aside"), lang=language))
        return
    ordered = _ordered(rows, indicator)
    lines = [_bar(row, indicator, dimension, language) for row in ordered[:shown]]
    more = len(ordered) - len(lines)
    note = (
        tag("p", say("panel.more", language, count=formats.number(more, language)), class_="caption") if more else None
    )
    titles = (say(f"panel.{dimension}", language), say(f"unit.label_{indicator.unit}", language))
    st.html(tag("section", heading, bars.bars(lines, title, titles, language), note, lang=language))


def _ordered(rows: Sequence[Row], indicator: Indicator) -> list[Row]:
    """The largest counts first; of anything else the worst first."""
    worst_first = indicator.better == "higher" and not indicator.is_count
    return sorted(rows, key=lambda row: (row.actual or 0.0) * (1 if worst_first else -1))


def _bar(row: Row, indicator: Indicator, dimension: str, language: Language) -> Bar:
    name = source.named(COLUMN_OF[dimension], row.member, language)
    shown = formats.quantity(row.actual, indicator.unit, language, bare=indicator.unit in formats.WORDED)
    href = address.link(wilayah=row.member) if dimension == "region" else None
    return Bar(name, float(row.actual or 0.0), shown, href, tone(row.status))
