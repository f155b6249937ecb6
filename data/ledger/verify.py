"""Whether the ledger is as it was written: every file of every entry, and the chain between them."""

import json
from pathlib import Path

from data.errors import Told, told
from data.home import Home
from data.ledger import entries


def first_broken(home: Home) -> tuple[int, Told] | None:
    """The first entry that is not as it was written, with the finding; None when the whole chain holds.

    An entry that is as a newer program has written it is a SetupError: what it means cannot be said here.
    """
    previous: str | None = None
    folders = sorted(home.ledger_dir.iterdir()) if home.ledger_dir.is_dir() else []
    for expected, folder in enumerate(folders, start=1):
        finding = _finding(folder, expected, previous)
        if finding:
            return expected, finding
        previous = entries.read(folder).sha256
    return None


def _finding(folder: Path, expected: int, previous: str | None) -> Told | None:
    if not folder.name[:8].isdigit():
        return told("entry_foreign", name=folder.name)
    if folder.name[:9] != f"{expected:08d}-":
        return told("entry_missing", seq=expected, name=folder.name)
    try:
        written = json.loads((folder / entries.ENTRY_FILE).read_text(encoding="utf-8"))
        as_sealed = written.pop("sha256") == entries.fingerprint(written)
        entry = entries.read(folder) if as_sealed else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        return told("entry_file_unreadable", name=entries.ENTRY_FILE, reason=type(error).__name__)
    if entry is None or entry.seq != expected:
        return told("entry_file_changed", name=entries.ENTRY_FILE)
    if entry.previous != previous:
        return told("entry_chain_broken")
    present = {path.name for path in folder.iterdir()} - {entries.ENTRY_FILE}
    for name in sorted(present | set(entry.files)):
        if name not in present:
            return told("entry_file_missing", name=name)
        if not (folder / name).is_file():
            return told("entry_file_none", name=name)
        if entry.files.get(name) != entries.file_sha256(folder / name):
            return told("entry_file_changed", name=name)
    return None
