"""Laporan hambatan: every missed target taken apart, what was declared, and what is being done about it."""

from collections.abc import Iterator, Mapping
from typing import Any

from metrics.catalogue.indicators import OPERATING
from metrics.obstacles import listing
from reports.content.blocks import Block, Column, Grid, Heading, Title, Words
from reports.content.content import Content, Gathered
from reports.content.options import Options
from reports.content.workspace import Desk
from reports.parts import context_tables, findings, mpp_coverage, scorecard_text
from text import formats
from text.words import Language, known, say

DIMENSIONS = ("region", "service", "agency", "channel")
YES, PARTLY, NO = "yes", "partly", "no"


def gather(desk: Desk, options: Options) -> Gathered:
    """The targets of the period and an explanation of each that is missed."""
    rows = desk.rows(options.period, options.region, wanted=desk.targeted() or None)
    return Gathered({"period": rows}, context_tables.tables(desk, options), findings.gather(desk, options, rows))


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """The report but its provenance."""
    options, rows = content.options, content.cards["period"]
    place = content.place_name(options.region, language)
    lines = (say("demo.note", language),) if content.provenance["demo"] else ()
    yield Title(say("report.title_hambatan", language), f"{place} · {formats.period(options.period, language)}", lines)
    yield Words(f"{scorecard_text.headline(rows, options.period, language)}.", "lead")
    missed = [row for row in rows if scorecard_text.row_of(row).is_missed]
    if missed:
        yield scorecard_text.scorecard(content, missed, say("report.missed", language), language)
    else:
        yield Words(say("report.none_missed", language))
    for finding in content.findings:
        yield Heading(content.name(finding["indicator"], language), 2)
        yield from findings.blocks(content, finding["indicator"], options.region, language)
        if finding["indicator"] != OPERATING:
            yield from _explained(content, finding, language)
    yield Heading(say("report.chapter_coverage", language), 2)
    yield from mpp_coverage.difficulties(content, language)
    yield Heading(say("report.chapter_declared", language), 2)
    declared = list(findings.declared(content, None, language))
    yield from declared or [Words(say("report.none_declared", language))]
    yield Heading(say("report.follow_ups", language), 2)
    yield from findings.short(content, language) if not content.findings else _all_follow_ups(content, language)


def _all_follow_ups(content: Content, language: Language) -> Iterator[Block]:
    rows = content.records("follow_ups")
    yield findings.followed(content, rows, language) if rows else Words(say("report.no_follow_ups", language), "small")


def _explained(content: Content, finding: Mapping[str, Any], language: Language) -> Iterator[Block]:
    """Where the shortfall lies, and why cases were late: what one can change apart from what one cannot."""
    for name in DIMENSIONS:
        rows = finding["where"].get(name, [])
        if len(rows) > 1 or (rows and name != "region"):
            yield _where(content, name, rows, language)
    if any(finding["where"].get(name) for name in DIMENSIONS):
        yield Words(say("report.parts_add_up", language), "small")
    for key, wanted in (("hambatan", (YES, PARTLY, None)), ("tantangan", (NO,))):
        reasons = [reason for reason in finding["reasons"] if reason["controllable"] in wanted]
        if reasons:
            yield _reasons(content, finding["indicator"], reasons, say(f"report.{key}", language), language)
    late = sum(reason["late_cases"] or 0 for reason in finding["reasons"])
    if late:
        yield Words(say("report.late_total", language, count=formats.number(late, language)), "small")


def _where(content: Content, name: str, rows: list[dict[str, Any]], language: Language) -> Grid:
    columns = (
        Column(say(f"report.by_{name}", language), share=1),
        Column(say("report.column_shortfall", language), "right"),
        Column(say("report.column_share", language), "right"),
    )
    lines: list[tuple[str, str, str]] = []
    sides = listing.short_and_offset(rows, findings.MOST)
    for listed, title in zip(sides, ("short", "offset"), strict=True):
        shown = [(content.member_name(name, row["member"], language), row["shortfall"]) for row in listed.shown]
        if listed.others:
            shown.append((say("report.others_left", language, count=listed.others), listed.rest))
        if listed.shown:
            shown.append((say(f"report.total_{title}", language), listed.total))
        lines += (
            (name, formats.shortfall(part, language), _share(part, listed.total, language)) for name, part in shown
        )
    if all(listed.shown for listed in sides):
        net = sum(listed.total for listed in sides)
        lines.append((say("report.total_net", language), formats.shortfall(net, language), ""))
    return Grid("", columns, tuple(lines), small=True, whole=True)


def _share(part: float, total: float, language: Language) -> str:
    """A part of the shortfall, or of what offsets it: never of the difference of the two, which may be near nothing."""
    return formats.percent(100 * part / total if total else None, language, 1)


def _reasons(content: Content, id_: str, reasons: list[dict[str, Any]], caption: str, language: Language) -> Grid:
    columns = (
        Column(say("report.column_obstacle", language), share=2),
        Column(say("report.column_owner", language), share=1),
        Column(say("report.column_late_cases", language), "right"),
        Column(say("report.column_excess", language), "right"),
        Column(say("report.column_without", language), "right"),
    )
    lines = []
    for reason in reasons:
        code = reason["obstacle_code"]
        named = content.names["obstacle"].get(code, {}).get(language) if code else say("report.unrecorded", language)
        lines.append(
            (
                str(named or code),
                _owner(reason["owner"], language),
                formats.number(reason["late_cases"], language),
                formats.number(reason["excess_working_days"], language, 1, 0),
                formats.quantity(reason["actual_without"], content.unit(id_), language),
            )
        )
    return Grid(caption, columns, tuple(lines), small=True)


def _owner(owner: str | None, language: Language) -> str:
    """Who owns an obstacle, in words; an office's own code as it is."""
    key = f"obstacle_page.owner_{owner}"
    return say(key, language) if known(key, language) else owner or say("value.missing", language)
