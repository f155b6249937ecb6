"""Questions on single records that no figure answers: recap beside records, and decisions that share one minute."""

import duckdb
import pandas as pd

from data import held, ledger
from data.home import Home
from data.kinds import kind


def recap_beside_records(home: Home) -> pd.DataFrame:
    """One row per region: region_code, recap (applications received that only a recap tells), records (single ones).

    A recap row does not count where the region has records of its service received or closed in its month.
    """
    with duckdb.connect() as con:
        con.execute("set python_enable_replacements = false")
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


def shared_minutes(home: Home, least: int) -> pd.DataFrame:
    """One row per region: region_code, timed (decisions with a time), shared (those in minutes of `least` or more).

    A decision at 00:00 is a date without a time and is left out.
    """
    with duckdb.connect() as con:
        con.execute("set python_enable_replacements = false")
        con.execute(f"create view transactions as {_newest(home, 'transactions')}")
        return con.execute(
            """
            with minutes as (
                select region_code, decided_at, count(*) as n
                from transactions
                where decided_at is not null and decided_at::time <> time '00:00'
                group by region_code, decided_at
            )
            select
                region_code,
                sum(n)::bigint as timed,
                coalesce(sum(n) filter (where n >= $least), 0)::bigint as shared
            from minutes group by region_code order by region_code
            """,
            {"least": least},
        ).df()


def _newest(home: Home, name: str) -> str:
    """SQL for the newest row of each record; no rows, but with the columns, when there is none."""
    if not any(entry.kind == name for entry in ledger.standing(ledger.entries(home))):
        types = {"received_at": "timestamp", "decided_at": "timestamp", "received": "bigint", "month": "date"}
        columns = (f"null::{types.get(column.name, 'varchar')} as {column.name}" for column in kind(name).columns)
        return f"select {', '.join(columns)} where false"
    key = ", ".join(kind(name).key)
    return (
        f"select * from ({held.rows(home, name)}) qualify row_number() over (partition by {key} order by seq desc) = 1"
    )
