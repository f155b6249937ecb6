"""The analysis of each target of an achievement report: why it matters, what it is seen beside, its months."""

from collections.abc import Iterator

from metrics.periods import Period
from reports.content.blocks import Block, Charts, Column, Grid, Heading, Status, Words
from reports.content.content import Content
from reports.parts import findings, scorecard_text, trends, year_targets
from reports.parts.scorecard_text import Told, of
from text import formats
from text.words import Language, say


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """One part for every indicator that has a target."""
    for row in content.cards["period"]:
        if scorecard_text.has_target(row):
            yield from _analysis(content, row, language)


def _analysis(content: Content, row: Told, language: Language) -> Iterator[Block]:
    id_ = row["indicator"]
    told = content.catalogue[id_]
    yield Heading(content.name(id_, language), 3)
    better = say(f"better.{told['better']}", language)
    yield Words(f"{told['why'][language]} ({better})")
    yield _compared(content, id_, language)
    chart = trends.chart(content, of(content.cards["months"], id_), language)
    yield Charts((chart,)) if chart else Words(say("chart.none", language), "small")
    yield from findings.blocks(content, id_, content.options.region, language)


def _compared(content: Content, id_: str, language: Language) -> Grid:
    """The period beside last year's, the year up to now beside its target, and for a region the province."""
    cards = content.cards
    columns = (
        Column(say("report.compared", language), share=2),
        Column(say("overview.target", language), "right"),
        Column(say("overview.actual", language), "right"),
        Column(say("overview.achievement", language), "right"),
        Column(say("overview.status", language)),
    )
    [now], [before] = of(cards["period"], id_), of(cards["last_year"], id_)
    [to_date] = of(cards["to_date"], id_)
    year = Period(content.options.period).last_month[:4]
    lines = [
        _period_line(content, now, language),
        _period_line(content, before, language),
        _period_line(content, to_date, language),
        (
            say("report.year_target", language, year=year),
            year_targets.shown(content, id_, content.options.region, language),
            *("",) * 3,
        ),
    ]
    for benchmark in of(cards.get("province", []), id_):
        lines.append((say("report.province", language), *_period_line(content, benchmark, language)[1:]))
    return Grid("", columns, tuple(lines))


def _period_line(content: Content, row: Told, language: Language) -> tuple[str | Status, ...]:
    return (
        formats.period(row["period"], language),
        scorecard_text.target(content, row, language),
        scorecard_text.actual(content, row, language),
        scorecard_text.achievement(row, language),
        scorecard_text.status(row, language),
    )
