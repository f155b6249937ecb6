"""The second step of signing in: a code of the authenticator, or a recovery code, each taken once."""

import secrets
import time
from pathlib import Path

from access.identity import accounts, second_factor
from access.identity.accounts import Account, SecondFactor, folded
from access.identity.errors import AccessError
from access.sessions import audit_log, guesses, sessions, store

SECONDS = 300
"""How long the first step holds while the code is looked up and typed."""


class CodeNeededError(Exception):
    """The first step is done, and this account asks for a code; `ticket` proves the first step."""

    def __init__(self, ticket: str) -> None:
        super().__init__()
        self.ticket = ticket


def begin(root: Path, name: str, stamp: str, language: str) -> CodeNeededError:
    """Remember that the first step is done; what is returned carries the ticket, which is kept nowhere else."""
    ticket, visits, now = secrets.token_urlsafe(sessions.TOKEN_BYTES), store.of(root), time.time()
    visits.changed("delete from challenges where until < ?", (now,))
    row = (sessions.key_of(ticket), name, stamp, language, now + SECONDS)
    visits.changed("insert into challenges values (?, ?, ?, ?, ?)", row)
    return CodeNeededError(ticket)


def pending(root: Path, ticket: str) -> tuple[str, str, str] | None:
    """Account, stamp and language of a first step that still holds."""
    key = sessions.key_of(ticket)
    rows = store.of(root).rows("select account, stamp, language, until from challenges where key = ?", (key,))
    return rows[0][:3] if rows and rows[0][3] > time.time() else None


def finish(root: Path, ticket: str) -> bool:
    """Take the ticket back; False when somebody did before."""
    return store.of(root).changed("delete from challenges where key = ?", (sessions.key_of(ticket),)) == 1


def check(root: Path, name: str, account: Account, code: str) -> None:
    """AccessError unless the code is right and was not used before; guesses are counted, and slower with each."""
    guesses.begin(root, name)
    factor = account.second_factor
    step = second_factor.step_of(factor.secret, code) if factor is not None else None
    if step is not None:
        if not _use(root, name, step):
            raise _wrong(root, name, "code_used")
    else:
        try:
            accounts.spend_recovery_code(root, name, second_factor.fingerprint(code))
        except AccessError as error:
            raise _wrong(root, name, error.key) from error
        audit_log.note(root, "recovery_used", name)
    guesses.end(root, name)


def enrol(root: Path, name: str, secret: str, code: str) -> tuple[str, ...]:
    """Ask for codes of that secret from now on; the recovery codes. AccessError when the code does not fit it."""
    guesses.begin(root, name)
    step = second_factor.step_of(secret, code)
    if step is None or not _use(root, name, step):
        raise _wrong(root, name, "code_wrong")
    codes = second_factor.new_recovery_codes()
    hashes = [second_factor.fingerprint(code) for code in codes]
    accounts.set_second_factor(root, name, SecondFactor(secret=secret, recovery=hashes))
    guesses.end(root, name)
    return codes


def _use(root: Path, name: str, step: int) -> bool:
    """Whether no code of this step or a later one was used before; then this one is."""
    sql = (
        "insert into used_codes values (?, ?) on conflict (account) do update set step = excluded.step"
        " where excluded.step > used_codes.step"
    )
    return store.of(root).changed(sql, (folded(name), step)) == 1


def _wrong(root: Path, name: str, key: str) -> AccessError:
    audit_log.note(root, "secret_wrong", name)
    return AccessError(key)
