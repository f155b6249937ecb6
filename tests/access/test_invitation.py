"""The link by which an account gets its password: once, within a day, and the password before is void."""

import time

import pytest

from access.identity import accounts
from access.identity.errors import AccessError
from access.sessions import account_acts, audit_log, sessions
from access.sessions.authentication import Door
from tests.access import people

NEW = "rapai geleng di meunasah"


@pytest.fixture
def root(tmp_path):
    """A home with an administrator and an analyst."""
    people.account(tmp_path, "administrator")
    people.account(tmp_path, "analyst")
    return tmp_path


def test_a_link_voids_the_password_and_sets_another_once(root):
    key = sessions.key_of(people.token_of(root, "analyst"))
    earlier, token = (account_acts.invite(root, "administrator", "analyst") for _ in range(2))
    door = Door(root, tuple)
    assert door.viewer(key) is None and door.enter("analyst", people.PASSWORD, "id") is None
    assert account_acts.invited(root, earlier) is None and account_acts.invited(root, token) == "analyst"
    with pytest.raises(AccessError, match="password_common"):
        account_acts.accept_invitation(root, token, "password123")
    assert account_acts.accept_invitation(root, token, NEW) == "analyst"
    assert door.enter("analyst", NEW, "id")
    with pytest.raises(AccessError, match="link_over"):
        account_acts.accept_invitation(root, token, "kata lain yang panjang")
    log = (root / audit_log.FILE).read_text(encoding="utf-8")
    assert token not in log and NEW not in log and '"link_made"' in log


@pytest.mark.parametrize("why", ["late", "disabled", "unknown", "a password since"])
def test_a_link_that_no_longer_holds(root, monkeypatch, why):
    token = account_acts.invite(root, "administrator", "analyst")
    if why == "late":
        now = time.time() + account_acts.INVITATION_SECONDS + 1
        monkeypatch.setattr(account_acts.time, "time", lambda: now)
    elif why == "disabled":
        account_acts.set_disabled(root, "administrator", "analyst", True)
    elif why == "a password since":
        account_acts.set_password(root, "administrator", "analyst", NEW)
    assert account_acts.invited(root, "lain" if why == "unknown" else token) is None


def test_the_form_behind_the_link(served):
    people.account(served.root, "analyst", name="utusan")
    token = account_acts.invite(served.root, "administrator", "utusan")
    stranger, address = served.stranger(), f"/masuk/undangan?kunci={token}"
    assert b"utusan" in stranger.ask("GET", address).body
    assert stranger.ask("GET", "/masuk/undangan?kunci=lain").status == 403
    fields = {"kunci": token, "sandi": NEW, "sandi_lagi": NEW}
    assert stranger.send("/masuk/undangan", {**fields, "sandi_lagi": "lain"}).status == 400
    answer = stranger.send("/masuk/undangan", fields)
    assert answer.status == 303 and answer.cookie
    assert stranger.send("/masuk/undangan", fields).status == 403


@pytest.mark.parametrize("change", [
    lambda root: accounts.set_disabled(root, "administrator", True),
    lambda root: accounts.set_role(root, "administrator", "auditor", None),
])  # fmt: skip
def test_the_last_administrator_stays(root, change):
    with pytest.raises(AccessError, match="last_administrator"):
        change(root)
    people.account(root, "administrator", name="kedua")
    change(root)
