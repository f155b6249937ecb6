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

from data import configuration, engine, ledger
from data.errors import QueryError, SetupError
from data.facts import tables
from data.home import Home
from data.records import Change, RecordStore
from data.sql import quoted


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
        """Run a statement whose result is not wanted; QueryError when it cannot be."""
        try:
            self._con.execute(sql, parameters or {})
        except (duckdb.BinderException, duckdb.ParserException, duckdb.CatalogException) as error:
            raise QueryError(str(error).splitlines()[0]) from error

    def frame(self, sql: str, parameters: dict[str, object] | None = None) -> pd.DataFrame:
        """Run a query; dates come back as `datetime64`, counts as integers or floats."""
        return self._con.execute(sql, parameters or {}).df()

    def rows(self, sql: str, parameters: dict[str, object] | None = None) -> list[tuple[object, ...]]:
        """Run a query for a few rows as plain tuples; QueryError when it cannot be."""
        self.execute(sql, parameters)
        return self._con.fetchall()


@contextlib.contextmanager
def reading(home: Home, derivation: Derivation, as_of: int | None = None) -> Iterator[Connection]:
    """A read-only connection to the records as they stand, or as they stood at entry `as_of`.

    The file is caught up first when it is behind. An empty ledger, `as_of`, and a home that cannot be written are
    answered from a temporary file, so that a reader leaves nothing behind.
    """
    with contextlib.ExitStack() as stack:
        own = as_of is None and ledger.head_seq(home) > 0
        con = _open_current(stack, home, derivation) if own else None
        if con is None and own and os.access(home.root, os.W_OK) and _caught_up_now(home, derivation):
            con = _open_current(stack, home, derivation)
        if con is None:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="capaian-"))) / "warehouse.duckdb"
            if own and home.warehouse_path.exists():
                shutil.copyfile(home.warehouse_path, scratch)
            _derive(scratch, home, derivation, as_of)
            con = stack.enter_context(_open(scratch))
        yield Connection(con)


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
            copy.replace(home.warehouse_path)


def _caught_up_now(home: Home, derivation: Derivation) -> bool:
    """Catch up unless somebody holds the lock: a reader never waits for a load."""
    try:
        with ledger.lock(home, wait=False):
            catch_up(home, derivation)
    except ledger.BusyError:
        return False
    return True


def rebuild(home: Home, derivation: Derivation) -> None:
    """Throw the warehouse away and derive it anew from the ledger alone."""
    with ledger.lock(home):
        home.warehouse_path.unlink(missing_ok=True)
        catch_up(home, derivation)


def _open_current(stack: contextlib.ExitStack, home: Home, derivation: Derivation) -> duckdb.DuckDBPyConnection | None:
    """The home's own file, open, when it is up to date."""
    if not home.warehouse_path.exists():
        return None
    try:
        con = stack.enter_context(_open(home.warehouse_path))
        return con if _stamp(con) == _due(home, derivation) else None
    except duckdb.Error:
        return None  # a file that cannot be read is derived anew


def _is_current(home: Home, derivation: Derivation) -> bool:
    with contextlib.ExitStack() as stack:
        return _open_current(stack, home, derivation) is not None


def _due(home: Home, derivation: Derivation) -> tuple[int, str, str]:
    """What an up-to-date file is stamped with."""
    return *ledger.records_head(home), _versions(home, derivation)


def _versions(home: Home, derivation: Derivation) -> str:
    facts = configuration.version(home, "calendar", "reference")
    return f"{tables.version()} {facts} {derivation.version}"


def _stamp(con: duckdb.DuckDBPyConnection) -> tuple[int, str, str]:
    """The number and fingerprint of the newest entry with records, and the versions, that a warehouse rests on."""
    seq, fingerprint, versions = con.execute("select seq, fingerprint, versions from stamp").fetchall()[0]
    return seq, fingerprint, versions


def _stamp_of(path: Path) -> tuple[int, str, str] | None:
    if not path.exists():
        return None
    try:
        with _open(path) as con:
            return _stamp(con)
    except duckdb.Error:
        return None  # a file that cannot be read is derived anew


def _derive(path: Path, home: Home, derivation: Derivation, as_of: int | None) -> None:
    """Apply every entry after the stamp; when the stamp cannot be built upon, start from nothing."""
    versions = _versions(home, derivation)
    listed = ledger.entries(home, as_of)
    stamp = _stamp_of(path)
    if stamp is not None and not _can_go_on(stamp, listed, versions):
        stamp = None
    if stamp is None:
        path.unlink(missing_ok=True)
    try:
        with engine.connect(path) as con:
            engine.bound(con, path.with_name("spill"))
            store = RecordStore(con)
            if stamp is None:
                tables.put(con, home)
                store.create()
            change = store.apply(listed, after=stamp[0] if stamp else 0)
            if stamp is None or stamp[2] != versions:
                change = Change.everything()
            with store.transaction():
                derivation.refresh(Connection(con), change)
                _put_stamp(con, listed, versions)
            con.execute("checkpoint")
    except QueryError:
        raise  # a definition is wrong; the derivation has said which
    except duckdb.Error as error:
        finding = "gudang data tidak dapat diturunkan. Periksa ruang penyimpanan, lalu jalankan verify."
        raise SetupError(f"{home.root}: {finding}") from error


def _can_go_on(stamp: tuple[int, str, str], listed: list[ledger.Entry], versions: str) -> bool:
    """Whether a file rests on the same facts and on entries that are still those of the ledger."""
    same_facts = stamp[2].split()[:2] == versions.split()[:2]
    return same_facts and any(e.seq == stamp[0] and e.folder.name.endswith(f"-{stamp[1]}") for e in listed)


def _put_stamp(con: duckdb.DuckDBPyConnection, listed: list[ledger.Entry], versions: str) -> None:
    con.execute("create or replace table stamp (seq bigint, fingerprint varchar, versions varchar)")
    told = [entry for entry in listed if entry.is_upload or entry.kind == "undo"]
    seq = told[-1].seq if told else 0
    fingerprint = told[-1].folder.name.rsplit("-", 1)[-1] if told else ""
    con.execute("insert into stamp values ($seq, $print, $v)", {"seq": seq, "print": fingerprint, "v": versions})


@contextlib.contextmanager
def _open(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Attach read-only to a connection of its own: within one process DuckDB would hand out the file opened before."""
    with engine.connect() as con:
        con.execute(f"attach {quoted(path)} as warehouse (read_only)")
        con.execute("use warehouse")
        yield con
