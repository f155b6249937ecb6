"""One indicator in every region that has figures, all by one scale, each between limits of its own."""

from collections.abc import Callable, Collection, Mapping, Sequence

import streamlit as st

from metrics.catalogue.indicators import Indicator
from metrics.judgement import variation
from metrics.judgement.row import Row
from pages.components.breakdown import parts_chart
from pages.components.charts import chart_files, spark, trends
from pages.components.charts.chart_files import Tile
from pages.components.html.markup import Markup, tag
from pages.components.html.ordering import line
from pages.components.html.status_mark import interval_mark
from pages.components.layout.filters import Scope
from pages.components.runtime import address, figures, lookups
from text import formats
from text.signs import tone
from text.words import say

MONTHS, SIZE = 12, (210, 64)
Limits = Mapping[str, tuple[float, float]]
"""Month → lower and upper control limit."""


def draw(
    rows: Mapping[str, Row], indicator: Indicator, scope: Scope, rebased: Callable[[str], Collection[str]]
) -> None:
    """A tile a region, those that lack the most cases first, and in the last how many have no figures.

    `rebased` tells of a region the months in which a recorded change begins.
    """
    language = scope.language
    months = {code: _latest(indicator, code, scope) for code in rows}
    limits = {code: _limits(indicator, code, scope, rebased(code)) for code in rows}
    low, high = _bounds(rows, months, limits)
    ordered = parts_chart.ordered_rows(list(rows.values()), indicator)
    tiles = [_tile(row, months[row.member], limits[row.member], (low, high), indicator, scope) for row in ordered]
    without = len(lookups.parts(scope.viewer, scope.region)) - len(rows)
    if without > 0:
        words = say("indicator_page.multiples_without", language, count=formats.number(without, language))
        tiles.append(tag("li", tag("a", words, href=address.to("cakupan"), target="_self"), class_="without"))
    ends = {"low": formats.short(low, indicator.unit, language), "high": formats.short(high, indicator.unit, language)}
    lead = f"{say('indicator_page.multiples_lead', language)} {say('indicator_page.multiples_scale', language, **ends)}"
    title = tag("h2", say("indicator_page.multiples", language))
    listed = tag("ul", *tiles, class_="multiples")
    st.html(tag("section", title, tag("p", lead, class_="aside"), listed, lang=language))
    period = formats.period(scope.period, language)
    on_image = f"{say('indicator_page.multiples', language)}: {indicator.name[language]}, {scope.region_name}, {period}"
    drawn = [_on_image(row, months[row.member], limits[row.member], (low, high), indicator, scope) for row in ordered]
    chart_files.of_multiples(
        f"{indicator.id}-months-by-region-{scope.region or lookups.province()}-{scope.period}",
        on_image,
        _data(ordered, months, limits, scope),
        drawn,
        SIZE,
        language,
    )


def _data(
    rows: Sequence[Row], months: Mapping[str, Sequence[Row]], limits: Mapping[str, Limits], scope: Scope
) -> list[dict[str, object]]:
    """What the tiles are drawn from: a line a region and month."""
    language = scope.language
    region, month_name = lookups.of_parts(scope.region, "panel.region", language), say("chart.month", language)
    actual, target = (say(f"overview.{key}", language) for key in ("actual", "target"))
    lower, upper = (say(f"indicator_page.{key}", language) for key in ("lower_limit", "upper_limit"))
    return [
        {
            region: lookups.named("region_code", row.member, language),
            month_name: month.period,
            actual: month.actual,
            "n": month.n,
            lower: ends[0],
            upper: ends[1],
            target: month.target,
        }
        for row in rows
        for month in months[row.member][-MONTHS:]
        for ends in (limits[row.member].get(month.period, (None, None)),)
    ]


def _on_image(
    row: Row, months: Sequence[Row], limits: Limits, bounds: tuple[float, float], indicator: Indicator, scope: Scope
) -> Tile:
    """A region as the image to take along shows it."""
    latest = months[-MONTHS:]
    drawn = spark.drawing(
        [month.actual for month in latest],
        line(row),
        tone(row.status),
        [limits.get(month.period) for month in latest],
        SIZE,
        bounds,
    )
    shown = formats.short(row.actual, indicator.unit, scope.language, apart_from=row.target_unmet)
    return Tile(_short_name(row.member, scope), shown, drawn or "")


def _short_name(code: str, scope: Scope) -> str:
    return next(region.short_name for region in lookups.regions(scope.viewer) if region.code == code)


def _latest(indicator: Indicator, region: str, scope: Scope) -> Sequence[Row]:
    return trends.with_figures(figures.monthly(scope.viewer, scope.history, region).get(indicator.id, ()))


def _limits(indicator: Indicator, region: str, scope: Scope, rebased: Collection[str]) -> Limits:
    judged = figures.judged(scope.viewer, scope.history, region, indicator.id)
    return {
        month: (limits.lower, limits.upper)
        for segment in variation.charted(judged, indicator, rebased)
        if segment.chart is not None
        for (month, _), limits in zip(segment.points, segment.chart.lines, strict=True)
    }


def _bounds(
    rows: Mapping[str, Row], months: Mapping[str, Sequence[Row]], limits: Mapping[str, Limits]
) -> tuple[float, float]:
    """The least and the greatest of all that is drawn in any tile."""
    latest = {code: listed[-MONTHS:] for code, listed in months.items()}
    drawn = [row.actual for listed in latest.values() for row in listed if row.actual is not None]
    drawn += [target for row in rows.values() if (target := line(row)) is not None]
    drawn += [end for code, listed in latest.items() for row in listed for end in limits[code].get(row.period, ())]
    return min(drawn), max(drawn)


def _tile(
    row: Row,
    months: Sequence[Row],
    limits: Limits,
    bounds: tuple[float, float],
    indicator: Indicator,
    scope: Scope,
) -> Markup:
    """Name and figure, the months, and in words the status and whether it changes."""
    language, latest = scope.language, months[-MONTHS:]
    name = _short_name(row.member, scope)
    picture = spark.spark(
        [month.actual for month in latest],
        line(row),
        tone(row.status),
        say("indicator_page.multiples_alt", language, region=name),
        [limits.get(month.period) for month in latest],
        SIZE,
        bounds,
    )
    shown = formats.short(row.actual, indicator.unit, language, apart_from=row.target_unmet)
    figure = formats.with_cases(shown, row.n, language)
    changes = say(f"variation.{row.variation}" if row.variation else "value.missing", language)
    head = tag("div", tag("a", name, href=address.link(wilayah=row.member), target="_self"), tag("span", figure))
    about = tag("div", interval_mark(row, indicator.unit, language), tag("small", changes))
    return tag("li", head, picture, about)
