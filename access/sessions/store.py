"""What the server remembers of visits: sessions, refusals and counts, in one small SQLite file of the home.

Nothing in it opens a door: of the token of a session or a program only the hash is kept, of a name that was tried
only the hash too.
"""

import functools
import os
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from access.identity.errors import AccessError

FILE = "visits.sqlite"
_SCHEMA = """
create table if not exists sessions (
    key text primary key, account text, demo text, stamp text not null, language text not null,
    opened_at real not null, seen_at real not null
);
create table if not exists failures (who text primary key, times integer not null, last_at real not null);
create table if not exists counts (what text primary key, times integer not null);
create table if not exists links (key text primary key, until real not null);
create table if not exists invitations (key text primary key, account text not null, until real not null);
create table if not exists challenges (
    key text primary key, account text not null, stamp text not null, language text not null, until real not null
);
create table if not exists used_codes (account text primary key, step integer not null);
create table if not exists devices (key text primary key, until real not null);
create table if not exists api_tokens (
    id text primary key, hash text not null, account text not null, region text, rights text not null,
    made_at real not null, until real not null, revoked_at real, used_at real
);
create table if not exists told (who text not null, what text not null, primary key (who, what));
"""


class Store:
    """One connection, shared by all threads of the process."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
            self._connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
            self._connection.executescript(f"pragma synchronous = normal; {_SCHEMA}")
        except (OSError, sqlite3.Error) as error:
            raise AccessError("unwritable", file=FILE) from error

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""
        with self._lock:
            return self._connection.execute(sql, parameters).fetchall()

    def changed(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run one statement and return how many rows it changed."""
        with self._lock:
            return self._connection.execute(sql, parameters).rowcount

    def count(self, what: str) -> None:
        """One more of `what`."""
        self.changed(
            "insert into counts values (?, 1) on conflict (what) do update set times = times + 1",
            (what,),
        )


def of(root: Path) -> Store:
    """The store of a home; another one once the file was put aside."""
    path = root / FILE
    try:
        inode = path.stat().st_ino
    except OSError:
        Store(path)
        inode = path.stat().st_ino
    return _opened(path, inode)


@functools.lru_cache(maxsize=4)
def _opened(path: Path, _inode: int) -> Store:
    return Store(path)


def has_event(root: Path, who: str, what: str) -> bool:
    """Whether `who` (an account, or the session of a one-click role) has been told `what`."""
    return bool(of(root).rows("select 1 from told where who = ? and what = ?", (who, what)))


def record_event(root: Path, who: str, what: str) -> None:
    """Remember it."""
    of(root).changed("insert or ignore into told values (?, ?)", (who, what))
