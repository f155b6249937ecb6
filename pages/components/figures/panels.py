"""Panels that several pages are made of: a scorecard with a comparison, a trend, and the map of one indicator."""

from collections.abc import Mapping, Sequence

import streamlit as st

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from pages.components.charts import chart_files, drill, outline_map, plotly_charts, trends
from pages.components.charts import tile_map as tiles
from pages.components.charts.chart_values import EndLabels, Measure, Month
from pages.components.figures import scorecard_table
from pages.components.figures.comparison import Comparison
from pages.components.html.markup import Markup, join, tag
from pages.components.html.ordering import attention_first
from pages.components.layout.filters import Scope
from pages.components.runtime import figures, lookups
from text import formats
from text.words import Language, say

MONTHS = 24
"""Months of a trend; each has the same month of the year before beside it."""


def scorecard(rows: Sequence[Row], scope: Scope, title: str, compared: Comparison | None = None) -> None:
    """Draw it (`scorecard_markup`)."""
    st.html(scorecard_markup(rows, scope, title, compared))


def scorecard_markup(rows: Sequence[Row], scope: Scope, title: str, compared: Comparison | None = None) -> Markup:
    """The rows as a table, those that need attention first, each with its last twelve months."""
    table = scorecard_table.scorecard(
        attention_first(rows), monthly(scope), lookups.indicators(), title, scope.language, compared=compared
    )
    return tag("section", tag("h2", title), table, lang=scope.language)


def monthly(scope: Scope) -> Mapping[str, Sequence[Row]]:
    """Each indicator's monthly rows over the history, oldest first."""
    return figures.monthly(scope.viewer, scope.history, scope.region)


def trend(
    indicator: Indicator,
    scope: Scope,
    height: int = plotly_charts.HEIGHT,
    *,
    still: bool = False,
    size: int = plotly_charts.LETTERS,
) -> None:
    """The months of one indicator as a chart (`still`: as a picture, seen sooner), in words, and as a table.

    `size` is the height of letters in the chart.
    """
    every = trends.with_figures(monthly(scope).get(indicator.id, ()))
    rows, language = every[-MONTHS:], scope.language
    period = formats.period(f"{rows[0].period}..{rows[-1].period}" if rows else scope.history, language)
    title = tag("h2", say("chart.title", language, indicator=indicator.name[language], period=period))
    if sum(row.actual is not None for row in rows) < 2:
        st.html(tag("section", title, tag("p", say("chart.none", language), class_="aside"), lang=language))
        return
    head = tag("section", title, lang=language)
    months, codes = trends.months(rows, indicator, language, every), [row.period for row in rows]
    names, measure = trends.names(rows, months, indicator, language), Measure(indicator.unit, language)
    alt = trends.alt(rows, indicator, period, language)
    legend = _legend(rows, months, measure, language)
    if still:
        st.html(join(head, trends.trend_picture(months, codes, names, measure, alt), legend))
    else:
        st.html(head)
        figure = plotly_charts.trend(months, names, measure, height=height, size=size)
        key = f"trend_{indicator.id}_{scope.region}_{scope.period}"  # another period is another chart: none is selected
        drill.chart(figure, alt, key, "periode", codes)
        if legend is not None:
            st.html(legend)
    folded(indicator, scope, every, rows, months, names, measure)


def _legend(rows: Sequence[Row], months: Sequence[Month], measure: Measure, language: Language) -> Markup | None:
    """What the band and the hollow months mean; None where there are none."""
    texts = [say("marks.interval_band", language)] if any(month.interval for month in months) else []
    if any(row.actual is not None and not row.is_settled for row in rows):
        texts.append(say("chart.unjudged_bars" if measure.as_bars else "chart.unjudged_line", language))
    return tag("p", " ".join(texts), class_="caption", lang=language) if texts else None


def folded(
    indicator: Indicator,
    scope: Scope,
    every: Sequence[Row],
    drawn: Sequence[Row],
    months: Sequence[Month],
    names: EndLabels,
    measure: Measure,
) -> None:
    """What lies behind a chart of months, folded: `every` month as a table, those `drawn` as data and as an image."""
    language = scope.language
    period = formats.period(f"{drawn[0].period}..{drawn[-1].period}", language)
    with st.expander(say("chart.table", language)):
        st.html(trends.table(every, indicator, language))
        heading = f"{indicator.name[language]}, {scope.region_name}, {period}"
        chart_files.of_trend(
            f"{indicator.id}-{scope.region or lookups.province()}-{scope.period}",
            heading,
            trends.data(drawn, months, language),
            months,
            names,
            measure,
            language,
        )


def tile_map(indicator: Indicator, scope: Scope) -> None:
    """One indicator by region, each in its place; as a table as well."""
    of_one = (indicator.id,)
    card = figures.card(scope.viewer, period=scope.period, region=scope.region, indicators=of_one, by="region")
    regions = lookups.parts(scope.viewer, scope.region)
    language = scope.language
    period = formats.period(scope.period, language)
    title = tag(
        "h2", lookups.of_parts(scope.region, "map.title", language, indicator=indicator.name[language], period=period)
    )
    if not any(row.actual is not None for row in card.rows):
        st.html(
            tag(
                "section",
                title,
                tag("p", lookups.of_parts(scope.region, "map.none", language), class_="aside"),
                lang=language,
            )
        )
        return
    outlines = outline_map.of_home() if scope.region is None and lookups.tree().is_flat() else None
    caption = tag("p", tiles.caption(card.rows, indicator, language), class_="caption")
    drawn = tiles.tile_map(card.rows, regions, indicator, scope.region, language, outlines)
    st.html(tag("section", title, drawn, caption, lang=language))
    with st.expander(lookups.of_parts(scope.region, "map.table", language)):
        st.html(tiles.table(card.rows, regions, indicator, language))
