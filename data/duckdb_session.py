"""DuckDB within bounds: a load of any size takes no more memory than this, and writes the rest beside the ledger."""

import contextlib
import tempfile
import uuid
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import duckdb

from data.home import Home

MEMORY = "800MB"
"""DuckDB's own; a process that loads needs about half a gigabyte besides."""
LARGE_BYTES = 64 << 20
"""A file of this size may need more than MEMORY."""
_IDLE: deque[duckdb.DuckDBPyConnection] = deque(maxlen=4)
"""Instances that readers have left."""


def connect(path: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open a database file, or one in memory.

    No Python variable is taken for a table, and no bar of progress is drawn amid what a command prints.
    """
    con = duckdb.connect(str(path or ":memory:"))
    _settle(con)
    return con


@contextlib.contextmanager
def reading(file: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database file (quoted for SQL), read-only and in use as `warehouse`; what is temporary goes with the reader.

    Each reader has an instance of its own, for within one DuckDB would hand out the file attached before. A new one
    costs 25 ms for its thousands of functions, nearly half of a small question: so one that a reader has left is taken
    again, unless that reader failed.
    """
    try:
        instance = _IDLE.pop()
    except IndexError:
        instance = connect()
    try:
        with instance.cursor() as con:
            _settle(con)
            con.execute(f"attach {file} as warehouse (read_only)")
            con.execute("use warehouse")
            yield con
        instance.execute("detach warehouse")
    except BaseException:
        instance.close()
        raise
    _IDLE.append(instance)


def _settle(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("set python_enable_replacements = false; set enable_progress_bar = false")


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
    return (staging if staging.is_dir() else Path(tempfile.gettempdir())) / f"spill-{uuid.uuid4().hex}"


def quoted(value: str | Path) -> str:
    """A text or a path as an SQL literal."""
    return "'" + str(value).replace("'", "''") + "'"
