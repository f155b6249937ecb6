"""Rows of a CSV file that a quotation mark without an end has swallowed."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from data.duckdb_session import quoted
from data.errors import RefusedError
from data.intake.source.csv_text import CHUNK


def refuse(con: duckdb.DuckDBPyConnection, headers: Sequence[str], header_row: int, path: Path, delimiter: str) -> None:
    """A quotation mark that is never closed swallows the rows below it without a word: count the lines then."""
    with path.open("rb") as stream:
        if not any(b'"' in chunk for chunk in iter(lambda: stream.read(CHUNK), b"")):
            return
    with path.open(encoding="utf-8-sig", newline="") as stream:
        filled = sum(bool(line.strip(f'{delimiter}" \t\r\n')) for line in stream)
    above = header_row + sum(header.count("\n") for header in headers)
    cells = [f"c{i}" for i in range(len(headers))]
    breaks = " + ".join(_count(c, "\n") for c in cells)
    rows, inside = con.execute(f"select count(*), coalesce(sum({breaks}), 0) from cells").fetchall()[0]
    marks = len(headers) - 1
    lines = " or ".join(
        f"contains({c}, chr(10)) and {_count(c, delimiter)} >= {marks} * ({_count(c, chr(10))})" for c in cells
    )
    swallowed = con.execute(f"select 1 from cells where {lines} limit 1").fetchall() if marks else []
    if above + rows + inside < filled or swallowed:
        raise RefusedError("quote_unclosed")


def _count(cell: str, mark: str) -> str:
    """SQL: how often a mark of one character stands in a cell."""
    return f"coalesce(length({cell}) - length(replace({cell}, {quoted(mark)}, '')), 0)"
