"""Whether the ledger is as it was written: every file of every entry, and the chain between them."""

import json
from pathlib import Path

from data.home import Home
from data.ledger import entries


def first_broken(home: Home) -> tuple[int, str] | None:
    """The first entry that is not as it was written, with the finding; None when the whole chain holds."""
    previous: str | None = None
    folders = sorted(home.ledger_dir.iterdir()) if home.ledger_dir.is_dir() else []
    for expected, folder in enumerate(folders, start=1):
        finding = _finding(folder, expected, previous)
        if finding:
            return expected, finding
        previous = entries.read(folder).sha256
    return None


def _finding(folder: Path, expected: int, previous: str | None) -> str | None:
    if not folder.name[:8].isdigit():
        return f"{folder.name} bukan bagian buku besar"
    if folder.name[:9] != f"{expected:08d}-":
        return f"entri {expected} tidak ada; yang ditemukan {folder.name}"
    try:
        entry = entries.read(folder)
        told = json.loads((folder / entries.ENTRY_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        return f"{entries.ENTRY_FILE} tidak dapat dibaca ({type(error).__name__})"
    if told.pop("sha256") != entries.fingerprint(told) or entry.seq != expected:
        return f"{entries.ENTRY_FILE} berubah"
    if entry.previous != previous:
        return "rantai terputus: sidik entri sebelumnya tidak cocok"
    present = {path.name for path in folder.iterdir()} - {entries.ENTRY_FILE}
    for name in sorted(present | set(entry.files)):
        if name not in present:
            return f"{name} hilang"
        if not (folder / name).is_file():
            return f"{name} bukan berkas"
        if entry.files.get(name) != entries.file_sha256(folder / name):
            return f"{name} berubah"
    return None
