"""A file that has come in, and how a place is asked for its files."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from data.errors import ErrorText, RefusedError, error_text
from data.home import Home
from data.settings.home_config import Source

PLAIN = re.compile(r"[^./\\~\x00-\x1f][^/\\\x00-\x1f]{0,199}")
"""A file's name that names no path, is not hidden, and is no lock file of an office program."""
UNFINISHED = re.compile(r"\.(part|partial|tmp|filepart|crdownload)$", re.IGNORECASE)
CHUNK = 1 << 20


@dataclass(frozen=True)
class Arrival:
    """A file of a place: fetched to `path`, or left where it is for a reason.

    `signature` tells this state of the file from a later one; `remove` deletes it at its place, `set_aside` puts it
    away there.
    """

    name: str
    signature: str
    path: Path | None = None
    refusal: ErrorText | None = None
    remove: Callable[[], None] | None = None
    set_aside: Callable[[], None] | None = None


@dataclass
class Place:
    """A source with what is needed to ask it; `memory` is what it remembers between two looks."""

    home: Home
    name: str
    source: Source
    memory: dict[str, Any]
    looks: dict[str, tuple[str, float]] = field(default_factory=dict)
    """Name → signature, and since when the file has looked so."""
    told: set[tuple[str, str]] = field(default_factory=set)
    """Name and signature of what was refused and said."""

    @property
    def largest(self) -> int:
        """Bytes that a file may have."""
        return self.source.largest_mb << 20

    def is_known(self, name: str, signature: str) -> bool:
        """Whether the file in this state was dealt with."""
        return bool(self.memory.get("known", {}).get(name) == signature)

    def is_settled(self, name: str, signature: str, now: float, seconds: float) -> bool:
        """Whether a file has looked the same for so long; the first look only begins to count."""
        seen, since = self.looks.get(name, ("", now))
        if seen != signature:
            self.looks[name] = signature, now
            return False
        return now - since >= seconds


Fetch = Callable[[Place, Path], Iterator[Arrival]]
"""The files of a place that are new, fetched into a folder."""


def is_plain(name: str) -> bool:
    """Whether a name may be taken: others are no files to load."""
    return PLAIN.fullmatch(name) is not None


def copy(source: IO[bytes], path: Path, largest: int) -> None:
    """Copy to a file of our own; RefusedError when there is more than may be."""
    size = 0
    with path.open("wb") as stream:
        while piece := source.read(CHUNK):
            size += len(piece)
            if size > largest:
                raise RefusedError(error_text("inbox.too_large", limit=largest >> 20))
            stream.write(piece)
