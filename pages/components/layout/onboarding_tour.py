"""A short tour of four quiet steps, told once to an account (to a one-click role once a session); it can be asked for
again.
"""

import streamlit as st

from access.identity.viewer import Viewer
from access.sessions import store
from data.home import Home
from pages.components.html.markup import Markup, tag
from pages.components.runtime import address, run, streamlit_internals
from text import formats
from text.words import Language, say

KEY, STEPS = "tur", 4
WHAT = "tour"


def draw(viewer: Viewer) -> None:
    """The step the tour stands at; nothing for those who have been told."""
    step = step_of(viewer, streamlit_internals.session_key())
    if not step:
        return
    language = viewer.language
    with st.container(key="tour", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(step_note(step, language))
        if step < STEPS:
            st.button(say("tour.next", language), key="tour_next", on_click=_go, args=(step + 1,))
        label = say("tour.skip" if step < STEPS else "tour.done", language)
        st.button(label, key="tour_end", on_click=_end, args=(run.home(), viewer))


def step_of(viewer: Viewer, session: str | None) -> int:
    """The step the tour stands at for a viewer in a session; 0 for those who have been told."""
    stated = address.requested(KEY) or ""
    if stated.isdecimal():
        return min(max(int(stated), 1), STEPS)
    return 0 if viewer.viewed_by or store.has_event(run.home().root, _who(viewer, session), WHAT) else 1


def step_note(step: int, language: Language) -> Markup:
    """What a step tells."""
    counts = {"at": formats.number(step, language), "of": formats.number(STEPS, language)}
    place = tag("b", say("tour.place", language, **counts))
    return tag("p", place, " ", say(f"tour.step_{step}", language), role="note", lang=language)


def again(viewer: Viewer) -> None:
    """The way to see it once more."""
    language = viewer.language
    way = tag("a", say("tour.again", language), href=address.to("", **{KEY: "1"}), target="_self")
    st.html(tag("p", way, lang=language))


def _who(viewer: Viewer, session: str | None) -> str:
    return viewer.name or f"session {session}"


def _go(step: int) -> None:
    st.query_params[KEY] = str(step)


def _end(home: Home, viewer: Viewer) -> None:
    st.query_params.pop(KEY, None)
    if not viewer.viewed_by:
        store.record_event(home.root, _who(viewer, streamlit_internals.session_key()), WHAT)
