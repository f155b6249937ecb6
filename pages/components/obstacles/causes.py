"""Why cases are late as a page shows it: the obstacles written or declared, the steps, and who holds what is open."""

from collections.abc import Sequence

import streamlit as st

from metrics.obstacles.causes.reasons import Reason, late_cases
from metrics.obstacles.explanation import Explanation
from pages.components.html.markup import Markup, plain_table, stacked, tag
from pages.components.html.sections import heading
from pages.components.runtime import lookups
from text import formats
from text.words import Language, known, say


def reasons(explanation: Explanation, language: Language) -> None:
    """Obstacles written down beside late cases or declared; those nobody here controls stand apart as challenges."""
    own = [one for one in explanation.reasons if one.controllable != "no"]
    outside = [one for one in explanation.reasons if one.controllable == "no"]
    for key, listed in (("reasons", own), ("challenges", outside)):
        if listed:
            name = say(f"obstacle_page.{key}", language)
            table = stacked(_reasons(listed, explanation, language), name)
            st.html(tag("section", heading(name), table, lang=language))
    late = late_cases(explanation.reasons)
    if late:
        total = say("obstacle_page.late_total", language, count=formats.number(late, language))
        st.html(tag("p", total, class_="caption", lang=language))


def _reasons(listed: Sequence[Reason], explanation: Explanation, language: Language) -> Markup:
    keys = ("reason", "late_cases", "excess_days", "without", "controllable")
    unit = lookups.indicators()[explanation.indicator].unit
    lines = [
        (
            _reason_name(one, language),
            formats.number(one.late_cases, language),
            formats.number(one.excess_working_days, language, decimals=0),
            formats.short(one.actual_without, unit, language),
            control(one, language),
        )
        for one in listed
    ]
    return plain_table(
        [say(f"obstacle_page.{key}", language) for key in keys], lines, language, labelled=True, worded=(4,)
    )


def _reason_name(one: Reason, language: Language) -> str:
    if one.obstacle_code is None:
        return say("obstacle_page.unrecorded", language)
    declared = say("obstacle_page.declared", language) if one.source == "declared" else ""
    return " ".join(part for part in (named(one.obstacle_code, language), declared) if part)


def named(code: str, language: Language) -> str:
    """An obstacle's code with its name."""
    return f"{code} {lookups.named('obstacle_code', code, language)}"


def control(one: Reason, language: Language) -> str:
    """Whether somebody here can mend it, and who owns it."""
    if one.controllable is None:
        return say("value.missing", language)
    key = f"obstacle_page.owner_{one.owner}"
    owner = say(key, language) if known(key, language) else str(one.owner)
    return f"{say(f'obstacle_page.controllable_{one.controllable}', language)}, {owner}"


def stages(explanation: Explanation, language: Language) -> None:
    """Where the days go by step and holder, and who holds the open cases now."""
    if explanation.stages:
        keys = ("stage", "holder", "stage_days", "waiting_days", "usual", "share_of_excess")
        lines = [
            (
                one.stage,
                one.holder,
                formats.number(one.working_days, language, decimals=1),
                formats.number(one.waiting_days, language, decimals=1),
                formats.number(one.usual, language, decimals=1),
                formats.percent(None if one.share_of_excess is None else 100 * one.share_of_excess, language, 1),
            )
            for one in explanation.stages
        ]
        table = plain_table(
            [say(f"obstacle_page.{key}", language) for key in keys], lines, language, labelled=True, worded=(1,)
        )
        name = say("obstacle_page.stages", language)
        st.html(tag("section", heading(name), stacked(table, name), lang=language))
    if len(explanation.open_holders):
        holder_keys = ("stage", "holder", "open_cases", "open_overdue")
        rows = explanation.open_holders.itertuples(index=False)
        holders = [(*row[:2], *(formats.number(n, language) for n in row[2:4])) for row in rows]
        table = plain_table(
            [say(f"obstacle_page.{key}", language) for key in holder_keys],
            holders,
            language,
            labelled=True,
            worded=(1,),
        )
        name = say("obstacle_page.open_now", language)
        st.html(tag("section", heading(name), stacked(table, name), lang=language))
