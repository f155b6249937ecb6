"""What the ledger holds already, seen from a file that is about to come in."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from data import duckdb_session, sql_files
from data.duckdb_session import quoted
from data.home import Home
from data.ledger import entries
from data.ledger import entries as ledger
from data.schema.kinds import Kind, kind

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Comparison:
    """How many accepted records are new, change a record held, or repeat one as it is."""

    new: int
    changed: int
    unchanged: int


def rows(home: Home, kind: str) -> str:
    """SQL for every accepted row of a kind that counts, with its `seq`; no rows when there are none."""
    entries = [entry for entry in ledger.standing(ledger.entries(home)) if entry.kind == kind]
    parts = [f"select {entry.seq} as seq, * from read_parquet({quoted(entry.rows_path)})" for entry in entries]
    return " union all by name ".join(parts) or "select * from (select 0 as seq) where false"


def exists(home: Home, kind: str) -> bool:
    """Whether any upload of that kind counts."""
    return any(entry.kind == kind for entry in ledger.standing(ledger.entries(home)))


def put_applications(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    """The table `held_applications`: per application number its region, and whether several regions have it."""
    has_entries = any(entry.kind == "transactions" for entry in ledger.standing(ledger.entries(home)))
    source = rows(home, "transactions") if has_entries else "select '' as application_no, '' as region_code where false"
    select = sql_files.read(_HERE / "applications_in_ledger.sql", stored=source)
    con.execute(f"create or replace table held_applications as {select}")


def compare(home: Home, kind: Kind, accepted: Path) -> Comparison:
    """Hold accepted rows (a Parquet file) against what the home holds of each record."""
    coming = f"select * from read_parquet({quoted(accepted)})"
    with duckdb_session.connect() as con:
        duckdb_session.close_in(con, home.entries_at, accepted)
        if not any(entry.kind == kind.kind for entry in ledger.standing(ledger.entries(home))):
            return Comparison(int(con.execute(f"select count(*) from ({coming})").fetchall()[0][0]), 0, 0)
        return Comparison(*con.execute(_comparison(home, kind, coming)).fetchall()[0])


def _comparison(home: Home, kind: Kind, coming: str) -> str:
    """SQL: how many records are new, changed and unchanged."""
    fragments = {
        "key": ", ".join(kind.key),
        "columns": ", ".join(column.name for column in kind.columns),
        "stored": rows(home, kind.kind),
        "coming": coming,
    }
    return sql_files.read(_HERE / "comparison.sql", **fragments)


def recap_beside_records(home: Home) -> pd.DataFrame:
    """One row per region: region_code, recap (applications received that only a recap tells), records (single ones).

    A recap row does not count where the region has records of its service received or closed in its month.
    """
    with duckdb_session.connect() as con:
        duckdb_session.close_in(con, home.entries_at)
        con.execute(f"create view transactions as {_newest(home, 'transactions')}")
        con.execute(f"create view recap as {_newest(home, 'recap')}")
        return con.execute(sql_files.read(_HERE / "recap_beside_records.sql")).df()


def _newest(home: Home, name: str) -> str:
    """SQL for the newest row of each record; no rows, but with the columns, when there is none."""
    if not any(entry.kind == name for entry in entries.standing(entries.entries(home))):
        types = {"received_at": "timestamp", "decided_at": "timestamp", "received": "bigint", "month": "date"}
        columns = (f"null::{types.get(column.name, 'varchar')} as {column.name}" for column in kind(name).columns)
        return f"select {', '.join(columns)} where false"
    key = ", ".join(kind(name).key)
    stored = rows(home, name)
    return f"select * from ({stored}) qualify row_number() over (partition by {key} order by seq desc) = 1"
