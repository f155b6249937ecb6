"""Guessing gets slower: after five failures in a row a name must wait, each time twice as long, up to five minutes.

A name that has no account is treated the same, so that waiting tells nothing.
"""

import hashlib
import time
from pathlib import Path

from access.identity.accounts import folded
from access.sessions import store

FREE = 5
LONGEST_SECONDS = 300.0
FORGOTTEN_SECONDS = 24 * 3600


def seconds_to_wait(root: Path, name: str) -> float:
    """How long this name must still wait; 0 when it may be tried."""
    rows = store.of(root).rows("select times, last_at from failures where who = ?", (_who(name),))
    if not rows or rows[0][0] < FREE:
        return 0.0
    times, last_at = int(rows[0][0]), float(rows[0][1])
    pause: float = min(2.0 ** min(times - FREE + 1, 30), LONGEST_SECONDS)
    return max(0.0, last_at + pause - time.time())


def failed(root: Path, name: str) -> None:
    """One more failure of this name."""
    kept, now = store.of(root), time.time()
    kept.changed("delete from failures where last_at < ?", (now - FORGOTTEN_SECONDS,))
    kept.changed(
        "insert into failures values (?, 1, ?) on conflict (who) do update set times = times + 1, last_at = ?",
        (_who(name), now, now),
    )


def succeeded(root: Path, name: str) -> None:
    """The failures before are forgotten."""
    store.of(root).changed("delete from failures where who = ?", (_who(name),))


def _who(name: str) -> str:
    """Only the hash: people type passwords where names belong."""
    return hashlib.sha256(folded(name).encode("utf-8", "surrogateescape")).hexdigest()
