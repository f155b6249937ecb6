"""Pengelolaan: accounts, sessions, locks and the calendar by the very acts of the terminal."""

import re
from datetime import date

import pytest

from access.identity import accounts
from access.identity.errors import AccessError
from access.sessions import account_acts, api_tokens, audit_log, sessions, store
from access.sessions.authentication import Door
from data.home import Home
from data.ledger import entries
from data.settings import home_config, tables
from metrics.change_control import locks
from pages.components.runtime.errors import plain
from tests.access import people
from tests.pages.test_account import submit
from tests.pages.test_ringkasan import html
from text.words import say

NOTHING = plain(say("fault.nothing_chosen"))


@pytest.fixture
def page(visit):
    return visit(by="administrator", page="kelola")


def events(root):
    return [(line.what, line.who, line.detail) for line in audit_log.read(root)]


def test_an_account_is_made_with_a_link_that_its_holder_uses(page, tmp_path):
    page.text_input(key="account_new_name_0").input("Cut Nyak")
    page.selectbox(key="account_new_role_0").select("regent")
    page.selectbox(key="account_new_region_0").select("11.71")
    at = submit(page, "Buat akun")
    assert not at.error and "dibuat" in at.success[0].value
    token = re.search(r"/masuk/undangan\?kunci=(\S+)", at.code[0].value)[1]
    assert account_acts.invited(tmp_path, token) == "Cut Nyak"
    assert ("account_created", "administrator", "Cut Nyak") in events(tmp_path)
    assert not at.run().code, "the link is seen once"
    assert "belum bersandi" in html(at)


def test_an_account_is_made_with_a_first_password_and_what_does_not_fit_is_told(page, tmp_path):
    page.text_input(key="account_new_name_0").input("ani")
    page.selectbox(key="account_new_role_0").select("governor")
    for text, again, refusal in (("123", "123", "Sandi harus"), ("kopi gayo pagi", "lain", "tidak sama")):
        page.text_input(key="account_new_password_0").input(text)
        page.text_input(key="account_new_password_again_0").input(again)
        assert refusal in submit(page, "Buat akun").error[0].value
    page.text_input(key="account_new_password_again_0").input("kopi gayo pagi")
    assert not submit(page, "Buat akun").error
    assert Door(tmp_path, tuple).enter("ani", "kopi gayo pagi", "id")


def test_a_token_is_shown_once_reads_as_its_account_and_ends_at_once(visit, tmp_path):
    name = people.account(tmp_path, "regent", "11.05")
    page = visit(by="administrator", page="kelola")
    page.selectbox(key="token_account_0").select(name)
    page.number_input(key="token_days_0").set_value(30)
    at = submit(page, "Buat token")
    secret, [token] = at.code[0].value, api_tokens.listed(tmp_path)
    assert not at.error and secret.startswith(f"capaian_{token.id}_")
    held = api_tokens.bearer(tmp_path, secret)
    assert held.viewer.may_see("11.05") and not held.viewer.may_see("11.71") and not held.may("load")
    at = at.run()
    assert not at.code and secret not in html(at) and token.id in html(at)
    at.selectbox(key="token_revoke_id_0").select(token.id)
    at = submit(at, "Cabut sekarang")
    assert "dicabut" in at.success[0].value
    with pytest.raises(AccessError, match="token_revoked"):
        api_tokens.bearer(tmp_path, secret)
    noted = [event for event in events(tmp_path) if event[0].startswith("token_")]
    assert noted == [(f"token_{act}", "administrator", f"{name} {token.id}") for act in ("revoke", "add")]


