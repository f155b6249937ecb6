"""The nine unsur of a survey report: their means and grades, the index below, and a plan for the weakest."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from metrics.survey import index as satisfaction
from reports.content.blocks import Block, Charts, Column, Grid, Words
from reports.content.content import Content
from reports.parts import findings, trends
from reports.parts.scorecard_text import Told
from reports.parts.survey_tables import INDEX
from text import formats
from text.words import Language, say

WEAKEST = 3


def blocks(content: Content, index: Told, unsur: Sequence[Told], language: Language) -> Iterator[Block]:
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
        shown = formats.quantity(index["actual"], "index", language)
        grade = satisfaction.grade(index["actual"])
        lines.append((content.name(INDEX, language), *("",) * 4, shown, grade, last_year))
    yield Grid(say("report.unsur_table", language, count=known), columns, tuple(lines), small=True)
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


def plan(content: Content, unsur: Sequence[Told], language: Language) -> Iterator[Block]:
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
        plan = next((plan for plan in plans if plan["indicator"] == row["indicator"]), None)
        told = (
            ("", "", "") if plan is None else (plan["action"], findings.day(plan["deadline"], language), plan["owner"])
        )
        lines.append((content.name(row["indicator"], language), formats.number(row["actual"], language, 3), *told))
    if not lines:
        yield Words(say("report.skm_none", language))
        return
    yield Grid(say("report.weakest", language), columns, tuple(lines))
    if any(not line[2] for line in lines):
        yield Words(say("report.plan_open", language), "small")
