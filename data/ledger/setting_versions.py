"""The office's own settings as the ledger keeps them: every version of targets, calendar and reference tables.

A changed version enters the ledger with the first accepted load after the change, so that `--as-of` can answer with
the settings of that time.
"""

import contextlib
import functools
import hashlib
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast

from data.calendar import layers
from data.errors import SetupError, error_text
from data.home import Home
from data.ledger import entries, storage
from data.settings import file_cache, yaml_reader
from data.settings.file_cache import derived_from
from data.settings.home_config import FILE as HOME_FILE
from data.settings.places import today_of
from data.settings.target_diff import Change, between

TARGETS = "targets.yaml"
AT_THE_ROOT = (TARGETS, "indicators.yaml")
"""The goals, and the indicators a home adds to the shipped ones, when it does."""
FILES = {
    "targets": AT_THE_ROOT,
    "calendar": (layers.FILE, "holidays.csv", "force_majeure.csv"),
    "reference": (
        "regions.csv",
        "services.csv",
        "service_plan.csv",
        "agency_aliases.csv",
        "obstacles.csv",
        "mpp_status.csv",
        "milestones.csv",
    ),
}
"""Kind of entry → the files it registers."""
Reader = TypeVar("Reader", bound=Callable[..., Any])
Stamp: TypeAlias = tuple[tuple[int, ...] | None, ...]
_REFERENCE = (*FILES["calendar"], *FILES["reference"])


def paths(home: Home, kind: str) -> dict[str, Path]:
    """The files of one kind of setting that are in force now."""
    files = {name: home.own(name) if name in AT_THE_ROOT else home.reference(name) for name in FILES[kind]}
    if kind == "targets":
        files[TARGETS] = home.targets
    return {name: path for name, path in files.items() if path is not None}


cached = derived_from(*FILES["calendar"], *FILES["reference"])
"""Keep what is derived from a home's calendar and reference tables for as long as none of them changes."""


def version(home: Home, *kinds: str) -> str:
    """A short SHA-256 over the settings in force; changes exactly when one of their bytes does."""
    return _fingerprint(tuple((name, _bytes(path)) for kind in kinds for name, path in paths(home, kind).items()))


@functools.lru_cache(maxsize=64)
def _fingerprint(files: tuple[tuple[str, bytes], ...]) -> str:
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:12]


def stamp(home: Home) -> Stamp | None:
    """Times, sizes and numbers on the disk of ledger and settings: a look, and nothing read, for who asks very often.

    None while something of it was changed a moment ago, when two changes may look the same from outside, and of a home
    that borrows its ledger or settings. Shipped files belong to the program and change with it.
    """
    if home.settings is not None or home.lender is not None:
        return None
    root = os.fspath(home.root)
    looks = [_look(f"{root}/ledger"), *(_look(f"{root}/{name}") for name in AT_THE_ROOT)]
    folder = _look(f"{root}/reference")
    looks.append(folder)
    if folder is not None:
        looks.extend(_look(f"{root}/reference/{name}") for name in _REFERENCE)
    newest = max((look[0] for look in looks if look is not None), default=0)
    return tuple(looks) if time.time_ns() - newest > file_cache.REST_NS else None


def known_by_a_look(at_most: int) -> Callable[[Reader], Reader]:
    """Keep what is read of a home, `at_most` answers, for as long as a look (`stamp`) finds it unchanged.

    What is read after the look may be newer than it, never older; then the next look differs and it is read again.
    """

    def decorated(read: Reader) -> Reader:
        known = functools.lru_cache(maxsize=at_most)(lambda _look, home, *rest: read(home, *rest))

        @functools.wraps(read)
        def current(home: Home, *rest: Hashable) -> object:
            look = stamp(home)
            return read(home, *rest) if look is None else known(look, home, *rest)

        return cast(Reader, current)

    return decorated


def identity(home: Home) -> str:
    """Which files the settings in force are: of bytes that were put back it is another one, as none of them comes back.

    Settings of another moment are a copy of their own, which nobody changes.
    """
    if home.settings is not None:
        return ""
    looks = [_look(os.fspath(path)) for kind in FILES for path in paths(home, kind).values()]
    return hashlib.sha256(repr(looks).encode()).hexdigest()[:12]


def of_office(home: Home) -> str:
    """The version of `home.yaml`, which never comes back (`identity`); empty without one.

    No figure rests on that file, so it is in no version above. What would become of a file, and a letter, do.
    """
    path = home.own(HOME_FILE)
    if path is None:
        return ""
    look = _look(os.fspath(path))
    return hashlib.sha256(repr(look).encode() + _bytes(path)).hexdigest()[:12]


