"""What an account has been told once and need not be told again, as the short tour; no figure rests on it."""

from pathlib import Path

from access.sessions import store


def has_been_told(root: Path, who: str, what: str) -> bool:
    """Whether `who` (an account, or the session of a one-click role) has been told `what`."""
    return bool(store.of(root).rows("select 1 from told where who = ? and what = ?", (who, what)))


def note(root: Path, who: str, what: str) -> None:
    """Remember it."""
    store.of(root).changed("insert or ignore into told values (?, ?)", (who, what))
