"""A warehouse whose tables another engine has made: DuckDB takes them in, each in the types it would have given it."""

from pathlib import Path
from typing import NamedTuple

import duckdb

from data import duckdb_session
from data.duckdb_session import quoted
from data.errors import error_text
from data.home import Home
from data.ledger.entries import Entry
from data.schema import kinds
from data.warehouse import damage, successors, version
from data.warehouse.build import Connection, Derivation, NoRoomError, attach, begin, underivable
from data.warehouse.records import RecordStore


class RestsOn(NamedTuple):
    """What tables were made from: the entries, and the versions in force when it began (`data.warehouse.version`)."""

    listed: list[Entry]
    versions: str


def fill(path: Path, home: Home, derivation: Derivation, rests_on: RestsOn, made: Path) -> None:
    """Make the file of a warehouse from `made`, a folder of Parquet files per table.

    Words that the home's tables do not know (of obstacles, say) are taken from the entries, as in any other file.
    """
    try:
        try:
            _fill(path, home, derivation, rests_on, made, held=[])
        except duckdb.ConversionException:
            path.unlink()
            _fill(path, home, derivation, rests_on, made, held=rests_on.listed)
    except duckdb.Error as error:
        if damage.is_write_error(error):
            raise NoRoomError(error_text("warehouse_no_room", folder=path.parent)) from error
        raise underivable(home) from error


def _fill(path: Path, home: Home, derivation: Derivation, rests_on: RestsOn, made: Path, held: list[Entry]) -> None:
    with duckdb_session.connect() as con:
        attach(con, path, home, made)
        run = Connection(con)
        begin(con, home, RecordStore(con, successors.successors(home)), held)
        for name in (*kinds.names(), "reports"):
            _take(con, name, made)
        for name, columns in derivation.beside.items():
            con.execute(f"create table {name} ({columns})")
        for name, how, select in derivation.steps():
            if how == "rollup":
                con.execute(f"create table {name} as {select}")
                continue
            temporary = "temp " if how == "scratch" else ""
            con.execute(f"create {temporary}table {name} as select * from ({select}) limit 0")
            if how == "table":
                _take(con, name, made)
                derivation.taken(run, name)
        derivation.all_taken(run)
        version.put(con, rests_on.listed, rests_on.versions)
        con.execute("checkpoint")


def _take(con: duckdb.DuckDBPyConnection, name: str, made: Path) -> None:
    files = quoted(made / name / "*.parquet")
    con.execute(f"insert into {name} by name select * from read_parquet({files})")
