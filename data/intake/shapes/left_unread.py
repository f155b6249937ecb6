"""What was left unread though it may count: a column in another unit, moments that may be those of the end, rows
behind another mark."""

import re
from collections.abc import Iterator, Sequence

import duckdb

from data.duckdb_session import quoted
from data.intake.columns.matching import ColumnMap
from data.intake.shapes.cell_forms import MOMENT
from data.intake.source.sheet import Sheet, text_read
from data.schema import header_names
from data.schema.kinds import Column, Kind
from data.schema.problems import Problem

_UNIT = re.compile(r"[(\[][^)\]]*[)\]]|%|\b(?:dalam )?(?:ribuan|ribu|jutaan|juta|persentase|persen)\b", re.I)
"""What a header may say besides its name, so that it is another thing: `Masuk (ribuan)`, `% Tepat Waktu`."""
_SCALED = re.compile(
    r"\b(?:dalam|x|×) ?(?:ribu|juta|1[.,]?000)(?:an)?\b(?! ?\(?rp| rupiah)|\((?:ribu|juta)(?:an)?\)", re.I
)
"""What a title says of all counts below it."""
_DURATION = r"\d+([.,]\d+)? ?(hari|hk|jam|menit|mnt|minggu|days?|hours?|minutes?)( .*)?"
MARKS = (";", ",", "\t", "|")
FIRST_LOOK = 1000
FEWEST = 3
"""Columns of a file in which one cell with so many marks is a row of its own."""


def find(con: duckdb.DuckDBPyConnection, kind: Kind, sheet: Sheet, columns: ColumnMap) -> Iterator[Problem]:
    """Findings once `typed` is made (`data.intake.values.typed_rows`)."""
    unread = [i for i, header in enumerate(sheet.headers) if header and f"c{i}" not in columns.cells.values()]
    yield from _of_other_units(kind, [sheet.headers[i] for i in unread], columns)
    if not kind.is_numbered and _SCALED.search(sheet.title):
        yield Problem(None, None, "counts_scaled")
    yield from _without_end(con, kind, sheet, columns, unread)
    yield from _other_marks(con, sheet, columns)


def _of_other_units(kind: Kind, headers: Sequence[str], columns: ColumnMap) -> Iterator[Problem]:
    lacking = [column for column in kind.columns if column.name not in columns.present]
    for header in headers:
        plain = _UNIT.sub(" ", header)
        spelt = header_names.spelt(plain)
        if plain != header and spelt and (column := _named(spelt, lacking)) is not None:
            yield Problem(None, column.header, "unit_unread", "warning", {"header": header, "column": column.header})


def _named(spelt: str, columns: Sequence[Column]) -> Column | None:
    return next((column for column in columns if header_names.place(column, [spelt]) is not None), None)


def _without_end(
    con: duckdb.DuckDBPyConnection,
    kind: Kind,
    sheet: Sheet,
    columns: ColumnMap,
    unread: Sequence[int],
) -> Iterator[Problem]:
    """A file that tells of no end leaves every case open: asked about where an unread column holds moments or spans."""
    if not unread or "status" not in kind.inferred or columns.present & {"status", kind.happened[-1]}:
        return
    end = kind.column(kind.happened[-1])
    shape = quoted(f"{MOMENT}|{_DURATION}")
    looks = ", ".join(
        f"count(*) filter (where regexp_full_match(lower(c{i}), {shape})) * 2 > count(c{i})" for i in unread
    )
    listed = ", ".join(f"c{i}" for i in unread)
    with text_read():
        [answers] = con.execute(f"select {looks} from (select {listed} from cells limit {FIRST_LOOK})").fetchall()
    dated = [sheet.headers[i] for i, is_dated in zip(unread, answers, strict=True) if is_dated]
    if dated:
        count = con.execute("select count(*) from typed").fetchall()[0][0]
        detail = {"count": count, "column": end.header, "headers": ", ".join(dated)}
        yield Problem(None, end.header, "end_unread", "warning", detail)


def _other_marks(con: duckdb.DuckDBPyConnection, sheet: Sheet, columns: ColumnMap) -> Iterator[Problem]:
    """Rows that are one cell with another mark between its parts: files of two programs put together."""
    cells = sheet.written_columns
    if sheet.text is not None or len(cells) < FEWEST:
        return
    if not con.execute("select 1 from typed where raws is not null and filled <= 1 limit 1").fetchall():
        return  # no row is like that, and the file need not be read again
    empty = " and ".join(f"{cell} is null" for cell in cells[1:])
    parted = (f"length(c0) - length(replace(c0, {quoted(mark)}, '')) >= {len(columns.cells) - 1}" for mark in MARKS)
    with text_read():
        rows = f"select min(row_no), count(*) from cells where {empty} and ({' or '.join(parted)})"
        row, count = con.execute(rows).fetchall()[0]
    if count:
        yield Problem(None, None, "other_mark", detail={"count": count, "row": row})
