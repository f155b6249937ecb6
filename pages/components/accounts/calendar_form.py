"""The holidays of a year, and the act that adds one: what it would alter is shown before it is set."""

from datetime import date

import streamlit as st

from access.identity.viewer import Viewer
from data.settings import tables
from metrics.cells import build
from metrics.change_control import calendar_impact
from metrics.change_control.calendar_impact import Effect
from pages.components.forms import acts, picker
from pages.components.html.markup import plain_table, tag, texts
from pages.components.runtime import run
from text import formats
from text.words import Language, say

SHOWN = 6


def draw(viewer: Viewer) -> None:
    """The year's table and the form."""
    language, listed = viewer.language, tables.holidays(run.home())
    years = sorted({day.year for day in listed["date"]}, reverse=True)
    today = run.today()
    start = years.index(today.year) if today.year in years else 0
    year = st.selectbox(say("admin.year", language), years, start, key="calendar_year")
    columns = (listed["date"], listed["name_id"], listed["category"])
    lines = [
        (formats.date(day, language), name, _category(category, language))
        for day, name, category in zip(*columns, strict=True)
        if day.year == year
    ]
    title = say("admin.holidays", language, year=year)
    titles = [say(f"admin.holiday_{name}", language) for name in ("day", "name", "category")]
    table = texts(plain_table(titles, lines, language), title)
    st.html(tag("section", tag("h2", title), table, lang=language))
    if viewer.may("set_calendar"):
        _add(viewer, today)


def _category(category: str, language: Language) -> str:
    return say(f"admin.category_{category}", language)


def _add(viewer: Viewer, today: date) -> None:
    language = viewer.language
    with st.expander(say("admin.holiday_add", language), key="holiday_open"):
        st.html(tag("p", say("admin.holiday_note", language), class_="aside", lang=language))
        with st.form(key="holiday", border=False):
            day = st.date_input(
                say("admin.holiday_day", language), value=today, format="DD/MM/YYYY", key=acts.field("holiday", "day")
            )
            name = st.text_input(say("admin.holiday_name", language), max_chars=100, key=acts.field("holiday", "name"))
            categories = {code: _category(code, language) for code in calendar_impact.CATEGORIES}
            category = picker.single(say("admin.holiday_category", language), categories, "holiday", "category")
            decree = st.text_input(
                say("admin.holiday_decree", language), max_chars=200, key=acts.field("holiday", "decree")
            )
            with st.container(horizontal=True):
                tried = st.form_submit_button(say("admin.holiday_try", language))
                key = acts.button("holiday_set")
                sent = st.form_submit_button(say("admin.holiday_set", language), type="primary", key=key)
        if isinstance(day, date) and (tried or sent):
            _act(viewer, day, (name, category, decree), sent)


def _act(viewer: Viewer, day: date, typed: tuple[str, str, str], is_sent: bool) -> None:
    """What the terminal's `calendar check` or `calendar set` does with the home's holidays and this one."""
    language, home = viewer.language, run.home()

    def attempted() -> None:
        with (
            st.spinner(say("admin.holiday_computing", language)),
            calendar_impact.with_holiday(home, day, *typed) as folder,
        ):
            if not is_sent:
                _show(calendar_impact.effect(home, folder), language)
                return
            entry = calendar_impact.establish(home, folder, viewer.shown_name, typed[-1])
            build.catch_up_later(home)
            st.session_state[acts.DONE] = say("admin.holiday_done", language, seq=entry.seq)

    (acts.perform if is_sent else acts.attempt)(viewer, "set_calendar", attempted, form="holiday")


def _show(effect: Effect, language: Language) -> None:
    months = [
        say(
            "admin.month_effect",
            language,
            month=formats.month(month.month, language),
            figures=formats.number(month.figures, language),
            statuses=formats.number(month.statuses, language),
        )
        for month in effect.months[-SHOWN:]
    ]
    signed = [
        say("admin.lock_effect", language, period=formats.period(lock.period, language), document=lock.document)
        for lock in effect.locks
    ]
    count = formats.number(len(effect.months), language)
    lead = say("admin.effect" if months else "admin.effect_none", language, count=count)
    items = (tag("li", line) for line in (*months, *signed))
    st.html(tag("section", tag("p", lead), tag("ul", *items, class_="facts") if months else None, lang=language))
