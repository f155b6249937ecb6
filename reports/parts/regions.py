"""The part of each region in the province's achievement report: its MPP, its targets, charts."""

from collections.abc import Iterator, Sequence

from metrics.catalogue.indicators import OPERATING
from reports.content.blocks import Block, Charts, Column, Grid, Heading, Status, Words
from reports.content.chart import ChartDescription
from reports.content.content import Content
from reports.parts import beside, findings, mpp_coverage, scorecard_text, trends
from reports.parts.scorecard_text import Told, of
from text import formats
from text.words import Language, say

EARLIER = ("last_year", "to_date")


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """A part for every region, on a page of its own; a region without data says so."""
    rows = content.cards.get("period_by_region", [])
    for code in dict.fromkeys(row["member"] for row in rows):
        own = [row for row in rows if row["member"] == code]
        yield Heading(content.names["region"][code], 2, new_page=True)
        yield Words(f"{scorecard_text.headline(own, content.options.period, language)}.")
        yield Words(mpp_coverage.of_region(content, code, language))
        if all(row["actual"] is None for row in own if row["indicator"] != OPERATING):
            yield Words(say("report.region_without_data", language))
        yield _region_table(content, code, own, language)
        charts = _region_charts(content, code, language)
        if charts:
            yield Charts(charts, across=2)
        yield from findings.of_region(content, code, language)


def _region_table(content: Content, code: str, own: Sequence[Told], language: Language) -> Grid:
    columns = (
        Column(say("overview.indicator", language), share=6),
        Column(say("overview.target", language), "right"),
        Column(say("overview.actual", language), "right"),
        Column(say("overview.achievement", language), "right"),
        Column(say("report.last_year", language), "right", share=3),
        Column(say("report.to_date", language), "right", share=3),
        Column(say("report.year_target_short", language), "right"),
        Column(say("report.others", language), "right", share=3),
        Column(say("overview.status", language)),
    )
    of_region = [[row for row in content.cards[f"{n}_by_region"] if row["member"] == code] for n in EARLIER]
    earlier = [_by_indicator(rows) for rows in of_region]
    lines = (_line(content, code, row, [rows[row["indicator"]] for rows in earlier], language) for row in own)
    return Grid("", columns, tuple(lines), small=True)


def _narrow(shown: str, n: float | None, language: Language) -> str:
    """A figure and its cases that break between the two and nowhere else."""
    return formats.with_cases(shown, n, language).replace("n = ", "n\u00a0=\u00a0")


def _by_indicator(rows: Sequence[Told]) -> dict[str, Told]:
    return {row["indicator"]: row for row in rows}


def _line(
    content: Content, code: str, row: Told, earlier: Sequence[Told], language: Language
) -> tuple[str | Status, ...]:
    """One indicator of a region; `earlier` are its row of last year and of the year to date."""
    id_ = row["indicator"]
    unit = content.unit(id_)
    before, to_date = (
        _narrow(
            formats.quantity(other["actual"], unit, language, bare=True, apart_from=scorecard_text.target_unmet(other)),
            other.get("n"),
            language,
        )
        for other in earlier
    )
    return (
        content.name(id_, language),
        scorecard_text.target(content, row, language),
        scorecard_text.figure(content, row, language),
        scorecard_text.achievement(row, language),
        before,
        to_date,
        beside.year_target(content, id_, code, language, bare=True),
        " · ".join(part for part in beside.others(content, id_, code, language, bare=True) if part),
        scorecard_text.status(row, language),
    )


def _region_charts(content: Content, code: str, language: Language) -> tuple[ChartDescription, ...]:
    months = [row for row in content.cards.get("months_by_region", []) if row["member"] == code]
    ids = dict.fromkeys(row["indicator"] for row in months)
    charts = (trends.chart(content, of(months, id_), language) for id_ in ids)
    return tuple(chart for chart in charts if chart is not None)
