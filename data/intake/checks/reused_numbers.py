"""Numbers that begin anew each month: their rows would replace the records of another month without a word."""

from collections.abc import Iterator

import duckdb

from data.home import Home
from data.ledger import stored_records
from data.schema.kinds import Kind
from data.schema.problems import Problem

SHARE = 10
"""Told where at least one in so many of the held records that a file touches belongs to another month: a date is
corrected now and then, a numbering that is used again gives itself away by all of its rows."""


def check(con: duckdb.DuckDBPyConnection, home: Home, kind: Kind, dated: str) -> Iterator[Problem]:
    """One warning for the file, once `typed` is made; `dated` is the column whose month a record belongs to."""
    if not stored_records.exists(home, kind.kind):
        return
    key, month = ", ".join(kind.key), f"date_trunc('month', {dated})"
    row, count, touched = con.execute(f"""
        with coming as (select {key}, row_no, {month} as month from typed where {dated} is not null),
        held as (
            select {key}, max_by({month}, seq) as held_month
            from ({stored_records.rows(home, kind.kind)}) semi join coming using ({key})
            group by {key}
        )
        select
            min(row_no) filter (where month <> held_month),
            count(*) filter (where month <> held_month),
            count(*)
        from coming join held using ({key})
    """).fetchall()[0]
    if count and count * SHARE >= touched:
        yield Problem(row, kind.column(kind.key[-1]).header, "numbers_reused", "warning", {"count": count})
