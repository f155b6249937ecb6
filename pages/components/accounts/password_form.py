"""Another password for who looks: the old one, and the new one twice."""

import streamlit as st

from access.identity.errors import AccessError
from access.identity.viewer import Viewer
from access.sessions import account_acts
from pages.components.forms import acts
from pages.components.html.markup import tag
from pages.components.runtime import run, streamlit_internals
from text.words import say


def draw(viewer: Viewer) -> None:
    """The form; what was typed is gone from it as soon as it is sent."""
    language = viewer.language
    note = tag("p", say("account.password_note", language), class_="aside")
    st.html(tag("section", tag("h2", say("account.password", language)), note, lang=language))
    with st.form(key="password", clear_on_submit=True):
        old = _field("password_old", "current-password", viewer)
        new = _field("password_new", "new-password", viewer)
        again = _field("password_again", "new-password", viewer)
        sent = st.form_submit_button(say("account.password_change", language), key=acts.button("password_send"))
    if sent:
        root, key = run.home().root, streamlit_internals.session_key() or ""

        def change() -> None:
            if new != again:
                raise AccessError("password_differs")
            account_acts.change_own_password(root, key, viewer.name, old, new)

        acts.perform(viewer, "own_account", change, form="password", done=say("account.password_changed", language))


def _field(name: str, filled_by: str, viewer: Viewer) -> str:
    label = say(f"account.{name}", viewer.language)
    return st.text_input(label, type="password", key=name, autocomplete=filled_by, max_chars=256)
