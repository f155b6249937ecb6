"""Tokens of the API: which there are, and the administrator's acts that make one that reads, or end one."""

import functools
import time
from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from access.identity import accounts
from access.identity.viewer import Viewer
from access.sessions import api_tokens
from access.sessions.api_tokens import ApiToken
from data.settings.places import closed, zone
from pages.components.forms import acts, picker
from pages.components.html.markup import plain_table, tag, texts
from pages.components.runtime import lookups, run
from text import formats
from text.words import Language, say

RIGHT = "accounts"
MADE = "token_made"
USUAL_DAYS = 90


def draw(viewer: Viewer) -> None:
    """The token that was just made, the table, and both forms."""
    language, root = viewer.language, run.home().root
    if (made := st.session_state.pop(MADE, None)) is not None:  # seen once
        st.html(tag("p", say("admin.token_copy", language), class_="verdict", lang=language))
        st.code(made, language=None, wrap_lines=True)
    tokens, now = api_tokens.listed(root), time.time()
    names = ("token_id", "name", "region", "token_rights", "token_until", "token_used", "state")
    title = say("admin.tokens", language)
    titles = [say(f"admin.{name}", language) for name in names]
    table = texts(plain_table(titles, [_line(token, now, language) for token in tokens], language), title)
    empty = tag("p", say("admin.tokens_none", language), class_="aside")
    st.html(tag("section", tag("h2", title), table if tokens else empty, lang=language))
    holders = [name for name, account in accounts.load(root).accounts.items() if not account.disabled]
    if holders:
        _make(viewer, holders)
    if active := [token for token in tokens if token.state(now) == "active"]:
        _revoke(viewer, active)


def _line(token: ApiToken, now: float, language: Language) -> tuple[str, ...]:
    rights = ", ".join(say(f"admin.token_{right}", language) for right in token.rights)
    place = lookups.place_name(token.region, language) if token.region else say("admin.token_as_account", language)
    state = say(f"token.state_{token.state(now)}", language)
    times = (_moment(token.until, language), _moment(token.used_at, language))
    return token.id, token.account, place, rights, *times, state


def _moment(seconds: float | None, language: Language) -> str:
    return formats.moment(None if seconds is None else datetime.fromtimestamp(seconds, zone(run.home())), language)


def _make(viewer: Viewer, holders: Sequence[str]) -> None:
    language, home = viewer.language, run.home()
    with st.expander(say("admin.token_make", language), key="token_open"):
        st.html(tag("p", say("admin.token_note", language), class_="aside", lang=language))
        with st.form(key="token", border=False):
            names = {name: name for name in holders}
            name = picker.single(say("admin.name", language), names, "token", "account")
            days = st.number_input(
                say("admin.token_days", language),
                min_value=1,
                max_value=api_tokens.LONGEST_DAYS,
                value=USUAL_DAYS,
                key=acts.field("token", "days"),
            )
            sent = st.form_submit_button(say("admin.token_send", language), key=acts.button("token_send"))
        if sent:

            def make() -> None:
                within = functools.partial(closed, home)
                st.session_state[MADE] = api_tokens.add(
                    home.root, name, int(days), subtree=within, by=viewer.shown_name
                )

            acts.perform(viewer, RIGHT, make, form="token", done=say("admin.token_done", language, name=name))


def _revoke(viewer: Viewer, active: Sequence[ApiToken]) -> None:
    language, root = viewer.language, run.home().root
    with (
        st.expander(say("admin.token_revoke", language), key="token_revoke_open"),
        st.form(key="token_revoke", border=False),
    ):
        names = {token.id: f"{token.id} · {token.account}" for token in active}
        id_ = picker.standing(say("admin.token_which", language), names, "token_revoke", "id", language)
        sent = st.form_submit_button(say("admin.token_revoke_send", language), key=acts.button("token_revoke_send"))
    if sent:
        acts.perform(
            viewer,
            RIGHT,
            lambda: api_tokens.revoke(root, picker.chosen(id_), by=viewer.shown_name),
            form="token_revoke",
            done=say("token.revoked", language, id=id_),
        )
