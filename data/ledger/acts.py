"""Small acts: entries of the ledger without rows (follow-ups, annotations, declared obstacles), read directly."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from data.errors import ErrorText, RefusedError, error_text
from data.home import Home
from data.ledger import entries, storage
from data.ledger.entries import Entry
from data.privacy import patterns

WITHDRAWAL = "withdrawal"
TIME_STAMP = "time_stamp"
LONGEST_TEXT = 2000


def record(home: Home, kind: str, who: str, what: Mapping[str, Any]) -> Entry:
    """Put an act into the ledger."""
    with storage.side_folder(home) as folder:
        return entries.append(home, folder, kind, who, what)


def standing(home: Home, *kinds: str, as_of: int | None = None) -> list[Entry]:
    """The acts of these kinds that nobody has withdrawn, oldest first."""
    listed = entries.entries(home, as_of)
    gone = {int(entry.what["withdraws"]) for entry in listed if entry.kind == WITHDRAWAL}
    return [entry for entry in listed if entry.kind in kinds and entry.seq not in gone]


def withdraw(home: Home, seq: int, who: str, reason: str, *kinds: str) -> Entry:
    """Take an act of one of these kinds back by a new one; both stay in the ledger."""
    said = text("reason", reason)
    with storage.lock(home):
        if not any(entry.seq == seq for entry in standing(home, *kinds)):
            raise RefusedError(error_text("withdraw_nothing", seq=seq))
        return record(home, WITHDRAWAL, who, {"withdraws": seq, "reason": said})


def text(field: str, written: str, longest: int = LONGEST_TEXT) -> str:
    """A text somebody typed, trimmed; an empty or endless one, or one with personal data, is a RefusedError.

    The error names the `field` (text `fault.field_<field>`) and never repeats the text.
    """
    trimmed = " ".join(written.split())
    if not trimmed:
        raise RefusedError(error_text("field_blank", field=label(field)))
    if len(trimmed) > longest:
        raise RefusedError(error_text("field_long", field=label(field), longest=longest))
    for rule in patterns.patterns_in(trimmed):
        raise RefusedError(error_text("field_personal", field=label(field), finding=error_text(f"holds_{rule}")))
    return trimmed


def label(field: str) -> ErrorText:
    """The name of a field of a form."""
    return error_text(f"label_{field}")


def optional_text(field: str, written: str | None) -> str | None:
    """The same, where nothing may be written."""
    return text(field, written) if written and written.strip() else None


def day(field: str, written: str) -> date:
    """A date written as 2026-01-31; anything else is a RefusedError."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", written, re.ASCII):
        raise RefusedError(error_text("field_day_unreadable", field=label(field)))
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise RefusedError(error_text("field_day_none", field=label(field))) from error
