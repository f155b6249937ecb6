"""What a stranger would try at the door, one test each."""

import json
from urllib.parse import quote

import argon2
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from access.identity import accounts, passwords
from access.identity.demo_roles import DemoRole
from access.identity.errors import AccessError
from access.sessions import audit_log, authentication, sessions, throttle
from access.sessions.authentication import Door
from access.web import hosts, redirects
from pages.components.upload.trial import Dropped, on_disk
from tests.access import people
from tests.access.conftest import OTHER, OWN
from tests.access.visitor import Visitor


@pytest.fixture
def here(tmp_path):
    """The door of an empty home."""
    return Door(tmp_path, tuple)


def test_the_page_always_shows_both_fields_and_needs_no_script(served):
    for visitor in (served.stranger(), served.as_("governor")):
        answer = visitor.ask("GET", "/masuk")
        assert answer.status == 200
        assert b'name="nama"' in answer.body and b'name="sandi"' in answer.body and b"<script" not in answer.body
    assert b'lang="en"' in served.stranger().ask("GET", "/masuk?bahasa=en").body


def test_the_end_of_a_session_is_told_and_asking_is_no_sign_of_life(served):
    visitor = served.as_("governor")
    assert 3500 < json.loads(visitor.ask("GET", "/masuk/sesi").body)["left"] <= 3600
    assert served.stranger().ask("GET", "/masuk/sesi").status == 401
    assert visitor.send("/masuk/sesi", {}).status == 204
    script = served.stranger().ask("GET", "/masuk/sesi.js").body.decode()
    assert "Sesi Anda sudah berakhir" in script and "Your session has ended" in script and "__WORDS__" not in script


def test_a_good_password_opens_and_the_cookie_cannot_be_read_by_scripts_or_sent_by_others(served):
    name = people.account(served.root, "governor")
    answer = served.stranger().sign_in(name.upper(), people.PASSWORD, "/target?bahasa=en")
    assert (answer.status, answer.onward) == (303, "/target?bahasa=en")
    told = answer.headers["set-cookie"].lower()
    assert "httponly" in told and "samesite=lax" in told and "path=/" in told and "domain" not in told
    assert len(answer.cookie.partition("=")[2]) >= 43  # 32 bytes


def test_a_wrong_name_and_a_wrong_password_are_told_in_the_same_words(served):
    name = people.account(served.root, "auditor")
    wrong = [served.stranger().sign_in(who, "tebakan salah") for who in (name, "tidak-ada-akunnya")]
    assert [answer.status for answer in wrong] == [401, 401]
    assert wrong[0].body == wrong[1].body and wrong[0].cookie is None


