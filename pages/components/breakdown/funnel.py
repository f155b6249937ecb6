"""Regions beside each other without a ranking: a funnel of limits that narrow with the number of cases."""

from collections.abc import Callable, Collection, Mapping

import streamlit as st

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.monitoring import region_funnel
from metrics.monitoring.region_funnel import Funnel, Point
from pages.components.breakdown import small_multiples
from pages.components.charts import chart_files, drill, plotly_charts
from pages.components.charts.chart_values import Dot
from pages.components.html.markup import Markup, plain_table, scrolled, tag
from pages.components.layout.filters import Scope
from pages.components.runtime import figures, lookups
from text import formats
from text.words import Language, say

FEW = 20
"""Regions below which each is shown first against its own months: among so few hardly one can lie outside a funnel."""
STEPS = 40
LIMITS = ("low95", "high95", "low998", "high998")


def draw(indicator: Indicator, scope: Scope, rebased: Callable[[str], Collection[str]]) -> None:
    """The chart and its table; only for shares of cases, which have limits.

    `rebased` tells of a region the months in which a recorded change begins.
    """
    if not region_funnel.has_limits(indicator):
        return
    alone = (indicator.id,)
    card = figures.card(scope.viewer, period=scope.period, region=scope.region, indicators=alone, by="region")
    rows = {row.member: row for row in card.rows if row.denominator}
    plot = region_funnel.of_rows(rows.values())
    if plot is None:
        return
    language = scope.language
    name = lookups.of_parts(scope.region, "indicator_page.funnel", language)
    if len(plot.points) >= FEW:
        st.html(tag("section", tag("h2", name), lang=language))
        _funnel(plot, rows, indicator, scope)
        with st.expander(lookups.of_parts(scope.region, "map.table", language)):
            _tabled(plot, rows, name, scope)
        return
    small_multiples.draw(rows, indicator, scope, rebased)
    with st.expander(name):
        _funnel(plot, rows, indicator, scope)
        _tabled(plot, rows, name, scope)


def _tabled(plot: Funnel, rows: Mapping[str, Row], name: str, scope: Scope) -> None:
    st.html(tag("div", scrolled(_table(plot, rows, scope.region, scope.language), name), lang=scope.language))


def _funnel(plot: Funnel, rows: Mapping[str, Row], indicator: Indicator, scope: Scope) -> None:
    language = scope.language
    overall = formats.percent(100 * plot.share, language, 1)
    name = lookups.of_parts(scope.region, "indicator_page.funnel", language)
    note = say("indicator_page.funnel_lead", language, overall=overall)
    st.html(tag("p", note, class_="aside", lang=language))
    most = max(point.n for point in plot.points)
    sizes = [max(1, round(most * 1.1 * step / STEPS)) for step in range(1, STEPS + 1)]
    curves = region_funnel.curves(plot, sizes)
    drawn: chart_files.Funnel = (
        [_dot(point, language) for point in plot.points],
        sizes,
        [[100 * getattr(curve, end) for curve in curves] for end in LIMITS],
        100 * plot.share,
        lambda value: formats.tick(value, "percent", language),
        lambda value: formats.tick(value, "count", language),
    )
    figure = plotly_charts.funnel(*drawn)
    codes = [point.member for point in plot.points]
    key = f"funnel_{indicator.id}_{scope.period}"
    drill.chart(figure, f"{name}. {note}", key, "wilayah", codes, by="point_index")
    title = f"{name}: {indicator.name[language]}, {scope.region_name}, {formats.period(scope.period, language)}"
    stem = f"{indicator.id}-funnel-{scope.region or lookups.province()}-{scope.period}"
    chart_files.of_funnel(stem, title, _data(plot, language), drawn, language)


def _data(plot: Funnel, language: Language) -> list[dict[str, object]]:
    """Share and limits of every region, in percent."""
    region, cases, actual = (say(f"indicator_page.funnel_{key}", language) for key in ("region", "cases", "actual"))
    return [
        {
            region: lookups.named("region_code", point.member, language),
            cases: point.n,
            actual: 100 * point.share,
            **{end: 100 * getattr(point.limits, end) for end in LIMITS},
        }
        for point in plot.points
    ]


def _dot(point: Point, language: Language) -> Dot:
    name = lookups.named("region_code", point.member, language)
    shown = formats.percent(100 * point.share, language, 1)
    return Dot(point.n, 100 * point.share, f"{name}: {shown}", name if point.place != "within" else "")


def _table(plot: Funnel, rows: Mapping[str, Row], place: str | None, language: Language) -> Markup:
    """In the order of the regions' names: a ranking is just what it is not."""
    keys = ("funnel_region", "funnel_cases", "funnel_actual", "funnel_limits", "funnel_place")
    lines = [
        (
            lookups.named("region_code", point.member, language),
            formats.number(point.n, language),
            formats.short(100 * point.share, "percent", language, apart_from=rows[point.member].target_unmet),
            _limits(point, language),
            _place(point, rows[point.member], language),
        )
        for point in sorted(plot.points, key=lambda point: lookups.by_name(point.member))
    ]
    titles = [lookups.of_parts(place, f"indicator_page.{key}", language) for key in keys]
    return plain_table(titles, lines, language, worded=(4,))


def _limits(point: Point, language: Language) -> str:
    """The 95 % limits, never written as the share that lies outside them."""
    share, low, high = (formats.rounded(100 * end, 9) for end in (point.share, point.limits.low95, point.limits.high95))
    return "–".join(formats.short(end, "percent", language, apart_from=share) for end in (low, high))


def _place(point: Point, row: Row, language: Language) -> str:
    """Where it lies, in words that acquit no one of a missed target."""
    missed = point.place == "within" and row.is_missed
    return say(f"indicator_page.place_{point.place}{'_missed' if missed else ''}", language)
