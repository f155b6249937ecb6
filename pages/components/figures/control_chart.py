"""The control chart of one indicator: its months, limits, special months, target path and annotations."""

from collections.abc import Mapping, Sequence

import streamlit as st

from metrics.acts.annotations import Annotation
from metrics.catalogue.indicators import Indicator
from metrics.judgement import variation
from metrics.judgement.variation import Segment
from pages.components.charts import drill, plotly_charts, trends
from pages.components.charts.chart_values import BETTER_INK, OTHER_INK, WORSE_INK, Band, Measure, Special
from pages.components.figures import panels
from pages.components.html.markup import Markup, tag
from pages.components.layout.filters import Scope
from pages.components.runtime import figures
from text import formats
from text.words import Language, say

LATEST_MONTHS = 12
"""Months whose marks are shown without being asked for."""


def draw(indicator: Indicator, scope: Scope, noted: Sequence[Annotation]) -> None:
    """The chart, what its marks mean, and the same as a table."""
    language = scope.language
    rows = trends.with_figures(panels.monthly(scope).get(indicator.id, ()))
    if sum(row.actual is not None for row in rows) < 2:
        st.html(title(indicator, language, tag("p", say("chart.none", language), class_="aside")))
        return
    here = [note for note in noted if note.region in (None, scope.region)]
    judged = figures.judged(scope.viewer, scope.history, scope.region, indicator.id)
    segments = variation.charted(judged, indicator, {note.month for note in here if note.rebase})
    place = {row.period: at for at, row in enumerate(rows)}
    st.html(title(indicator, language))
    special = _special(segments, place, indicator, language)
    earlier = {at: mark for at, mark in special.items() if at < len(rows) - LATEST_MONTHS}
    key = f"control_{indicator.id}_{scope.region}_{scope.period}"
    if earlier and not st.toggle(say("indicator_page.earlier_marks", language), key=f"{key}_earlier"):
        special = {at: mark for at, mark in special.items() if at not in earlier}
    months = trends.months(rows, indicator, language)
    names, measure = trends.names(rows, months, indicator, language), Measure(indicator.unit, language)
    figure = plotly_charts.control(
        months,
        names,
        measure,
        _bands(segments, place),
        special,
        {place[note.month]: str(number) for number, note in enumerate(here, 1) if note.month in place},
    )
    period = formats.period(f"{rows[0].period}..{rows[-1].period}", language)
    drill.chart(figure, trends.alt(rows, indicator, period, language), key, "periode", [row.period for row in rows])
    _legend(segments, here, indicator, language, banded=any(month.interval for month in months))
    panels.folded(indicator, scope, rows, rows, months, names, measure)


def title(indicator: Indicator, language: Language, *below: Markup) -> Markup:
    """The chart's head, and what stands below it; a running count has no control limits to name."""
    key = "chart_running" if indicator.is_running else "chart"
    return tag("section", tag("h2", say(f"indicator_page.{key}", language)), *below, lang=language)


def _bands(segments: Sequence[Segment], place: Mapping[str, int]) -> list[Band]:
    """One for each segment that has limits in the months shown; those before are judged by, and have no place."""
    bands = []
    for segment in segments:
        if segment.chart is None:
            continue
        limits = zip(segment.points, segment.chart.lines, strict=True)
        shown = [(place[month], line) for (month, _), line in limits if month in place]
        if shown:
            centre, lower, upper = ([getattr(line, end) for _, line in shown] for end in ("centre", "lower", "upper"))
            bands.append(Band(tuple(at for at, _ in shown), tuple(centre), tuple(lower), tuple(upper)))
    return bands


def _special(
    segments: Sequence[Segment], place: Mapping[str, int], indicator: Indicator, language: Language
) -> dict[int, Special]:
    """Place → the rule that a month breaks; a count has no better or worse."""
    special = {}
    for segment in segments:
        run = formats.number(segment.chart.run, language) if segment.chart else ""
        for (month, _), mark in zip(segment.points, segment.marks, strict=True):
            if mark is not None and month in place:
                rule = f"indicator_page.rule_{mark.rule}"
                words = say(rule, language, month=formats.month(month, language), run=run)
                better = (mark.side == "high") == (indicator.better == "higher")
                ink = OTHER_INK if indicator.is_count else BETTER_INK if better else WORSE_INK
                special[place[month]] = Special(words, ink)
    return special


def _legend(
    segments: Sequence[Segment], noted: Sequence[Annotation], indicator: Indicator, language: Language, *, banded: bool
) -> None:
    latest = segments[-1].chart if segments else None
    if latest is None:
        keys = ["no_limits"]
    else:
        keys = ["legend_count" if indicator.is_count else "legend", "false_marks", *(["trial"] if latest.trial else [])]
    captions = [tag("p", say(f"indicator_page.{key}", language), class_="caption") for key in keys]
    if banded:
        captions.append(tag("p", say("marks.interval_band", language), class_="caption"))
    if noted:
        items = [tag("li", f"{formats.month(note.month, language)}: {note.text}") for note in noted]
        captions.append(tag("ol", *items, class_="caption"))
    st.html(tag("section", *captions, lang=language))
