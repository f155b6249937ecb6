"""Rows that are no records: headers written again on every page, numbers of the columns, sums and averages."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from data import sql_files
from data.duckdb_session import quoted
from data.intake.columns.matching import ColumnMap
from data.schema import header_names
from data.schema.kinds import Kind, fold
from data.schema.problems import Problem

_HERE = Path(__file__).parent

SUMMARY = (
    r"((sub|grand) ?)?(total|jumlah)\b.*|(semua|seluruh) (layanan|jenis layanan|bulan)|rata-?rata\b.*|rerata\b.*"
    r"|nrr\b.*|ikm\b.*|nilai (rata|skm|ikm|unsur)\b.*"
)
"""What stands where a record has its number, in a row that adds up or averages those above."""
LEAST = 2
"""So many cells of a row that could not be read must say it."""


def cut(con: duckdb.DuckDBPyConnection, kind: Kind, headers: Sequence[str], columns: ColumnMap) -> list[Problem]:
    """Take such rows off `typed` (`data.intake.values.typed_rows`), and tell where the first of each sort stands and
    how many there are.

    Nearly always only rows that break a rule are looked at, by the texts of their cells that could not be read.
    """
    places = {
        i: int(columns.cells[column.name][1:])
        for i, column in enumerate(kind.columns, start=1)
        if column.name in columns.cells and column.type != "text"
    }
    cuts = list(_summaries(con, kind))
    if len(places) < LEAST:
        return cuts
    nothing = " and ".join(
        f"raws[{i}] is null" for i, column in enumerate(kind.columns, 1) if column.name in columns.cells
    )
    cuts += _cut(con, "nothing_read", f"raws is not null and {nothing}")
    texts: dict[str, dict[int, tuple[str, ...]]] = {
        "header_repeated": {i: (headers[place],) for i, place in places.items()},
        "columns_numbered": {i: (str(place + 1), f"({place + 1})") for i, place in places.items()},
    }
    if (row := _other_headers(con, kind, headers, places)) is not None:
        return [*cuts, Problem(None, None, "second_header", detail={"row": row})]
    for rule, words in texts.items():
        said = (f"coalesce((raws[{i}] in ({', '.join(map(quoted, listed))}))::int, 0)" for i, listed in words.items())
        cuts += _cut(con, rule, f"raws is not null and {' + '.join(said)} >= {LEAST}")
    return cuts


def _other_headers(
    con: duckdb.DuckDBPyConnection, kind: Kind, headers: Sequence[str], places: Mapping[int, int]
) -> int | None:
    """The first row that is one of headers, some of them above other columns than in the first: a second table."""
    known = {name for column in kind.columns for name in (*header_names.names(column), *column.known_headers)}
    parameters = {"known": sorted(known), "least": LEAST}
    rows = con.execute(sql_files.read(_HERE / "rows_of_headers.sql"), parameters).fetchall()
    for row, said in rows:
        words = {place: said[i - 1] for i, place in places.items() if said[i - 1] in known}
        moved = [place for place, word in words.items() if word != fold(headers[place])]
        if moved and len(words) >= LEAST:
            return int(row)
    return None


def _summaries(con: duckdb.DuckDBPyConnection, kind: Kind) -> list[Problem]:
    """A survey's averages can be scores themselves, so there every row is looked at, and not only the broken ones."""
    number = kind.column(kind.key[-1])
    if number.type != "text":
        coded = [i for i, column in enumerate(kind.columns, start=1) if column.type in ("region", "service", "month")]
        said = (f"coalesce(regexp_full_match(lower(raws[{i}]), {quoted(SUMMARY)}), false)" for i in coded)
        return _cut(con, "summary_skipped", f"raws is not null and ({' or '.join(said)})")
    looked_at = "true" if kind.kind == "surveys" else "raws is not null"
    return _cut(con, "summary_skipped", f"{looked_at} and regexp_full_match(lower({number.name}), {quoted(SUMMARY)})")


def _cut(con: duckdb.DuckDBPyConnection, rule: str, such: str) -> list[Problem]:
    row, rows = con.execute(f"select min(row_no), count(*) from typed where {such}").fetchall()[0]
    if not rows:
        return []
    con.execute(f"delete from typed_rows where rowid in (select place from typed where {such})")
    return [Problem(row, None, rule, "warning", {"count": rows})]
