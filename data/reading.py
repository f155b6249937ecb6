"""From a file to text cells: CSV and workbooks become the table `cells`, every cell a text, each row numbered."""

import csv
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data import workbook
from data.errors import RefusedError
from data.profiles import Profile
from data.sql import quoted
from data.text_files import CHUNK, LINE_BYTES, as_utf8, write_numbers

HEADER_SEARCH_ROWS = 20
COLUMNS = 500
SPARE = tuple(f"spare{i}" for i in range(40))
"""Room for cells beyond the headers: what stands there is no column, and a mark too many in a CSV line."""
EXAMPLE_SHEETS = ("Contoh", "Example")
"""Sheets of our own templates that are not meant to be read."""
PACKED = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Sheet:
    """What was found: the headers as written, the row of the spreadsheet they stand in (1-based), the sheet's name."""

    headers: tuple[str, ...]
    header_row: int
    name: str | None = None
    others: tuple[str, ...] = ()
    """Names of other visible sheets that hold the same headers and were not read."""

    @property
    def cell_columns(self) -> tuple[str, ...]:
        """The columns of `cells` after `row_no`: c0, c1, ... in the file's order."""
        return tuple(f"c{i}" for i in range(len(self.headers)))


Recognise = Callable[[Sequence[str]], int]
"""How many of a row's cells are headers we know."""
Top = list[tuple[int, list[str]]]
"""The first rows of a sheet, each with its number."""


def read(con: duckdb.DuckDBPyConnection, path: Path, profile: Profile, recognise: Recognise, scratch: Path) -> Sheet:
    """Fill `cells(row_no, c0, c1, ..., beyond_headers)` from a file; rows without any text are left out.

    `beyond_headers` tells whether a row has text where no header stands.

    `scratch` is a folder for what has to be rewritten on the way. Raises RefusedError, whose text is the rule broken,
    when there is nothing to read.
    """
    with path.open("rb") as stream:
        start = stream.read(4)
    if not start:
        raise RefusedError("file_empty")
    if start in (PACKED, OLD_OFFICE):
        return _read_workbook(con, path, profile, recognise, scratch)
    return _read_csv(con, path, profile, recognise, scratch)


def _read_workbook(
    con: duckdb.DuckDBPyConnection, path: Path, profile: Profile, recognise: Recognise, scratch: Path
) -> Sheet:
    found = workbook.sheets(path, scratch, profile.decimal_mark or ",")
    if profile.sheet is not None:
        found = [sheet for sheet in found if sheet.name == profile.sheet]
        if not found:
            raise RefusedError("sheet_missing")
    tops = [_numbered_top(sheet.path) for sheet in found]
    if not any(tops):
        raise RefusedError("file_empty")
    known = [max((recognise(cells) for _, cells in top), default=0) for top in tops]
    best = known.index(max(known)) if any(known) else next(i for i, top in enumerate(tops) if top)
    headers, row = _headers(tops[best], profile, recognise)
    alike = (found[i].name for i in range(len(found)) if i != best and 0 < known[best] == known[i])
    others = tuple(name for name in alike if name not in EXAMPLE_SHEETS)
    sheet = Sheet(headers, row, found[best].name, others)
    _number_rows(con, sheet, _csv_source(sheet, found[best].path, ",", numbered=True), "row_no::bigint")
    return sheet


def _read_csv(
    con: duckdb.DuckDBPyConnection, path: Path, profile: Profile, recognise: Recognise, scratch: Path
) -> Sheet:
    path, has_blank_lines = as_utf8(path, scratch)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(itertools.islice(iter(lambda: stream.readline(LINE_BYTES), ""), HEADER_SEARCH_ROWS))
    if any(len(line) >= LINE_BYTES or "\0" in line for line in lines):
        raise RefusedError("file_unreadable")
    delimiter = _delimiter(lines, recognise)
    top = list(enumerate(csv.reader(lines, delimiter=delimiter), start=1))
    sheet = Sheet(*_headers(top, profile, recognise))
    if has_blank_lines or any("\n" in cell for _, cells in top[: sheet.header_row] for cell in cells):
        # DuckDB passes over blank lines, and the row numbers would no longer be the spreadsheet's.
        numbered = scratch / "numbered.csv"
        write_numbers(path, delimiter, numbered)
        _number_rows(con, sheet, _csv_source(sheet, numbered, ",", numbered=True), "row_no::bigint")
    else:
        _number_rows(con, sheet, _csv_source(sheet, path, delimiter), f"row_number() over () + {sheet.header_row}")
    _refuse_lost_rows(con, sheet, path, delimiter)
    return sheet


def _delimiter(lines: Sequence[str], recognise: Recognise) -> str:
    """The mark by which most headers are known, else the one seen most often."""

    def merit(mark: str) -> tuple[int, int]:
        known = max((recognise(cells) for cells in csv.reader(lines, delimiter=mark)), default=0)
        return known, sum(line.count(mark) for line in lines)

    return max(";,\t|", key=merit)