def test_role_state_and_password_of_an_account(visit, tmp_path):
    people.account(tmp_path, "analyst")
    key = sessions.key_of(people.token_of(tmp_path, "analyst"))
    at = visit(by="administrator", page="kelola")
    at = at.selectbox(key="account_changed_name_0").select("analyst").run()
    at.selectbox(key="account_of_analyst_region_0").select("11.05")
    at = submit(at, "Simpan peran dan wilayah")
    assert accounts.load(tmp_path).find("analyst")[1].region == "11.05"
    at = submit(at, "Matikan akun")
    assert Door(tmp_path, tuple).viewer(key) is None
    at = submit(at, "Hidupkan akun")
    assert not accounts.load(tmp_path).find("analyst")[1].disabled
    at = submit(at, "Buat tautan sandi baru")
    assert "/masuk/undangan" in at.code[0].value
    assert accounts.load(tmp_path).find("analyst")[1].password is None
    assert {"role_set", "account_disabled", "account_enabled", "link_made"} <= {what for what, *_ in events(tmp_path)}


def test_the_first_sentence_says_who_can_enter_and_who_is_in(visit, tmp_path):
    for name in ("analyst", "auditor"):
        people.account(tmp_path, name)
    people.token_of(tmp_path, "analyst")
    accounts.set_disabled(tmp_path, "auditor", True)
    shown = html(visit(by="administrator", page="kelola"))
    assert "<h1>2 akun dapat dipakai masuk; 2 sesi sedang berlangsung</h1>" in shown


def test_all_sessions_are_listed_and_ended(visit, tmp_path):
    people.account(tmp_path, "analyst")
    token = people.token_of(tmp_path, "analyst")
    at = visit(by="administrator", page="kelola")
    at.multiselect(key="sessions_accounts_keys_0").select(sessions.key_of(token))
    at = submit(at, "Akhiri sesi")
    assert Door(tmp_path, tuple).viewer(sessions.key_of(token)) is None
    assert ("session_ended", "administrator", "analyst") in events(tmp_path)


@pytest.mark.parametrize(
    ("meanwhile", "is_ended"),
    [
        pytest.param("it is seen again", True, id="the chosen one is used again: it is ended"),
        pytest.param("it is over", False, id="the chosen one is over by itself: that is said"),
        pytest.param(None, False, id="nothing is chosen: that is said"),
    ],
)
def test_the_chosen_session_is_ended_and_nothing_else_said_to_be(visit, tmp_path, meanwhile, is_ended):
    people.account(tmp_path, "analyst")
    key = sessions.key_of(people.token_of(tmp_path, "analyst"))
    at = visit(by="administrator", page="kelola")
    if meanwhile:
        at.multiselect(key="sessions_accounts_keys_0").select(key)
    if meanwhile == "it is seen again":
        store.of(tmp_path).changed("update sessions set seen_at = seen_at + 120 where key = ?", (key,))
    if meanwhile == "it is over":
        sessions.end(tmp_path, key)
        people.token_of(tmp_path, "analyst")
    at = submit(at, "Akhiri sesi")
    assert [bool(at.success), [error.value for error in at.error]] == [is_ended, [] if is_ended else [NOTHING]]
    assert (("session_ended", "administrator", "analyst") in events(tmp_path)) == is_ended


def test_a_holiday_is_added_by_name_and_decree_and_only_once(page, tmp_path):
    home, day = Home(tmp_path), date(2026, 11, 3)
    for done in range(2):
        page.date_input(key=f"holiday_day_{done}").set_value(day)
        page.text_input(key=f"holiday_name_{done}").input("Hari, =Contoh")
        page.text_input(key=f"holiday_decree_{done}").input("SKB 3 Menteri")
        page = submit(page, "Tetapkan")
    assert "sudah hari libur" in page.error[0].value
    added = tables.holidays(home).set_index("date").loc[day]
    assert (added["name_id"], added["category"]) == ("Hari, =Contoh", "libur_nasional") or "Hari" in added["name_id"]
    [entry] = [entry for entry in entries.entries(home) if entry.kind == "calendar"]
    assert (entry.who, entry.what["decree"]) == ("administrator", "SKB 3 Menteri")


