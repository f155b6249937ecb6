"""Sessions: an opaque token in the visitor's cookie, its hash and everything else on the server."""

import hashlib
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from access.identity.accounts import Lifetime
from access.sessions import store

TOKEN_BYTES = 32
TOUCH_SECONDS = 30


@dataclass(frozen=True)
class Session:
    """One visit that was let in: by an account, or by a one-click role (`demo`) of a home with demo data.

    `stamp` ties it to the password of the moment: when that changes, the session is over.
    """

    key: str
    account: str | None
    demo: str | None
    stamp: str
    language: str
    opened_at: float
    seen_at: float

    def seconds_left(self, lifetime: Lifetime, now: float) -> float:
        """Until it ends by itself, 0 or less when it has."""
        idle = self.seen_at + lifetime.idle_minutes * 60
        return min(idle, self.opened_at + lifetime.hours * 3600) - now


def key_of(token: str) -> str:
    """What the server knows a token by."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def begin(root: Path, account: str | None, demo: str | None, stamp: str, language: str) -> str:
    """A new session; returns the token, which is kept nowhere else."""
    token, now = secrets.token_urlsafe(TOKEN_BYTES), time.time()
    row = (key_of(token), account, demo, stamp, language, now, now)
    store.of(root).changed("insert into sessions values (?, ?, ?, ?, ?, ?, ?)", row)
    return token


def find(root: Path, key: str, lifetime: Lifetime) -> Session | None:
    """The session of that key, None when there is none or its time is over."""
    rows = store.of(root).rows("select * from sessions where key = ?", (key,))
    session = Session(*rows[0]) if rows else None
    if session is None or session.seconds_left(lifetime, time.time()) > 0:
        return session
    end(root, key)
    return None


def touch(root: Path, session: Session) -> None:
    """A sign of life."""
    now = time.time()
    if now - session.seen_at > TOUCH_SECONDS:
        store.of(root).changed("update sessions set seen_at = ? where key = ?", (now, session.key))


def end(root: Path, key: str) -> None:
    """Over at once, in every process."""
    store.of(root).changed("delete from sessions where key = ?", (key,))


def keep_only(root: Path, key: str, account: str, stamp: str) -> None:
    """Of an account's sessions only that one goes on, tied to another stamp."""
    visits = store.of(root)
    visits.changed("delete from sessions where account = ? and key <> ?", (account, key))
    visits.changed("update sessions set stamp = ? where account = ? and key = ?", (stamp, account, key))


def holder(root: Path, key: str) -> str | None:
    """The account, or the one-click role, whose session that key is."""
    rows = store.of(root).rows("select coalesce(account, demo) from sessions where key = ?", (key,))
    return str(rows[0][0]) if rows else None


def listed(root: Path, lifetime: Lifetime, account: str | None = None) -> list[Session]:
    """The sessions there are now, those of one account or all, the last seen first."""
    active(root, lifetime)
    which, parameters = ("", ()) if account is None else ("where account = ?", (account,))
    rows = store.of(root).rows(f"select * from sessions {which} order by seen_at desc, key", parameters)
    return [Session(*row) for row in rows]


def active(root: Path, lifetime: Lifetime) -> int:
    """How many there are now; those whose time is over are swept out."""
    now = time.time()
    idle, at_most = now - lifetime.idle_minutes * 60, now - lifetime.hours * 3600
    store.of(root).changed("delete from sessions where seen_at <= ? or opened_at <= ?", (idle, at_most))
    return int(store.of(root).rows("select count(*) from sessions")[0][0])


def now() -> float:
    """The clock that sessions go by, in seconds."""
    return time.time()


def cookie_name(is_secure: bool) -> str:
    """A name that browsers tie to this very host, where they can (TLS)."""
    return "__Host-capaian" if is_secure else "capaian"


def token_in(cookie: str | None, is_secure: bool) -> str | None:
    """The session's token among the cookies."""
    wanted = cookie_name(is_secure)
    for part in (cookie or "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == wanted and value:
            return value
    return None