def _csv_source(sheet: Sheet, path: Path, delimiter: str, numbered: bool = False) -> str:
    """SQL that reads the rows below the headers, every cell as text."""
    names = [*(["row_no"] if numbered else []), *sheet.cell_columns, *SPARE]
    columns = ", ".join(f"'{name}': 'varchar'" for name in names)
    skip = 0 if numbered else sheet.header_row
    return (
        f"read_csv({quoted(path)}, columns = {{{columns}}}, skip = {skip}, delim = '{delimiter}', header = false,"
        " quote = '\"', escape = '\"', null_padding = true, auto_detect = false, parallel = false,"
        f" max_line_size = {4 * LINE_BYTES}, strict_mode = false)"
    )


def _number_rows(con: duckdb.DuckDBPyConnection, sheet: Sheet, source: str, number: str) -> None:
    """Trim every cell, make blanks null, and number the rows as the spreadsheet does."""
    trimmed = ", ".join(f"nullif(trim({name}), '') as {name}" for name in sheet.cell_columns)
    spare = ", ".join(f"nullif(trim({name}), '')" for name in SPARE)
    beyond = f"coalesce({spare}) is not null"
    filled = " or ".join(f"{name} is not null" for name in sheet.cell_columns)
    try:
        con.execute(f"""
            create table cells as
            select * from (select {number} as row_no, {trimmed}, {beyond} as beyond_headers from {source})
            where row_no > {sheet.header_row} and ({filled})
        """)
    except duckdb.OutOfMemoryException as error:
        raise RefusedError("file_too_large") from error
    except duckdb.Error as error:
        raise RefusedError("file_unreadable") from error


def _refuse_lost_rows(con: duckdb.DuckDBPyConnection, sheet: Sheet, path: Path, delimiter: str) -> None:
    """A quotation mark that is never closed swallows the rows below it without a word: count the lines then."""
    with path.open("rb") as stream:
        if not any(b'"' in chunk for chunk in iter(lambda: stream.read(CHUNK), b"")):
            return
    with path.open(encoding="utf-8-sig", newline="") as stream:
        filled = sum(bool(line.strip(f'{delimiter}" \t\r\n')) for line in stream)
    above = sheet.header_row + sum(header.count("\n") for header in sheet.headers)
    breaks = " + ".join(_count(c, "\n") for c in sheet.cell_columns)
    rows, inside = con.execute(f"select count(*), coalesce(sum({breaks}), 0) from cells").fetchall()[0]
    marks = len(sheet.headers) - 1
    lines = " or ".join(
        f"contains({c}, chr(10)) and {_count(c, delimiter)} >= {marks} * ({_count(c, chr(10))})"
        for c in sheet.cell_columns
    )
    swallowed = con.execute(f"select 1 from cells where {lines} limit 1").fetchall() if marks else []
    if above + rows + inside < filled or swallowed:
        raise RefusedError("quote_unclosed")


def _count(cell: str, mark: str) -> str:
    """SQL: how often a mark of one character stands in a cell."""
    return f"coalesce(length({cell}) - length(replace({cell}, {quoted(mark)}, '')), 0)"


def _headers(top: Top, profile: Profile, recognise: Recognise) -> tuple[tuple[str, ...], int]:
    """Which row holds the headers: the profile's, else the one among the first with most known headers."""
    filled = [(number, cells) for number, cells in top if any(cell.strip() for cell in cells)]
    if not filled:
        raise RefusedError("file_empty")
    if profile.header_row is not None:
        filled = [(number, cells) for number, cells in filled if number <= profile.header_row]
        if not filled or filled[-1][0] != profile.header_row:
            raise RefusedError("header_row_missing")
        place = len(filled) - 1
    else:
        known = [recognise(cells) for _, cells in filled]
        place = known.index(max(known))
    number, cells = filled[place]
    headers = [cell.strip() for cell in cells]
    if place and recognise(filled[place - 1][1]):
        headers = _under_merged(headers, filled[place - 1][1])
    while headers and not headers[-1]:
        headers.pop()
    if len(headers) > COLUMNS:
        raise RefusedError("too_many_columns")
    return tuple(headers), number


def _under_merged(headers: Sequence[str], above: Sequence[str]) -> list[str]:
    """Headers in two rows: a cell merged downwards has its text in the upper one."""
    width = max(len(headers), len(above))
    pairs = zip([*headers, *[""] * (width - len(headers))], [*above, *[""] * (width - len(above))], strict=True)
    return [header or upper.strip() for header, upper in pairs]


def _numbered_top(path: Path) -> Top:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = itertools.islice(csv.reader(stream), HEADER_SEARCH_ROWS)
        return [(int(number), cells) for number, *cells in rows]
