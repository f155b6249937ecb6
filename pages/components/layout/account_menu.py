"""Who is signed in: name, role and region in the bar, the one click that signs out, and borrowed eyes."""

import streamlit as st

from access.identity.viewer import Viewer
from access.sessions import audit_log
from data.home import Home
from pages.components.html.markup import Markup, tag
from pages.components.runtime import authorisation, figures, lookups, run
from text import formats
from text.words import Language, say


def draw(viewer: Viewer) -> None:
    """The part of the bar; its last. Demo data are said in one line of it."""
    if viewer.demo:
        st.html(demo_line(viewer.language), width="content")
    if viewer.viewed_by or viewer.may("view_as"):
        with st.popover(say("access.view_as", viewer.language), width="content"):
            _pick(viewer)
    st.html(signed_in(viewer), width="content")


def banner(viewer: Viewer) -> None:
    """Below the bar: that somebody looks through another's eyes."""
    language = viewer.language
    if viewer.viewed_by:
        rows, every = (formats.number(count, language) for count in figures.records_in_sight(viewer))
        text = say("access.viewing_as", language, who=_told_of(viewer), rows=rows, all=every)
        st.html(tag("p", text, class_="demo-banner", role="status", lang=language))


def demo_line(language: Language) -> Markup:
    """That it is demo data; what that means for uploads is told to who asks."""
    long = say("access.demo_banner", language)
    mark = tag("span", "●", class_="icon", aria_hidden="true")
    return tag(
        "p", mark, say("access.demo_short", language), class_="demo-line", role="note", title=long, lang=language
    )


def _pick(viewer: Viewer) -> None:
    language = viewer.language
    borrowed = st.session_state.get(authorisation.SEEN_AS, "") if viewer.viewed_by else ""
    others = {borrowed: viewer, **authorisation.others(viewer)}
    named = {key: _told_of(eyes) for key, eyes in others.items()} | {"": say("access.view_as_self", language)}
    st.session_state["view_as"] = borrowed
    st.selectbox(
        say("access.view_as", language),
        sorted(named),
        key="view_as",
        format_func=named.__getitem__,
        on_change=_borrow,
        args=(run.home(), viewer.shown_name),
    )


def _borrow(home: Home, administrator: str) -> None:
    chosen = st.session_state["view_as"]
    st.session_state[authorisation.SEEN_AS] = chosen
    if chosen:
        audit_log.note(home.root, "view_as", administrator, chosen)


def signed_in(viewer: Viewer) -> Markup:
    """Who it is, and the button that signs out."""
    leave = tag("button", say("access.leave", viewer.language), type="submit")
    form = tag("form", leave, action="/keluar", method="post", target="_self")
    return tag("div", tag("span", _told_of(viewer)), form, class_="signed-in", lang=viewer.language)


def _told_of(viewer: Viewer) -> str:
    """Name (that of an account), role and region on one line."""
    return " · ".join(part for part in (viewer.name, _role(viewer), _places(viewer)) if part)


def _role(viewer: Viewer) -> str:
    return lookups.role(viewer.role, viewer.language)


def _places(viewer: Viewer) -> str:
    language: Language = viewer.language
    return lookups.place_name(viewer.home_region, language)
