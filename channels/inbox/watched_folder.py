"""A watched folder: regular files in it that have stopped growing; nothing that leads out of it."""

import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from channels.inbox.arrival import UNFINISHED, Arrival, Place, copy, is_plain
from data.errors import ErrorText, RefusedError, SetupError, error_text
from data.home import unlinked

SETTLED_SECONDS = 3.0
ASIDE = "ditolak"
NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def fetch(place: Place, scratch: Path) -> Iterator[Arrival]:
    """Files that are new and whole; what may not be loaded is told with its reason. SetupError without the folder."""
    folder = Path(place.source.folder or "")
    if folder.resolve().is_relative_to(place.home.root.resolve()):
        raise SetupError(error_text("inbox.folder_in_home", folder=folder))
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if not UNFINISHED.search(entry.name))
    except OSError as error:
        raise SetupError(error_text("inbox.folder_missing", folder=folder)) from error
    for name in filter(is_plain, names):
        if (arrival := _arrival(place, folder / name, scratch)) is not None:
            yield arrival


def _arrival(place: Place, path: Path, scratch: Path) -> Arrival | None:
    try:
        state = path.lstat()
    except FileNotFoundError:
        return None
    signature = _signature(state)
    if place.is_known(path.name, signature) or stat.S_ISDIR(state.st_mode):
        return None
    if (refusal := _refusal(place, state)) is not None:
        return Arrival(path.name, signature, refusal=refusal)
    if not place.is_settled(path.name, signature, time.monotonic(), SETTLED_SECONDS):
        return None
    try:
        unchanged = _copied(place, path, scratch / path.name, signature)
    except RefusedError as refused:
        return Arrival(path.name, signature, refusal=refused.args[0])
    except OSError:
        return Arrival(path.name, signature, refusal=error_text("inbox.unreadable"))
    if not unchanged:
        return None
    return Arrival(path.name, signature, scratch / path.name, remove=path.unlink, set_aside=lambda: _put_away(path))


def _put_away(path: Path) -> None:
    """Move a refused file into a folder beside, under a name that is free."""
    aside = unlinked(path.parent / ASIDE)
    aside.mkdir(mode=0o700, exist_ok=True)
    path.rename(aside / f"{time.time_ns()}-{path.name}")


def _refusal(place: Place, state: os.stat_result) -> ErrorText | None:
    if not stat.S_ISREG(state.st_mode):
        return error_text("inbox.no_file")
    if state.st_size > place.largest:
        return error_text("inbox.too_large", limit=place.source.largest_mb)
    return None


def _copied(place: Place, path: Path, target: Path, signature: str) -> bool:
    """Whether the file was copied and is still what it was; a link put in its place meanwhile is not followed."""
    with os.fdopen(os.open(path, os.O_RDONLY | NO_LINK), "rb") as stream:
        before = os.fstat(stream.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise RefusedError(error_text("inbox.no_file"))
        copy(stream, target, place.largest)
        return _signature(os.fstat(stream.fileno())) == _signature(before) == signature


def _signature(state: os.stat_result) -> str:
    return f"{state.st_size}-{state.st_mtime_ns}-{state.st_ino}"
