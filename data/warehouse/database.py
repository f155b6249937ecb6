"""The warehouse: one DuckDB file derived from the ledger, caught up entry by entry, replaced whole by a rename.

A writer works on a copy under the ledger's lock and renames it in; readers open the newest file read-only and are
never shut out. What is derived further (cells) is handed in by the caller and refreshed in the same go.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import duckdb

from data.duckdb_session import quoted
from data.errors import SetupError, error_text
from data.home import Home
from data.ledger import entries, storage
from data.warehouse import damage, handover, version
from data.warehouse.build import Connection as Connection
from data.warehouse.build import Derivation, derive, underivable
from data.warehouse.build import NoRoomError as NoRoomError


class _Opened(NamedTuple):
    """The file that a reader has open: its newest entry, and which file it is."""

    seq: int
    identity: tuple[int, int] | None


@contextlib.contextmanager
def reading(home: Home, derivation: Derivation, as_of: int | None = None) -> Iterator[Connection]:
    """A read-only connection to the records as they stand, or as they stood at entry `as_of`.

    The file is caught up first when it is behind. An empty ledger, `as_of`, and a home that cannot be written are
    answered from a temporary file, so that a reader leaves nothing behind. Damage of the file that only shows while it
    is read is mended then, once: the reader goes on with a file of the same entry, derived anew.
    """
    with contextlib.ExitStack() as stack:
        own = as_of is None and entries.head_seq(home) > 0
        con = _open_current(stack, home, derivation) if own else None
        if con is None and own and os.access(home.root, os.W_OK) and _caught_up_now(home, derivation):
            con = _open_current(stack, home, derivation)
        mend = None
        if con is not None:
            opened = _Opened(version.of(con)[0], _identity(home.warehouse_path))
            mend = partial(_mend, stack, con, home, derivation, opened)
        else:
            scratch = _scratch(stack)
            if own and home.warehouse_path.exists():
                shutil.copyfile(home.warehouse_path, scratch)
            derive(scratch, home, derivation, as_of)
            con = stack.enter_context(version.opened(scratch))
        yield Connection(con, mend)


def probe(home: Home, derivation: Derivation) -> None:
    """Read a row of every table, as a sign that figures can be had; SetupError when they cannot."""
    if entries.head_seq(home) == 0:
        return
    try:
        with reading(home, derivation) as run:
            for (table,) in run.rows("select table_name from duckdb_tables() where database_name = 'warehouse'"):
                run.rows(f'select * from warehouse."{table}" limit 1')
    except duckdb.Error as error:
        raise underivable(home) from error


def _scratch(stack: contextlib.ExitStack) -> Path:
    return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="capaian-"))) / "warehouse.duckdb"


def _mend(
    stack: contextlib.ExitStack, con: duckdb.DuckDBPyConnection, home: Home, derivation: Derivation, opened: _Opened
) -> None:
    """Put a whole file in the place of the damaged one that is open; the reader goes on with the same entry.

    The home's own file is derived anew unless somebody writes, or has done so since; else a temporary one serves.
    """
    con.execute("use memory; detach warehouse")
    path = home.warehouse_path
    damage.log_unreadable(path)
    if os.access(home.root, os.W_OK):
        with contextlib.suppress(storage.BusyError, storage.InUseError), storage.lock(home, wait=False):
            if _identity(path) == opened.identity:
                _renew(home, derivation, afresh=True)
    stamp = version.of_file(path)
    if _identity(path) == opened.identity or stamp is None or stamp[0] != opened.seq:
        path = _scratch(stack)
        derive(path, home, derivation, opened.seq)
    con.execute(f"attach {quoted(path)} as warehouse (read_only); use warehouse")


def _identity(path: Path) -> tuple[int, int] | None:
    """What another file in the same place differs in."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    return stat.st_ino, stat.st_mtime_ns


def catch_up(home: Home, derivation: Derivation) -> None:
    """Bring the warehouse file up to the ledger; nothing happens when it is."""
    if _is_current(home, derivation):
        return
    with storage.lock(home):
        if _is_current(home, derivation):
            return
        with contextlib.suppress(storage.InUseError):  # the ledger has it; who asks next catches up or reads a copy
            _renew(home, derivation)


def _caught_up_now(home: Home, derivation: Derivation) -> bool:
    """Catch up unless somebody holds the lock: a reader never waits for a load."""
    try:
        with storage.lock(home, wait=False):
            catch_up(home, derivation)
    except (storage.BusyError, storage.DiskError, NoRoomError):
        return False  # the reader goes on with a file of its own elsewhere
    return True


def rebuild(home: Home, derivation: Derivation) -> None:
    """Throw the warehouse away and derive it anew from the ledger alone; one that was killed goes on from its point."""
    with storage.lock(home):
        _renew(home, derivation, afresh=True)


def put_in(home: Home, derivation: Derivation, rests_on: handover.RestsOn, made: Path) -> None:
    """Put a warehouse in place whose tables another engine has made (`data.warehouse.handover`).

    SetupError when settings changed since it began: the tables would rest on both.
    """
    with storage.lock(home), storage.side_folder(home) as folder:
        if version.versions(home, derivation.version) != rests_on.versions:
            raise SetupError(error_text("settings_changed"))
        copy = folder / "warehouse.duckdb"
        handover.fill(copy, home, derivation, rests_on, made)
        copy.chmod(storage.PRIVATE_FILE)
        storage.move(copy, home.warehouse_path)


def _renew(home: Home, derivation: Derivation, afresh: bool = False) -> None:
    """Derive a new file, from the one that stands unless `afresh`, and put it in its place."""
    with _rebuild_folder(home) if afresh else storage.side_folder(home) as folder:
        copy = folder / "warehouse.duckdb"
        if home.warehouse_path.exists() and not afresh:
            shutil.copyfile(home.warehouse_path, copy)
        derive(copy, home, derivation, None)
        copy.chmod(storage.PRIVATE_FILE)
        storage.move(copy, home.warehouse_path)


@contextlib.contextmanager
def _rebuild_folder(home: Home) -> Iterator[Path]:
    """The folder of a rebuild: it stays when the process is killed, and what stands in it is gone on from."""
    with storage.side_folder(home) as other, storage.disk_errors(home):
        folder = other.parent / "rebuild"
        storage.private_folder(folder)
        shutil.rmtree(folder / "spill", ignore_errors=True)
        try:
            yield folder
        except Exception:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        shutil.rmtree(folder, ignore_errors=True)


def _open_current(stack: contextlib.ExitStack, home: Home, derivation: Derivation) -> duckdb.DuckDBPyConnection | None:
    """The home's own file, open, when it is up to date."""
    if not home.warehouse_path.exists():
        return None
    try:
        con = stack.enter_context(version.opened(home.warehouse_path))
        return con if version.of(con) == version.due(home, derivation.version) else None
    except duckdb.Error:
        return None  # a file that cannot be read is derived anew


def _is_current(home: Home, derivation: Derivation) -> bool:
    with contextlib.ExitStack() as stack:
        return _open_current(stack, home, derivation) is not None
