"""What the ledger holds already, seen from a file that is about to come in."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from data import duckdb_session
from data.duckdb_session import quoted
from data.home import Home
from data.ledger import entries
from data.ledger import entries as ledger
from data.schema.kinds import Kind, kind


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
    found = any(entry.kind == "transactions" for entry in ledger.standing(ledger.entries(home)))
    source = rows(home, "transactions") if found else "select '' as application_no, '' as region_code where false"
    con.execute(f"""
        create or replace table held_applications as
        select application_no, min(region_code) as held_region, count(distinct region_code) > 1 as several
        from ({source}) group by application_no
    """)


def compare(home: Home, kind: Kind, accepted: Path) -> Comparison:
    """Hold accepted rows (a Parquet file) against what the home holds of each record."""
    coming = f"select * from read_parquet({quoted(accepted)})"
    with duckdb_session.connect() as con:
        if not any(entry.kind == kind.kind for entry in ledger.standing(ledger.entries(home))):
            return Comparison(int(con.execute(f"select count(*) from ({coming})").fetchall()[0][0]), 0, 0)
        return Comparison(*con.execute(_comparison(home, kind, coming)).fetchall()[0])


def _comparison(home: Home, kind: Kind, coming: str) -> str:
    """SQL: how many records are new, changed and unchanged; a record of several rows is compared as a whole.

    The newest entry is the one whose rows of the key count.
    """
    key = ", ".join(kind.key)
    values = ", ".join(column.name for column in kind.columns)
    return f"""
        with newest as (
            select * from ({rows(home, kind.kind)}) qualify seq = max(seq) over (partition by {key})
        ),
        held as (select {key}, bit_xor(hash(row({values}))) as contents from newest group by {key}),
        coming as (select {key}, bit_xor(hash(row({values}))) as contents from ({coming}) group by {key})
        select
            count(*) filter (where held.contents is null),
            count(*) filter (where held.contents <> coming.contents),
            count(*) filter (where held.contents = coming.contents)
        from coming left join held using ({key})
    """


def recap_beside_records(home: Home) -> pd.DataFrame:
    """One row per region: region_code, recap (applications received that only a recap tells), records (single ones).

    A recap row does not count where the region has records of its service received or closed in its month.
    """
    with duckdb_session.connect() as con:
        con.execute(f"create view transactions as {_newest(home, 'transactions')}")
        con.execute(f"create view recap as {_newest(home, 'recap')}")
        return con.execute("""
            with touched as (
                select region_code, service_code, date_trunc('month', received_at)::date as month from transactions
                union
                select region_code, service_code, date_trunc('month', decided_at)::date from transactions
            ),
            told as (
                select region_code, coalesce(received, 0) as recap, 0 as records
                from recap anti join touched using (region_code, service_code, month)
                union all
                select region_code, 0, 1 from transactions
            )
            select region_code, sum(recap)::bigint as recap, sum(records)::bigint as records
            from told group by region_code order by region_code
        """).df()


def _newest(home: Home, name: str) -> str:
    """SQL for the newest row of each record; no rows, but with the columns, when there is none."""
    if not any(entry.kind == name for entry in entries.standing(entries.entries(home))):
        types = {"received_at": "timestamp", "decided_at": "timestamp", "received": "bigint", "month": "date"}
        columns = (f"null::{types.get(column.name, 'varchar')} as {column.name}" for column in kind(name).columns)
        return f"select {', '.join(columns)} where false"
    key = ", ".join(kind(name).key)
    stored = rows(home, name)
    return f"select * from ({stored}) qualify row_number() over (partition by {key} order by seq desc) = 1"
