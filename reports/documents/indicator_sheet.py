"""Lembar indikator: one page on one indicator of a place and period, the view of the screen as a document."""

from collections.abc import Iterator

from data.errors import SetupError, error_text
from metrics.periods import Period
from reports.content.blocks import Block, Charts, Column, Grid, Status, Title, Words
from reports.content.content import Content, Gathered, Table
from reports.content.options import Options
from reports.content.workspace import Desk
from reports.parts import context_tables, findings, scorecard_text, trends
from reports.parts.scorecard_text import Told
from reports.words import mark_words
from text import formats
from text.words import Language, say

PARTS = 12
"""Lines of the table of parts that leave the page one page."""


def gather(desk: Desk, options: Options) -> Gathered:
    """The indicator in the period, its twelve months, its parts (regions; within a region services), and why."""
    id_ = options.indicator
    if id_ is None or id_ not in desk.indicators:
        raise SetupError(error_text("report_indicator", example=next(iter(desk.indicators))))
    by, last = "region" if options.region is None else "service", Period(options.period).last_month
    cards = {
        "period": desk.rows(options.period, options.region, wanted=[id_], marked=True),
        "months": desk.rows(f"r12:{last}", options.region, "month", [id_]),
        f"by_{by}": desk.rows(options.period, options.region, by, [id_]),
    }
    tables = context_tables.tables(desk, options)
    tables["follow_ups"] = _about(tables["follow_ups"], id_)
    return Gathered(cards, tables, findings.gather(desk, options, cards["period"]))


def _about(table: Table, id_: str) -> Table:
    at = table.columns.index("indicator")
    return Table(table.columns, tuple(row for row in table.rows if row[at] == id_))


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """The page."""
    options, [row] = content.options, content.cards["period"]
    place = content.place_name(options.region, language)
    lines = (say("demo.note", language),) if content.provenance["demo"] else ()
    name = content.name(row["indicator"], language)
    yield Title(name, f"{place} · {formats.period(options.period, language)}", lines)
    yield Words(lead(content, row, language), "lead")
    yield Words(content.catalogue[row["indicator"]]["why"][language])
    yield scorecard_text.scorecard(content, [row], "", language, remarked=False)
    chart = trends.chart(content, content.cards["months"], language)
    yield Charts((chart,)) if chart else Words(say("chart.none", language), "small")
    yield from findings.short(content, language)
    yield from _parts(content, language)


def lead(content: Content, row: Told, language: Language) -> str:
    """Actual against target, the status, and whether it is changing."""
    shown, goal = scorecard_text.figure(content, row, language), scorecard_text.target(content, row, language)
    state = say(f"status.{row['status']}", language)
    said = [say("report.sheet_lead", language, actual=shown, target=goal, status=state)]
    judged = scorecard_text.row_of(row)
    unit = content.unit(row["indicator"])
    marks = (
        mark_words.confidence(judged, language),
        mark_words.interval(judged, unit, language),
        mark_words.variation(judged, scorecard_text.measure(content, row), language),
        mark_words.assurance(judged, language),
        mark_words.level(judged, unit, language),
    )
    return "; ".join([*said, *(mark for mark in marks if mark)]) + "."


def _parts(content: Content, language: Language) -> Iterator[Block]:
    """The parts that have a figure, the worst first; of a count the largest."""
    by = "region" if "by_region" in content.cards else "service"
    rows = [row for row in content.cards[f"by_{by}"] if row["actual"] is not None]
    if not rows:
        return
    indicator = content.catalogue[rows[0]["indicator"]]
    rising = indicator["better"] == "higher" and indicator["unit"] != "count"
    ordered = sorted(rows, key=lambda row: row["actual"] if rising else -row["actual"])
    columns = (
        Column(say(f"panel.{by}", language), share=1),
        Column(say("overview.actual", language), "right"),
        Column(say("overview.target", language), "right"),
        Column(say("overview.status", language)),
    )
    lines = tuple(_line(content, row, by, language) for row in ordered[:PARTS])
    counts = {"shown": formats.number(len(lines), language), "of": formats.number(len(rows), language)}
    yield Grid(say("report.sheet_parts", language, **counts), columns, lines, small=True)


def _line(content: Content, row: Told, by: str, language: Language) -> tuple[str | Status, ...]:
    return (
        content.member_name(by, row["member"], language),
        scorecard_text.figure(content, row, language),
        scorecard_text.target(content, row, language),
        scorecard_text.status(row, language),
    )