def test_an_unknown_name_takes_as_long_as_a_known_one(here, monkeypatch):
    cost = passwords.Cost(rounds=2, memory_kib=8192, lanes=1)
    monkeypatch.setattr(throttle, "failed", lambda root, name: None)
    known = passwords.hashed(people.PASSWORD, "x", cost)
    guesses = []
    verify = argon2.PasswordHasher.verify

    def counted(hasher, stored, password):
        guesses.append((hasher.time_cost, hasher.memory_cost, hasher.parallelism, stored.rsplit("$", 2)[0]))
        return verify(hasher, stored, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    for stored in (known, None):
        assert not passwords.matches(stored, "tebakan salah", cost)
    with_account, without = guesses
    assert with_account == without, "one guess each, at the same cost"


def test_after_five_failures_a_name_must_wait_longer_each_time_and_a_good_password_clears_it(here, monkeypatch):
    clock = [1_800_000_000.0]
    monkeypatch.setattr(throttle.time, "time", lambda: clock[0])
    waits = []
    for _ in range(14):
        waits.append(throttle.seconds_to_wait(here.root, "Siapa"))
        throttle.failed(here.root, "siapa ")
    assert waits[:5] == [0] * 5 and waits[5:8] == [2, 4, 8] and waits[-1] == 300
    clock[0] += 301
    assert throttle.seconds_to_wait(here.root, "siapa") == 0
    throttle.succeeded(here.root, "SIAPA")
    assert throttle.seconds_to_wait(here.root, "siapa") == 0


def test_waiting_is_told_and_holds_for_names_without_an_account_too(served):
    stranger = served.stranger()
    got = [stranger.sign_in("penebak-gigih", "tebakan salah").status for _ in range(7)]
    assert got[:5] == [401] * 5 and got[-1] == 429
    assert int(stranger.sign_in("penebak-gigih", "tebakan salah").headers["retry-after"]) > 0


def test_a_session_cannot_be_fixed_beforehand(served):
    planted = f"capaian={'A' * 43}"
    victim = Visitor(served.host, planted)
    answer = victim.sign_in(people.account(served.root, "governor"), people.PASSWORD)
    assert answer.cookie and answer.cookie != planted
    assert Visitor(served.host, planted).ask("GET", "/").status == 303


def test_the_session_before_is_over_when_somebody_signs_in_anew(served):
    visitor = served.as_("governor")
    before = visitor.cookie
    visitor.sign_in(people.account(served.root, "governor"), people.PASSWORD)
    assert visitor.cookie != before
    assert Visitor(served.host, before).ask("GET", "/").status == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://jahat.example"},
        {"Origin": "null"},
        {"Origin": None, "Sec_Fetch_Site": "cross-site"},
        {"Origin": None, "Referer": "http://jahat.example/"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
def test_a_form_on_a_foreign_page_signs_nobody_in_or_out(served, headers):
    visitor = served.as_("governor")
    fields = {"nama": people.account(served.root, "governor"), "sandi": people.PASSWORD}
    assert served.stranger().send("/masuk", fields, **headers).status == 403
    assert visitor.send("/keluar", {}, **headers).status == 403
    assert visitor.ask("GET", "/").status == 200


@pytest.mark.parametrize("origin", ["http://jahat.example", None, "null", "http://127.0.0.1:1"])
def test_a_foreign_page_or_none_opens_no_conversation_and_uploads_nothing(served, origin):
    visitor = served.as_("analyst")
    with pytest.raises(InvalidStatus), visitor.talk(Origin=origin):
        pass
    assert visitor.ask("PUT", "/_stcore/upload_file/a/b", b"x", Origin=origin).status == 403


@pytest.mark.parametrize("host", ["jahat.example", "127.0.0.1.jahat.example", "a@127.0.0.1", "", "127.0.0.1:x", None])
def test_a_foreign_host_name_is_refused_whatever_is_asked(served, host):
    visitor = served.as_("governor")
    for path in ("/", "/masuk", "/_stcore/host-config", "/apa-saja"):
        assert visitor.ask("GET", path, Host=host).status == 400


ELSEWHERE = """
    //jahat.example  /\\jahat.example  \\/jahat  ///x  http://jahat.example  https:jahat.example  jahat.example
    javascript:alert(1)  /%0d%0aSet-Cookie:x=1  /masuk  /keluar  /media/x
"""


@pytest.mark.parametrize("asked", [*ELSEWHERE.split(), "/\r\nX: y", ""])
def test_after_signing_in_nobody_is_sent_elsewhere(served, asked):
    there = redirects.checked(asked)
    assert there == "/" or (there.startswith("/%0d") and "\r" not in there)
    answer = served.stranger().sign_in(people.account(served.root, "governor"), people.PASSWORD, asked)
    assert answer.headers["location"] == there and "x=1" not in (answer.headers["set-cookie"] or "")
    shown = served.stranger().ask("GET", f"/masuk?lanjut={quote(asked)}").body
    assert b'value="/"' in shown or b'value="/%0d' in shown


def test_an_address_of_ours_is_kept_through_signing_in(served):
    answer = served.stranger().ask("GET", "/target?wilayah=11.71&bahasa=en")
    assert answer.onward == "/masuk?lanjut=%2Ftarget%3Fwilayah%3D11.71%26bahasa%3Den"
    assert redirects.checked("/target?wilayah=11.71&bahasa=en") == "/target?wilayah=11.71&bahasa=en"


def test_a_cookie_that_was_changed_or_is_only_the_kept_hash_opens_nothing(served):
    visitor = served.as_("governor")
    token = visitor.cookie.partition("=")[2]
    changed = token[:-1] + ("A" if token[-1] != "A" else "B")
    for wrong in (changed, token[:-1], token + "A", served.key(visitor), "", "é", "' or 1=1 --", "A" * 5000):
        assert Visitor(served.host, f"capaian={quote(wrong)}").ask("GET", "/").status == 303
    assert visitor.ask("GET", "/").status == 200


def test_a_client_cannot_name_its_own_session(served):
    """The gate tells Streamlit whose session it is by a header; the client's own is taken away."""
    governor, regent = served.as_("governor"), served.as_("regent", OWN)
    forged = {"X_Capaian_Session": served.key(governor)}
    assert served.stranger().ask("GET", "/", **forged).status == 303
    with regent.talk(**forged) as conversation:
        shown = conversation.run("ringkasan")
    assert "Kota Banda Aceh" in shown and "Gubernur" not in shown


def test_signing_out_ends_everything_at_once(served):
    visitor = served.as_("governor")
    with visitor.talk() as conversation:
        conversation.run("ringkasan")
        answer = visitor.send("/keluar", {})
        assert answer.onward == "/masuk" and "capaian=" in answer.headers["set-cookie"]
        assert conversation.is_shut()
    assert visitor.ask("GET", "/").status == 303
    with pytest.raises(InvalidStatus), visitor.talk():
        pass


@pytest.mark.parametrize("change", ["disabled", "password"])
def test_an_account_that_is_shut_or_gets_a_new_password_is_out_at_once(served, change):
    name = people.account(served.root, "auditor", name=f"auditor-{change}")
    visitor = Visitor(served.host, f"capaian={people.token_of(served.root, name)}")
    with visitor.talk() as conversation:
        conversation.run("ringkasan")
        if change == "disabled":
            accounts.set_disabled(served.root, name, True)
        else:
            accounts.set_password(served.root, name, "sandi baru sekali")
        with pytest.raises(ConnectionClosed):
            conversation.run("buku-besar")
    assert visitor.ask("GET", "/").status == 303


def test_a_role_that_changes_holds_from_the_next_run_on(served):
    name = people.account(served.root, "auditor", name="pindah-tugas")
    visitor = Visitor(served.host, f"capaian={people.token_of(served.root, name)}")
    with visitor.talk() as conversation:
        assert "ledger_kind" in conversation.run("buku-besar")
        path = served.root / "access.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("pindah-tugas:\n    role: auditor", "pindah-tugas:\n    role: governor"), "utf-8")
        assert "ledger_kind" not in conversation.run("buku-besar")


def test_a_session_ends_by_itself_when_idle_and_at_the_latest_after_its_hours(here, monkeypatch):
    people.account(here.root, "governor")
    clock = [1_800_000_000.0]
    monkeypatch.setattr(sessions.time, "time", lambda: clock[0])

    def key():
        return sessions.key_of(people.token_of(here.root, "governor"))

    idle = key()
    clock[0] += 59 * 60
    sessions.touch(here.root, here.session(idle))
    clock[0] += 59 * 60
    assert here.session(idle) is not None
    clock[0] += 2 * 60
    assert here.session(idle) is None
    busy = key()
    for _ in range(24):
        clock[0] += 30 * 60 - 1
        sessions.touch(here.root, here.session(busy))
    clock[0] += 30
    assert here.session(busy) is None


def test_anothers_conversation_cannot_be_taken_over(served):
    with served.as_("governor").talk() as governor:
        governor.run("ringkasan")
        with served.as_("regent", OWN).talk(resume=governor.id) as regent:
            regent.run("ringkasan")
            assert regent.id != governor.id


def test_anothers_download_is_not_there_even_with_its_address(served):
    analyst = served.as_("analyst")
    with analyst.talk() as conversation:
        shown = conversation.run("unggah")
        file = shown.partition('deferred_file_id: "')[2].partition('"')[0]
        with served.as_("auditor").talk() as auditor:
            auditor.run("buku-besar")
            assert auditor.fetch_deferred(file) is None
        address = conversation.fetch_deferred(file)
        assert address and address.startswith("/media/")
        got = analyst.ask("GET", address)
        assert got.status == 200 and got.headers["content-disposition"].startswith("attachment")
        assert got.headers["cache-control"] == "no-store"
        noted = audit_log.read(served.root, 1)[0]
        assert (noted.what, noted.who) == ("export", "analyst") and noted.detail.startswith("templat-")
        for other in (served.as_("auditor"), served.as_("analyst"), served.as_("regent", OWN)):
            assert other.ask("GET", address).status == 404
        assert served.stranger().ask("GET", address).status == 401
        analyst.send("/keluar", {})
        assert analyst.ask("GET", address).status == 401


def test_nobody_uploads_into_anothers_conversation(served):
    analyst, other = served.as_("analyst"), served.as_("analyst")
    with analyst.talk() as conversation:
        conversation.run("unggah")
        for method in ("PUT", "DELETE"):
            assert other.ask(method, f"/_stcore/upload_file/{conversation.id}/1", b"x").status == 403
            assert served.stranger().ask(method, f"/_stcore/upload_file/{conversation.id}/1", b"x").status == 401
        # One's own passes the gate; Streamlit then asks for its own token against foreign forms.
        assert analyst.ask("PUT", f"/_stcore/upload_file/{conversation.id}/1", b"x").body != b"403"


@pytest.mark.parametrize("strange", ["clear_cache", "load_git_info", "set_run_on_save"])
def test_a_browser_cannot_ask_for_what_our_pages_do_not_need(served, strange):
    from streamlit.proto.BackMsg_pb2 import BackMsg

    asked = BackMsg()
    setattr(asked, strange, True)
    with served.as_("governor").talk() as conversation, pytest.raises(ConnectionClosed):
        conversation.run("ringkasan")
        conversation.say(asked, "script_finished")


@pytest.mark.parametrize("name", ["../../x.csv", "..", "/etc/passwd", "..\\..\\x.csv", "C:\\x.csv", "", ".", "a/b"])
def test_a_file_name_leads_out_of_no_folder(name):
    with on_disk([Dropped(name, b"isi")]) as [path]:
        assert path.read_bytes() == b"isi"
        assert path.resolve().parent.parent.name.startswith("capaian-")


def test_every_answer_forbids_what_a_page_of_ours_never_does(served):
    visitor = served.as_("governor")
    for answer in (visitor.ask("GET", "/"), visitor.ask("GET", "/apa-saja"), served.stranger().ask("GET", "/masuk")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'; script-src 'self';" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy and "script-src 'self' " not in policy
        assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "same-origin"
    assert visitor.ask("GET", "/", Origin="http://jahat.example").headers["access-control-allow-origin"] is None


@pytest.mark.parametrize(("query", "language"), [("", "id"), ("?bahasa=en", "en"), ("?bahasa=xx", "id")])
def test_the_page_says_its_language_and_runs_no_script_of_its_own(served, query, language):
    page = served.as_("governor").ask("GET", f"/{query}").body.decode()
    assert f'<html lang="{language}"' in page and "<script>" not in page and "service-desc" not in page


def test_passwords_and_tokens_are_nowhere_in_the_home_or_the_log(served):
    visitor = served.as_("governor")
    visitor.sign_in(people.account(served.root, "governor"), people.PASSWORD)
    served.stranger().sign_in(people.PASSWORD, "sandi di kotak nama")
    token = visitor.cookie.partition("=")[2].encode()
    files = [path for path in served.root.rglob("*") if path.is_file()] + [served.root.parent / "server.log"]
    for path in files:
        content = path.read_bytes()
        assert people.PASSWORD.encode() not in content and token not in content, path.name
    modes = {path.name: path.stat().st_mode & 0o077 for path in served.root.iterdir() if path.is_file()}
    assert modes["access.yaml"] == modes["visits.sqlite"] == modes["access.log"] == 0


def test_an_accounts_file_that_others_can_read_shuts_the_door_with_a_remedy(here):
    people.account(here.root, "governor")
    (here.root / "access.yaml").chmod(0o640)
    with pytest.raises(AccessError) as told:
        here.known()
    assert told.value.key == "open_to_others"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("accounts: {a1: {role: raja}}", "part"),
        ("accounts: {a1: {role: regent}}", "part"),
        ("accounts: {a1: {role: regent, region: 11.71}}", "part"),
        ("accounts: {a1: {role: governor, region: '11.71'}}", "part"),
        ("accounts: {a1: {role: terminal}}", "part"),
        ("accounts: {a1: {role: governor, admin: true}}", "part"),
        ("accounts: {a1: {role: governor}, a1: {role: auditor}}", "yaml"),
        ("accounts: {Ani: {role: governor}, ani: {role: auditor}}", "twice"),
        ("accounts: [", "yaml"),
        ("semua: boleh", "part"),
    ],
)
def test_an_accounts_file_that_is_not_understood_to_the_letter_lets_nobody_in(here, text, key):
    path = here.root / "access.yaml"
    path.touch(0o600)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AccessError) as told:
        here.known()
    assert told.value.key == key


