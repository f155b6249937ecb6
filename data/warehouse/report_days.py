"""The day on which each upload told of each month: what "reported on time" is counted from.

The table `reports(region_code, month, seq, reported_on)` has one row per region and month of which an upload that
counts tells anything received or decided (rules.md 1). It is kept beside the records, since a record that is sent again
belongs to its newest entry and no longer shows when its month was first reported.
"""

from datetime import date

import duckdb

from data.ledger.entries import Entry

_TOLD = {
    "transactions": """
        select region_code, received_month as month from transactions where seq = $seq
        union
        select region_code, decided_month from transactions where seq = $seq and decided_month is not null
    """,
    "recap": """
        select distinct region_code, month from recap
        where seq = $seq and coalesce(received, completed, completed_on_time, rejected) is not null
    """,
}


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Make the empty table."""
    con.execute("create or replace table reports (region_code varchar, month date, seq bigint, reported_on date)")


def put(con: duckdb.DuckDBPyConnection, entry: Entry) -> None:
    """Note what the records of an entry, just put in, tell of, with the day (WIB) it entered the ledger."""
    if entry.kind in _TOLD:
        con.execute(
            f"insert into reports select region_code, month, $seq, $day from ({_TOLD[entry.kind]})",
            {"seq": entry.seq, "day": date.fromisoformat(entry.when[:10])},
        )


def take_back(con: duckdb.DuckDBPyConnection, undone: Entry) -> None:
    """Forget what an undone entry told."""
    con.execute("delete from reports where seq = $seq", {"seq": undone.seq})
