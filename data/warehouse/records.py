"""The current records inside the warehouse: the newest entry wins per record, an undone entry never counts."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import duckdb

from data import sql_files
from data.duckdb_session import quoted
from data.ledger import entries as ledger
from data.ledger.entries import Entry
from data.schema import kinds
from data.schema.kinds import Kind
from data.schema.kinds import kind as declared
from data.warehouse.change import Change, Spell
from data.warehouse.facts import enum_types
from data.warehouse.facts.tables import facts_sql
from data.warehouse.steps import VIEWS
from data.warehouse.successors import Successors

_HERE = Path(__file__).parent


class RecordStore:
    """The tables of one open warehouse, one for each kind of upload, brought forward entry by entry."""

    def __init__(self, con: duckdb.DuckDBPyConnection, followed: Successors) -> None:
        self._con, self._followed = con, followed

    def create(self) -> None:
        """Make the empty tables from the declarations and the facts."""
        for name in kinds.names():
            self._con.execute(f"create or replace temp view records as {_no_records(name)}")
            columns = self._con.execute(f"describe {facts_sql(name)}").fetchall()
            listed = ", ".join(_column(declared(name), *column[:2]) for column in columns)
            self._con.execute(f"create or replace table {name} ({listed})")
        for name in VIEWS:
            self._con.execute(f"create or replace view {name} as {facts_sql(name)}")
        create_report_days(self._con)

    def apply(self, listed: Sequence[Entry], after: int, change: Change, reached: Callable[[int], None]) -> Change:
        """Apply the entries later than `after`, each in one transaction; widens the change by where figures may change.

        `reached` is told the place in `listed` after each.
        """
        counting = {entry.seq for entry in ledger.standing(list(listed))}
        for place, entry in enumerate(listed):
            if entry.seq <= after:
                continue
            with self.transaction():
                if entry.seq in counting:
                    change = self._put(entry, change)
                elif entry.kind == "undo":
                    undone = next(found for found in listed if found.seq == entry.what["undoes"])
                    # An upload undone within the same stretch was never put in, and its rows are simply not found.
                    change = self._take_back(undone, [found for found in listed if found.seq in counting], change)
            reached(place)
        return change

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it, or nothing."""
        self._con.execute("begin")
        try:
            yield
        except BaseException:
            self._con.execute("rollback")
            raise
        self._con.execute("commit")

    def _put(self, entry: Entry, change: Change) -> Change:
        self._read([entry])
        change = self._replace(entry.kind, f"seq = {entry.seq}", change)
        put_report_days(self._con, entry)
        return change

    def _take_back(self, undone: Entry, counting: Sequence[Entry], change: Change) -> Change:
        """Remove the rows that came from the undone entry and put the newest of the others in their place."""
        name = undone.kind
        key = ", ".join(declared(name).key)
        change = self._widened(name, f"seq = {undone.seq}", change)
        self._con.execute(f"create or replace temp table gone as select {key} from {name} where seq = {undone.seq}")
        self._con.execute(f"delete from {name} where seq = {undone.seq}")
        take_back_report_days(self._con, undone)
        others = [entry for entry in counting if entry.kind == name]
        if not others:
            return change
        self._read(others)
        newest = sql_files.read(_HERE / "newest_records.sql", key=key)
        self._con.execute(f"create or replace temp view records as {newest}")
        return self._replace(name, "seq in (select seq from records)", change)

    def _read(self, entries: Sequence[Entry]) -> None:
        """The view `records`: the rows of those entries (of one kind) as the ledger holds them, with their seq.

        A column declared after an entry was written is null in it.
        """
        parts = [_no_records(entries[0].kind)]
        parts += [
            f"select {entry.seq} as seq, {entry.what.get('scale') is not None} as rescaled, *"
            f" from read_parquet({quoted(entry.rows_path)})"
            for entry in entries
        ]
        rows = " union all by name ".join(parts)
        self._con.execute(
            "create or replace temp view read_rows as "
            f"select * replace ({enum_types.read(entries[0].kind, self._followed)}) from ({rows})"
        )
        self._con.execute("create or replace temp view records as select * from read_rows")

    def _replace(self, name: str, rows: str, change: Change) -> Change:
        """Put the rows of `records` in, each in place of an older one of its key; `rows` is SQL that finds them."""
        if self._con.execute(f"select 1 from {name} limit 1").fetchall():
            key = ", ".join(declared(name).key)
            older = f"select rowid as place from {name} semi join records using ({key})"
            self._con.execute(f"create or replace temp table older as {older}")
            change = self._widened(name, "rowid in (select place from older)", change)
            self._con.execute(f"delete from {name} where rowid in (select place from older)")
        self._con.execute(f"insert into {name} {facts_sql(name)}")
        return self._widened(name, rows, change)

    def _widened(self, name: str, rows: str, change: Change) -> Change:
        """The change with the spells of the rows that the SQL `rows` finds."""
        kind = declared(name)
        if change.is_whole or not kind.counts_in:  # of a whole one nobody asks where, and to find it out is dear
            return change.widened(())
        fragments = {"months": ", ".join(kind.counts_in), "is_open": kind.open_while, "kind": name, "rows": rows}
        spells = self._con.execute(sql_files.read(_HERE / "record_spells.sql", **fragments)).fetchall()
        return change.widened(Spell(*spell) for spell in spells)


def _column(kind: Kind, name: str, sql_type: str) -> str:
    """SQL that declares a column; texts that number records are not packed, which takes long and gains little."""
    packed = "" if name not in kind.key or sql_type != "VARCHAR" else " using compression uncompressed"
    return f"{name} {enum_types.TYPES.get(name, sql_type)}{packed}"


def _no_records(name: str) -> str:
    columns = [f"cast(null as {enum_types.sql_type(column)}) as {column.name}" for column in declared(name).columns]
    numbers = "cast(null as bigint) as seq, cast(null as boolean) as rescaled, cast(null as bigint) as row_no"
    return f"select {numbers}, {', '.join(columns)} where false"


def create_report_days(con: duckdb.DuckDBPyConnection) -> None:
    """Make the empty table `reports(region_code, month, seq, reported_on)`.

    It has one row per region and month of which an upload that counts tells anything received or decided (rules.md 1),
    and stands beside the records because a record sent again belongs to its newest entry and no longer shows when its
    month was first reported.
    """
    con.execute("create or replace table reports (region_code varchar, month date, seq bigint, reported_on date)")


def put_report_days(con: duckdb.DuckDBPyConnection, entry: Entry) -> None:
    """Note what the records of an entry, just put in, tell of, with the day (WIB) it entered the ledger."""
    reports = declared(entry.kind).reports
    if reports is None:
        return
    told = " union ".join(
        f"select region_code, {month} as month from {entry.kind}"
        f" where seq = $seq and {month} is not null and {reports.where}"
        for month in reports.months
    )
    con.execute(
        f"insert into reports select distinct region_code, month, $seq, $day from ({told})",
        {"seq": entry.seq, "day": date.fromisoformat(entry.when[:10])},
    )


def take_back_report_days(con: duckdb.DuckDBPyConnection, undone: Entry) -> None:
    """Forget what an undone entry told."""
    con.execute("delete from reports where seq = $seq", {"seq": undone.seq})
