"""What stands around every page: the right asked again at every run, and what is shown instead of a page."""

from collections.abc import Callable

import streamlit as st

from access.identity.viewer import Viewer
from access.sessions import audit_log
from pages.components.forms import acts
from pages.components.html.markup import tag
from pages.components.layout import frame
from pages.components.runtime import address, authorisation, lookups, run
from text.words import say


def guarded(render: Callable[[Viewer], None], page: str, viewer: Viewer) -> None:
    """Draw a page for those who may open it; for others a quiet word, whatever way they came."""
    if viewer.may(page):
        st.session_state.pop("refused_page", None)
        acts.settled()
        with address.of_this_run():
            render(viewer)
        return
    if viewer.must_enrol:
        _enrol_first(viewer)
        return
    if st.session_state.get("refused_page") != page:  # once a visit, not at every run
        audit_log.note(run.home().root, "no_right", viewer.shown_name, page)
    st.session_state["refused_page"] = page
    language = viewer.language
    with frame.bar(viewer):
        address.pick_language(language)
    title = tag("h1", say("access.no_right", language))
    note = say("access.no_right_note", language, role=lookups.role(viewer.role, language))
    st.html(tag("header", title, tag("p", note, class_="rest"), class_="headline", lang=language))


def _enrol_first(viewer: Viewer) -> None:
    """The way to the own account, before anything else is shown."""
    language = viewer.language
    with frame.bar(viewer):
        address.pick_language(language)
    way = tag("a", say("access.enrol_first_note", language), href=f"/akun?bahasa={language}", target="_self")
    title = tag("h1", say("access.enrol_first", language))
    st.html(tag("header", title, tag("p", way, class_="rest"), class_="headline", lang=language))


def over() -> None:
    """What is left to show when the session has ended."""
    language = address.language()
    enter = tag("a", say("access.over_note", language), href="/masuk", target="_self")
    title = tag("h1", say("access.over", language))
    st.html(tag("header", title, tag("p", enter, class_="rest"), class_="headline", lang=language))
    if authorisation.was_disabled():
        st.warning(say("access.rights_changed", language), icon=":material/info:")
