"""Verification of the ledger: every file of every entry, the chain between them, and the head an office may note."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from data.errors import ErrorText, error_text
from data.home import Home
from data.ledger import entries
from data.ledger.entries import Entry
from data.ledger.noted_heads import as_text, lost, noted

__all__ = [
    "FIELDS",
    "Verification",
    "as_text",
    "clock_back",
    "first_broken",
    "lost",
    "noted",
    "printable",
    "verification",
]

FIELDS = ("seq", "kind", "who", "when", "schema_version", "what", "files", "previous")
"""Fields of an `entry.json` in their order; then `bytes_sha256` (but in entries of earlier programs) and `sha256`."""
UNREADABLE = (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Verification:
    """State of a ledger at one moment.

    broken: number of the first entry that is not as it was written, and the finding; None when all hold.
    head: number and fingerprint of the newest entry before a broken one, of its `entry.json`; (0, "") without any.
    clock_back: entries written at an earlier time than the entry before them, as pairs of entries.
    """

    broken: tuple[int, ErrorText] | None
    head: tuple[int, str]
    clock_back: tuple[tuple[Entry, Entry], ...]


def first_broken(home: Home) -> tuple[int, ErrorText] | None:
    """The first entry that is not as it was written, with the finding; None when the whole chain holds."""
    return verification(home).broken


def verification(home: Home, files: bool = True) -> Verification:
    """Verification of every entry; without `files` only of folders, `entry.json` and chain, not of the files beside.

    An entry that is as a newer program has written it is a SetupError: what it means cannot be said here.
    """
    previous: Entry | None = None
    back: list[tuple[Entry, Entry]] = []
    folders = sorted(home.ledger_dir.iterdir()) if home.ledger_dir.is_dir() else []
    for expected, folder in enumerate(folders, start=1):
        entry = _entry(folder, expected, previous.sha256 if previous else None)
        finding = entry if isinstance(entry, ErrorText) else _files(entry) if files else None
        if finding is not None:
            return Verification((expected, finding), _head(previous), tuple(back))
        assert isinstance(entry, Entry)
        if previous and datetime.fromisoformat(entry.when) < datetime.fromisoformat(previous.when):
            back.append((previous, entry))
        previous = entry
    return Verification(None, _head(previous), tuple(back))


def clock_back(before: Entry, after: Entry) -> ErrorText:
    """The warning of an entry written at an earlier time than the one before it."""
    return error_text("ledger.clock_back", seq=after.seq, at=after.when, previous=before.seq, before=before.when)


def _head(entry: Entry | None) -> tuple[int, str]:
    return (entry.seq, entry.sha256) if entry else (0, "")


def _entry(folder: Path, expected: int, previous: str | None) -> Entry | ErrorText:
    """The entry in a folder, or what is wrong with its name, its `entry.json` or its place in the chain."""
    if not folder.name[:8].isdigit():
        return error_text("entry_foreign", name=printable(folder.name))
    if folder.name[:9] != f"{expected:08d}-":
        return error_text("entry_missing", seq=expected, name=printable(folder.name))
    path = folder / entries.ENTRY_FILE
    if folder.is_symlink():
        return error_text("entry_link", name=printable(folder.name))
    try:
        if link := next((place for place in sorted(folder.iterdir()) if place.is_symlink()), None):
            return error_text("entry_link", name=printable(link.name))
        if path.exists() and not path.is_file():
            return error_text("entry_file_none", name=path.name)
        content = path.read_bytes()
        parsed = json.loads(content.decode("utf-8"))
        unsigned = {name: value for name, value in parsed.items() if name != "sha256"}
        if parsed["sha256"] != entries.fingerprint(unsigned):
            return error_text("entry_file_changed", name=path.name)
        entry = entries.read(folder)
        if not _as_written(parsed, content):
            return error_text("entry_loose", name=path.name)
        _check_types(entry)
    except UNREADABLE as error:
        return error_text("entry_file_unreadable", name=entries.ENTRY_FILE, reason=type(error).__name__)
    if entry.seq != expected:
        return error_text("entry_file_changed", name=entries.ENTRY_FILE)
    if entry.previous != previous:
        return error_text("entry_chain_broken")
    name = entries.folder_name(entry.seq, entry.kind, entry.sha256)
    return (
        entry if folder.name == name else error_text("entry_renamed", name=printable(folder.name), own=printable(name))
    )


def _as_written(parsed: Mapping[str, Any], content: bytes) -> bool:
    """Whether the bytes are the only writing of what they say.

    A field twice, another blank, an escape or another order of fields would leave the fingerprint of what was read.
    """
    signed = dict.fromkeys((*FIELDS, entries.BYTES, "sha256") if entries.BYTES in parsed else (*FIELDS, "sha256"))
    if list(parsed) != list(signed) or entries.encoded(parsed) != content:
        return False
    under = {name: parsed[name] for name in FIELDS}
    return entries.BYTES not in parsed or parsed[entries.BYTES] == hashlib.sha256(entries.encoded(under)).hexdigest()


def _check_types(entry: Entry) -> None:
    """TypeError or ValueError for an entry whose fields are of another type than this program writes."""
    texts = (entry.kind, entry.who, entry.when, entry.sha256, *entry.files.values())
    if type(entry.seq) is not int or not isinstance(entry.what, dict) or not all(isinstance(t, str) for t in texts):
        raise TypeError(entries.ENTRY_FILE)
    if datetime.fromisoformat(entry.when).tzinfo is None:
        raise ValueError(entries.ENTRY_FILE)


def _files(entry: Entry) -> ErrorText | None:
    """What is wrong with the files beside `entry.json`."""
    try:
        present = {path.name for path in entry.folder.iterdir()} - {entries.ENTRY_FILE}
        for name in sorted(present | set(entry.files)):
            path = entry.folder / name
            if name not in present:
                return error_text("entry_file_missing", name=printable(name))
            if path.is_symlink():
                return error_text("entry_link", name=printable(name))
            if not path.is_file():
                return error_text("entry_file_none", name=printable(name))
            if entry.files.get(name) != entries.file_sha256(path):
                return error_text("entry_file_changed", name=printable(name))
    except OSError as error:
        return error_text("entry_file_unreadable", name=printable(entry.folder.name), reason=type(error).__name__)
    return None


def printable(name: str) -> str:
    """A name somebody else gave a file, on one line of any terminal."""
    return name if name.isprintable() else ascii(name)
