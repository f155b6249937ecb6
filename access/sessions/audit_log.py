"""The access log of a home: who came in, who was refused, who took what away. One JSON line each, rotated.

It holds account names and nothing else of a person; a name that was tried and has no account is not written.
"""

import contextlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from filelock import FileLock

FILE = "access.log"
LARGEST_BYTES = 1_000_000
KEPT = 5
WIB = timezone(timedelta(hours=7), "WIB")


@dataclass(frozen=True)
class Noted:
    """One line: `when` is ISO 8601 in WIB; `who` is None for a name without an account."""

    when: str
    what: str
    who: str | None
    detail: str | None


def note(root: Path, what: str, who: str | None, detail: str | None = None) -> None:
    """Write one line; a full or unwritable disk does not keep anybody out."""
    when = datetime.fromtimestamp(time.time(), WIB).isoformat(timespec="seconds")
    record = {"when": when, "what": what, "who": who, "detail": detail}
    line = json.dumps({name: value for name, value in record.items() if value is not None}, ensure_ascii=False) + "\n"
    with contextlib.suppress(OSError), FileLock(root / "access.lock", timeout=10, mode=0o600):
        path = root / FILE
        if path.exists() and path.stat().st_size + len(line) > LARGEST_BYTES:
            _rotate(path)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(line)


def read(root: Path, newest: int = 1000) -> list[Noted]:
    """The newest lines, the newest first; a line that cannot be read is passed over."""
    return [noted for noted, _ in zip(_backwards(root), range(newest), strict=False)]


def _backwards(root: Path) -> Iterator[Noted]:
    for path in [root / FILE, *(root / f"{FILE}.{n}" for n in range(1, KEPT + 1))]:
        if path.exists():
            for line in reversed(path.read_text(encoding="utf-8", errors="replace").splitlines()):
                with contextlib.suppress(ValueError, KeyError, TypeError):
                    record = json.loads(line)
                    yield Noted(record["when"], record["what"], record.get("who"), record.get("detail"))


def _rotate(path: Path) -> None:
    for n in range(KEPT, 0, -1):
        older = path.with_name(f"{path.name}.{n}")
        newer = path if n == 1 else path.with_name(f"{path.name}.{n - 1}")
        if newer.exists():
            newer.replace(older)
