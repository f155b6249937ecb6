"""DuckDB within bounds: a load of any size takes no more memory than this, and writes the rest beside the ledger."""

import contextlib
import tempfile
import threading
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from data.home import Home

MEMORY = "800MB"
"""DuckDB's own; a process that loads needs about half a gigabyte besides."""
LARGE_BYTES = 64 << 20
"""A file of this size may need more than MEMORY."""
IDLE_AT_MOST = 4
_IDLE: list[tuple[Path, duckdb.DuckDBPyConnection]] = []
"""Instances that readers have left, by the folder they may open files of; the one left last is the last."""


def connect() -> duckdb.DuckDBPyConnection:
    """Open a database in memory.

    No Python variable is taken for a table, no bar of progress is drawn amid what a command prints, and what finds no
    room in memory goes to the system's folder for it, not to the one that the program was started in. Before SQL that
    holds anything of a home is run, `close_in` shuts everything else of the machine out.
    """
    con = duckdb.connect(":memory:", config={"temp_directory": str(_new_folder(Path(tempfile.gettempdir())))})
    con.execute("set python_enable_replacements = false; set enable_progress_bar = false")
    return con


def close_in(con: duckdb.DuckDBPyConnection, *places: Path) -> None:
    """Let SQL open only files at these places (folders, or files) and in the system's folder for temporary ones.

    No network, no extension, no other setting: none of it can be opened again in this instance.
    """
    real = [place.resolve() for place in (*places, Path(tempfile.gettempdir()))]
    folders = ", ".join(quoted(place) for place in real if not place.is_file())
    files = ", ".join(quoted(place) for place in real if place.is_file())
    con.execute(f"set allowed_directories = [{folders}]; set allowed_paths = [{files}]")
    con.execute("set allowed_configs = ['enable_progress_bar']; set enable_external_access = false")
    con.execute("set lock_configuration = true")


@contextlib.contextmanager
def reading(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database file, read-only and in use as `warehouse`; what is temporary goes with the reader.

    Each reader has an instance of its own, for within one DuckDB would hand out the file attached before. A new one
    costs 25 ms for its thousands of functions, nearly half of a small question: so one that a reader has left is taken
    again, unless that reader failed. SQL of an office runs here: it opens no file but those beside that one.
    """
    instance = _left_by_another(file.parent)
    if instance is None:
        instance = connect()
        close_in(instance, file.parent)
    try:
        with instance.cursor() as con:
            con.execute("set enable_progress_bar = false")
            con.execute(f"attach {quoted(file)} as warehouse (read_only)")
            con.execute("use warehouse")
            yield con
        instance.execute("detach warehouse")
    except BaseException:
        instance.close()
        raise
    with _TURN:
        _IDLE.append((file.parent, instance))
        over = [con for _, con in _IDLE[:-IDLE_AT_MOST]]
        del _IDLE[:-IDLE_AT_MOST]
    for former in over:
        former.close()


_TURN = threading.Lock()


def _left_by_another(folder: Path) -> duckdb.DuckDBPyConnection | None:
    with _TURN:
        for place in range(len(_IDLE) - 1, -1, -1):
            if _IDLE[place][0] == folder:
                return _IDLE.pop(place)[1]
    return None


def bound(con: duckdb.DuckDBPyConnection, spill: Path) -> None:
    """Keep a connection to MEMORY; what does not fit goes to the folder `spill`, which DuckDB makes only then.

    DuckDB removes that folder when the connection is closed.
    """
    con.execute(f"set memory_limit = '{MEMORY}'")
    con.execute("set temp_directory = $folder", {"folder": str(spill)})


def spill_folder(home: Home, make_room: bool = False) -> Path:
    """A folder, not made yet, in the home's own staging place; in the system's while the home has none.

    With `make_room` the home gets one.
    """
    staging = home.root / "staging"
    if make_room:
        staging.mkdir(parents=True, exist_ok=True)
    return _new_folder(staging if staging.is_dir() else Path(tempfile.gettempdir()))


def _new_folder(place: Path) -> Path:
    """A folder that nobody has; DuckDB makes it when it needs it, and removes it with the connection."""
    return place / f"spill-{uuid.uuid4().hex}"


def quoted(value: str | Path) -> str:
    """A text or a path as an SQL literal."""
    return "'" + str(value).replace("'", "''") + "'"


def is_one_of(text: str, words: Iterable[str]) -> str:
    """SQL: whether a text is one of these words, false for null.

    Of an `in` with more than a few words, and of `list_contains`, DuckDB makes a join, and a join changes the order of
    the rows: where their place is their number, it would be another one.
    """
    cases = " ".join(f"when {quoted(word)} then true" for word in words)
    return f"case {text} {cases} else false end" if cases else "false"
