"""One-time codes of an authenticator for who looks: set up with a QR code, and the recovery codes shown once."""

import segno
import streamlit as st

from access.identity import accounts, second_factor
from access.identity.viewer import Viewer
from access.sessions import account_acts
from pages.components.forms import acts
from pages.components.html.markup import tag
from pages.components.runtime import run, streamlit_internals
from text import formats
from text.words import Language, say

SECRET, CODES = "second_factor_secret", "second_factor_codes"
"""What waits in the reader's own session until it is used, or seen."""


def draw(viewer: Viewer) -> None:
    """Whether codes are asked, how many recovery codes are left, or the form that begins with it."""
    language = viewer.language
    factor = accounts.existing(accounts.load(run.home().root), viewer.name).second_factor
    key = "account.factor_none" if factor is None else "account.factor_there"
    count = formats.number(len(factor.recovery) if factor else 0, language)
    note = tag("p", say(key, language, count=count), class_="aside")
    st.html(tag("section", tag("h2", say("account.factor", language)), note, lang=language))
    if (codes := st.session_state.pop(CODES, None)) is not None:
        st.html(tag("p", say("account.factor_codes", language), class_="verdict", lang=language))
        st.code("\n".join(codes), language=None)
    if factor is None:
        _enrol(viewer, language)


def _enrol(viewer: Viewer, language: Language) -> None:
    if SECRET not in st.session_state:
        if st.button(say("account.factor_begin", language), key="second_factor_begin"):
            st.session_state[SECRET] = second_factor.new_secret()
            st.rerun()
        return
    secret = st.session_state[SECRET]
    picture = segno.make_qr(second_factor.address(secret, viewer.name, say("app.name", language)))
    alt = say("account.factor_picture", language)
    square = tag("img", src=picture.svg_data_uri(scale=5, light="#fff"), alt=alt, width=240, height=240)
    by_hand = tag("p", say("account.factor_by_hand", language), " ", tag("code", secret), class_="aside")
    st.html(tag("section", tag("p", say("account.factor_scan", language)), square, by_hand, lang=language))
    with st.form(key="second_factor", clear_on_submit=True):
        password = st.text_input(
            say("account.password_old", language),
            type="password",
            key="second_factor_password",
            autocomplete="current-password",
            max_chars=256,
        )
        code = st.text_input(
            say("account.factor_code", language), key="second_factor_code", autocomplete="one-time-code", max_chars=12
        )
        sent = st.form_submit_button(say("account.factor_set", language), key=acts.button("factor_send"))
    if sent:
        root, key = run.home().root, streamlit_internals.session_key() or ""

        def enrol() -> None:
            codes = account_acts.enrol_second_factor(root, key, viewer.name, password, secret, code)
            st.session_state[CODES] = codes
            del st.session_state[SECRET]

        acts.perform(viewer, "own_account", enrol, form="second_factor", done=say("account.factor_done", language))
