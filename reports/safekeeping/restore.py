"""A home made again from a backup: beside its place first, verified, and only then renamed into it."""

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


def restore(path: Path, root: Path, passphrase: bytes | None = None) -> Contents:
    """Make the home `root`, which must be empty or absent, from a backup; returns what the backup says of itself.

    Every file is compared with the list, every entry with the chain and the newest with the head that was backed up.
    RefusedError leaves nothing behind.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise RefusedError(error_text("restore_not_empty", home=root))
    side = root.with_name(f".{root.name}.{uuid.uuid4().hex[:8]}")
    try:
        try:
            storage.private_folder(side)
            contents = _unpack(path, side, passphrase)
            _verify(Home(side), contents)
            if root.exists():
                root.rmdir()
            side.rename(root)
            storage.flush(root.parent)
        finally:
            shutil.rmtree(side, ignore_errors=True)
    except OSError as error:
        raise SetupError(error_text("home_not_written", home=root, reason=error.strerror or error)) from error
    return contents


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
