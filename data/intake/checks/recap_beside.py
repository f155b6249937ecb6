"""Recap rows beside others of their service and month: records set them aside, and a sum counts its parts again."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from data import sql_files
from data.home import Home
from data.ledger import stored_records
from data.schema.kinds import Kind
from data.schema.kinds import kind as declared
from data.schema.problems import Problem

SET_ASIDE = Path(__file__).with_name("recap_set_aside.sql")
WHOLE_AND_PARTS = Path(__file__).with_name("whole_and_parts.sql")
FEW = 30
NONE = "select '' as region_code, '' as service_code, null::timestamp as received_at, null::timestamp as decided_at"


def check(con: duckdb.DuckDBPyConnection, home: Home, kind: Kind) -> Iterator[Problem]:
    """A warning with the recap rows that the accepted records set aside, or that held records set aside."""
    if kind.kind == "recap":
        yield from _whole_and_parts(con, home, kind)
    other = {"transactions": "recap", "recap": "transactions"}.get(kind.kind)
    if other is None or not stored_records.exists(home, other):
        return
    held = stored_records.rows(home, other)
    if kind.kind == "recap":
        fragments = {"recap": "select * from accepted", "records": held, "records_before": NONE}
    else:
        key = ", ".join(declared("recap").key)
        before = stored_records.rows(home, kind.kind) if stored_records.exists(home, kind.kind) else NONE
        newest = f"select * from ({held}) qualify seq = max(seq) over (partition by {key})"
        fragments = {"recap": newest, "records": "select * from accepted", "records_before": before}
    rows, received = con.execute(sql_files.read(SET_ASIDE, **fragments)).fetchall()[0]
    if rows:
        yield Problem(None, None, "recap_set_aside", "warning", {"count": int(rows), "received": int(received)})


def _whole_and_parts(con: duckdb.DuckDBPyConnection, home: Home, kind: Kind) -> Iterator[Problem]:
    """A row without a channel beside rows by channel: refused where it is their sum, else told: it may be the rest.

    That one of few cases equals others may be chance; so it is a sum where all are, of more than FEW together.
    """
    known = "select * from accepted where false"
    if stored_records.exists(home, kind.kind):
        stored = stored_records.rows(home, kind.kind)
        known = f"select * from ({stored}) qualify seq = max(seq) over (partition by {', '.join(kind.key)})"
    both, summed, cases = con.execute(sql_files.read(WHOLE_AND_PARTS, known=known)).fetchall()[0]
    place = kind.column("channel").header
    if summed and summed == both and cases > FEW:
        yield Problem(None, place, "channels_summed", detail={"count": int(summed)})
    elif both:
        yield Problem(None, place, "channels_beside_whole", "warning", {"count": int(both)})
