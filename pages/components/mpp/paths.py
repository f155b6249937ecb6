"""The path of a region to its MPP, where every region stands on it, and what to ask whom where nothing is known."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from metrics.mpp.rollout import RegionPath, State, Step
from pages.components.html.markup import Markup, join, plain_table, tag
from pages.components.runtime import address, lookups
from reports.parts.coverage_tables import CONFIRMED, NEWS, UPLOADED, basis
from reports.words.coverage_words import TONES, when
from text import formats
from text.words import Language, say

ICONS: dict[State, str] = {"operating": "✓", "planned": "◔", "without": "▼", "unknown": "○"}
ORDER: tuple[State, ...] = ("without", "planned", "unknown", "operating")
OPEN = 60
"""So many regions at most are listed without being asked for."""
QUESTIONS = ("unknown", "dispute", "plan", "confirm")


def stage_sentence(path: RegionPath, language: Language) -> str:
    """The state in words, with the day an MPP began."""
    state = say(f"coverage.state_{path.state}", language)
    if path.state != "operating" or path.since is None:
        return state
    return say("coverage.since", language, state=state, when=when(path.since, language))


def detail(path: RegionPath, on: date, language: Language) -> None:
    """Every step of the path with what is known of it, from uploads and from news."""
    name = lookups.place_name(path.region, language)
    title = tag("h2", say("coverage.path", language, region=name))
    lead = say("coverage.path_lead", language, date=formats.date(on, language), state=stage_sentence(path, language))
    names = lookups.milestones(language)
    titles = [say(f"coverage.{key}", language) for key in ("step", "happened", "planned", "document", "basis")]
    rows: list[tuple[object, ...]] = []
    for code, label in names.items():
        told_of = [_step(step, label, language) for step in path.steps if step.milestone == code]
        rows += told_of or [(label, *[say("value.missing", language)] * (len(titles) - 1))]
    table = (
        plain_table(titles, rows, language, labelled=True)
        if path.steps
        else tag("p", say("coverage.path_none", language))
    )
    note = (
        tag("p", f"{say('coverage.note', language)}: {path.note} ({path.sources})", class_="caption")
        if path.note
        else None
    )
    frame = tag("div", table, class_="findings stacks")
    st.html(tag("section", title, tag("p", lead, _doubt(path, language)), frame, note, class_="path", lang=language))


def _step(step: Step, name: str, language: Language) -> tuple[object, ...]:
    if step.source == "news":
        rests_on = say("coverage.news" if step.counts else "coverage.news_replaced", language)
    else:
        rests_on = say("coverage.uploaded", language, seq=step.seq)
    if step.confirmed_by:
        rests_on = say("coverage.confirmed", language, who=step.confirmed_by)
    missing = say("value.missing", language)
    document = join(step.document_no or missing, tag("span", step.note, class_="remark") if step.note else None)
    return name, when(step.happened_on, language), when(step.planned_on, language), document, rests_on


def every(paths: Sequence[RegionPath], language: Language) -> None:
    """All regions in one table: those that need something first."""
    names = lookups.milestones(language)
    titles = [say(f"coverage.{key}", language) for key in ("region", "state", "when", "stage", "basis")]
    rows = [
        (
            tag("a", lookups.place_name(path.region, language), href=address.link(wilayah=path.region), target="_self"),
            _state(path, language),
            when(path.since, language),
            names.get(path.stage or "", say("value.missing", language)),
            join(_basis(path, language), _doubt(path, language)),
        )
        for path in sorted(paths, key=lambda path: (ORDER.index(path.state), lookups.by_name(path.region)))
    ]
    table = tag("div", plain_table(titles, rows, language, labelled=True), class_="findings stacks", lang=language)
    title = say("coverage.regions", language)
    if len(rows) > OPEN:
        with st.expander(title):
            st.html(table)
        return
    st.html(tag("section", tag("h2", title), table, lang=language))


def questions(paths: Sequence[RegionPath], language: Language) -> None:
    """What to ask whom: of regions without data first, then where sources differ or only news is known."""
    by_question: dict[str, list[str]] = {key: [] for key in QUESTIONS}
    codes: dict[str, list[str]] = {key: [] for key in QUESTIONS}
    for path in sorted(paths, key=lambda path: lookups.by_name(path.region)):
        if (key := question(path)) is not None:
            name, since = lookups.place_name(path.region, language), when(path.since, language)
            shown = say("coverage.ask_since", language, region=name, when=since) if key == "confirm" else name
            by_question[key].append(shown)
            codes[key].append(path.region)
    lines = [
        (
            say(f"coverage.ask_{key}", language),
            ", ".join(names) if len(names) <= lookups.LISTED_AT_MOST else lookups.listed(codes[key], language),
        )
        for key, names in by_question.items()
        if names
    ]
    if not lines:
        return
    titles = (say("coverage.ask_what", language), say("coverage.ask_whom", language))
    lead = tag("p", say("coverage.ask_lead", language), class_="aside")
    title, table = tag("h2", say("coverage.ask", language)), plain_table(titles, lines, language)
    st.html(tag("section", title, lead, tag("div", table, class_="findings asked"), lang=language))


def question(path: RegionPath) -> str | None:
    """One of QUESTIONS; None where a document has been seen."""
    if path.state == "unknown":
        return "unknown"
    if basis(path) != NEWS:
        return "dispute" if path.disputed and basis(path) != CONFIRMED else None
    if path.disputed:
        return "dispute"
    return "confirm" if path.state == "operating" else "plan"


def _state(path: RegionPath, language: Language) -> Markup:
    icon = tag("span", ICONS[path.state], class_="icon", aria_hidden="true")
    words = say(f"coverage.state_{path.state}", language)
    return tag("span", icon, " ", words, class_=f"mark {TONES[path.state]}")


def _basis(path: RegionPath, language: Language) -> str:
    words = basis(path)
    if words == CONFIRMED:
        return say("coverage.confirmed", language, who=path.confirmed_by)
    if words == UPLOADED:
        return say("coverage.uploaded", language, seq=max(step.seq for step in path.steps))
    return say("coverage.news", language) if words else say("value.missing", language)


def _doubt(path: RegionPath, language: Language) -> Markup | None:
    return tag("span", say("coverage.disputed", language), class_="badge doubt") if path.disputed else None
