"""What a channel remembers between two runs: small JSON files in the home, replaced in whole."""

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from data.errors import SetupError, error_text
from data.home import Home, unlinked


def folder(home: Home, *parts: str) -> Path:
    """A folder of the home for a channel, made when it is not there; SetupError when it leads elsewhere."""
    path = home.root
    for part in parts:
        path = unlinked(path / part)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def read(path: Path) -> dict[str, Any]:
    """What was written last; nothing when there is no such file. SetupError when it is damaged."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise SetupError(error_text("channel.memory_damaged", file=path)) from error
    return content if isinstance(content, dict) else {}


def write(path: Path, content: object) -> None:
    """Replace a file in whole: it holds the old or the new, never half."""
    write_bytes(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def write_bytes(path: Path, content: bytes) -> None:
    """As `write`, of bytes."""
    beside = path.with_name(f".{path.name}.part")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """One run at a time; SetupError when another is at it."""
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise SetupError(error_text("channel.busy")) from error
    try:
        yield
    finally:
        lock.release()