def test_one_click_roles_go_away_with_the_first_account_or_the_switch(tmp_path, monkeypatch):
    here = Door(tmp_path, lambda: (DemoRole("governor"),))
    token = here.enter_demo("governor", "id")
    key = sessions.key_of(token)
    assert here.viewer(key).demo and here.enter_demo("administrator", "id") is None
    monkeypatch.setenv(authentication.SWITCH, "0")
    assert here.viewer(key) is None and here.one_click() == ()
    monkeypatch.delenv(authentication.SWITCH)
    assert here.viewer(key) is not None
    people.account(tmp_path, "governor")
    assert here.viewer(key) is None and here.enter_demo("governor", "id") is None


def test_the_link_for_the_first_administrator_works_once_and_only_while_there_is_none(here):
    token = here.first_link()
    assert not here.make_first("salah", "kepala", people.PASSWORD)
    with pytest.raises(AccessError):
        here.make_first(token, "kepala", "pendek")
    assert here.make_first(token, "kepala", people.PASSWORD)
    assert not here.make_first(token, "lain", people.PASSWORD) and here.first_link() is None
    assert here.known().find("kepala")[1].role == "administrator"


def test_behind_tls_the_cookie_is_secure_and_tied_to_the_host():
    known = hosts.Hosts(("https://capaian.example.go.id",))
    assert known.is_secure("http", "capaian.example.go.id") and not known.is_secure("http", "127.0.0.1:8501")
    assert known.knows("capaian.example.go.id") and not known.knows("lain.example.go.id")
    assert known.is_own("https://capaian.example.go.id", "capaian.example.go.id")
    assert not known.is_own("https://lain.example.go.id", "capaian.example.go.id")


def test_borrowed_eyes_see_what_the_other_sees_and_do_nothing(served):
    from dataclasses import replace

    from access.identity.viewer import Viewer

    seen = replace(Viewer("analis", "analyst", (OWN,), "id"), viewed_by="administrator")
    assert seen.may("unggah") and not seen.may("load") and not seen.may("export")
    assert seen.may_see(OWN) and not seen.may_see(OTHER) and seen.shown_name == "administrator"


def test_the_check_of_documents_is_open_but_not_to_pages_of_others(served):
    stranger = served.stranger()
    shown = stranger.send("/periksa", {"nomor": "MPP-2026-00001", "sidik": "0" * 8})
    assert shown.status == 200 and "Tidak dikenal" in shown.body.decode() and shown.cookie is None
    assert stranger.ask("GET", "/periksa").headers["cache-control"] == "no-store"
    assert stranger.send("/periksa", {"nomor": "x"}, Origin="http://jahat.example").status == 403
    assert stranger.ask("GET", "/periksa/").status == 303
