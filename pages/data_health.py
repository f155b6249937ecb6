"""Kesehatan data: who reported what, up to when, what was refused, and what is worth asking."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from access.identity.viewer import Viewer
from data.ledger import open_problems, stored_records
from data.ledger.open_problems import OpenProblems
from data.schema import kinds
from metrics.judgement.reporting import last_ended_month
from metrics.monitoring import anomalies
from metrics.monitoring import reporting_health as checkup
from metrics.monitoring.anomalies import Sign
from metrics.monitoring.reporting_health import Health, State
from metrics.scorecard.workspace import Workspace
from pages.components.html import sections
from pages.components.html.markup import tag
from pages.components.layout import frame
from pages.components.quality import questions, report_calendar
from pages.components.runtime import address, cache, figures, lookups, run
from pages.components.runtime.lookups import Region
from reports.content import kind_words
from text import formats
from text.words import Language, known, say

SHOWN = 20
REPORTED: tuple[State, ...] = ("reported", "late", "nil")
MISSING: State = "missing"


@dataclass(frozen=True)
class Findings:
    """Everything the page shows, derived once per state of the ledger."""

    health: Health
    recap: pd.DataFrame
    signs: tuple[Sign, ...]
    open: tuple[OpenProblems, ...]


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    language = viewer.language
    with frame.bar(viewer):
        address.pick_language(language)
    if figures.head() == 0:
        title, lead = tag("h1", say("health.title", language)), tag("p", say("health.empty", language), class_="rest")
        st.html(tag("header", title, lead, class_="headline", lang=language))
        return
    findings = cache.answered(viewer.scope, "data health", _found)
    regions = sorted(lookups.leaves(viewer), key=lambda region: lookups.by_name(region.code))
    _headline(viewer, findings.health, regions)
    calendar, freshness = st.columns([13, 7], gap="medium")
    with calendar:
        _calendar(findings.health, regions, language)
    with freshness:
        _freshness(findings, regions, language)
    _open(viewer, findings.open)
    questions.drift(findings.health, regions, language)
    questions.signs(findings.signs, regions, language)


def _found(workspace: Workspace) -> Findings:
    return Findings(
        checkup.health(workspace),
        stored_records.recap_beside_records(workspace.home),
        anomalies.signs(workspace),
        tuple(open_problems.open_problems(workspace.home)),
    )


def _headline(viewer: Viewer, health: Health, regions: Sequence[Region]) -> None:
    language, month = viewer.language, last_ended_month(run.today())
    reporting = [region for region in regions if _has_reported(health, region)]
    reported = sum(health.states[region.code, month] in REPORTED for region in reporting)
    counts = {"reported": reported, "total": len(reporting), "month": formats.month(month, language)}
    sentence = say("health.sentence", language, **counts) if reporting else say("health.sentence_none", language)
    lines = [tag("h1", sentence)]
    if viewer.may_see(None):
        through = health.province_through
        level = lookups.level_word(None, language)
        key = "health.through" if through else "health.through_none"
        said = say(key, language, level=level, month=formats.month(through, language))
        if reporting and (silent := len(regions) - len(reporting)):
            said += " " + lookups.of_parts(None, "health.silent", language, count=formats.number(silent, language))
        lines.append(tag("p", said, class_="rest"))
    st.html(tag("header", *lines, class_="headline", lang=language))


def _has_reported(health: Health, region: Region) -> bool:
    """Whether it ever did, as far back as the calendar goes or its data reach."""
    months = (health.states[region.code, month] for month in health.months)
    return bool(health.through[region.code]) or any(state in REPORTED for state in months)


def _calendar(health: Health, regions: Sequence[Region], language: Language) -> None:
    title = tag("h2", say("health.calendar", language))
    reporting = [region for region in regions if _has_reported(health, region)]
    shown = regions if len(regions) - len(reporting) <= lookups.LISTED_AT_MOST else reporting
    drawn = report_calendar.table(health, shown, language)
    st.html(tag("section", title, report_calendar.legend(language), drawn, lang=language))


def _freshness(findings: Findings, regions: Sequence[Region], language: Language) -> None:
    health = findings.health
    columns = (findings.recap[name].tolist() for name in ("region_code", "recap", "records"))
    shares = {code: (recap, recap + records) for code, recap, records in zip(*columns, strict=True)}
    reporting = [region for region in regions if _has_reported(health, region)]
    lines = []
    for region in reporting:
        states = Counter(health.states[region.code, month] for month in health.months)
        recap, total = shares.get(region.code, (0, 0))
        share = formats.percent(100 * recap / total, language, 1) if total else say("value.missing", language)
        through = formats.month(health.through[region.code], language, short=True)
        missing = formats.number(states["missing"], language)
        lines.append((region.short_name, through, _in_time(states, language), missing, share))
    silent = lookups.listed([region.code for region in regions if region not in reporting], language)
    parts = [
        sections.lines(("region", "complete_through", "in_time", "missing_months", "recap_share"), lines, language),
        tag("p", say("health.recap_note", language), class_="aside"),
        tag("p", _capital(say("health.never", language, regions=silent)), class_="aside") if silent else None,
    ]
    sections.section("freshness", language, *parts)


def _in_time(states: Mapping[State, int], language: Language) -> str:
    """How many of the months that were owed came by their day."""
    owed = sum(states[state] for state in (*REPORTED, MISSING))
    counts = {"in_time": owed - states["late"] - states["missing"], "owed": owed}
    return say("health.in_time_of", language, **{name: formats.number(n, language) for name, n in counts.items()})


def _open(viewer: Viewer, files: Sequence[OpenProblems]) -> None:
    language = viewer.language
    listed = [problem for problem in files if viewer.may_see(problem.region)]
    if not listed:
        return sections.section("open", language, tag("p", say("health.open_none", language)))
    lines = [
        (
            say("health.entry", language, seq=problem.seq, file=problem.file),
            kind_words.name(kinds.kind(problem.kind), language),
            _rejected(problem, language),
            _top_rule(problem, language),
        )
        for problem in listed[:SHOWN]
    ]
    table = sections.lines(("open", "kind", "rejected", "top_rule"), lines, language, class_="findings")
    counts = {name: formats.number(n, language) for name, n in (("shown", SHOWN), ("count", len(listed)))}
    more = tag("p", say("health.more", language, **counts), class_="aside") if len(listed) > SHOWN else None
    return sections.section("open", language, table, more, tag("p", say("health.open_note", language), class_="aside"))


def _rejected(problem: OpenProblems, language: Language) -> str:
    counts = {name: formats.number(getattr(problem, name), language) for name in ("rejected", "read")}
    return say("health.rejected_of", language, **counts)


def _top_rule(problem: OpenProblems, language: Language) -> str:
    key = f"problem.{problem.rule}"
    if not known(key, language):
        return say("value.missing", language)
    count = formats.number(problem.rule_count, language)
    return say("health.top_rule_count", language, finding=say(key, language), count=count)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
