"""What the standing uploads left open: their refused rows, by the findings kept in the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from data import duckdb_session, sql_files
from data.duckdb_session import quoted
from data.home import Home
from data.ledger import entries
from data.ledger.entries import Entry
from data.schema.kinds import Kind
from data.schema.kinds import kind as declared

_HERE = Path(__file__).parent
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
    files = (_of(entry, standing) for entry in reversed(standing) if entry.what["counts"]["rejected"])
    return [problems for problems in files if problems.rejected]


def _of(entry: Entry, standing: Sequence[Entry]) -> OpenProblems:
    problems = _errors(entry)
    later = [other for other in standing if other.kind == entry.kind and other.seq > entry.seq]
    records = problems["record"].dropna().unique().tolist()
    mended = accepted(declared(entry.kind), records, later)
    errors = problems[~problems["record"].isin(mended)]
    by_rule = errors["rule"].value_counts()
    top = sorted(by_rule.items(), key=lambda pair: (-int(pair[1]), str(pair[0])))
    rule, count = top[0] if top else ("", 0)
    what = entry.what
    rejected = int(errors["row_no"].nunique())
    return OpenProblems(
        entry.seq, entry.kind, what["file"], what.get("region"), what["counts"]["read"], rejected, str(rule), int(count)
    )


def _errors(entry: Entry) -> pd.DataFrame:
    """row_no, rule, record (null where the key of the row is not known) of each error in a row."""
    path = entry.folder / PROBLEMS_FILE
    problems = pd.read_parquet(path)
    if "record" not in problems:  # written before records were kept
        problems["record"] = None
    return problems[(problems["severity"] == "error") & problems["row_no"].notna()]


def put(con: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    """Fill `told.record` of the refused rows, by their keys in `typed`."""
    key_is_known = " and ".join(f"typed.{name} is not null" for name in kind.key)
    con.execute(sql_files.read(_HERE / "refused_records.sql", record=_record(kind), key_is_known=key_is_known))


def accepted(kind: Kind, records: Sequence[str], later: Sequence[Entry]) -> set[str]:
    """Which of the records stand among the accepted rows of later entries of that kind."""
    if not records or not later:
        return set()
    files = ", ".join(quoted(entry.rows_path) for entry in later)
    with duckdb_session.connect() as con:
        select = sql_files.read(_HERE / "accepted_records.sql", record=_record(kind), files=files)
        rows = con.execute(select, {"records": list(records)}).fetchall()
    return {str(record) for (record,) in rows}


def _record(kind: Kind) -> str:
    """SQL: SHA-256 over the parts of a record's key as texts."""
    return f"sha256(concat_ws(chr(31), {', '.join(f'cast({name} as varchar)' for name in kind.key)}))"
