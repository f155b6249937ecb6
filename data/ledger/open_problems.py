"""What the standing uploads left open: their refused rows, by the findings kept in the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pandas as pd

from data import duckdb_session
from data.duckdb_session import quoted
from data.home import Home
from data.ledger import entries
from data.ledger.entries import Entry
from data.schema.kinds import Kind
from data.schema.kinds import kind as declared

PROBLEMS_FILE = "problems.parquet"
"""The findings of an upload, in the folder of its entry."""


@dataclass(frozen=True)
class OpenProblems:
    """One upload with refused rows: its entry, how many of how many rows, and the most frequent rule with its count."""

    seq: int
    kind: str
    file: str
    region: str | None
    read: int
    rejected: int
    rule: str
    rule_count: int


def open_problems(home: Home) -> list[OpenProblems]:
    """Every upload that counts with refused rows still open, newest first.

    A row is no longer open once a later upload that counts has its record accepted (`data.ledger.open_problems`).
    """
    standing = entries.standing(entries.entries(home))
    found = (_of(entry, standing) for entry in reversed(standing) if entry.what["counts"]["rejected"])
    return [problems for problems in found if problems.rejected]


def _of(entry: Entry, standing: Sequence[Entry]) -> OpenProblems:
    found = _errors(entry)
    later = [other for other in standing if other.kind == entry.kind and other.seq > entry.seq]
    records = found["record"].dropna().unique().tolist()
    mended = accepted(declared(entry.kind), records, later)
    errors = found[~found["record"].isin(mended)]
    by_rule = errors["rule"].value_counts()
    top = sorted(by_rule.items(), key=lambda told: (-int(told[1]), str(told[0])))
    rule, count = top[0] if top else ("", 0)
    what = entry.what
    rejected = int(errors["row_no"].nunique())
    return OpenProblems(
        entry.seq, entry.kind, what["file"], what.get("region"), what["counts"]["read"], rejected, str(rule), int(count)
    )


def _errors(entry: Entry) -> pd.DataFrame:
    """row_no, rule, record (null where the key of the row is not known) of each error in a row."""
    path = entry.folder / PROBLEMS_FILE
    found = pd.read_parquet(path)
    if "record" not in found:  # written before records were kept
        found["record"] = None
    return found[(found["severity"] == "error") & found["row_no"].notna()]


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
