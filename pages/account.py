"""Akun saya: who is signed in, another password, one-time codes, and one's own sessions."""

import streamlit as st

from access.identity.viewer import Viewer
from pages.components.accounts import password_form, second_factor_form, session_list
from pages.components.forms import acts
from pages.components.html.markup import tag
from pages.components.layout import frame
from pages.components.runtime import address, lookups
from text.words import say


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer; one-click roles and borrowed eyes have no secrets of their own."""
    language = viewer.language
    with frame.bar(viewer):
        address.pick_language(language)
    role = lookups.role(viewer.role, language)
    has_account = bool(viewer.name) and viewer.viewed_by is None
    title = say("account.title" if has_account else "account.title_none", language, name=viewer.name, role=role)
    lead = say("account.lead" if has_account else "account.lead_none", language)
    st.html(tag("header", tag("h1", title), tag("p", lead, class_="rest"), class_="headline", lang=language))
    if not has_account:
        return
    acts.show_done()
    password_form.draw(viewer)
    second_factor_form.draw(viewer)
    session_list.draw(viewer, "own_account", viewer.name)
