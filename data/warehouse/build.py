"""How the warehouse's file is made from the ledger by its entries, and whatever is derived further in the same go."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import duckdb
import numpy as np
import numpy.typing as npt

from data import duckdb_session
from data.duckdb_session import quoted
from data.errors import QueryError, SetupError, error_text
from data.home import Home
from data.ledger import entries
from data.ledger.entries import Entry
from data.warehouse import damage, orphans, successors
from data.warehouse import version as stamp
from data.warehouse.change import Change
from data.warehouse.facts import enum_types, tables
from data.warehouse.records import RecordStore, accepted
from data.warehouse.steps import Step

if TYPE_CHECKING:
    import pandas as pd


Columns = dict[str, list[Any]]
"""The values of each column of a query, in the order of its rows; None where there is none."""
Result = TypeVar("Result")
POINT_ROWS = 2_000_000
"""So many rows after a point to go on from the next is made."""


class NoRoomError(SetupError):
    """The disk refuses the file of the warehouse; the ledger is as it was."""


class Derivation(Protocol):
    """Tables that rest on the records: their version, and how they are made anew after a change."""

    @property
    def version(self) -> str:
        """Changes when the definitions do."""

    @property
    def beside(self) -> Mapping[str, str]:
        """Tables that the derived ones rest on beside the records, empty here: their columns in SQL."""

    def steps(self) -> Iterator[Step]:
        """The same tables by steps after those of the records, for an engine that makes them whole."""

    def refresh(self, run: "Connection", change: Change) -> None:
        """Bring the derived tables up to date; `change` tells what the records changed in."""

    def taken(self, run: "Connection", name: str) -> None:
        """Complete a table of `steps` that another engine has made."""

    def all_taken(self, run: "Connection") -> None:
        """Complete what stands beside them, after the last."""


class Connection:
    """The one way SQL reaches the warehouse: plain statements, and tables as DataFrames.

    `mend` puts a whole file in the place of one that turns out damaged; the statement is then run once more.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, mend: Callable[[], None] | None = None) -> None:
        self._con, self._mend = con, mend

    def _run(
        self,
        sql: str,
        parameters: dict[str, object] | None,
        result: Callable[[duckdb.DuckDBPyConnection], Result],
    ) -> Result:
        try:
            return result(self._con.execute(sql, parameters or {}))
        except duckdb.Error as error:
            if damage.is_write_error(error):
                raise damage.refusal(error) from error
            if self._mend is None or not damage.is_read_error(error):
                raise
            mend, self._mend = self._mend, None
            mend()
        return result(self._con.execute(sql, parameters or {}))

    def execute(self, sql: str, parameters: dict[str, object] | None = None) -> None:
        """Run a statement whose result is not wanted; QueryError when it cannot be."""
        self._checked(sql, parameters, lambda con: con)

    def frame(self, sql: str, parameters: dict[str, object] | None = None) -> "pd.DataFrame":
        """Run a query; dates come back as `datetime64`, counts as integers or floats."""
        frame = self._run(sql, parameters, lambda con: con.df())
        coded = frame.select_dtypes("category").columns
        return frame.astype(dict.fromkeys(coded, "str")) if len(coded) else frame

    def columns(self, sql: str, parameters: dict[str, object] | None = None) -> Columns:
        """Run a query of a few thousand rows at most; far cheaper than `frame` for so few, as pandas is not needed."""
        names, rows = self._checked(sql, parameters, lambda con: (_names(con), con.fetchall()))
        return dict(zip(names, map(list, zip(*rows, strict=True)) if rows else ([] for _ in names), strict=True))

    def arrays(self, sql: str) -> dict[str, npt.NDArray[Any]]:
        """Run a query of many rows, with no column of an enum's codes; NaN where there is no number."""
        columns = self._run(sql, None, lambda con: con.fetchnumpy())
        return {name: np.ma.filled(column, np.nan) for name, column in columns.items()}

    def rows(self, sql: str, parameters: dict[str, object] | None = None) -> list[tuple[object, ...]]:
        """Run a query for a few rows as plain tuples; QueryError when it cannot be."""
        return self._checked(sql, parameters, lambda con: con.fetchall())

    def _checked(
        self,
        sql: str,
        parameters: dict[str, object] | None,
        result: Callable[[duckdb.DuckDBPyConnection], Result],
    ) -> Result:
        try:
            return self._run(sql, parameters, result)
        except (duckdb.BinderException, duckdb.ParserException, duckdb.CatalogException) as error:
            raise QueryError(str(error).splitlines()[0]) from error


