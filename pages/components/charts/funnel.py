"""Regions beside each other without a ranking: a funnel of limits that narrow with the number of cases."""

import streamlit as st

from metrics.catalogue.indicators import Indicator
from metrics.statistics import funnel
from metrics.statistics.funnel import Funnel, Point
from pages.components.charts import drill, plotly_charts
from pages.components.charts.chart_values import Dot
from pages.components.html.markup import plain_table, tag
from pages.components.layout.filters import Scope
from pages.components.runtime import figures, lookups
from text import formats
from text.words import Language, say

LEAST = 3
"""Regions below which there is nothing to compare."""
STEPS = 40


def draw(indicator: Indicator, scope: Scope) -> None:
    """The chart and its table; only for shares of cases, which have limits."""
    if indicator.unit != "percent" or indicator.interval == "none":
        return
    card = figures.card(scope.viewer, period=scope.period, indicators=(indicator.id,), by="region")
    counts = [(row.member, int(row.numerator or 0), int(row.denominator)) for row in card.rows if row.denominator]
    found = funnel.funnel(counts)
    if found is None or len(found.points) < LEAST:
        return
    language = scope.language
    overall = formats.percent(100 * found.share, language)
    name, note = say("indicator_page.funnel", language), say("indicator_page.funnel_lead", language, overall=overall)
    st.html(tag("section", tag("h2", name), tag("p", note, class_="aside"), lang=language))
    most = max(point.n for point in found.points)
    sizes = [max(1, round(most * 1.1 * step / STEPS)) for step in range(1, STEPS + 1)]
    curves = [funnel.limits(found.share, size, found.tau_squared) for size in sizes]
    figure = plotly_charts.funnel(
        [_dot(point, language) for point in found.points],
        sizes,
        [[100 * getattr(curve, name) for curve in curves] for name in ("low95", "high95", "low998", "high998")],
        100 * found.share,
        lambda value: formats.tick(value, "percent", language),
        lambda value: formats.tick(value, "count", language),
    )
    codes = [point.member for point in found.points]
    key = f"funnel_{indicator.id}_{scope.period}"
    drill.chart(figure, f"{name}. {note}", key, "wilayah", codes, by="point_index")
    st.html(tag("div", _table(found, language), class_="health", lang=language))


def _dot(point: Point, language: Language) -> Dot:
    name = lookups.named("region_code", point.member, language)
    shown = formats.percent(100 * point.share, language)
    return Dot(point.n, 100 * point.share, f"{name}: {shown}", name if point.place != "within" else "")


def _table(found: Funnel, language: Language) -> str:
    """In the order of the regions' codes: a ranking is just what it is not."""
    keys = ("funnel_region", "funnel_cases", "funnel_actual", "funnel_limits", "funnel_place")
    lines = [
        (
            lookups.named("region_code", point.member, language),
            formats.number(point.n, language),
            formats.percent(100 * point.share, language),
            "–".join(formats.percent(100 * end, language) for end in (point.limits.low95, point.limits.high95)),
            say(f"indicator_page.place_{point.place}", language),
        )
        for point in found.points
    ]
    return plain_table([say(f"indicator_page.{key}", language) for key in keys], lines, language)
