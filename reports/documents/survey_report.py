"""Laporan SKM on paper, in the layout of PermenPANRB 14/2017."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from metrics.survey import index as satisfaction
from reports.content.blocks import Block, Charts, Column, Grid, Heading, Status, Title, Words
from reports.content.content import UNSAID, Content
from reports.parts import findings, scorecard_text, trends
from reports.parts.scorecard_text import Told
from reports.parts.survey_tables import INDEX
from reports.words import survey_words
from text import formats
from text.words import Language, say


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """The report but its provenance."""
    options = content.options
    place = content.place_name(options.region, language)
    lines = (say("demo.note", language),) if content.provenance["demo"] else ()
    yield Title(say("report.title_skm", language), f"{place} · {formats.period(options.period, language)}", lines)
    [index, *unsur] = content.cards["period"]
    yield Words(_headline(content, index, language), "lead")
    yield Heading(say("report.chapter_sample", language), 2)
    yield _sample_grid(content, index, language)
    yield from _characteristics(content, language)
    yield Heading(say("report.chapter_unsur", language), 2)
    yield from unsur_blocks(content, index, unsur, language)
    yield Heading(say("report.chapter_parts", language), 2)
    for card in ("by_region", "by_agency"):
        if content.cards.get(card):
            yield _parts(content, card, language)
    yield Heading(say("report.chapter_plan", language), 2)
    yield from unsur_plan(content, unsur, language)


def _headline(content: Content, index: Told, language: Language) -> str:
    [(answered, _, _)] = content.tables["sample"].rows
    if index["actual"] is None:
        return say("report.skm_none", language)
    grade = satisfaction.grade(index["actual"])
    values = {"index": scorecard_text.actual(content, index, language), "grade": grade}
    performance = say(f"report.performance_{grade.lower()}", language)
    respondents = formats.number(answered, language)
    return say("report.skm_headline", language, **values, performance=performance, respondents=respondents)


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
    why = scorecard_text.reasons(index, language)
    return Grid(why[:1].upper() + why[1:], columns, tuple(lines))


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
        said = survey_words.answer(name, answer, language) if answer else say("report.not_answered", language)
        lines.append((say(f"report.{name}", language), said, shown, percent))
    if lines:
        yield Grid(say("report.respondents", language), columns, tuple(lines), small=True)
        yield Words(say("report.suppression_rule", language), "small")


def _parts(content: Content, card: str, language: Language) -> Grid:
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
        shown = scorecard_text.figure(content, row, language) if known else hidden
        grade = satisfaction.grade(row["actual"]) if known else say("value.missing", language)
        if row["member"] == UNSAID and row["status"] == "no_data":
            continue  # nobody left the part out
        name = content.member_name(card.removeprefix("by_"), row["member"], language)
        lines.append((name, shown, grade, scorecard_text.status(row, language)))
    return Grid("", columns, tuple(lines), small=True)


WEAKEST = 3


def unsur_blocks(content: Content, index: Told, unsur: Sequence[Told], language: Language) -> Iterator[Block]:
    """Sum, answers, mean (NRR), weight, weighted mean and quality of each unsur; the index below."""
    keys = ("unsur", "total", "answers", "nrr", "weight", "weighted", "grade", "last_year")
    columns = tuple(
        Column(say(f"report.column_{key}", language), "right" if i else "left", 0 if i else 1)
        for i, key in enumerate(keys)
    )
    known = sum(row["actual"] is not None for row in unsur)
    before = {row["indicator"]: row["actual"] for row in content.cards["last_year"]}
    lines = [_unsur_line(content, row, before[row["indicator"]], known, language) for row in unsur]
    if index["actual"] is not None:
        last_year = formats.quantity(before[INDEX], "index", language)
        shown = scorecard_text.figure(content, index, language)
        grade = satisfaction.grade(index["actual"])
        lines.append((content.name(INDEX, language), *("",) * 4, shown, grade, last_year))
    yield Grid(say("report.unsur_table", language, count=known), columns, tuple(lines), small=True, whole=True)
    reconciled = _reconciliation(content, unsur, language)
    if reconciled:
        yield Words(reconciled, "small")
    chart = trends.chart(content, content.cards["months"], language)
    if chart:
        yield Charts((chart,))


def _unsur_line(content: Content, row: Told, before: float | None, known: int, language: Language) -> tuple[str, ...]:
    missing = say("value.missing", language)
    name, nrr = content.name(row["indicator"], language), row["actual"]
    if nrr is None:
        return (name, *(missing,) * 6, formats.quantity(before, "score", language))
    return (
        name,
        formats.number(row["numerator"], language, 2, 0),
        formats.number(row["denominator"], language),
        formats.number(nrr, language, 3),
        f"1/{known}",
        formats.number(nrr / known, language, 3),
        satisfaction.grade(25 * nrr),
        formats.quantity(before, "score", language),
    )


def _means(unsur: Sequence[Told]) -> dict[str, Fraction]:
    return {
        row["indicator"].removeprefix("unsur_"): Fraction(row["numerator"]) / Fraction(row["denominator"])
        for row in unsur
        if row["denominator"]
    }


def _reconciliation(content: Content, unsur: Sequence[Told], language: Language) -> str | None:
    """What a sheet with rounded ninths would give, so that it can be tied to this one."""
    annex, brief = (satisfaction.reconciliation(_means(unsur), Decimal(weight)) for weight in ("0.111", "0.11"))
    if annex is None or brief is None:
        return None
    shown = {"annex": formats.number(annex, language, 2), "short": formats.number(brief, language, 2)}
    return say("satisfaction.reconciliation", language, name=content.name(INDEX, language), **shown)


def unsur_plan(content: Content, unsur: Sequence[Told], language: Language) -> Iterator[Block]:
    """The three weakest unsur with what is to be done about each, by whom and until when."""
    rows = {row["indicator"].removeprefix("unsur_"): row for row in unsur}
    keys = ("unsur", "nrr", "action", "deadline", "owner")
    columns = tuple(
        Column(say(f"report.column_{key}", language), share=int(key in ("unsur", "action"))) for key in keys
    )
    plans = content.records("follow_ups")
    lines = []
    for name in satisfaction.weakest(_means(unsur), WEAKEST):
        row = rows[name]
        unsur_plan = next((unsur_plan for unsur_plan in plans if unsur_plan["indicator"] == row["indicator"]), None)
        texts = (
            ("", "", "")
            if unsur_plan is None
            else (unsur_plan["action"], findings.day(unsur_plan["deadline"], language), unsur_plan["owner"])
        )
        lines.append((content.name(row["indicator"], language), formats.number(row["actual"], language, 3), *texts))
    if not lines:
        yield Words(say("report.skm_none", language))
        return
    yield Grid(say("report.weakest", language), columns, tuple(lines))
    if alike := satisfaction.as_low_as_weakest(_means(unsur), WEAKEST):
        yield Words(say("satisfaction.weakest_alike", language, count=formats.number(alike, language)), "small")
    if any(not line[2] for line in lines):
        yield Words(say("report.plan_open", language), "small")
