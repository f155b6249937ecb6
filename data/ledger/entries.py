"""The ledger: one immutable folder per accepted act, chained by hash. The only truth of a home.

An entry is written in a side folder, flushed to the disk and renamed into `ledger/`: it is in, or it is not.
Its `entry.json` names the SHA-256 of every other file of the entry, its own (over itself without that field)
and that of the entry before it. The fingerprint is over the parsed content in canonical form; `bytes_sha256` under it
binds the very bytes, too (entries of earlier programs have none: `data.ledger.verify` holds them to the same writing).
"""

import functools
import hashlib
import json
import os
import stat
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data import errors
from data.errors import RefusedError, SetupError
from data.home import Home, unlinked
from data.ledger import storage
from data.schema import kinds
from data.settings import file_cache
from data.settings.places import now_of
from text.one_line import one_line

SCHEMA_VERSION = 1
"""The form of an entry this program writes: of `entry.json` and of the files beside it."""
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""Form → how what `entry.json` says becomes the next form's, whenever it is read; what was written stays as it is."""
ENTRY_FILE = "entry.json"
BYTES = "bytes_sha256"
ROWS_FILE = "rows.parquet"
PROOF = ("document", "time_stamp", "witnessed_checkpoint", "office_key")
"""Kinds of entries that say what the ledger holds, and of which no figure is made."""
LEDGERS_LISTED = 64
_LISTED: dict[Path, tuple[tuple[int, ...], tuple[tuple[Path, ...], bool]]] = {}
"""The folders of a ledger, by what its own folder looked like then."""


@dataclass(frozen=True)
class Entry:
    """One accepted act, as its `entry.json` tells it."""

    folder: Path
    seq: int
    kind: str
    who: str
    when: str
    what: Mapping[str, Any]
    files: Mapping[str, str]
    previous: str | None
    sha256: str

    @property
    def is_upload(self) -> bool:
        """Whether it brought records; SetupError for records of a kind that only a newer program knows.

        An act of a kind not known says nothing here; records left out would change figures without a word.
        """
        if self.kind in kinds.names():
            return True
        if ROWS_FILE in self.files:
            raise SetupError(errors.error_text("entry_kind_newer", seq=self.seq, kind=one_line(self.kind)))
        return False

    @property
    def rows_path(self) -> Path:
        """The accepted rows of an upload."""
        return self.folder / ROWS_FILE


def entries(home: Home, as_of: int | None = None) -> list[Entry]:
    """Every entry up to `as_of`, oldest first; an absent ledger is an empty one."""
    return [_readable(folder) for folder in _folders(home, as_of)]


def _folders(home: Home, as_of: int | None = None) -> list[Path]:
    """One folder per entry up to `as_of`, oldest first."""
    listed, links = _every_folder(home.ledger_dir)
    recorded = [folder for folder in listed if as_of is None or _seq_of(folder) <= as_of]
    if links and home.lender is None:
        for folder in recorded:
            unlinked(folder)
    return recorded


def _every_folder(ledger: Path) -> tuple[tuple[Path, ...], bool]:
    """Every folder, and whether any is a link.

    Looked at again only when the ledger's folder has changed: each entry is a name in it, and so is each link.
    """
    try:
        status = ledger.stat()
    except (FileNotFoundError, NotADirectoryError):
        return (), False
    look = status.st_mtime_ns, status.st_ctime_ns, status.st_ino
    seen = _LISTED.get(ledger)
    if seen is not None and seen[0] == look:
        return seen[1]
    names = ledger.iterdir() if stat.S_ISDIR(status.st_mode) else ()
    folders = sorted((folder for folder in names if folder.name[:8].isdigit()), key=lambda folder: folder.name)
    listed = tuple(folders), any(map(Path.is_symlink, folders))
    if time.time_ns() - max(look[:2]) > file_cache.REST_NS:
        if len(_LISTED) >= LEDGERS_LISTED:
            _LISTED.clear()
        _LISTED[ledger] = look, listed
    return listed


def _readable(folder: Path) -> Entry:
    try:
        written = os.lstat(f"{folder}/{ENTRY_FILE}")
        return _as_written(folder, written.st_mtime_ns, written.st_size)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SetupError(errors.error_text("entry_unreadable", seq=_seq_of(folder), file=ENTRY_FILE)) from error


@functools.lru_cache(maxsize=4096)
def _as_written(folder: Path, mtime_ns: int, size: int) -> Entry:
    """An entry is never changed, so it is read once; a file touched by somebody else is read again."""
    return read(folder)


def head_seq(home: Home) -> int:
    """The sequence number of the newest entry, 0 when there is none."""
    folders = _folders(home)
    return _seq_of(folders[-1]) if folders else 0


def head(home: Home) -> tuple[int, str]:
    """Number and fingerprint (64 hex digits) of the newest entry, of its `entry.json`; (0, "") when there is none."""
    folders = _folders(home)
    return (_seq_of(folders[-1]), _readable(folders[-1]).sha256) if folders else (0, "")


def figures_head(home: Home) -> str:
    """The newest entry that figures may rest on: documents, and proof of the ledger, change none.

    Told by its folder's name, of number and fingerprint: a ledger put back may get another entry of that number.
    """
    return next((folder.name for folder in reversed(_folders(home)) if _kind_of(folder) not in PROOF), "")


