"""The warehouse: one DuckDB file derived from the ledger, caught up entry by entry, replaced whole by a rename.

A writer works on a copy under the ledger's lock and renames it in; readers open the newest file read-only and are
never shut out. What is derived further (cells) is handed in by the caller and refreshed in the same go.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import duckdb
import pandas as pd

from data import configuration, ledger
from data.errors import SetupError
from data.facts import tables
from data.home import Home
from data.records import Change, RecordStore

SCHEMA_VERSION = 1


class Derivation(Protocol):
    """Tables that rest on the records: their version, and how they are made anew after a change."""

    @property
    def version(self) -> str:
        """Changes when the definitions do."""

    def refresh(self, run: "Connection", change: Change) -> None:
        """Bring the derived tables up to date; `change` tells what the records changed in."""


class Connection:
    """The one way SQL reaches the warehouse: plain statements, and tables as DataFrames."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con

    def execute(self, sql: str, parameters: dict[str, object] | None = None) -> None:
        """Run a statement whose result is not wanted."""
        self._con.execute(sql, parameters or {})

    def frame(self, sql: str, parameters: dict[str, object] | None = None) -> pd.DataFrame:
        """Run a query; dates come back as `datetime64`, counts as integers or floats."""
        return self._con.execute(sql, parameters or {}).df()

    def rows(self, sql: str, parameters: dict[str, object] | None = None) -> list[tuple[object, ...]]:
        """Run a query for a few rows as plain tuples."""
        return self._con.execute(sql, parameters or {}).fetchall()


@contextlib.contextmanager
def reading(home: Home, derivation: Derivation, as_of: int | None = None) -> Iterator[Connection]:
    """A read-only connection to the records as they stand, or as they stood at entry `as_of`.

    The file is caught up first when it is behind. An empty ledger, `as_of`, and a home that cannot be written are
    answered from a temporary file, so that a reader leaves nothing behind.
    """
    with contextlib.ExitStack() as stack:
        path = home.warehouse_path
        if as_of is not None or ledger.head_seq(home) == 0 or not _caught_up(home, derivation):
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="capaian-")))
            path = scratch / "warehouse.duckdb"
            _derive(path, home, derivation, as_of)
        yield Connection(stack.enter_context(_open(path)))


def catch_up(home: Home, derivation: Derivation) -> None:
    """Bring the warehouse file up to the ledger; nothing happens when it is."""
    if _is_current(home, derivation):
        return
    with ledger.lock(home):
        if _is_current(home, derivation):
            return
        with ledger.side_folder(home) as folder:
            copy = folder / "warehouse.duckdb"
            if home.warehouse_path.exists():
                shutil.copyfile(home.warehouse_path, copy)
            _derive(copy, home, derivation, None)
            os.replace(copy, home.warehouse_path)


def rebuild(home: Home, derivation: Derivation) -> None:
    """Throw the warehouse away and derive it anew from the ledger alone."""
    with ledger.lock(home):
        home.warehouse_path.unlink(missing_ok=True)
        catch_up(home, derivation)


def _caught_up(home: Home, derivation: Derivation) -> bool:
    """Whether the home's own file serves: current already, or caught up now; False when the home cannot be written."""
    if _is_current(home, derivation):
        return True
    if not os.access(home.root, os.W_OK):
        return False
    catch_up(home, derivation)
    return True


def _is_current(home: Home, derivation: Derivation) -> bool:
    return _stamp(home.warehouse_path) == (ledger.head_seq(home), _versions(home, derivation))


def _versions(home: Home, derivation: Derivation) -> str:
    return f"{SCHEMA_VERSION} {_facts_version(home)} {derivation.version}"


def _facts_version(home: Home) -> str:
    return configuration.version(home, "calendar", "reference")


def _stamp(path: Path) -> tuple[int, str] | None:
    """What a warehouse file says it rests on; None when there is none, or it cannot be read and must be made anew."""
    if not path.exists():
        return None
    try:
        with _open(path) as con:
            seq, versions = con.execute("select seq, versions from stamp").fetchall()[0]
            return seq, versions
    except duckdb.Error:
        return None


def _derive(path: Path, home: Home, derivation: Derivation, as_of: int | None) -> None:
    """Apply every entry after the stamp; when the stamp cannot be built upon, start from nothing."""
    stamp = _stamp(path)
    versions = _versions(home, derivation)
    if stamp is not None and stamp[1].split()[:2] != versions.split()[:2]:
        stamp = None
    if stamp is None:
        path.unlink(missing_ok=True)
    listed = ledger.entries(home, as_of)
    try:
        with duckdb.connect(str(path)) as con:
            con.execute("set python_enable_replacements = false")
            store = RecordStore(con)
            if stamp is None:
                tables.put(con, home)
                store.create()
            change = store.apply(listed, after=stamp[0] if stamp else 0)
            if stamp is None or stamp[1] != versions:
                change = Change.everything()
            with store.transaction():
                derivation.refresh(Connection(con), change)
                con.execute("create or replace table stamp (seq bigint, versions varchar)")
                seq = listed[-1].seq if listed else 0
                con.execute("insert into stamp values ($seq, $versions)", {"seq": seq, "versions": versions})
            con.execute("checkpoint")
    except duckdb.IOException as error:
        raise SetupError(f"{home.root}: gudang data tidak dapat ditulis. Periksa izin dan ruang penyimpanan.") from error


@contextlib.contextmanager
def _open(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Attach read-only to a connection of its own: within one process DuckDB would hand out the file opened before."""
    with duckdb.connect() as con:
        con.execute("set python_enable_replacements = false")
        con.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as warehouse (read_only)")
        con.execute("use warehouse")
        yield con
