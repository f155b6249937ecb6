"""Guessing gets slower: after five failures in a row a name must wait, each time twice as long, up to five minutes.

A name that has no account is treated the same, so that waiting tells nothing. An address from which many names are
tried must wait too, but shortly: a whole office may stand behind it. A device that has signed in before (it holds a
token) has a count of its own, so that no stranger keeps its owner out (OWASP, "device cookies").
"""

import hashlib
import secrets
import time
from pathlib import Path

from access.identity.accounts import folded
from access.sessions import store

FREE = 5
LONGEST_SECONDS = 300.0
FREE_OF_ADDRESS, LONGEST_OF_ADDRESS = 50, 30.0
DEVICE_SECONDS = 180 * 24 * 3600
FORGOTTEN_SECONDS = 24 * 3600


def seconds_to_wait(root: Path, name: str, address: str = "", device: str = "") -> float:
    """How long this name must still wait at this address, a known device for itself; 0 when it may be tried."""
    if knows_device(root, name, device):
        return _pause(root, _who(name, device), FREE, LONGEST_SECONDS)
    of_address = _pause(root, _who("", address), FREE_OF_ADDRESS, LONGEST_OF_ADDRESS) if address else 0.0
    return max(_pause(root, _who(name), FREE, LONGEST_SECONDS), of_address)


def _pause(root: Path, who: str, free: int, longest: float) -> float:
    rows = store.of(root).rows("select times, last_at from failures where who = ?", (who,))
    if not rows or rows[0][0] < free:
        return 0.0
    times, last_at = int(rows[0][0]), float(rows[0][1])
    pause: float = min(2.0 ** min(times - free + 1, 30), longest)
    return max(0.0, last_at + pause - time.time())


def failed(root: Path, name: str, address: str = "", device: str = "") -> None:
    """One more failure of this name, or of the device it knows, and of the address."""
    kept, now = store.of(root), time.time()
    kept.changed("delete from failures where last_at < ?", (now - FORGOTTEN_SECONDS,))
    known = knows_device(root, name, device)
    for who in {_who(name, device if known else ""), *({_who("", address)} if address and not known else ())}:
        kept.changed(
            "insert into failures values (?, 1, ?) on conflict (who) do update set times = times + 1, last_at = ?",
            (who, now, now),
        )


def succeeded(root: Path, name: str, device: str = "") -> None:
    """The failures before are forgotten."""
    for who in (_who(name), _who(name, device)):
        store.of(root).changed("delete from failures where who = ?", (who,))


def device_of(root: Path, name: str, device: str = "") -> str:
    """The token by which this device is known again for that name: the one it has, or a new one."""
    if knows_device(root, name, device):
        return device
    token, now = secrets.token_urlsafe(24), time.time()
    kept = store.of(root)
    kept.changed("delete from devices where until < ?", (now,))
    kept.changed("insert into devices values (?, ?)", (_who(name, token), now + DEVICE_SECONDS))
    return token


def knows_device(root: Path, name: str, device: str) -> bool:
    """Whether somebody has signed in by that name on the device that holds this token."""
    if not device:
        return False
    rows = store.of(root).rows("select until from devices where key = ?", (_who(name, device),))
    return bool(rows) and rows[0][0] > time.time()


def _who(name: str, beside: str = "") -> str:
    """Only the hash: people type passwords where names belong."""
    phrase = f"{folded(name)}\0{beside}" if beside else folded(name)
    return hashlib.sha256(phrase.encode("utf-8", "surrogateescape")).hexdigest()
