"""The sessions there are, and the act that ends one: one's own for everybody, all for the administrator."""

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from access.identity import accounts
from access.identity.viewer import Viewer
from access.sessions import account_acts, sessions
from access.sessions.sessions import Session
from data.settings.places import zone
from pages.components.forms import acts, picker
from pages.components.html.markup import plain_table, tag, texts
from pages.components.runtime import lookups, run, streamlit_internals
from text import formats
from text.words import Language, say

DIGITS = 6
"""Of the fingerprint of a session, to tell two apart that began in the same minute."""


def draw(viewer: Viewer, right: str, account: str | None) -> None:
    """A table and the form below it; `account` None lists those of everybody, which takes the right `accounts`."""
    language, root = viewer.language, run.home().root
    listed = sessions.listed(root, accounts.load(root).sessions, account)
    here = streamlit_internals.session_key()
    titles = [say(f"account.session_{name}", language) for name in ("who", "opened", "seen", "number", "which")]
    lines = [_line(session, here, language) for session in listed]
    title = say("account.sessions" if account is None else "account.own_sessions", language)
    table = texts(plain_table(titles, lines, language), title)
    st.html(tag("section", tag("h2", title), table, lang=language))
    others = [session for session in listed if session.key != here]
    if others:
        _end(viewer, right, others)


def _end(viewer: Viewer, right: str, others: Sequence[Session]) -> None:
    language, root = viewer.language, run.home().root
    names = {session.key: _name(session, language) for session in others}
    form = f"sessions_{right}"
    with st.form(key=form):
        placeholder = say("account.session_choose", language)
        keys = picker.several(say("account.session_pick", language), names, form, "keys", placeholder)
        sent = st.form_submit_button(say("account.session_end", language), key=acts.button(f"sessions_{right}_send"))
    if sent:

        def end() -> None:
            for key in keys or [picker.chosen(None)]:
                account_acts.end_session(root, viewer.shown_name, key)

        count = formats.number(len(keys), language)
        acts.perform(viewer, right, end, form=form, done=say("account.sessions_ended", language, count=count))


def _name(session: Session, language: Language) -> str:
    """As it stays: by its text Streamlit finds a chosen one again, and when it was last seen alters every minute."""
    who, opened, _, number, _ = _line(session, None, language)
    return " · ".join((who, opened, number))


def _line(session: Session, here: str | None, language: Language) -> tuple[str, ...]:
    who = session.account or lookups.role((session.demo or "").partition(":")[0], language)
    opened, seen = (_moment(seconds, language) for seconds in (session.opened_at, session.seen_at))
    return who, opened, seen, session.key[:DIGITS], say("account.session_this", language) if session.key == here else ""


def _moment(seconds: float, language: Language) -> str:
    return formats.moment(datetime.fromtimestamp(seconds, zone(run.home())), language)
