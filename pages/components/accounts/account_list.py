"""Every account with its role, region and state, and what the administrator does with them."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

import streamlit as st

from access.identity import accounts, roles
from access.identity.accounts import Account
from access.identity.errors import AccessError
from access.identity.viewer import Viewer
from access.sessions import account_acts
from access.web import first_account, hosts
from pages.components.forms import acts, picker
from pages.components.html.markup import plain_table, tag, texts
from pages.components.runtime import lookups, run
from text.words import Language, say

LINK = "account_link"
EVERYWHERE = ""
"""The choice of no region: the whole of what the home holds."""


def draw(viewer: Viewer) -> None:
    """The table, the link that was just made, and the forms."""
    language = viewer.language
    known = accounts.load(run.home().root).accounts
    title = say("admin.accounts", language)
    titles = [say(f"admin.{name}", language) for name in ("name", "role", "region", "state", "codes")]
    table = texts(plain_table(titles, [_line(*entry, language) for entry in known.items()], language), title)
    none = tag("p", say("admin.accounts_none", language), class_="aside")
    st.html(tag("section", tag("h2", title), table if known else none, lang=language))
    _show_link(language)
    _create(viewer)
    if known:
        _change(viewer, known)


def _line(name: str, account: Account, language: Language) -> tuple[str, ...]:
    state = "disabled" if account.disabled else "no_password" if account.password is None else "open"
    codes = say("admin.codes_yes" if account.second_factor else "admin.codes_no", language)
    place = _place(account.region or EVERYWHERE, language)
    return name, lookups.role(account.role, language), place, _state(state, language), codes


def _state(state: str, language: Language) -> str:
    return say(f"admin.state_{state}", language)


def _place(region: str, language: Language) -> str:
    return lookups.place_name(region or None, language)


def _show_link(language: Language) -> None:
    """Shown to who made it until the page is left; it is kept nowhere."""
    if (link := st.session_state.pop(LINK, None)) is not None:
        st.html(tag("p", say("admin.link_note", language), class_="verdict", lang=language))
        st.code(link, language=None, wrap_lines=True)


def _make_link(viewer: Viewer, name: str) -> None:
    token = account_acts.invite(run.home().root, viewer.shown_name, name)
    here = urlsplit(st.context.url or "")
    base = (*hosts.from_environment().public, f"{here.scheme or 'http'}://{here.netloc}")[0]
    st.session_state[LINK] = f"{base}{first_account.INVITATION}?kunci={token}"


def _create(viewer: Viewer) -> None:
    language = viewer.language
    with st.expander(say("admin.create", language), key="account_new_open"):
        st.html(tag("p", say("admin.create_note", language), class_="aside", lang=language))
        with st.form(key="account_new", border=False):
            name = st.text_input(
                say("admin.name", language),
                max_chars=64,
                key=acts.field("account_new", "name"),
                autocomplete="off",
            )
            role, region = _role_and_region(viewer, "account_new")
            password, again = (
                st.text_input(
                    say(f"admin.{field}", language),
                    type="password",
                    max_chars=256,
                    key=acts.field("account_new", field),
                    autocomplete="new-password",
                )
                for field in ("password", "password_again")
            )
            sent = st.form_submit_button(say("admin.create_send", language), key=acts.button("account_new_send"))
    if sent:

        def create() -> None:
            if password != again:
                raise AccessError("password_differs")
            account_acts.create(
                run.home().root, viewer.shown_name, name.strip(), role, region or None, password or None
            )
            if not password:
                _make_link(viewer, name.strip())

        acts.perform(
            viewer, "accounts", create, form="account_new", done=say("admin.created", language, name=name.strip())
        )


def _role_and_region(viewer: Viewer, form: str, role: str = roles.ANALYST, region: str = EVERYWHERE) -> tuple[str, str]:
    """The two fields, standing at a role and a region."""
    language = viewer.language
    places = {code: _place(code, language) for code in (EVERYWHERE, *(place.code for place in lookups.regions(viewer)))}
    left, right = st.columns(2)
    return (
        picker.single(say("admin.role", language), lookups.role_names(language), form, "role", role, left),
        picker.single(say("admin.region", language), places, form, "region", region, right),
    )


def _change(viewer: Viewer, known: Mapping[str, Account]) -> None:
    language = viewer.language
    root, by = run.home().root, viewer.shown_name
    with st.expander(say("admin.change", language), key="account_changed_open"):
        name = picker.standing(
            say("admin.name", language), {name: name for name in known}, "account_changed", "name", language
        )
        if name is None:
            return
        account = known[name]
        is_seen = acts.seen(f"account_of_{name}", (account.role, account.region))
        with st.form(key=f"account_role_{name}", border=False):
            role, region = _role_and_region(viewer, f"account_of_{name}", account.role, account.region or EVERYWHERE)
            sent = st.form_submit_button(say("admin.role_send", language), key=acts.button("account_role_send"))
        if sent:
            _perform(
                viewer, "role_done", name, lambda: account_acts.set_role(root, by, name, role, region or None), is_seen
            )
        st.html(tag("p", say("admin.reset_note", language), class_="aside", lang=language))
        with st.container(horizontal=True):
            switch = "enable" if account.disabled else "disable"
            if st.button(say(f"admin.{switch}", language), key=acts.button(f"account_{switch}")):
                shut = not account.disabled
                _perform(viewer, f"{switch}_done", name, lambda: account_acts.set_disabled(root, by, name, shut))
            is_closed, key = account.disabled, acts.button("account_reset")
            if st.button(say("admin.reset", language), key=key, disabled=is_closed):
                _perform(viewer, "reset_done", name, lambda: _make_link(viewer, name))
            label, key = say("admin.codes_reset", language), acts.button("account_codes")
            if account.second_factor and st.button(label, key=key):
                _perform(viewer, "codes_done", name, lambda: account_acts.reset_second_factor(root, by, name))


def _perform(viewer: Viewer, done: str, name: str, act: Callable[[], object], is_seen: bool = True) -> None:
    sentence = say(f"admin.{done}", viewer.language, name=name)
    acts.perform(viewer, "accounts", act, form=f"account_of_{name}", is_seen=is_seen, done=sentence)
