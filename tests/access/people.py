"""Accounts of a test's home and their sessions, by the very functions of the product; argon2 is cheap here."""

from pathlib import Path

from access.identity import accounts
from access.sessions import sessions
from access.sessions.authentication import stamp

CHEAP = "passwords: {rounds: 1, memory_kib: 8, lanes: 1}\n"
PASSWORD = "kopi gayo tanpa gula"


def account(root: Path, role: str, region: str | None = None, name: str | None = None) -> str:
    """An account of that role, made when the home has none of its name; returns the name."""
    path = root / accounts.FILE
    if not path.exists():
        root.mkdir(parents=True, exist_ok=True)
        path.touch(0o600)
        path.write_text(CHEAP, encoding="utf-8")
    name = name or "-".join(filter(None, (role, region)))
    if accounts.load(root).find(name) is None:
        accounts.add(root, name, role, region, PASSWORD)
    return name


def signed_in(root: Path, role: str, region: str | None = None) -> str:
    """The key of a session of that role: what the gate hands to the pages."""
    name = account(root, role, region)
    return sessions.key_of(token_of(root, name))


def token_of(root: Path, name: str) -> str:
    """The token of a new session, as the cookie holds it."""
    found = accounts.load(root).find(name)
    assert found is not None
    return sessions.begin(root, name, None, stamp(found[1]), "id")
