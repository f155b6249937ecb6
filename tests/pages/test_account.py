"""Akun saya: the form for another password, and one's own sessions."""

import pyotp
import pytest

from access.identity import accounts
from access.sessions import sessions
from access.sessions.authentication import Door
from tests.access import people
from tests.pages.test_ringkasan import html

NEW = "rapai geleng di meunasah"


def submit(at, label):
    return next(button for button in at.button if button.label == label).click().run()


def typed(at, old, new, again):
    for key, text in (("password_old", old), ("password_new", new), ("password_again", again)):
        at.text_input(key=key).input(text)
    return submit(at, "Ganti sandi")


def test_everybody_changes_the_own_password_and_stays_signed_in(visit, tmp_path):
    at = visit(by="regent", of="11.71", page="akun")
    elsewhere = people.token_of(tmp_path, "regent-11.71")
    at = typed(at, "kopi lain", NEW, NEW)
    assert "tidak cocok" in at.error[0].value
    at = typed(at, people.PASSWORD, NEW, "yang lain")
    assert "tidak sama" in at.error[0].value
    at = typed(at, people.PASSWORD, NEW, NEW)
    assert not at.error and "Sandi diganti" in at.success[0].value
    door = Door(tmp_path, tuple)
    assert door.enter("regent-11.71", NEW, "id") and door.viewer(sessions.key_of(elsewhere)) is None


def test_own_sessions_are_listed_and_ended_and_no_others(visit, tmp_path):
    at = visit(by="auditor", page="akun")
    mine, strange = people.token_of(tmp_path, "auditor"), people.token_of(tmp_path, people.account(tmp_path, "analyst"))
    at = at.run()
    assert html(at).count('<th scope="row">auditor</th>') == 2 and ">analyst<" not in html(at)
    box = at.multiselect[0]
    assert len(box.options) == 1
    box.select(sessions.key_of(mine))
    at = submit(at, "Akhiri sesi")
    assert "Sesi yang diakhiri" in at.success[0].value
    left = {session.key for session in sessions.listed(tmp_path, accounts.load(tmp_path).sessions)}
    assert sessions.key_of(mine) not in left and sessions.key_of(strange) in left


def test_codes_are_set_up_on_the_page_and_recovery_codes_are_seen_once(visit, tmp_path):
    at = visit(by="auditor", page="akun").button(key="second_factor_begin").click().run()
    secret = at.session_state["second_factor_secret"]
    assert secret in html(at) and "data:image/svg+xml" in html(at)
    for password, code, refusal in ((people.PASSWORD, "000000", "tidak cocok"), (people.PASSWORD, None, None)):
        at.text_input(key="second_factor_password").input(password)
        at.text_input(key="second_factor_code").input(code or pyotp.TOTP(secret).now())
        at = submit(at, "Pasang")
        assert not at.error if refusal is None else refusal in at.error[0].value
    assert "Kode kedua terpasang" in at.success[0].value and len(at.code[0].value.split()) == 10
    assert "second_factor_secret" not in at.session_state and not at.run().code
    assert secret not in html(at) and accounts.load(tmp_path).find("auditor")[1].second_factor.secret == secret


def test_an_office_may_demand_codes_before_anything_is_shown(visit, tmp_path):
    (tmp_path / "home.yaml").write_text("second_factor: [auditor]\n", encoding="utf-8")
    shown = html(visit(by="auditor"))
    assert "Pasang kode kedua dahulu" in shown and 'href="/akun?bahasa=id"' in shown
    assert visit(by="auditor", page="akun").button(key="second_factor_begin")
    assert "Pasang kode kedua dahulu" not in html(visit(by="governor"))


@pytest.mark.parametrize("role", ["administrator", "governor"])
def test_borrowed_eyes_have_no_form(visit, tmp_path, role):
    at = visit(by=role, page="akun")
    assert at.text_input
    if role == "administrator":
        people.account(tmp_path, "regent", "11.71")
        at.session_state["seen_as"] = "regent-11.71"
        at = at.run()
        assert not at.text_input and not at.multiselect and "Tidak ada akun untuk diurus" in html(at)
