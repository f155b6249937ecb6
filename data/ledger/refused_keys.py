"""Whether a refused row came again and was accepted: its key is kept as a hash, for no cell of it may be.

A hash is kept only where every part of the key could be read and nothing personal was found in the row.
"""

from collections.abc import Sequence

import duckdb

from data import duckdb_session
from data.duckdb_session import quoted
from data.ledger.entries import Entry
from data.schema.kinds import Kind


def put(con: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    """Fill `told.record` of the refused rows, by their keys in `typed`."""
    whole = " and ".join(f"typed.{name} is not null" for name in kind.key)
    con.execute(f"""
        update told set record = {_record(kind)} from typed
        where typed.row_no = told.row_no and told.severity = 'error' and {whole}
            and told.row_no not in (select row_no from told where rule like 'personal%' and row_no is not null)
    """)


def accepted(kind: Kind, records: Sequence[str], later: Sequence[Entry]) -> set[str]:
    """Which of the records stand among the accepted rows of later entries of that kind."""
    if not records or not later:
        return set()
    files = ", ".join(quoted(entry.rows_path) for entry in later)
    with duckdb_session.connect() as con:
        found = con.execute(
            f"""
            select record from (select unnest($records::varchar[]) as record)
            where record in (select {_record(kind)} from read_parquet([{files}], union_by_name = true))
            """,
            {"records": list(records)},
        ).fetchall()
    return {str(record) for (record,) in found}


def _record(kind: Kind) -> str:
    """SQL: SHA-256 over the parts of a record's key as texts."""
    return f"sha256(concat_ws(chr(31), {', '.join(f'cast({name} as varchar)' for name in kind.key)}))"