def records_head(home: Home) -> tuple[int, str]:
    """Number and short fingerprint of the newest upload or undo, by its folder's name: a key of what is derived."""
    folders = [folder for folder in _folders(home) if _kind_of(folder) in (*kinds.names(), "undo")]
    return (_seq_of(folders[-1]), folders[-1].name.rsplit("-", 1)[-1]) if folders else (0, "")


def _seq_of(folder: Path) -> int:
    return int(folder.name[:8])


def _kind_of(folder: Path) -> str:
    return folder.name[9:].split("-")[0]


def undone(listed: Sequence[Entry]) -> set[int]:
    """The sequence numbers that an undo among the listed entries takes back."""
    return {int(entry.what["undoes"]) for entry in listed if entry.kind == "undo"}


def standing(listed: Sequence[Entry]) -> list[Entry]:
    """The uploads that count: those among the listed entries that none of them undoes."""
    gone = undone(listed)
    return [entry for entry in listed if entry.is_upload and entry.seq not in gone]


@dataclass(frozen=True)
class Act:
    """What is to become an entry: its prepared side folder, kind, who, and what."""

    folder: Path
    kind: str
    who: str
    what: Mapping[str, Any]


def append(home: Home, folder: Path, kind: str, who: str, what: Mapping[str, Any]) -> Entry:
    """Put the prepared side folder into the ledger as its next entry."""
    return append_all(home, [Act(folder, kind, who, what)])[0]


def append_all(home: Home, acts: Sequence[Act]) -> list[Entry]:
    """Put several prepared acts in, one after the other: all are on the disk before the first is in."""
    with storage.lock(home), storage.disk_errors(home):
        before = entries(home)
        seq = before[-1].seq if before else 0
        previous = before[-1].sha256 if before else None
        places = []
        for act in acts:
            seq += 1
            previous = _seal(home, act, seq, previous)
            places.append(home.ledger_dir / folder_name(seq, act.kind, previous))
        storage.private_folder(home.ledger_dir)
        for act, place in zip(acts, places, strict=True):
            storage.move(act.folder, place)
        storage.flush(home.ledger_dir)
        return [read(place) for place in places]


def _seal(home: Home, act: Act, seq: int, previous: str | None) -> str:
    """Write the act's `entry.json` and flush all of it to the disk; returns its fingerprint."""
    content: dict[str, Any] = {
        "seq": seq,
        "kind": act.kind,
        "who": one_line(act.who),
        "when": now_of(home).isoformat(),
        "schema_version": SCHEMA_VERSION,
        "what": dict(act.what),
        "files": {path.name: file_sha256(path) for path in sorted(act.folder.iterdir())},
        "previous": previous,
    }
    content[BYTES] = hashlib.sha256(encoded(content)).hexdigest()
    sha256 = fingerprint(content)
    (act.folder / ENTRY_FILE).write_bytes(encoded({**content, "sha256": sha256}))
    for path in act.folder.iterdir():
        path.chmod(storage.PRIVATE_FILE)
        storage.flush(path)
    storage.flush(act.folder)
    return sha256


def undo(home: Home, seq: int, who: str, reason: str) -> Entry:
    """Take an upload back by a new entry; nothing is erased.

    Raises RefusedError when there is no such upload, when it is undone already, or without a reason.
    """
    if not reason.strip():
        raise RefusedError(errors.error_text("undo_reason"))
    with storage.lock(home):
        listed = entries(home)
        upload = next((entry for entry in listed if entry.seq == seq), None)
        if upload is None or not upload.is_upload:
            raise RefusedError(errors.error_text("undo_no_upload", seq=seq))
        if seq in undone(listed):
            raise RefusedError(errors.error_text("undo_twice", seq=seq))
        with storage.side_folder(home) as folder:
            return append(home, folder, "undo", who, {"undoes": seq, "reason": reason.strip()})


def file_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read(folder: Path) -> Entry:
    """One entry as its folder tells it, in today's form; SetupError when a newer program has written it."""
    for path in folder.iterdir():
        unlinked(path)
    written = _migrated(folder, json.loads((folder / ENTRY_FILE).read_text(encoding="utf-8")))
    named = {name: written[name] for name in ("seq", "kind", "who", "when", "what", "files", "previous", "sha256")}
    return Entry(folder=folder, **named)


def _migrated(folder: Path, written: dict[str, Any]) -> dict[str, Any]:
    version = written["schema_version"]
    if type(version) is not int or version < 1:
        raise ValueError(ENTRY_FILE)
    if version > SCHEMA_VERSION:
        raise SetupError(errors.error_text("entry_newer", seq=_seq_of(folder), version=version, newest=SCHEMA_VERSION))
    for older in range(version, SCHEMA_VERSION):
        written = MIGRATIONS[older](written)
    return written


def folder_name(seq: int, kind: str, sha256: str) -> str:
    """Name of an entry's folder: `00000012-transactions-1a2b3c4d`."""
    return f"{seq:08d}-{kind}-{sha256[:8]}"


def encoded(content: Mapping[str, Any]) -> bytes:
    """Bytes of an `entry.json`: the only writing of its content that verification accepts."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def fingerprint(content: Mapping[str, Any]) -> str:
    """The SHA-256 of an `entry.json` without its own fingerprint."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()
