"""Laporan SKM on paper, in the layout of PermenPANRB 14/2017."""

from collections.abc import Iterator, Mapping
from typing import Any

from metrics.survey import index as satisfaction
from reports.content.blocks import Block, Column, Grid, Heading, Status, Title, Words
from reports.content.content import Content
from reports.documents import unsur_part
from reports.parts import scorecard_text
from reports.parts.scorecard_text import Told
from reports.parts.survey_tables import INDEX
from text import formats
from text.words import Language, say


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """The report but its provenance."""
    options = content.options
    place = content.region_name(options.region, say("region.whole", language))
    lines = (say("demo.note", language),) if content.provenance["demo"] else ()
    yield Title(say("report.title_skm", language), f"{place} · {formats.period(options.period, language)}", lines)
    [index, *unsur] = content.cards["period"]
    yield Words(_headline(content, index, language), "lead")
    yield Heading(say("report.chapter_sample", language), 2)
    yield _sample_grid(content, index, language)
    yield from _characteristics(content, language)
    yield Heading(say("report.chapter_unsur", language), 2)
    yield from unsur_part.blocks(content, index, unsur, language)
    yield Heading(say("report.chapter_parts", language), 2)
    for card in ("by_region", "by_agency"):
        if content.cards.get(card):
            yield _parts(content, card, language)
    yield Heading(say("report.chapter_plan", language), 2)
    yield from unsur_part.plan(content, unsur, language)


def _headline(content: Content, index: Told, language: Language) -> str:
    [(answered, _, _)] = content.tables["sample"].rows
    if index["actual"] is None:
        return say("report.skm_none", language)
    grade = satisfaction.grade(index["actual"])
    told = {"index": formats.quantity(index["actual"], "index", language), "grade": grade}
    performance = say(f"report.performance_{grade.lower()}", language)
    respondents = formats.number(answered, language)
    return say("report.skm_headline", language, **told, performance=performance, respondents=respondents)


def _sample_grid(content: Content, index: Told, language: Language) -> Grid:
    columns = (
        Column(say("report.column_property", language), share=1),
        Column(say("report.column_number", language), "right"),
    )
    table = content.tables["sample"]
    lines = [
        (say(f"report.column_{name}", language), formats.number(number, language))
        for name, number in zip(table.columns, table.rows[0], strict=True)
    ]
    return Grid(scorecard_text.reasons(index, language), columns, tuple(lines))


def _characteristics(content: Content, language: Language) -> Iterator[Block]:
    columns = (
        Column(say("report.column_characteristic", language), share=1),
        Column(say("report.column_answer", language), share=1),
        Column(say("report.column_respondents", language), "right"),
        Column("%", "right"),
    )
    rows = content.tables["respondents"].rows
    lines = []
    for name, answer, number, share in rows:
        hidden = say("report.suppressed", language)
        shown = hidden if number is None else formats.number(number, language)
        percent = hidden if share is None else formats.number(share, language, 2)
        lines.append((say(f"report.{name}", language), answer or say("report.not_answered", language), shown, percent))
    if lines:
        yield Grid(say("report.respondents", language), columns, tuple(lines), small=True)
        yield Words(say("report.suppression_rule", language), "small")


def _parts(content: Content, card: str, language: Language) -> Grid:
    names: Mapping[str, Any] = content.names["region" if card == "by_region" else "agency"]
    columns = (
        Column(say(f"report.{card}", language), share=1),
        Column(content.name(INDEX, language), "right"),
        Column(say("report.column_grade", language)),
        Column(say("overview.status", language)),
    )
    lines: list[tuple[str | Status, ...]] = []
    for row in content.cards[card]:
        known = row["actual"] is not None
        hidden = say("report.suppressed" if "small_sample" in row["reasons"] else "value.missing", language)
        shown = formats.quantity(row["actual"], "index", language) if known else hidden
        grade = satisfaction.grade(row["actual"]) if known else say("value.missing", language)
        lines.append((str(names.get(row["member"], row["member"])), shown, grade, scorecard_text.status(row, language)))
    return Grid("", columns, tuple(lines), small=True)
