"""One follow-up in full: what was seen, what is done, what was said of it, and its effect."""

from datetime import date

import streamlit as st

from access.identity.viewer import Viewer
from metrics.acts.follow_ups import FollowUp
from metrics.monitoring import follow_up_effect
from metrics.scorecard.workspace import Workspace
from pages.components.html.markup import Markup, join, tag
from pages.components.html.sections import heading
from pages.components.obstacles import follow_up_forms
from pages.components.runtime import lookups, run
from reports.words import effect_words
from text import formats
from text.words import Language, say


def about(one: FollowUp, language: Language) -> str:
    """What it is about: indicator, period, and the slice if any."""
    name = lookups.indicators()[one.indicator].name[language]
    narrowed = (lookups.named(dimension, code, language) for dimension, code in one.where.items())
    parts = [name, formats.period(one.period, language), *narrowed]
    return ", ".join(parts)


SIGNS = {"late": ("▼", "missed"), "done": ("✓", "met"), "in_progress": ("●", "quiet")}


def mark(one: FollowUp, today: date, language: Language) -> Markup:
    """Its status by sign, word and colour."""
    status = "late" if one.is_overdue(today) else one.status
    sign, tone = SIGNS.get(status, ("○", "quiet"))
    return tag(
        "span",
        tag("span", sign, class_="icon", aria_hidden="true"),
        say(f"follow_up.status_{status}", language),
        class_=f"mark {tone}",
    )


def draw(viewer: Viewer, one: FollowUp) -> None:
    """Everything known of it, and the form to add to it for those who may."""
    language = viewer.language
    facts = [
        ("about", about(one, language)),
        ("region", lookups.place_name(one.region, language)),
        ("fact", one.fact),
        ("cause", one.cause),
        ("obstacle", follow_up_forms.obstacle_name(one.obstacle_code, language)),
        ("action", one.action),
        ("owner", one.owner),
        ("deadline", formats.date(one.deadline, language)),
        ("status", mark(one, run.today(), language)),
        ("evidence", _evidence(one)),
        ("effect", _effect(viewer, one)),
    ]
    rows = [
        tag("tr", tag("th", say(f"follow_up.{key}", language), scope="row"), tag("td", text))
        for key, text in facts
        if text
    ]
    title = heading(say("follow_up.detail", language, number=one.seq))
    table = tag("table", tag("tbody", *rows), class_="definition")
    st.html(tag("section", title, table, _remarks(one, language), lang=language))
    if viewer.may("follow_up"):
        follow_up_forms.change(viewer, one)


def _evidence(one: FollowUp) -> Markup | None:
    parts = []
    for proof in one.evidence:
        shown = (
            tag("a", proof.name, href=proof.name, rel="noopener noreferrer", target="_blank")
            if proof.sha256 is None
            else tag("span", proof.name, " ", tag("code", f"{proof.sha256[:12]}…", title=proof.sha256))
        )
        parts.append(tag("li", shown))
    return tag("ul", *parts, class_="bare") if parts else None


def _effect(viewer: Viewer, one: FollowUp) -> Markup | None:
    """What it has done, in a sentence, and how often such a sentence is wrong; nothing until it is done."""
    with Workspace(run.home(), viewer.scope) as workspace:
        effect = follow_up_effect.effect(workspace, one)
        looked_at = follow_up_effect.looked_at(workspace) if effect else 0
    if effect is None:
        return None
    language, unit = viewer.language, lookups.indicators()[one.indicator].unit
    number = say("follow_up.effect_looked_at", language, count=formats.number(looked_at, language))
    note = tag("small", say("follow_up.effect_help", language), " ", number, class_="remark")
    return join(effect_words.effect(effect_words.told_of(effect), unit, language), " ", note)


def _remarks(one: FollowUp, language: Language) -> Markup | None:
    lines = []
    for said in one.remarks:
        when = formats.date(date.fromisoformat(said.when[:10]), language)
        who = say("follow_up.said", language, who=said.who, when=when)
        signed = say("follow_up.signed", language) if said.is_sign_off else ""
        lines.append(tag("li", tag("small", who), " ", " ".join(part for part in (signed, said.text) if part)))
    if not lines:
        return None
    return tag("div", tag("h3", say("follow_up.remarks", language)), tag("ul", *lines, class_="bare"))
