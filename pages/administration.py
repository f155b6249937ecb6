"""Pengelolaan: accounts, sessions and tokens, signed periods, the calendar and settings, for the administrator."""

import streamlit as st

from access.identity import accounts as known_accounts
from access.identity.viewer import Viewer
from access.sessions import sessions as visits
from pages.components.accounts import (
    account_list,
    calendar_form,
    lock_form,
    session_list,
    settings_form,
    token_form,
)
from pages.components.forms import acts
from pages.components.html.markup import tag
from pages.components.layout import frame
from pages.components.runtime import address, run
from text import formats
from text.words import Language, say


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    language = viewer.language
    with frame.bar(viewer):
        address.pick_language(language)
    title, lead = tag("h1", _first(language)), tag("p", say("admin.lead", language), class_="rest")
    st.html(tag("header", title, lead, class_="headline", lang=language))
    acts.show_done()
    names = ("accounts", "sessions", "tokens", "locks", "calendar", "settings")
    accounts, sessions, tokens, locks, calendar, settings = st.tabs([say(f"admin.{name}", language) for name in names])
    with accounts:
        account_list.draw(viewer)
    with sessions:
        session_list.draw(viewer, "accounts", None)
    with tokens:
        token_form.draw(viewer)
    with locks:
        lock_form.draw(viewer)
    with calendar:
        calendar_form.draw(viewer)
    with settings:
        settings_form.draw(viewer)


def _first(language: Language) -> str:
    """Who can enter, and who is in."""
    root = run.home().root
    known = known_accounts.load(root)
    counts = {
        "accounts": sum(not (one.disabled or one.password is None) for one in known.accounts.values()),
        "sessions": visits.active(root, known.sessions),
    }
    return say("admin.title", language, **{name: formats.number(count, language) for name, count in counts.items()})
