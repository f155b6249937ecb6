"""The control chart of one indicator: its months, limits, special months, target path and annotations."""

from collections.abc import Mapping, Sequence

import streamlit as st

from metrics.acts.annotations import Annotation
from metrics.catalogue.indicators import Indicator
from metrics.statistics import control_chart
from metrics.statistics.control_chart import Segment
from pages.components.charts import drill, plotly_charts, trends
from pages.components.charts.chart_values import Band
from pages.components.figures import panels
from pages.components.html.markup import tag
from pages.components.layout.filters import Scope
from text import formats
from text.words import Language, say

ENDS = {"percent": (0.0, 100.0)}


def draw(indicator: Indicator, scope: Scope, noted: Sequence[Annotation]) -> None:
    """The chart, what its marks mean, and the same as a table."""
    language = scope.language
    rows = trends.with_figures(panels.monthly(scope).get(indicator.id, ()))
    title = tag("h2", say("indicator_page.chart", language))
    points = [(row.period, float(row.actual)) for row in rows if row.actual is not None]
    if len(points) < 2:
        st.html(tag("section", title, tag("p", say("chart.none", language), class_="aside"), lang=language))
        return
    here = [note for note in noted if note.region in (None, scope.region)]
    segments = control_chart.segments(points, {note.month for note in here if note.rebase})
    place = {row.period: at for at, row in enumerate(rows)}
    st.html(tag("section", title, lang=language))
    figure = plotly_charts.control(
        trends.months(rows, indicator, language),
        trends.goal(rows, indicator, language),
        formats.quantity(rows[-1].actual, indicator.unit, language),
        lambda value: formats.tick(value, indicator.unit, language),
        _bands(segments, place, indicator),
        _special(segments, place, language),
        {place[note.month]: str(number) for number, note in enumerate(here, 1) if note.month in place},
    )
    period = formats.period(f"{rows[0].period}..{rows[-1].period}", language)
    key = f"control_{indicator.id}_{scope.region}_{scope.period}"
    drill.chart(figure, trends.alt(rows, indicator, period, language), key, "periode", [row.period for row in rows])
    _legend(segments, here, language)
    with st.expander(say("chart.table", language)):
        st.html(trends.table(rows, indicator, language))


def _bands(segments: Sequence[Segment], place: Mapping[str, int], indicator: Indicator) -> list[Band]:
    found = []
    for segment in segments:
        limits = segment.limits
        if limits is None:
            continue
        limits = limits.clipped(*ENDS[indicator.unit]) if indicator.unit in ENDS else limits
        first, last = place[segment.points[0][0]], place[segment.points[-1][0]]
        found.append(Band(first, last, limits.mean, limits.lower, limits.upper))
    return found


def _special(segments: Sequence[Segment], place: Mapping[str, int], language: Language) -> dict[int, str]:
    return {
        place[month]: say(f"indicator_page.rule_{cause.rule}", language, month=formats.month(month, language))
        for segment in segments
        for (month, _), cause in zip(segment.points, segment.causes, strict=True)
        if cause is not None
    }


def _legend(segments: Sequence[Segment], noted: Sequence[Annotation], language: Language) -> None:
    trial = segments[-1].limits is not None and segments[-1].limits.trial
    told = [tag("p", say("indicator_page.legend", language), class_="caption")]
    if trial:
        told.append(tag("p", say("indicator_page.trial", language), class_="caption"))
    if noted:
        items = [tag("li", f"{formats.month(note.month, language)}: {note.text}") for note in noted]
        told.append(tag("ol", *items, class_="caption"))
    st.html(tag("section", *told, lang=language))
