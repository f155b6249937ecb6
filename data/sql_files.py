"""SQL that carries a rule lives in a `.sql` file beside the module that asks it, one select a file."""

import functools
import re
from pathlib import Path

_FRAGMENT = re.compile(r"/\* (\w+) \*/")


def read(path: Path, **fragments: str) -> str:
    """The SQL of a file, with a fragment of SQL in the place of each `/* name */`; KeyError for one that is not given.

    Fragments are names and selects that only code knows. Values never are: they stay `$name`, and are given when it is
    run.
    """
    return _FRAGMENT.sub(lambda place: fragments[place[1]], _text(path))


@functools.cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