def _look(path: str) -> tuple[int, ...] | None:
    """The latest time first; None where there is nothing. Of a link both it and what it leads to."""
    try:
        looks = [os.lstat(path)]
    except (FileNotFoundError, NotADirectoryError):
        return None
    if stat.S_ISLNK(looks[0].st_mode):
        with contextlib.suppress(OSError):
            looks.append(os.stat(path))  # noqa: PTH116 - a path object for every look would take longer
    newest = max(max(look.st_mtime_ns, look.st_ctime_ns) for look in looks)
    sizes = (0 if stat.S_ISDIR(look.st_mode) else look.st_size for look in looks)
    return newest, *(
        number for look, size in zip(looks, sizes, strict=True) for number in (look.st_ino, look.st_mode, size)
    )


def changed(home: Home) -> list[str]:
    """The kinds of setting that differ from the version last registered."""
    last = _last_registered(entries.entries(home))
    return [
        kind
        for kind in FILES
        if kind not in last
        or last[kind].files != {name: entries.file_sha256(path) for name, path in paths(home, kind).items()}
    ]


def prepare(home: Home, kind: str, who: str, folder: Path) -> entries.Act:
    """Copy the settings of one kind into a side folder, to be appended as the act that registers them."""
    for name, path in paths(home, kind).items():
        shutil.copyfile(path, folder / name)
    what: dict[str, object] = {"version": version(home, kind)}
    if kind == "targets":
        what["changes"] = [change.as_dict() for change in target_changes_of(home)]
    return entries.Act(folder, kind, who, what)


def register(home: Home, who: str) -> list[entries.Entry]:
    """Put every setting that differs from the version last registered into the ledger, without an upload."""
    with storage.lock(home), contextlib.ExitStack() as stack:
        sides = [(kind, stack.enter_context(storage.side_folder(home))) for kind in changed(home)]
        return entries.append_all(home, [prepare(home, kind, who, side) for kind, side in sides])


def target_versions(home: Home) -> list[entries.Entry]:
    """The entries that registered a version of the targets, oldest first."""
    return [entry for entry in entries.entries(home) if entry.kind == "targets" and TARGETS in entry.files]


def target_changes_of(home: Home) -> tuple[Change, ...]:
    """What the targets in force change in the version last registered; without one nothing counts as past.

    A registered version that can no longer be read as YAML counts as none.
    """
    versions, new = target_versions(home), yaml_reader.load(home.targets)
    try:
        old = yaml_reader.load(versions[-1].folder / TARGETS) if versions else None
    except SetupError:
        old = None
    return between(old, new, None if old is None else f"{today_of(home):%Y-%m}")


@contextlib.contextmanager
def with_targets(home: Home, content: bytes) -> Iterator[Home]:
    """The home as it would be with other targets: the same ledger and settings, but for its `targets.yaml`."""
    with tempfile.TemporaryDirectory(prefix="capaian-") as scratch:
        settings, own = Path(scratch), home.settings or home.root
        for name in (*AT_THE_ROOT, HOME_FILE):  # by name: accounts lie there too, and are nobody's to copy
            if (own / name).is_file():
                shutil.copyfile(own / name, settings / name)
        if (own / "reference").is_dir():
            shutil.copytree(own / "reference", settings / "reference")
        (settings / TARGETS).write_bytes(content)
        yield replace(home, settings=settings)


def registered(home: Home, kind: str) -> entries.Entry | None:
    """The entry that registered the settings of one kind last; None before the first."""
    return _last_registered(entries.entries(home)).get(kind)


def _last_registered(listed: list[entries.Entry]) -> dict[str, entries.Entry]:
    return {entry.kind: entry for entry in listed if entry.kind in FILES}


@contextlib.contextmanager
def as_of(home: Home, seq: int) -> Iterator[Home]:
    """The home with the settings that were registered when entry `seq` was the newest; the ledger stays the same one.

    Raises SetupError when there is no such entry yet.
    """
    if not 0 <= seq <= entries.head_seq(home):
        raise SetupError(error_text("as_of_ahead", seq=seq, newest=entries.head_seq(home)))
    with tempfile.TemporaryDirectory(prefix="capaian-") as scratch:
        settings = Path(scratch)
        (settings / "reference").mkdir()
        for entry in _last_registered(entries.entries(home, seq)).values():
            for name in entry.files:
                target = settings / name if name in AT_THE_ROOT else settings / "reference" / name
                shutil.copyfile(entry.folder / name, target)
        yield replace(home, settings=settings)


def _bytes(path: Path) -> bytes:
    try:
        return file_cache.content(path)
    except OSError as error:
        raise SetupError(error_text("not_read", file=path.name, reason=error.strerror)) from error
