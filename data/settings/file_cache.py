"""What a home's files hold, and what was derived from it: kept until one of them changes.

A file is known again by its size, times and number on the disk, so that asking costs a look and no reading. One that
was written just now is read again: two changes within a tick of the disk's clock look the same from outside.
"""

import functools
import sys
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar, cast

from data.home import Home

REST_NS = 2_000_000_000
"""How long a file must have lain untouched for its times to be believed, in nanoseconds."""
FILES_HELD, LARGEST_BYTES = 256, 1 << 20
ANSWERS_HELD = 32
"""Of one question: for homes side by side, and for the settings of former moments."""

Further = ParamSpec("Further")
Answer = TypeVar("Answer")
_READ: dict[Path, tuple[tuple[int, ...], bytes]] = {}


def content(path: Path) -> bytes:
    """The bytes of a file as it is now; OSError when it cannot be read."""
    return _looked_into(path)[1]


def _looked_into(path: Path) -> tuple[tuple[int, ...], bytes]:
    """By what the file is known again, and its bytes, which may be of later."""
    status = path.stat()
    look = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
    entry = _READ.get(path)
    if entry is not None and entry[0] == look:
        return entry
    text = path.read_bytes()
    if time.time_ns() - max(look[:2]) > REST_NS and len(text) <= LARGEST_BYTES:
        if len(_READ) >= FILES_HELD:
            _READ.clear()
        _READ[path] = (look, text)
    return look, text


@dataclass(frozen=True)
class _Question:
    """What is asked, and the files its answer rests on: homes that share the files share the answer.

    A file whose bytes were put back is another one: what is found may be of the bytes in between.
    """

    find: Callable[[], object] = field(compare=False)
    files: tuple[tuple[Path, tuple[int, ...], bytes], ...]
    further: Hashable


def derived_from(
    *names: str,
) -> Callable[[Callable[Concatenate[Home, Further], Answer]], Callable[Concatenate[Home, Further], Answer]]:
    """Keep what is found in a home while these reference files of it are untouched and hold the same, byte for byte.

    A table is handed out as a copy of its own; whatever else is kept is shared, and is not to be changed.
    """

    def decorated(find: Callable[Concatenate[Home, Further], Answer]) -> Callable[Concatenate[Home, Further], Answer]:
        answer = functools.lru_cache(maxsize=ANSWERS_HELD)(lambda question: question.find())

        @functools.wraps(find)
        def current(home: Home, /, *args: Further.args, **named: Further.kwargs) -> Answer:
            paths = [home.reference(name) for name in names]
            if not all(path.is_file() for path in paths):
                return find(home, *args, **named)  # which says what is missing
            files = tuple((path, *_looked_into(path)) for path in paths)
            result = answer(_Question(functools.partial(find, home, *args, **named), files, (args, *named.items())))
            return cast(Answer, _copied(result))

        return current

    return decorated


def _copied(answer: object) -> object:
    """A copy of a table, anything else itself; pandas is not imported to know: without it there is no table."""
    pandas = sys.modules.get("pandas")
    return answer.copy(deep=False) if pandas is not None and isinstance(answer, pandas.DataFrame) else answer
