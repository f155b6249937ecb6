"""Laporan SKM in the layout of PermenPANRB 14/2017: sample, respondents, the nine unsur, the index, and the plan.

Answers of fewer than five respondents are not told, nor the next smallest when the total would reveal them.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from metrics import satisfaction
from metrics.periods import Period, previous, same_last_year
from metrics.rollup import Slice
from reports import findings, provenance, telling
from reports.blocks import Block, Charts, Column, Grid, Heading, Status, Title, Words
from reports.content import Content, Table
from reports.desk import Desk
from reports.gathered import Gathered
from reports.options import Options
from reports.suppression import suppressed
from reports.telling import Told
from text import formats
from text.words import Language, say

INDEX = "satisfaction_index"
CHARACTERISTICS = ("sex", "age_group", "education", "occupation")
WEAKEST = 3
LEAST = 5
"""Fewer respondents than this are not told apart."""


def gather(desk: Desk, options: Options) -> Gathered:
    """The index and its unsur, of last year too, by agency and by region; who answered."""
    asked, region = Period(options.period), options.region
    unsur = [f"unsur_{name}" for name in satisfaction.UNSUR]
    cards = {
        "period": desk.rows(asked.code, region, wanted=[INDEX, *unsur]),
        "last_year": desk.rows(same_last_year(asked).code, region, wanted=[INDEX, *unsur]),
        "months": desk.rows(f"r12:{asked.last_month}", region, "month", [INDEX]),
        "by_agency": _told_apart(desk, options, "agency"),
    }
    if region is None:
        cards["by_region"] = _told_apart(desk, options, "region")
    own = findings.tables(desk, options)
    tables = {"sample": _sample(desk, options), "respondents": _respondents(desk, options), **own}
    return Gathered(cards, tables)


def _told_apart(desk: Desk, options: Options, by: str) -> list[dict[str, Any]]:
    """The index of each part that enough respondents answered for; of the others only that it is not told."""
    rows = desk.rows(options.period, options.region, by, [INDEX])
    answered = desk.reader.records(Slice((Period(options.period),), options.region, by), "responses")
    few = {member for (_, member), number in answered.items() if number < LEAST}
    hidden: dict[str, Any] = dict.fromkeys(
        ("actual", "achievement_pct", "interval", "confidence", "variation", "assurance")
    )
    hidden |= {"status": "cannot_judge", "reasons": ("small_sample",)}
    return [{**row, **hidden} if row["member"] in few else row for row in rows]


def _sample(desk: Desk, options: Options) -> Table:
    """One row: respondents, users of the period before (None: unknown), the minimum sample they ask for."""
    asked = Period(options.period)
    before = previous(asked)
    answered = desk.reader.records(Slice((asked,), options.region, None), "responses").get((asked.code, ""), 0)
    users = desk.reader.records(Slice((before,), options.region, None), "completions").get((before.code, ""), 0)
    least = satisfaction.minimum_sample(users) if users else None
    return Table(("respondents", "users_before", "minimum_sample"), ((answered, users or None, least),))


def _respondents(desk: Desk, options: Options) -> Table:
    """Rows (characteristic, answer, respondents, percent); suppressed counts and percentages are None."""
    rows: list[tuple[Any, ...]] = []
    for name in CHARACTERISTICS:
        sql = f"""
            select coalesce({name}, '') as answer, count(*) as respondents
            from surveys
            where {provenance.in_scope(desk, options)} and answered_month between $first and $last
            group by answer order by respondents desc, answer
        """
        found = [(str(answer), int(str(n))) for answer, n in desk.run.rows(sql, provenance.in_period(options))]
        total = sum(n for _, n in found)
        for (answer, _), shown in zip(found, suppressed([n for _, n in found], LEAST), strict=True):
            rows.append((name, answer, shown, None if shown is None else 100 * shown / total))
    return Table(("characteristic", "answer", "respondents", "percent"), tuple(rows))


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
    yield from _unsur(content, index, unsur, language)
    yield Heading(say("report.chapter_parts", language), 2)
    for card in ("by_region", "by_agency"):
        if content.cards.get(card):
            yield _parts(content, card, language)
    yield Heading(say("report.chapter_plan", language), 2)
    yield from _plan(content, unsur, language)


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
    return Grid(telling.reasons(index, language), columns, tuple(lines))


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


def _unsur(content: Content, index: Told, unsur: Sequence[Told], language: Language) -> Iterator[Block]:
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
    chart = telling.trend(content, content.cards["months"], language)
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
        lines.append((str(names.get(row["member"], row["member"])), shown, grade, telling.status(row, language)))
    return Grid("", columns, tuple(lines), small=True)


def _plan(content: Content, unsur: Sequence[Told], language: Language) -> Iterator[Block]:
    """The three weakest unsur with what is to be done about each, by whom and until when."""
    rows = {row["indicator"].removeprefix("unsur_"): row for row in unsur}
    keys = ("unsur", "nrr", "action", "deadline", "owner")
    columns = tuple(
        Column(say(f"report.column_{key}", language), share=int(key in ("unsur", "action"))) for key in keys
    )
    table = content.tables["follow_ups"]
    plans = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
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
