"""Hambatan for the number of regions with an MPP: which are known to be without, which unknown, what they declared."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from metrics.obstacles.causes.reasons import Reason
from metrics.obstacles.explanation import Explanation
from metrics.obstacles.mpp_gap import STAGE_OF, UNKNOWN
from pages.components.html.markup import Markup, join, plain_table, tag
from pages.components.html.sections import heading
from pages.components.obstacles import causes
from pages.components.runtime import address, lookups
from reports.words import coverage_words
from text import formats
from text.words import Language, say

WORDS_OF = {word: state for state, word in STAGE_OF.items()}


def draw(explanation: Explanation, language: Language) -> None:
    """The regions behind the gap, the obstacles they declared, and where the year ends."""
    left, right = st.columns(2, gap="large")
    with left:
        _known(explanation.where["region"], language)
        _unknown(explanation.where[UNKNOWN], language)
    with right:
        _declared(explanation.reasons, language)
        _outlook(explanation, language)


def _known(rows: Sequence[Mapping[str, Any]], language: Language) -> None:
    """Where each region stands that is known not to operate, and since when."""
    if not rows:
        return
    titles = [say(f"coverage.{key}", language) for key in ("region", "stage", "when")]
    lines = [
        (_region(row["member"], language), _stage(row["stage"], language), coverage_words.when(row["since"], language))
        for row in rows
    ]
    table = tag("div", plain_table(titles, lines, language), class_="findings")
    title = heading(say("coverage.gap_known", language, count=len(rows)))
    st.html(tag("section", title, table, lang=language))


def _stage(stage: str | None, language: Language) -> str:
    if stage in WORDS_OF:
        return say(f"coverage.state_{WORDS_OF[stage]}", language)
    return lookups.milestones(language).get(stage or "", say("value.missing", language))


def _unknown(rows: Sequence[Mapping[str, Any]], language: Language) -> None:
    if not rows:
        return
    names: list[object] = []
    for row in rows:
        names += [", ", _region(row["member"], language)]
    title = heading(say("coverage.gap_unknown", language, count=len(rows)))
    lead = tag("p", say("coverage.ask_lead", language), class_="aside")
    st.html(tag("section", title, tag("p", join(*names[1:])), lead, lang=language))


def _declared(reasons: Sequence[Reason], language: Language) -> None:
    """What holds regions back by their own word; what nobody here controls stands apart."""
    if not reasons:
        lead = tag("p", say("coverage.obstacles_none", language), class_="aside")
        st.html(tag("section", heading(say("coverage.obstacles", language)), lead, lang=language))
    for key, outside in (("reasons", False), ("challenges", True)):
        listed = [one for one in reasons if (one.controllable == "no") == outside]
        if listed:
            titles = [say(f"coverage.{title}", language) for title in ("obstacle", "region", "declare_text")]
            lines = [_reason(one, language) for one in listed]
            table = tag("div", plain_table(titles, lines, language), class_="findings")
            st.html(tag("section", heading(say(f"obstacle_page.{key}", language)), table, lang=language))


def _reason(one: Reason, language: Language) -> tuple[object, ...]:
    assert one.declared is not None and one.obstacle_code is not None, "records tell of no obstacle to coverage"
    people = say("coverage.gap_people", language, people=formats.number(one.population, language))
    control = tag("span", causes.control(one, language), class_="remark")
    return (
        join(causes.named(one.obstacle_code, language), control),
        join(_region(one.declared.region, language), tag("span", people, class_="remark")),
        join(one.declared.text, tag("span", one.declared.document, class_="remark")),
    )


def _outlook(explanation: Explanation, language: Language) -> None:
    ahead = explanation.forecast
    texts = []
    if ahead.is_known:
        texts.append(say("coverage.gap_year_known", language, count=formats.number(ahead.year_end, language)))
    elif ahead.year_end is not None:
        key = "ahead_unplanned" if ahead.interval is None and ahead.year_end == explanation.actual else "ahead_planned"
        texts.append(say(f"coverage.{key}", language, count=formats.number(ahead.year_end, language)))
    if ahead.interval is not None:
        texts.append(say("coverage.gap_slipped", language, count=formats.number(ahead.interval[0], language)))
    if ahead.needed_per_month:
        needed = formats.number(ahead.needed_per_month, language)
        texts.append(say("coverage.gap_needed", language, needed=needed))
    if ahead.still_possible is not None:
        best = formats.number(ahead.still_possible, language)
        texts.append(say("coverage.gap_out_of_reach", language, count=best))
    title = heading(say("coverage.ahead", language, year=explanation.period[:4]))
    st.html(tag("section", title, *(tag("p", line) for line in texts), lang=language))


def _region(code: str, language: Language) -> Markup:
    return tag("a", lookups.place_name(code, language), href=address.to("cakupan", wilayah=code), target="_self")
