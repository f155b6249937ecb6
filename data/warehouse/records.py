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
from data.warehouse import steps
from data.warehouse.change import Change, Spell
from data.warehouse.facts import enum_types
from data.warehouse.facts.tables import facts_sql
from data.warehouse.successors import Successors

_HERE = Path(__file__).parent
ROWS_AT_ONCE = 1_000_000
"""At most so many rows are put in at once, but those of one entry always are."""
ENTRIES_AT_ONCE = 200


class RecordStore:
    """The tables of one open warehouse, one for each kind of upload, brought forward by entries."""

    def __init__(self, con: duckdb.DuckDBPyConnection, followed: Successors) -> None:
        self._con, self._followed = con, followed

    def create(self) -> None:
        """Make the empty tables from the declarations and the facts."""
        for name in kinds.names():
            self._con.execute(f"create or replace temp view records as {_no_records(name)}")
            columns = self._con.execute(f"describe {facts_sql(name)}").fetchall()
            listed = ", ".join(_column(declared(name), *column[:2]) for column in columns)
            self._con.execute(f"create or replace table {name} ({listed})")
        for name in steps.VIEWS:
            self._con.execute(f"create or replace view {name} as {facts_sql(name)}")
        create_report_days(self._con)

    def apply(
        self, listed: Sequence[Entry], after: int, change: Change, reached: Callable[[Sequence[Entry]], None]
    ) -> Change:
        """Apply the entries later than `after`, some at once; widens the change by where figures may change.

        What is applied at once is one transaction, and `reached` is given its entries afterwards.
        """
        counting = ledger.standing(list(listed))
        by_seq = {entry.seq: entry for entry in listed}
        for stretch in _stretches(listed, after, {entry.seq for entry in counting}):
            with self.transaction():
                if stretch[0].kind == "undo":
                    undone = by_seq[stretch[0].what["undoes"]]
                    others = [entry for entry in counting if entry.kind == undone.kind and entry.seq < stretch[0].seq]
                    change = self._take_back(undone, others, change)
                for name in dict.fromkeys(entry.kind for entry in stretch if entry.is_upload):
                    change = self._put([entry for entry in stretch if entry.kind == name], change)
            reached(stretch)
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

    def _put(self, entries: Sequence[Entry], change: Change) -> Change:
        """Put in the rows of entries of one kind, all later than those there, each in the place of any older one."""
        name = entries[0].kind
        is_first = not self._con.execute(f"select 1 from {name} limit 1").fetchall()
        self._insert(entries)
        put_report_days(self._con, entries)
        newer = f"seq >= {entries[0].seq}"
        if len(entries) > 1 or not is_first:
            key = ", ".join(declared(name).key)
            older = sql_files.read(_HERE / "older_rows.sql", kind=name, key=key, newer=newer)
            self._con.execute(f"create or replace temp table older as {older}")
            change = self._widened(name, "rowid in (select place from older)", change)
            self._con.execute(f"delete from {name} where rowid in (select place from older)")
        return self._widened(name, newer, change)

    def _take_back(self, undone: Entry, others: Sequence[Entry], change: Change) -> Change:
        """Remove the rows of the undone entry, and put the newest that others of its kind have in their place."""
        name = undone.kind
        key = ", ".join(declared(name).key)
        change = self._widened(name, f"seq = {undone.seq}", change)
        self._con.execute(f"create or replace temp table gone as select {key} from {name} where seq = {undone.seq}")
        self._con.execute(f"delete from {name} where seq = {undone.seq}")
        take_back_report_days(self._con, undone)
        if not others:
            return change
        self._insert(others, sql_files.read(_HERE / "newest_records.sql", key=key))
        return self._widened(name, "seq in (select seq from records)", change)

    def _insert(self, entries: Sequence[Entry], rows: str = "select * from read_rows") -> None:
        """Put in those `rows` that SQL selects of `read_rows`, what the ledger holds of entries of one kind."""
        name = entries[0].kind
        self._read(entries)
        self._con.execute(f"create or replace temp view records as {rows}")
        self._con.execute(f"insert into {name} {facts_sql(name)}")

    def _read(self, entries: Sequence[Entry]) -> None:
        """The view `read_rows`: the rows of those entries (of one kind) as the ledger holds them, with their seq.

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

    def _widened(self, name: str, rows: str, change: Change) -> Change:
        """The change with the spells of the rows that the SQL `rows` finds."""
        kind = declared(name)
        if change.is_whole or not kind.counts_in:  # of a whole one nobody asks where, and to find it out is dear
            return change.widened(())
        fragments = {"months": ", ".join(kind.counts_in), "is_open": kind.open_while, "kind": name, "rows": rows}
        spells = self._con.execute(sql_files.read(_HERE / "record_spells.sql", **fragments)).fetchall()
        return change.widened(Spell(*spell) for spell in spells)


def _stretches(listed: Sequence[Entry], after: int, counting: set[int]) -> Iterator[list[Entry]]:
    """The uploads that count later than `after`, as many as are put in at once, and by itself each undo of one before.

    An upload that is undone later on in the same list is never put in.
    """
    together: list[Entry] = []
    for entry in listed:
        takes_back = entry.kind == "undo" and entry.what["undoes"] <= after
        if entry.seq <= after or not (takes_back or entry.seq in counting):
            continue
        is_full = len(together) == ENTRIES_AT_ONCE or sum(map(accepted, [*together, entry])) > ROWS_AT_ONCE
        if together and (takes_back or is_full):
            yield together
            together = []
        together.append(entry)
        if takes_back:
            yield together
            together = []
    if together:
        yield together


def accepted(entry: Entry) -> int:
    """How many rows of an upload came into the ledger."""
    return int(entry.what.get("counts", {}).get("accepted", 0))


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


def put_report_days(con: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    """Note what the records of entries of one kind, just put in, tell of, with the day (WIB) each came in."""
    name = entries[0].kind
    reports = declared(name).reports
    if reports is None:
        return
    con.execute(
        "create or replace temp table entries as select unnest($seqs) as seq, unnest($days) as reported_on",
        {
            "seqs": [entry.seq for entry in entries],
            "days": [date.fromisoformat(entry.when[:10]) for entry in entries],
        },
    )
    rows = f"(from {name} where seq >= {entries[0].seq})"
    con.execute(f"insert into reports {steps.report_days(steps.reporting(rows, reports))}")


def take_back_report_days(con: duckdb.DuckDBPyConnection, undone: Entry) -> None:
    """Forget what an undone entry told."""
    con.execute("delete from reports where seq = $seq", {"seq": undone.seq})
