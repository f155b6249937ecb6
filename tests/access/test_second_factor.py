"""One-time codes: RFC 6238, each taken once, guesses slowed, recovery codes, and what the office may demand."""

import re
import time

import pyotp
import pytest

from access.identity import accounts, second_factor
from access.identity.errors import AccessError
from access.sessions import account_acts, audit_log, second_step, sessions, throttle
from access.sessions.authentication import Door
from access.sessions.second_step import CodeNeededError
from tests.access import people

RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""The secret of RFC 6238, appendix B (SHA-1), in base 32."""
RFC = {
    59: "94287082",
    1111111109: "07081804",
    1111111111: "14050471",
    1234567890: "89005924",
    2000000000: "69279037",
    20000000000: "65353130",
}


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is moved; sessions do not end meanwhile."""
    now = [1_800_000_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    return now


@pytest.fixture
def root(tmp_path):
    """A home with an auditor and an administrator."""
    people.account(tmp_path, "auditor", name="Cut")
    people.account(tmp_path, "administrator")
    return tmp_path


@pytest.fixture
def enrolled(root, clock):
    """Home, secret and recovery codes of an auditor who has set codes up, and has waited a minute since."""
    secret, key = second_factor.new_secret(), sessions.key_of(people.token_of(root, "Cut"))
    codes = account_acts.enrol_second_factor(root, key, "Cut", people.PASSWORD, secret, pyotp.TOTP(secret).at(clock[0]))
    clock[0] += 60
    return root, secret, codes


def ticket(root):
    with pytest.raises(CodeNeededError) as needed:
        Door(root, tuple).enter("Cut", people.PASSWORD, "id")
    return needed.value.ticket


def enters(root, code, proof=None):
    return Door(root, tuple).enter_with_code(proof or ticket(root), code)


@pytest.mark.parametrize("at", RFC)
@pytest.mark.parametrize(("offset", "is_taken"), [(0, True), (-30, True), (30, True), (60, False), (-60, False)])
def test_codes_are_those_of_the_standard_and_clocks_may_differ_by_one_step(clock, at, offset, is_taken):
    clock[0] = at + offset
    step = second_factor.step_of(RFC_SECRET, RFC[at][-6:])
    assert step == (at // 30 if is_taken else None)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "２８７０８２", "28708²", "287083"])
def test_what_is_no_code_is_none(clock, code):
    clock[0] = 59
    assert second_factor.step_of(RFC_SECRET, code) is None
    assert second_factor.step_of(RFC_SECRET, "287 082") == 1


def test_a_code_opens_once_and_an_earlier_one_never_again(enrolled, clock):
    root, secret, _ = enrolled
    earlier, code = (pyotp.TOTP(secret).at(clock[0] + seconds) for seconds in (-30, 0))
    name, token = enters(root, code)
    viewer = Door(root, tuple).viewer(sessions.key_of(token))
    assert name == "Cut" and viewer is not None and viewer.role == "auditor"
    for used in (code, earlier):
        with pytest.raises(AccessError, match="code_used"):
            enters(root, used)


def test_the_password_alone_opens_nothing(enrolled, clock):
    root, secret, _ = enrolled
    proof = ticket(root)
    with pytest.raises(AccessError, match="code_wrong"):
        enters(root, "000000", proof)
    assert sessions.listed(root, accounts.load(root).sessions, "Cut")[1:] == []  # the one that set the codes up
    clock[0] += second_step.SECONDS + 1
    assert enters(root, pyotp.TOTP(secret).at(clock[0]), proof) is None
    assert enters(root, pyotp.TOTP(secret).at(clock[0]), "lain") is None


def test_a_ticket_opens_once_and_not_after_another_password(enrolled, clock):
    root, secret, codes = enrolled
    proof = ticket(root)
    assert enters(root, codes[0], proof) and enters(root, codes[1], proof) is None
    proof = ticket(root)
    account_acts.set_password(root, "administrator", "Cut", "rapai geleng di meunasah")
    assert enters(root, pyotp.TOTP(secret).at(clock[0]), proof) is None


def test_guesses_wait_at_the_door_and_the_right_code_after_it(enrolled, clock):
    root, secret, _ = enrolled
    proof = ticket(root)
    for _ in range(throttle.FREE):
        with pytest.raises(AccessError, match="code_wrong"):
            enters(root, "000000", proof)
    with pytest.raises(AccessError, match="wait"):
        enters(root, pyotp.TOTP(secret).at(clock[0]), proof)
    clock[0] += 3
    assert enters(root, pyotp.TOTP(secret).at(clock[0]), proof)


def test_recovery_codes_are_kept_as_hashes_and_work_once_each(enrolled):
    root, secret, codes = enrolled
    written = (root / accounts.FILE).read_text(encoding="utf-8")
    assert len(set(codes)) == second_factor.RECOVERY_CODES and not any(code in written for code in codes)
    assert (root / accounts.FILE).stat().st_mode & 0o777 == 0o600
    assert enters(root, f" {codes[3].upper()} ") is not None
    with pytest.raises(AccessError, match="code_wrong"):
        enters(root, codes[3])
    assert len(accounts.load(root).find("Cut")[1].second_factor.recovery) == second_factor.RECOVERY_CODES - 1
    log = (root / audit_log.FILE).read_text(encoding="utf-8")
    assert "recovery_used" in log and secret not in log and codes[3] not in log
    assert secret not in repr(accounts.load(root))


def test_setting_up_asks_the_password_and_a_code_and_ends_other_sessions(root, clock):
    here, elsewhere = (sessions.key_of(people.token_of(root, "Cut")) for _ in range(2))
    secret = second_factor.new_secret()
    code = pyotp.TOTP(secret).at(clock[0])
    for password, typed, fault in (("lain", code, "password_wrong"), (people.PASSWORD, "000000", "code_wrong")):
        with pytest.raises(AccessError, match=fault):
            account_acts.enrol_second_factor(root, here, "Cut", password, secret, typed)
    account_acts.enrol_second_factor(root, here, "Cut", people.PASSWORD, secret, code)
    door = Door(root, tuple)
    assert door.viewer(here) is not None and door.viewer(elsewhere) is None
    clock[0] += 60
    code = pyotp.TOTP(secret).at(clock[0])
    with pytest.raises(AccessError, match="factor_there"):
        account_acts.enrol_second_factor(root, here, "Cut", people.PASSWORD, secret, code)


def test_a_reset_by_name_asks_for_no_code_until_it_is_set_up_again(enrolled):
    root, *_ = enrolled
    account_acts.reset_second_factor(root, "administrator", "Cut")
    assert Door(root, tuple).enter("Cut", people.PASSWORD, "id")
    [noted] = [line for line in audit_log.read(root) if line.what == "factor_reset"]
    assert (noted.who, noted.detail) == ("administrator", "Cut")
    with pytest.raises(AccessError, match="factor_none"):
        account_acts.reset_second_factor(root, "administrator", "Cut")


def test_whom_the_office_demands_it_of_sees_only_the_own_account(root):
    key = sessions.key_of(people.token_of(root, "Cut"))
    viewer = Door(root, tuple, lambda: ("auditor",)).viewer(key)
    assert {right for right in ("akun", "own_account") if viewer.may(right)} == {"akun", "own_account"}
    assert not any(viewer.may(right) for right in ("ringkasan", "buku-besar", "export", "measure", "reproduce"))
    assert Door(root, tuple, lambda: ("administrator",)).viewer(key).may("buku-besar")


def test_both_steps_at_the_door(served):
    name, root = people.account(served.root, "auditor", name="pemeriksa"), served.root
    secret, now = second_factor.new_secret(), time.time()
    second_step.enrol(root, name, secret, pyotp.TOTP(secret).at(now - 30))
    stranger = served.stranger()
    first = stranger.sign_in(name, people.PASSWORD)
    assert first.status == 200 and first.cookie is None
    proof = re.search(rb'name="tiket" value="([^"]+)"', first.body)[1].decode()
    wrong = stranger.send("/masuk/kode", {"tiket": proof, "kode": "000000"})
    assert wrong.status == 401 and b'name="tiket"' in wrong.body
    entered = stranger.send("/masuk/kode", {"tiket": proof, "kode": pyotp.TOTP(secret).at(time.time())})
    assert entered.status == 303 and "capaian=" in entered.cookie
    assert stranger.send("/masuk/kode", {"tiket": proof, "kode": "000000"}).status == 401
