"""A running home copied into one file, as it stands at one moment, and read again before it counts."""

import contextlib
import hashlib
import io
import json
import os
import re
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from data import clock
from data.errors import RefusedError, SetupError, error_text
from data.home import Home, unlinked
from data.ledger import entries, storage
from data.ledger import verify as verification
from data.settings.home_config import settings
from reports.content.code_version import code_version
from reports.proof import office_key
from reports.safekeeping import archive
from reports.safekeeping.archive import Contents, Listed

NOTE = "backup-last.json"
"""What the home remembers of its newest backup: when it was made, of which head, into which file."""
LEFT_OUT = re.compile(
    r"(staging|spill[^/]*)/.*|warehouse\.duckdb.*|visits\.sqlite.*|[^/]*\.lock|\.[^/]*|" + re.escape(NOTE), re.DOTALL
)
"""What a home makes anew by itself: the derived warehouse, visits, locks, side folders."""
NAME = re.compile(r"capaian-(\d{8}-\d{6})\.backup")
SIDE = re.compile(r"\..+\.backup\.[0-9a-f]{8}")
"""A backup that is being written, or was when its process was killed."""


@dataclass(frozen=True)
class Made:
    """A backup that was made and read again."""

    path: Path
    contents: Contents
    sealed: bool


def backup(home: Home, path: Path, passphrase: bytes | None = None, with_keys: bool = False) -> Made:
    """Copy the home into a file, or into a folder under a name that tells the moment.

    Settings are read and the ledger is listed while no writer can come in between; entries never change, so they are
    copied afterwards and nobody waits. RefusedError for a broken ledger, an existing file, keys without passphrase.
    """
    if with_keys and passphrase is None:
        raise RefusedError(error_text("backup_keys_open"))
    if not home.ledger_dir.is_dir():
        raise RefusedError(error_text("backup_empty", home=home.root))
    target = path / f"capaian-{clock.now():%Y%m%d-%H%M%S}.backup" if path.is_dir() else path
    if target.exists():
        raise RefusedError(error_text("backup_exists", file=target))
    side = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}")
    try:
        storage.sweep(path for path in target.parent.iterdir() if SIDE.fullmatch(path.name))
        with contextlib.ExitStack() as stack:
            stack.callback(side.unlink, missing_ok=True)
            descriptor = os.open(side, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as sink:
                contents = _write(home, sink, passphrase, with_keys)
                sink.flush()
                os.fsync(sink.fileno())
            check(side, passphrase)
            side.replace(target)
            storage.flush(target.parent)
    except OSError as error:
        raise SetupError(error_text("backup_not_written", file=target, reason=error.strerror or error)) from error
    _note(home, target, contents)
    return Made(target, contents, passphrase is not None)


def check(path: Path, passphrase: bytes | None) -> None:
    """Read a backup to its end; RefusedError when a file in it is not as its list says."""
    for contents, name, content in archive.members(path, passphrase):
        if archive.copied(content, None) != contents.files[name]:
            raise RefusedError(error_text("backup_damaged"))


def _write(home: Home, sink: io.BufferedWriter, passphrase: bytes | None, with_keys: bool) -> Contents:
    with storage.lock(home):
        state = verification.verification(home, files=False)
        if state.broken:
            raise RefusedError(error_text("entry_broken", seq=state.broken[0], finding=state.broken[1]))
        head = entries.head(home)
        keys = _keys(home)
        names = [name for name in _files(home) if with_keys or name not in keys]
        small = {name: (home.root / name).read_bytes() for name in names if not name.startswith("ledger/")}
    files = {name: Listed(len(content), hashlib.sha256(content).hexdigest()) for name, content in small.items()}
    for name in names:
        if name not in small:
            with (home.root / name).open("rb") as content:
                files[name] = archive.copied(content, None)
    apart = () if with_keys else tuple(sorted(keys))
    contents = Contents(archive.FORMAT, clock.now().isoformat(), code_version(), head, apart, files)
    listed = contents.encoded()
    with archive.writing(sink, passphrase) as tar:
        archive.put(tar, archive.LIST, io.BytesIO(listed), len(listed))
        for name, of in files.items():
            if name in small:
                archive.put(tar, name, io.BytesIO(small[name]), of.size)
            else:
                with (home.root / name).open("rb") as content:
                    archive.put(tar, name, content, of.size)
    return contents


def _files(home: Home) -> list[str]:
    """Names of the files that only the home has, from its folder; a link among them is a SetupError."""
    listed = []
    for folder, inner, files in os.walk(home.root):
        here = Path(folder)
        for name in (*inner, *files):
            unlinked(here / name)
        inner.sort()
        listed += [(here / name).relative_to(home.root).as_posix() for name in sorted(files)]
    return [name for name in listed if not LEFT_OUT.fullmatch(name)]


def _keys(home: Home) -> set[str]:
    """Names of the files that are secret keys, and of their passphrases."""
    seal = settings(home).seal
    named = [office_key.FILE, *((seal.key, seal.passphrase_file) if seal else ())]
    places = [(home.root / name).resolve() for name in named if name]
    root = home.root.resolve()
    return {place.relative_to(root).as_posix() for place in places if place.is_file() and place.is_relative_to(root)}


def _note(home: Home, target: Path, contents: Contents) -> None:
    note = {"at": contents.at, "head": list(contents.head), "file": str(target)}
    with contextlib.suppress(OSError):  # of a home that can only be read a backup is none the worse
        place = home.root / NOTE
        side = home.root / f".{NOTE}.{os.getpid()}"
        side.write_text(json.dumps(note, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
        side.chmod(0o600)
        side.replace(place)


def newest(home: Home) -> tuple[datetime, tuple[int, str]] | None:
    """When the home was backed up last, and the head of the ledger then; None when nothing is known of it."""
    try:
        note = json.loads((home.root / NOTE).read_text(encoding="utf-8"))
        return datetime.fromisoformat(note["at"]), (int(note["head"][0]), str(note["head"][1]))
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def prune(folder: Path, days: int, months: int) -> list[Path]:
    """Delete backups of ours that are older than so many days, but the newest of each of the last months; the deleted.

    The newest of all always stays. Only names that `backup` gives are looked at.
    """
    dated = sorted(
        (datetime.strptime(named[1], "%Y%m%d-%H%M%S"), path)
        for path in folder.iterdir()
        if (named := NAME.fullmatch(path.name)) and path.is_file() and not path.is_symlink()
    )
    if not dated:
        return []
    last = dated[-1][0]
    newest_of = {at.strftime("%Y-%m"): path for at, path in dated}
    stays = {dated[-1][1], *(path for at, path in dated if at >= last - timedelta(days=days))}
    stays |= {path for _, path in sorted(newest_of.items(), reverse=True)[:months]}
    gone = [path for _, path in dated if path not in stays]
    for path in gone:
        path.unlink()
    return gone
