"""A home made again from a backup: apart first, verified, and only then in its place.

A folder that is there already stays the same folder: it may be the mount of a disk, or stand where nobody but root may
make another (`/srv/capaian/home`). Its files are made in a folder within and moved up, the ledger last, as without one
it is no home yet; what a restore that was killed has left there is cleared by the next.
"""

import os
import shutil
import uuid
from pathlib import Path

from data.errors import RefusedError, SetupError, error_text
from data.home import Home
from data.ledger import entries, storage
from data.ledger import verify as verification
from reports.safekeeping import archive
from reports.safekeeping.archive import Contents

APART = ".restore"
"""Folder within a home that is there already; while it stands and no ledger does, all around it is of a restore."""


def restore(path: Path, root: Path, passphrase: bytes | None = None) -> Contents:
    """Make the home `root`, which must be empty or absent, from a backup; returns what the backup says of itself.

    Every file is compared with the list, every entry with the chain and the newest with the head that was backed up.
    RefusedError leaves nothing behind.
    """
    stands = root.exists()
    if stands and not _may_be_filled(root):
        raise RefusedError(error_text("restore_not_empty", home=root))
    side = root / APART if stands else root.with_name(f".{root.name}.{uuid.uuid4().hex[:8]}")
    try:
        try:
            storage.private_folder(side)
            contents = _unpack(path, side, passphrase)
            _verify(Home(side), contents)
            if stands:
                _move_up(side, root)
            else:
                side.rename(root)
                storage.flush(root.parent)
        finally:
            shutil.rmtree(side, ignore_errors=True)
    except OSError as error:
        raise SetupError(error_text("home_not_written", home=root, reason=error.strerror or error)) from error
    return contents


def _may_be_filled(root: Path) -> bool:
    """Whether nothing is there but what a restore has left that was killed, which is cleared then."""
    if not root.is_dir():
        return False
    names = {path.name for path in root.iterdir()}
    if APART not in names or Home(root).ledger_dir.exists():
        return not names
    for path in root.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return True


def _move_up(side: Path, root: Path) -> None:
    ledger = Home(side).ledger_dir
    storage.private_folder(root)
    for path in (*(path for path in side.iterdir() if path != ledger), ledger):
        path.rename(root / path.name)
    storage.flush(root)


def _unpack(path: Path, side: Path, passphrase: bytes | None) -> Contents:
    contents = None
    for contents, name, content in archive.members(path, passphrase):
        place = side / name
        for folder in reversed(place.relative_to(side).parents[:-1]):
            storage.private_folder(side / folder)
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as sink:
            if archive.copied(content, sink) != contents.files[name]:
                raise RefusedError(error_text("backup_damaged"))
            sink.flush()
            os.fsync(sink.fileno())
    if contents is None:
        raise RefusedError(error_text("backup_damaged"))
    return contents


def _verify(home: Home, contents: Contents) -> None:
    state = verification.verification(home)
    if state.broken:
        raise RefusedError(error_text("entry_broken", seq=state.broken[0], finding=state.broken[1]))
    if entries.head(home) != contents.head:
        raise RefusedError(error_text("backup_damaged"))