def test_settings_are_written_whole_or_not_at_all_and_the_rest_of_the_file_stays(visit, tmp_path):
    path = tmp_path / "home.yaml"
    path.write_text("letterhead: {lines: [Lama], head: {title: Kepala Dinas}}\nseal: {certificate: a.pem}\n", "utf-8")
    at = visit(by="administrator", page="kelola")
    at.text_area(key="settings_lines_0").input(" PEMERINTAH ACEH \n\nDINAS CONTOH")
    at.text_input(key="settings_address_0").input("Jalan Contoh 1")
    at.text_input(key="settings_licence_name_0").input("CC-BY-4.0")
    at.multiselect(key="settings_codes_0").select("auditor")
    at.file_uploader(key="settings_logo_0").upload("logo.png", b"bukan gambar")
    before = path.read_bytes()
    at = submit(at, "Simpan setelan")
    assert "tidak dapat dipakai" in at.error[0].value and path.read_bytes() == before
    at.file_uploader(key="settings_logo_0").upload("logo.png", b"\x89PNG\r\n\x1a\n...")
    at = submit(at, "Simpan setelan")
    assert not at.error
    settings = home_config.settings(Home(tmp_path))
    assert settings.letterhead.lines == ("PEMERINTAH ACEH", "DINAS CONTOH") and settings.second_factor == ("auditor",)
    assert settings.licence.name == "CC-BY-4.0" and settings.licence.url is None
    assert settings.letterhead.head.title == "Kepala Dinas" and settings.seal.certificate == "a.pem"
    assert {file.stat().st_mode & 0o777 for file in (path, tmp_path / settings.letterhead.logo)} == {0o600}
    assert ("settings_set", "administrator", None) in events(tmp_path)


def test_a_home_gets_a_name_and_the_languages_of_its_screens(visit, tmp_path):
    at = visit(by="administrator", page="kelola")
    assert len(at.button_group(key="pick_bahasa").options) == 2
    at.text_input(key="settings_name_0").input(" Provinsi \n Contoh ")
    at.multiselect(key="settings_languages_0").set_value([])
    at = submit(at, "Simpan setelan")
    assert "satu bahasa" in at.error[0].value and not (tmp_path / "home.yaml").exists()
    at.multiselect(key="settings_languages_0").set_value(["en"])
    at = submit(at, "Simpan setelan")
    assert not at.error and home_config.settings(Home(tmp_path)).languages == ("en",)
    assert "Provinsi  Contoh" in html(at) or "Provinsi Contoh" in html(at)
    assert "can sign in" in html(at.run()) and not at.button_group, "one language needs no switch"
    at = visit(by="administrator", page="kelola", bahasa="id")
    assert 'lang="en"' in html(at) and 'lang="id"' not in html(at)


def test_locks_are_asked_of_the_terminals_act(page):
    page.text_input(key="lock_period_0").input("2026-13")
    page.text_input(key="lock_document_0").input("1/2026")
    assert submit(page, "Kunci periode").error
    assert page.text_input(key="lock_document_0").value == "1/2026", "what is refused can be put right"


def test_what_was_locked_stands_in_the_form_no_more(page, monkeypatch):
    locked = []
    monkeypatch.setattr(locks, "lock", lambda *act: locked.append(act[3:]))
    page.text_input(key="lock_period_0").input("2026-10")
    page.text_input(key="lock_document_0").input("1/2026")
    at = submit(page, "Kunci periode")
    assert locked == [("2026-10", None, "1/2026")] and not at.error
    empty = [box.value for box in at.text_input if box.key.startswith("lock_")]
    assert empty == ["", ""]


@pytest.mark.parametrize("act", [account_acts.create, account_acts.set_role])
def test_borrowed_eyes_change_nothing(visit, tmp_path, act):
    people.account(tmp_path, "administrator", name="kedua")
    at = visit(by="administrator", page="kelola")
    at.session_state["seen_as"] = "kedua"
    at = at.run()
    at.text_input(key="account_new_name_0").input("ani")
    at = submit(at, "Buat akun")
    assert at.error and accounts.load(tmp_path).find("ani") is None
