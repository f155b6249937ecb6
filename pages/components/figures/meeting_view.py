"""For the meeting: the whole screen, one indicator a slide, what needs attention first; the address holds the slide."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from access.identity.viewer import Viewer
from metrics.catalogue.indicators import OPERATING, Indicator
from metrics.judgement.row import Row
from metrics.mpp.rollout import Coverage
from metrics.periods import Period
from metrics.scorecard.score import Scorecard
from pages.components.breakdown import finding, parts_chart, rollout_steps
from pages.components.documents import issued_file
from pages.components.figures import decisions, headline, panels, shortfall_sentence
from pages.components.html.markup import Markup, tag
from pages.components.html.ordering import attention_first
from pages.components.html.status_mark import mark
from pages.components.layout import filters
from pages.components.layout.filters import Scope
from pages.components.runtime import address, figures, lookups
from reports.words import coverage_words, mark_words
from text import formats
from text.signs import tone
from text.words import Language, say

KEY, STATE = "tampilan", "rapat"
HEIGHT, LETTERS, REGIONS = 340, 20, 12
"""Height of a chart and of its letters, in pixels, and how many regions a strip holds."""
_LOOK = Path(__file__).with_suffix(".css")


def wanted() -> bool:
    """Whether the address asks for slides."""
    return address.requested(KEY) == STATE


def entry(language: Language) -> None:
    """The button that turns the present view into slides."""
    st.button(say("slides.open", language), icon=":material/slideshow:", key="slides_open", on_click=_open)


def draw(viewer: Viewer) -> None:
    """The slide the address names, and the ways on, back and out."""
    st.html(_LOOK)
    scope = filters.requested(viewer)
    card = figures.card(viewer, period=scope.period, region=scope.region)
    rows = order(card.rows, address.requested("indikator"))
    language = scope.language
    at = next((i for i, row in enumerate(rows) if row.indicator == address.requested("indikator")), 0)
    with st.container(key="slides"):
        _controls(rows, at, language)
        if not rows:
            st.html(tag("header", tag("h1", say("slides.none", language)), class_="headline", lang=language))
            return
        _slide(rows[at], card, scope)


def order(rows: Sequence[Row], asked: str | None) -> list[Row]:
    """Indicators with a target, those that need attention first; the one asked for at the end if it is none of them."""
    shown = attention_first([row for row in rows if row.has_target])
    more = [row for row in rows if row.indicator == asked and not row.has_target]
    return [*shown, *more]


def _controls(rows: Sequence[Row], at: int, language: Language) -> None:
    last = len(rows) - 1
    with st.container(key="slide_controls", horizontal=True, vertical_alignment="center", gap="small"):
        back = ("back", ":material/chevron_left:", "Left", at - 1, at <= 0)
        forward = ("forward", ":material/chevron_right:", "Right", at + 1, at >= last)
        for name, icon, shortcut, to, end in (back, forward):
            st.button(
                say(f"slides.{name}", language),
                icon=icon,
                shortcut=shortcut,
                key=f"slide_{name}",
                disabled=end,
                on_click=_turn,
                args=("" if end else rows[to].indicator,),
            )
        if rows:
            counts = {"at": formats.number(at + 1, language), "of": formats.number(len(rows), language)}
            st.html(tag("p", say("slides.place", language, **counts), class_="aside", role="status"), width="content")
        leave = say("slides.leave", language)
        st.button(leave, icon=":material/close:", shortcut="Escape", key="slides_leave", on_click=_leave)


def _slide(row: Row, card: Scorecard, scope: Scope) -> None:
    language, indicator = scope.language, lookups.indicators()[row.indicator]
    where = tag("p", f"{scope.region_name} · {formats.period(scope.period, language)}", class_="where")
    st.html(tag("header", where, tag("h1", _finding(row, indicator, scope)), class_="slide-title", lang=language))
    first, second = st.columns(2, gap="large")
    has_strip = scope.region is None and indicator.id != OPERATING
    with first:
        st.html(_figure(row, indicator, language))
        if has_strip:
            panels.trend(indicator, scope, height=HEIGHT, size=LETTERS)
        else:
            short, decided = st.container(), st.container()
    with second:
        if scope.region is not None:
            panels.trend(indicator, scope, height=HEIGHT, size=LETTERS)
        elif indicator.id == OPERATING:
            rollout_steps.draw(_coverage(scope), language, with_files=False)
        else:
            title = say("slides.regions", language)
            parts_chart.draw(indicator, "region", scope, title, shown=REGIONS, with_files=False)
    if has_strip:
        decided, short = st.columns(2, gap="large")
    with decided:
        decisions.draw(indicator, scope)
    st.html(headline.provenance(card, scope))
    issued_file.order_button(scope, indicator.id)
    with short:  # last, since it may take a while
        _falling_short(row, indicator, scope)


def _finding(row: Row, indicator: Indicator, scope: Scope) -> str:
    """The slide in one sentence: of the spread of MPPs, how far it is."""
    if indicator.id == OPERATING and scope.region is None:
        return coverage_words.headline(_coverage(scope).regions, scope.language).rstrip(".")
    return finding.of(row, indicator, scope)


def _coverage(scope: Scope) -> Coverage:
    """As it stood at the end of the period."""
    return figures.coverage(scope.viewer, min(Period(scope.period).last_day, figures.today()), scope.region)


def _falling_short(row: Row, indicator: Indicator, scope: Scope) -> None:
    with st.spinner(say("slides.looking", scope.language)):
        sentence = shortfall_sentence.sentence(row, indicator, scope)
    if sentence:
        title = tag("h2", say("slides.where", scope.language))
        st.html(tag("section", title, tag("p", sentence), class_="short", lang=scope.language))


def _figure(row: Row, indicator: Indicator, language: Language) -> Markup:
    """The actual as large as can be, the target under it, then the status in words."""
    actual = formats.short(row.actual, indicator.unit, language, apart_from=row.target_unmet)
    parts = [tag("p", actual, class_=f"actual {tone(row.status)}")]
    behind = [formats.with_cases("", row.n, language).strip(), mark_words.interval(row, indicator.unit, language)]
    if any(behind):
        parts.append(tag("p", " · ".join(part for part in behind if part), class_="aside"))
    if row.target is not None:
        goal = formats.short_goal(row.target, indicator.unit, language, apart_from=row.actual_unmet)
        parts.append(tag("p", say("slides.target", language, target=goal), class_="target"))
    parts.append(tag("p", mark(row.status, language), class_="status"))
    why = "; ".join(say(f"reason.{reason}", language) for reason in row.status_reasons)
    if row.confidence == "cannot_tell":
        why = "; ".join(part for part in (why, say("overview.uncertain_hint", language)) if part)
    return tag("section", *parts, tag("p", why, class_="aside") if why else None, class_="slide-figure", lang=language)


def _open() -> None:
    st.query_params[KEY] = STATE


def _leave() -> None:
    st.query_params.pop(KEY, None)


def _turn(indicator: str) -> None:
    if indicator:
        st.query_params["indikator"] = indicator
