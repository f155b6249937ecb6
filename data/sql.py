"""Small pieces of SQL text."""

from pathlib import Path


def quoted(value: str | Path) -> str:
    """A text or a path as an SQL literal."""
    return "'" + str(value).replace("'", "''") + "'"
