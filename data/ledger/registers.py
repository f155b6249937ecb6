"""What no figure answers: how much of a region is known by recap only."""

import pandas as pd

from data import duckdb_session
from data.home import Home
from data.ledger import entries, stored_records
from data.schema.kinds import kind


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
    rows = stored_records.rows(home, name)
    return f"select * from ({rows}) qualify row_number() over (partition by {key} order by seq desc) = 1"