def _names(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The names of the columns of what was run last."""
    return [str(column[0]) for column in con.description or ()]


class _Points:
    """Points of a rebuild to go on from: the records of all entries so far, on the disk, and the stamp that says so.

    What is derived further is made at the end, of all records. A file whose process is killed is as it was at its last
    point, for nothing that was checkpointed is written over.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, store: RecordStore, listed: list[Entry], versions: str) -> None:
        self._con, self._store, self._listed = con, store, listed
        self._versions = " ".join([*versions.split()[:2], "records"])
        self._rows = 0

    def reached(self, applied: Sequence[Entry]) -> None:
        """Make one after these entries when enough has come in since the one before."""
        self._rows += sum(map(accepted, applied))
        if self._rows >= POINT_ROWS:
            self._rows = 0
            with self._store.transaction():
                stamp.put(self._con, [entry for entry in self._listed if entry.seq <= applied[-1].seq], self._versions)
            self._con.execute("checkpoint")


def derive(path: Path, home: Home, derivation: Derivation, as_of: int | None, held: bool = False) -> None:
    """Apply every entry after the stamp; when the stamp cannot be built upon, start from nothing.

    An entry with a code that the home's tables no longer know is met by starting again with all codes of the ledger;
    with a region or a service so lost nothing is derived (SetupError, `data.warehouse.orphans`). A file that cannot be
    read is left aside with a word on the log.
    """
    versions = stamp.versions(home, derivation.version)
    listed = entries.entries(home, as_of)
    base = stamp.of_file(path)
    if base is None and path.exists():
        damage.log_unreadable(path)
    if base is not None and not stamp.can_go_on(base, listed, versions):
        base = None
    if base is None:
        path.unlink(missing_ok=True)
    try:
        with duckdb_session.connect() as con:
            attach(con, path, home)
            store = RecordStore(con, successors.successors(home))
            if base is None:
                begin(con, home, store, listed if held else ())
            points = _Points(con, store, listed, versions)
            is_whole = base is None or not stamp.are_defined_alike(base[2], versions)
            before = Change.everything() if is_whole else Change()
            change = store.apply(listed, base[0] if base else 0, before, points.reached)
            with store.transaction():
                derivation.refresh(Connection(con), change)
                stamp.put(con, listed, versions)
            con.execute("checkpoint")
    except QueryError:
        raise  # a definition is wrong; the derivation has said which
    except duckdb.ConversionException as error:
        if held:
            raise underivable(home) from error
        orphans.refuse(home, as_of)
        path.unlink(missing_ok=True)
        derive(path, home, derivation, as_of, held=True)
    except duckdb.Error as error:
        if damage.is_write_error(error):
            raise NoRoomError(error_text("warehouse_no_room", folder=path.parent)) from error
        if base is None or not damage.is_read_error(error):
            raise underivable(home) from error
        damage.log_unreadable(path)
        path.unlink(missing_ok=True)
        derive(path, home, derivation, as_of, held)


def attach(con: duckdb.DuckDBPyConnection, path: Path, home: Home, *further: Path) -> None:
    """Write to the file of a warehouse from now on, and read what the home and `further` folders hold, nothing else."""
    # No log of writes: a file half made is thrown away, and only a whole one is renamed in. Without that log DuckDB
    # makes a checkpoint after nearly every entry, half of a rebuild's time; there are `_Points`, and one at the end.
    con.execute("set checkpoint_threshold = '1TB'")
    con.execute(f"attach {quoted(path)} as warehouse (recovery_mode no_wal_writes)")
    con.execute("use warehouse")
    duckdb_session.bound(con, path.with_name("spill"))
    duckdb_session.close_in(con, home.root, home.entries_at, path.parent, *further)


def begin(con: duckdb.DuckDBPyConnection, home: Home, store: RecordStore, listed: Sequence[Entry]) -> None:
    """Put what an empty warehouse begins with: the tables of the home, its words and those of entries, no records."""
    tables.put(con, home)
    enum_types.put(con, home, listed)
    store.create()


def underivable(home: Home) -> SetupError:
    """The error of a warehouse that cannot be had from its ledger."""
    return SetupError(error_text("warehouse_underivable", home=home.root))
