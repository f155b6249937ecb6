"""One indicator by region, agency, service or channel: bars with their target, or dots on a scale."""

import math
from collections.abc import Sequence

import streamlit as st

from metrics.catalogue.indicators import Indicator
from metrics.catalogue.streams import MEMBER_OF
from metrics.judgement.row import Row
from metrics.monitoring.region_matrix import cases_short
from metrics.survey import cross_table
from metrics.survey.index import UNSUR
from pages.components.charts import bars, chart_files, drill
from pages.components.charts.bars import Axis, Bar, Scale
from pages.components.html.markup import tag
from pages.components.html.ordering import line
from pages.components.layout.filters import Scope
from pages.components.runtime import address, figures, lookups
from reports.words import mark_words
from text import formats
from text.signs import tone
from text.words import Language, say

OF_SURVEY = ("satisfaction_index", "respondents", *(f"unsur_{unsur}" for unsur in UNSUR))
SHOWN = 12
SCALES: dict[str, Scale] = {"score": (1.0, 4.0), "index": (25.0, 100.0)}
"""Units whose scale does not begin at 0, with both of its ends."""
DOUBTFUL = "cannot_tell"


def draw(
    indicator: Indicator, dimension: str, scope: Scope, title: str, shown: int = SHOWN, *, with_files: bool = True
) -> None:
    """The parts, those that lack the most cases to their target first; `with_files`: data and image to take along."""
    language = scope.language
    card = figures.card(
        scope.viewer, period=scope.period, region=scope.region, indicators=(indicator.id,), by=dimension
    )
    known = [row for row in card.rows if row.actual is not None]
    rows = [row for row in known if _may_be_told(row, indicator, dimension, scope)]
    heading = tag("h2", title)
    if not rows:
        none = say("survey_cross.parts_hidden" if known else "panel.none", language)
        st.html(tag("section", heading, tag("p", none, class_="aside"), lang=language))
        return
    ordered = ordered_rows(rows, indicator)
    lines = [_bar(row, indicator, dimension, scope) for row in ordered[: formats.listed(len(ordered), shown)]]
    more = len(ordered) - len(lines)
    note = (
        tag("p", say("panel.more", language, count=formats.number(more, language)), class_="caption") if more else None
    )
    few = tag("p", say("survey_cross.parts_hidden", language), class_="caption") if len(rows) < len(known) else None
    measured = axis(ordered, indicator, language)
    part = lookups.of_parts(scope.region, f"panel.{dimension}", language)
    drawn = chart(lines, measured, indicator, title, part, language)
    st.html(tag("section", heading, *drawn, note, few, lang=language))
    if not with_files:
        return
    period = formats.period(scope.period, language)
    on_image = f"{title}: {indicator.name[language]}, {scope.region_name}, {period}"
    chart_files.of_bars(
        f"{indicator.id}-{dimension}-{scope.region or lookups.province()}-{scope.period}",
        on_image,
        _data(ordered, dimension, part, language),
        lines,
        measured,
        language,
    )


def chart(
    lines: Sequence[Bar], measured: Axis, indicator: Indicator, title: str, part: str, language: Language
) -> tuple[object, ...]:
    """The drawing and what its signs mean; `part` is what its parts are called."""
    titles = (part, say(f"unit.label_{indicator.unit}", language))
    keys = ["interval_whisker"] if any(line.interval for line in lines) else []
    keys += ["target_tick"] if any(line.target is not None for line in lines) else []
    keys += ["unsure_bar"] if any(line.unsure for line in lines) else []
    goal = measured.goal or say("overview.target", language)
    caption = " ".join(say(f"marks.{key}", language, goal=goal) for key in keys)
    drawn = bars.bars(lines, title, titles, language, measured)
    return drawn, tag("p", caption, class_="caption") if caption else None


def axis(rows: Sequence[Row], indicator: Indicator, language: Language) -> Axis:
    """The target by name, where all have the same; and the scale, where it does not begin at 0."""
    targets = {line(row) for row in rows}
    goal = None
    if len(targets) == 1 and (target := targets.pop()) is not None:
        apart = tuple(row.actual for row in rows if row.is_missed and row.actual is not None)
        shown = formats.short_goal(target, indicator.unit, language, apart_from=apart)
        goal = f"{say('overview.target', language)} {shown}"
    scale = SCALES.get(indicator.unit)
    first, last = (formats.tick(end, indicator.unit, language) for end in scale or (0.0, 0.0))
    return Axis(goal, scale, (first, last) if scale else None, indicator.better)


def _data(rows: Sequence[Row], dimension: str, part: str, language: Language) -> list[dict[str, object]]:
    """What the parts are drawn from, all of them, in the order of the chart."""
    actual, target = (say(f"overview.{key}", language) for key in ("actual", "target"))
    low, high = (say(f"chart.{key}", language) for key in ("low", "high"))
    return [
        {
            part: lookups.named(MEMBER_OF[dimension], row.member, language),
            actual: row.actual,
            "n": row.n,
            low: row.interval[0] if row.interval else None,
            high: row.interval[1] if row.interval else None,
            target: row.target,
        }
        for row in rows
    ]


def unsure(row: Row) -> bool:
    """Whether a missed target may be chance."""
    return row.is_missed and row.confidence == DOUBTFUL


def _may_be_told(row: Row, indicator: Indicator, dimension: str, scope: Scope) -> bool:
    """Whether enough people answered for this part; only the survey tells of persons."""
    if dimension not in cross_table.COLUMN_OF or indicator.id not in OF_SURVEY:
        return True
    return row.member in figures.survey_cross(scope.viewer, scope.period, scope.region, dimension).told


def ordered_rows(rows: Sequence[Row], indicator: Indicator) -> list[Row]:
    """Missed shares by the whole cases they lack, of as many the one with most cases first, so that no share of a few
    cases leads; then the worst, or the largest.
    """
    by_cases = indicator.unit == "percent"
    worst_first = indicator.better == "higher" and not indicator.is_count

    def place(row: Row) -> tuple[float, float, float]:
        short = math.ceil(formats.rounded(cases_short(row, indicator.better), 9)) if by_cases else 0
        return -short, -(row.n or 0.0) if short else 0.0, (row.actual or 0.0) * (1 if worst_first else -1)

    return sorted(rows, key=place)


def _bar(row: Row, indicator: Indicator, dimension: str, scope: Scope) -> Bar:
    language = scope.language
    bare = indicator.unit in formats.WORDED
    shown = formats.short(row.actual, indicator.unit, language, bare=bare, apart_from=row.target_unmet)
    return Bar(
        lookups.named(MEMBER_OF[dimension], row.member, language),
        float(row.actual or 0.0),
        formats.with_cases(shown, row.n, language),
        _way(row, indicator, dimension, scope),
        tone(row.status),
        row.interval,
        mark_words.interval(row, indicator.unit, language),
        target=line(row),
        unsure=unsure(row),
    )


def _way(row: Row, indicator: Indicator, dimension: str, scope: Scope) -> str | None:
    """Where a part leads: a region to its own view, any other to the cases it rests on, where there are such."""
    if dimension == "region":
        return address.link(wilayah=row.member)
    if "completions" not in indicator.streams or row.member == "-":
        return None
    place = scope.region or lookups.province()
    asked = {"indikator": indicator.id, "periode": scope.period, "wilayah": place}
    return address.to("hambatan", **asked, **{drill.KEY_OF[dimension]: row.member}) + address.CASES
