"""Panels that several pages are made of: a scorecard with a comparison, a trend, and the map of one indicator."""

from collections.abc import Mapping, Sequence

import streamlit as st

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from pages.components.charts import drill, outline_map, plotly_charts, trends
from pages.components.charts import tile_map as tiles
from pages.components.figures import scorecard_table
from pages.components.figures.comparison import Comparison
from pages.components.html.markup import tag
from pages.components.html.ordering import attention_first
from pages.components.layout.filters import Scope
from pages.components.runtime import figures, lookups
from text import formats
from text.words import say

# A count is drawn as bars, which rise from zero; everything else as a line.
AS_BARS = ("count",)


def scorecard(rows: Sequence[Row], scope: Scope, title: str, compared: Comparison | None = None) -> None:
    """The rows as a table, those that need attention first, each with its last twelve months."""
    told = scorecard_table.scorecard(
        attention_first(rows), monthly(scope), lookups.indicators(), title, scope.language, compared=compared
    )
    st.html(tag("section", tag("h2", title), told, lang=scope.language))


def monthly(scope: Scope) -> Mapping[str, Sequence[Row]]:
    """Each indicator's monthly rows over the history, oldest first."""
    return figures.monthly(scope.viewer, scope.history, scope.region)


def trend(indicator: Indicator, scope: Scope, height: int = plotly_charts.HEIGHT, *, still: bool = False) -> None:
    """The months of one indicator as a chart (`still`: as a picture, seen sooner), in words, and as a table."""
    rows = trends.with_figures(monthly(scope).get(indicator.id, ()))
    language = scope.language
    period = formats.period(f"{rows[0].period}..{rows[-1].period}" if rows else scope.history, language)
    title = tag("h2", say("chart.title", language, indicator=indicator.name[language], period=period))
    if sum(row.actual is not None for row in rows) < 2:
        st.html(tag("section", title, tag("p", say("chart.none", language), class_="aside"), lang=language))
        return
    st.html(tag("section", title, lang=language))
    drawn_as_bars = indicator.unit in AS_BARS
    months, codes = trends.months(rows, indicator, language), [row.period for row in rows]
    goal, last = trends.goal(rows, indicator, language), trends.last(rows, indicator, language)
    alt = trends.alt(rows, indicator, period, language)

    def write(value: float) -> str:
        return formats.tick(value, indicator.unit, language)

    if still:
        st.html(trends.trend_picture(months, codes, goal, last, write, alt, bars=drawn_as_bars))
    else:
        figure = plotly_charts.trend(months, goal, last, write, bars=drawn_as_bars, height=height)
        key = f"trend_{indicator.id}_{scope.region}_{scope.period}"  # another period is another chart: none is selected
        drill.chart(figure, alt, key, "periode", codes)
    legends = [say("marks.interval_band", language)] if any(month.interval for month in months) else []
    if any(not row.is_settled for row in rows):
        legends.append(say("chart.unjudged_bars" if drawn_as_bars else "chart.unjudged_line", language))
    if legends:
        st.html(tag("p", " ".join(legends), class_="caption", lang=language))
    with st.expander(say("chart.table", language)):
        st.html(trends.table(rows, indicator, language))


def tile_map(indicator: Indicator, scope: Scope) -> None:
    """One indicator by region, each in its place; as a table as well."""
    found = figures.card(scope.viewer, period=scope.period, indicators=(indicator.id,), by="region")
    regions = lookups.regions(scope.viewer)
    language = scope.language
    period = formats.period(scope.period, language)
    title = tag("h2", say("map.title", language, indicator=indicator.name[language], period=period))
    if not any(row.actual is not None for row in found.rows):
        st.html(tag("section", title, tag("p", say("map.none", language), class_="aside"), lang=language))
        return
    caption = tag("p", tiles.caption(found.rows, indicator, language), class_="caption")
    drawn = tiles.tile_map(found.rows, regions, indicator, scope.region, language, outline_map.of_home())
    st.html(tag("section", title, drawn, caption, lang=language))
    with st.expander(say("map.table", language)):
        st.html(tiles.table(found.rows, regions, indicator, language))
