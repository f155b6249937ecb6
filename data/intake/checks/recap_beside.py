"""Recap rows that do not count because single records tell of their service and month (rules.md §1): told on load."""

from collections.abc import Iterator

import duckdb

from data.home import Home
from data.ledger import stored_records
from data.schema.kinds import Kind
from data.schema.kinds import kind as declared
from data.schema.problems import Problem

_TOUCHED = """
    select cast(region_code as varchar) as region_code, cast(service_code as varchar) as service_code,
        cast(date_trunc('month', unnest([received_at, decided_at])) as date) as month
    from ({})
"""


def check(con: duckdb.DuckDBPyConnection, home: Home, kind: Kind) -> Iterator[Problem]:
    """A warning with the recap rows that the accepted records set aside, or that held records set aside."""
    other = {"transactions": "recap", "recap": "transactions"}.get(kind.kind)
    if other is None or not stored_records.exists(home, other):
        return
    if kind.kind == "recap":
        recap, touched, before = (
            "accepted",
            _TOUCHED.format(stored_records.rows(home, other)),
            "select null, null, null",
        )
    else:
        key = ", ".join(declared("recap").key)
        recap = f"{stored_records.rows(home, other)} qualify seq = max(seq) over (partition by {key})"
        recap, touched = f"({recap})", _TOUCHED.format("select * from accepted")
        holds = stored_records.exists(home, "transactions")
        before = _TOUCHED.format(stored_records.rows(home, "transactions")) if holds else "select null, null, null"
    rows, received = con.execute(f"""
        select count(*), coalesce(sum(received), 0)
        from (select cast(region_code as varchar) as region_code, cast(service_code as varchar) as service_code,
            month, received from {recap}) as recap
        where (region_code, service_code, month) in ({touched})
            and not exists (
                select 1 from ({before}) as earlier(region, service, told)
                where region = region_code and service = service_code and told = month
            )
    """).fetchall()[0]
    if rows:
        yield Problem(None, None, "recap_set_aside", "warning", {"count": int(rows), "received": int(received)})
