"""How a home is written: by one at a time, in a folder beside what stands, and onto the disk before it counts."""

import contextlib
import os
import shutil
import stat
import time
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from data import errors
from data.errors import CapaianError, SetupError
from data.home import Home, unlinked

LOCK_SECONDS = 900
LEFT_SECONDS = 24 * 3600
MOVE_SECONDS = 10
WINDOWS = os.name == "nt"
PRIVATE_FOLDER, PRIVATE_FILE, OPEN_TO_OTHERS = 0o700, 0o600, 0o077


class BusyError(CapaianError):
    """Another process is writing, and the caller did not want to wait."""


class InUseError(SetupError):
    """A file that is to be replaced stays open elsewhere (Windows only)."""


@contextlib.contextmanager
def lock(home: Home, wait: bool = True) -> Iterator[None]:
    """The one place in a home where writers wait for each other; may be taken again by its holder.

    Without `wait` a lock held by another is a BusyError at once.
    """
    with disk_errors(home):
        private_folder(home.root)
        place = unlinked(home.root / "ledger.lock")
        holder = FileLock(place, timeout=LOCK_SECONDS, is_singleton=True, mode=PRIVATE_FILE)
        try:
            holder.acquire() if wait else holder.acquire(timeout=0)
        except Timeout as error:
            if not wait:
                raise BusyError from error
            raise SetupError(errors.error_text("home_busy", home=home.root, seconds=LOCK_SECONDS)) from error
    try:
        yield
    finally:
        holder.release()


@contextlib.contextmanager
def side_folder(home: Home) -> Iterator[Path]:
    """A new folder beside the ledger to prepare something in; gone afterwards unless it was moved into its place."""
    with disk_errors(home):
        staging = unlinked(home.root / "staging")
        sweep(staging.iterdir() if staging.is_dir() else ())
        private_folder(home.root)
        private_folder(staging)
        folder = staging / uuid.uuid4().hex
        folder.mkdir(mode=PRIVATE_FOLDER)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def private_folder(path: Path) -> None:
    """Make a folder nobody else may enter, whatever the umask; one that stands open to others is shut."""
    if not path.is_dir():
        path.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    if not WINDOWS and stat.S_IMODE(path.stat().st_mode) & OPEN_TO_OTHERS:
        path.chmod(PRIVATE_FOLDER)


def move(source: Path, target: Path) -> None:
    """Rename a file or folder into its place, over a file that stands there.

    Windows refuses while anybody has one of them open, be it a reader or a virus scanner. It is tried again for
    MOVE_SECONDS, then it is an InUseError. What else the disk refuses is the caller's OSError.
    """
    rename = source.replace if target.exists() else source.rename
    end = time.monotonic() + MOVE_SECONDS
    while True:
        try:
            rename(target)
            return
        except PermissionError as error:
            if not WINDOWS:
                raise
            if time.monotonic() >= end:
                raise InUseError(errors.error_text("file_in_use", file=target)) from error
        time.sleep(0.05)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A file beside it to be written, which takes its place when all went well and is gone when not."""
    side = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        yield side
        side.replace(path)
    finally:
        side.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Flush a file or a folder to the disk (folders cannot be opened on Windows, where the rename suffices)."""
    if path.is_dir() and WINDOWS:
        return
    descriptor = os.open(path, os.O_RDWR if WINDOWS else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class DiskError(SetupError):
    """The disk refuses what is to be written: it is full, can only be read, or permission is missing."""


@contextlib.contextmanager
def disk_errors(home: Home) -> Iterator[None]:
    """Turn what the disk refuses into one line for the user."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise DiskError(errors.error_text("home_not_written", home=home.root, reason=reason)) from error


def sweep(left: Iterable[Path]) -> None:
    """Clear of these files and folders what a process that was killed has left behind, a day after."""
    for path in left:
        if time.time() - path.stat().st_mtime > LEFT_SECONDS:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
