"""Acts on accounts, from page and terminal alike: each is written in the access log with who did it and to whom."""

import secrets
import time
from pathlib import Path

from access.identity import accounts, passwords
from access.identity.errors import AccessError
from access.sessions import audit_log, guesses, second_step, sessions, store
from access.sessions.authentication import stamp

INVITATION_SECONDS = 24 * 3600


def create(root: Path, by: str, name: str, role: str, region: str | None, password: str | None) -> None:
    """Make an account; one without a password waits for its link, or signs in through the identity provider."""
    accounts.add(root, name, role, region, password)
    audit_log.note(root, "account_created", by, name)


def set_password(root: Path, by: str, name: str, password: str) -> None:
    """Give an account another password; all its sessions end."""
    accounts.set_password(root, name, password)
    audit_log.note(root, "password_set", by, name)


def set_disabled(root: Path, by: str, name: str, disabled: bool) -> None:
    """Shut an account, which ends its sessions, or open it again."""
    accounts.set_disabled(root, name, disabled)
    audit_log.note(root, "account_disabled" if disabled else "account_enabled", by, name)


def set_role(root: Path, by: str, name: str, role: str, region: str | None) -> None:
    """Give an account another role and region, from its next look on."""
    accounts.set_role(root, name, role, region)
    audit_log.note(root, "role_set", by, f"{name}: {role} {region or ''}".rstrip())


def invite(root: Path, by: str, name: str) -> str:
    """A key behind which the holder of an account sets a password, once and within a day; the password before is void.

    All sessions of the account end, and an earlier key no longer holds.
    """
    accounts.clear_password(root, name)
    token, visits = secrets.token_urlsafe(sessions.TOKEN_BYTES), store.of(root)
    visits.changed("delete from invitations where account = ? or until < ?", (name, time.time()))
    visits.changed(
        "insert into invitations values (?, ?, ?)", (sessions.key_of(token), name, time.time() + INVITATION_SECONDS)
    )
    audit_log.note(root, "link_made", by, name)
    return token


def invited(root: Path, token: str) -> str | None:
    """The account whose password that key sets; None when it was used, replaced or is too old."""
    rows = store.of(root).rows("select account, until from invitations where key = ?", (sessions.key_of(token),))
    if not rows or rows[0][1] <= time.time():
        return None
    entry = accounts.load(root).find(rows[0][0])
    return entry[0] if entry and entry[1].password is None and not entry[1].disabled else None


def accept_invitation(root: Path, token: str, password: str) -> str:
    """Set the first password by that key; the account's name. AccessError when the key or the password does not do."""
    name = invited(root, token)
    if name is None:
        raise AccessError("link_over")
    accounts.set_first_password(root, name, password)
    store.of(root).changed("delete from invitations where account = ?", (name,))
    audit_log.note(root, "password_changed", name)
    return name


def change_own_password(root: Path, key: str, name: str, old: str, new: str) -> None:
    """Change a password by who knows the old one; of the account's sessions only the one of that key goes on.

    AccessError when the old one is wrong, was wrong too often, or when the new one does not fit.
    """
    confirm_password(root, name, old)
    accounts.set_password(root, name, new)
    keep_only(root, key, name)
    audit_log.note(root, "password_changed", name)


def confirm_password(root: Path, name: str, password: str) -> None:
    """AccessError unless that is the account's password; guesses are counted, and slower with each."""
    known = accounts.load(root)
    guesses.begin(root, name)
    if not passwords.matches(accounts.existing(known, name).password, password, known.passwords):
        audit_log.note(root, "secret_wrong", name)
        raise AccessError("password_wrong")
    guesses.end(root, name)


def keep_only(root: Path, key: str, name: str) -> None:
    """Tie the session of that key to what the account's secrets are now; all others of the account end."""
    sessions.keep_only(root, key, name, stamp(accounts.existing(accounts.load(root), name)))


def end_session(root: Path, by: str, key: str) -> None:
    """End one session."""
    name = sessions.holder(root, key)
    sessions.end(root, key)
    if name is not None:
        audit_log.note(root, "session_ended", by, name)


def enrol_second_factor(root: Path, key: str, name: str, password: str, secret: str, code: str) -> tuple[str, ...]:
    """Set up an authenticator by who knows the password and shows a code; the recovery codes, which are told once.

    Of the account's sessions only the one of that key goes on.
    """
    confirm_password(root, name, password)
    codes = second_step.enrol(root, name, secret, code)
    keep_only(root, key, name)
    audit_log.note(root, "factor_set", name)
    return codes


def reset_second_factor(root: Path, by: str, name: str) -> None:
    """Ask an account for no codes until it is set up again; its sessions end."""
    if accounts.existing(accounts.load(root), name).second_factor is None:
        raise AccessError("factor_none", name=name)
    accounts.set_second_factor(root, name, None)
    audit_log.note(root, "factor_reset", by, name)
