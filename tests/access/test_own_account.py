"""What somebody does with the own account: another password, sessions ended, guesses slowed."""

import pytest

from access.identity import accounts
from access.identity.errors import AccessError
from access.sessions import account_acts, audit_log, sessions, throttle
from access.sessions.authentication import Door
from tests.access import people

NEW = "rapai geleng di meunasah"


@pytest.fixture
def root(tmp_path):
    """A home with one auditor."""
    people.account(tmp_path, "auditor", name="Cut")
    return tmp_path


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is moved."""
    now = [1_800_000_000.0]
    monkeypatch.setattr(throttle.time, "time", lambda: now[0])
    return now


def visits(root, count=2):
    return [sessions.key_of(people.token_of(root, "Cut")) for _ in range(count)]


def opens(root, key):
    return Door(root, tuple).viewer(key) is not None


def test_only_the_session_that_changed_the_password_goes_on(root):
    here, elsewhere = visits(root)
    account_acts.change_own_password(root, here, "Cut", people.PASSWORD, NEW)
    assert opens(root, here) and not opens(root, elsewhere)
    assert Door(root, tuple).enter("Cut", people.PASSWORD, "id") is None
    assert Door(root, tuple).enter("Cut", NEW, "id") is not None
    [noted] = [line for line in audit_log.read(root) if line.what == "password_changed"]
    assert noted.who == "Cut" and noted.detail is None
    assert NEW not in (root / audit_log.FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("kopi lain", NEW, "password_wrong"),
        ("", NEW, "password_wrong"),
        (people.PASSWORD, "pendek", "password_length"),
        (people.PASSWORD, "password123", "password_common"),
        (people.PASSWORD, "CUT", "password_length"),
    ],
)
def test_a_password_that_may_not_be_changed_stays_with_all_its_sessions(root, old, new, fault):
    before, keys = accounts.load(root), visits(root)
    with pytest.raises(AccessError) as refusal:
        account_acts.change_own_password(root, keys[0], "Cut", old, new)
    assert refusal.value.key == fault
    assert accounts.load(root) == before and all(opens(root, key) for key in keys)


def test_guesses_at_the_old_password_wait_and_do_not_keep_the_owner_from_signing_in(root, clock):
    for _ in range(throttle.FREE):
        with pytest.raises(AccessError, match="password_wrong"):
            account_acts.confirm_password(root, "Cut", "tebakan")
    with pytest.raises(AccessError, match="wait"):
        account_acts.confirm_password(root, "Cut", people.PASSWORD)
    assert throttle.seconds_to_wait(root, "Cut") == 0
    clock[0] += 2
    account_acts.confirm_password(root, "Cut", people.PASSWORD)
    account_acts.confirm_password(root, "Cut", people.PASSWORD)


def test_a_session_is_ended_by_name(root):
    here, elsewhere = visits(root)
    account_acts.end_session(root, "Cut", elsewhere)
    assert opens(root, here) and not opens(root, elsewhere)
    assert (audit_log.read(root)[0].what, audit_log.read(root)[0].detail) == ("session_ended", "Cut")
    assert [session.key for session in sessions.listed(root, accounts.load(root).sessions, "Cut")] == [here]
