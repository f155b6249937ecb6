"""Periods that are proposed or locked, and the acts that lock one or open it again."""

import streamlit as st

from access.identity.viewer import Viewer
from data.ledger import entries
from metrics.acts import signed_periods
from metrics.acts.signed_periods import Lock
from metrics.change_control import locks
from pages.components.forms import acts, picker
from pages.components.html.markup import plain_table, tag, texts
from pages.components.runtime import lookups, run
from text import formats
from text.words import Language, say

EVERYWHERE = ""


def draw(viewer: Viewer) -> None:
    """The table and both forms; what is refused stands under its form."""
    language, home = viewer.language, run.home()
    standing = locks.listed(home, viewer.scope)
    waiting = signed_periods.proposals(entries.entries(home))
    lines = [_line(act, "locked", language) for act in reversed(standing)]
    lines += [_line(act, "proposed", language) for act in reversed(waiting)]
    title = say("admin.locks", language)
    titles = [say(f"admin.lock_{name}", language) for name in ("period", "place", "state", "document", "who", "seq")]
    table = texts(plain_table(titles, lines, language), title)
    empty = tag("p", say("admin.locks_none", language), class_="aside")
    st.html(tag("section", tag("h2", title), table if lines else empty, lang=language))
    _lock(viewer)
    if standing:
        _unlock(viewer, {act.seq: act for act in reversed(standing)})


def _line(act: Lock, state: str, language: Language) -> tuple[str, ...]:
    place, period = lookups.place_name(act.region, language), formats.period(act.period, language)
    return period, place, say(f"admin.lock_{state}", language), act.document, act.who, str(act.seq)


def _lock(viewer: Viewer) -> None:
    language, home = viewer.language, run.home()
    codes = (EVERYWHERE, *(place.code for place in lookups.regions(viewer)))
    names = {code: lookups.place_name(code or None, language) for code in codes}
    with st.expander(say("admin.lock", language), key="lock_open"):
        st.html(tag("p", say("admin.lock_note", language), class_="aside", lang=language))
        with st.form(key="lock", border=False):
            key = acts.field("lock", "period")
            period = st.text_input(say("admin.lock_period", language), max_chars=30, key=key)
            region = picker.single(say("admin.lock_place", language), names, "lock", "region")
            key = acts.field("lock", "document")
            document = st.text_input(say("admin.lock_document", language), max_chars=200, key=key)
            sent = st.form_submit_button(say("admin.lock_send", language), key=acts.button("lock_send"))
        if sent:
            acts.perform(
                viewer,
                "lock_period",
                lambda: locks.lock(home, viewer.scope, viewer.shown_name, period, region or None, document),
                form="lock",
            )


def _unlock(viewer: Viewer, standing: dict[int, Lock]) -> None:
    language, home = viewer.language, run.home()
    with st.expander(say("admin.unlock", language), key="unlock_open"):
        names = {seq: " · ".join(_line(act, "locked", language)[:2]) for seq, act in standing.items()}
        with st.form(key="unlock", border=False):
            numbered = picker.numbered(names, language)
            seq = picker.standing(say("admin.unlock_which", language), numbered, "unlock", "seq", language)
            reason = st.text_input(
                say("admin.unlock_reason", language), max_chars=500, key=acts.field("unlock", "reason")
            )
            sent = st.form_submit_button(say("admin.unlock_send", language), key=acts.button("unlock_send"))
        if sent:
            acts.perform(
                viewer,
                "lock_period",
                lambda: locks.unlock(home, viewer.scope, viewer.shown_name, picker.chosen(seq), reason),
                form="unlock",
            )
