"""From a file to text cells: CSV and XLSX become one DuckDB table `cells`, every cell a text, every row its number."""

import codecs
import csv
import datetime
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import python_calamine

from data.errors import RefusedError
from data.profiles import Profile
from data.sql import quoted

HEADER_SEARCH_ROWS = 20
CHUNK = 1 << 20


@dataclass(frozen=True)
class Sheet:
    """What was found: the headers as written, and the row of the spreadsheet they stand in (1-based)."""

    headers: tuple[str, ...]
    header_row: int

    @property
    def cell_columns(self) -> tuple[str, ...]:
        """The columns of `cells` after `row_no`: c0, c1, ... in the file's order."""
        return tuple(f"c{i}" for i in range(len(self.headers)))


Recognise = Callable[[Sequence[str]], int]
"""How many of a row's cells are headers we know."""


def read(con: duckdb.DuckDBPyConnection, path: Path, profile: Profile, recognise: Recognise, scratch: Path) -> Sheet:
    """Fill `cells(row_no, c0, c1, ...)` from a file; rows without any text are left out.

    `scratch` is a folder for a re-encoded copy. Raises RefusedError when there is nothing to read.
    """
    if path.stat().st_size == 0:
        raise RefusedError("file_empty")
    if path.suffix.lower() in (".xlsx", ".xls", ".ods", ".xlsm"):
        return _read_workbook(con, path, profile, recognise)
    return _read_csv(con, path, profile, recognise, scratch)


def _read_csv(
    con: duckdb.DuckDBPyConnection, path: Path, profile: Profile, recognise: Recognise, scratch: Path
) -> Sheet:
    path, has_blank_lines = _as_utf8(path, scratch)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(itertools.islice(stream, HEADER_SEARCH_ROWS))
    delimiter = max(";,\t|", key=lambda mark: sum(line.count(mark) for line in lines))
    top = list(csv.reader(lines, delimiter=delimiter))
    sheet = _sheet(top, profile, recognise)
    if has_blank_lines or any("\n" in cell for row in top[: sheet.header_row] for cell in row):
        # DuckDB passes over blank lines, and the row numbers would no longer be the spreadsheet's.
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream, delimiter=delimiter))
        _fill(con, sheet, rows)
        return sheet
    columns = ", ".join(f"'{name}': 'varchar'" for name in sheet.cell_columns)
    source = (
        f"read_csv({quoted(path)}, columns = {{{columns}}}, skip = {sheet.header_row}, delim = '{delimiter}',"
        " header = false, quote = '\"', escape = '\"', null_padding = true, auto_detect = false, parallel = false)"
    )
    try:
        _number_rows(con, sheet, source)
    except duckdb.Error as error:
        raise RefusedError("file_unreadable") from error
    return sheet


def _read_workbook(con: duckdb.DuckDBPyConnection, path: Path, profile: Profile, recognise: Recognise) -> Sheet:
    try:
        workbook = python_calamine.load_workbook(str(path))
        if profile.sheet and profile.sheet not in workbook.sheet_names:
            raise RefusedError("sheet_missing")
        wanted = profile.sheet or workbook.sheet_names[0]
        rows = workbook.get_sheet_by_name(wanted).to_python(skip_empty_area=False)
    except python_calamine.CalamineError as error:
        raise RefusedError("file_unreadable") from error
    table = [[_as_text(cell) for cell in row] for row in rows]
    sheet = _sheet(table[:HEADER_SEARCH_ROWS], profile, recognise)
    _fill(con, sheet, table)
    return sheet


def _fill(con: duckdb.DuckDBPyConnection, sheet: Sheet, rows: Sequence[Sequence[str]]) -> None:
    width = len(sheet.headers)
    below = [[*row[:width], *[""] * (width - len(row))] for row in rows[sheet.header_row :]]
    con.register("text_cells", pd.DataFrame(below, columns=list(sheet.cell_columns), dtype=str))
    _number_rows(con, sheet, "text_cells")
    con.unregister("text_cells")


def _number_rows(con: duckdb.DuckDBPyConnection, sheet: Sheet, source: str) -> None:
    """Trim every cell, make blanks null, and number the rows as the spreadsheet does."""
    trimmed = ", ".join(f"nullif(trim({name}), '') as {name}" for name in sheet.cell_columns)
    filled = " or ".join(f"{name} is not null" for name in sheet.cell_columns)
    con.execute(f"""
        create table cells as
        select * from (
            select row_number() over () + {sheet.header_row} as row_no, {trimmed} from {source}
        ) where {filled}
    """)


def _sheet(top: Sequence[Sequence[str]], profile: Profile, recognise: Recognise) -> Sheet:
    """Where the headers stand: where the profile says, else the row among the first with most known headers."""
    if profile.header_row is not None:
        row = profile.header_row - 1
        if row >= len(top):
            raise RefusedError("no_rows")
    else:
        known = [recognise(cells) for cells in top]
        row = max(range(len(top)), key=lambda i: (known[i], -i)) if any(known) else _first_filled(top)
    headers = list(top[row])
    while headers and not headers[-1].strip():
        headers.pop()
    if not headers:
        raise RefusedError("file_empty")
    return Sheet(tuple(header.strip() for header in headers), row + 1)


def _first_filled(top: Sequence[Sequence[str]]) -> int:
    for i, cells in enumerate(top):
        if any(cell.strip() for cell in cells):
            return i
    raise RefusedError("file_empty")


def _as_text(cell: object) -> str:
    """A spreadsheet's cell as the text an official would have typed; moments in ISO 8601."""
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _as_utf8(path: Path, scratch: Path) -> tuple[Path, bool]:
    """The file in UTF-8, re-encoded when it must be (a wrong guess would end in zero rows); has it blank lines?"""
    encoding = _encoding(path)
    if encoding != "utf-8":
        copy = scratch / "utf8.csv"
        with (
            path.open(encoding=encoding, errors="replace", newline="") as source,
            copy.open("w", encoding="utf-8", newline="") as out,
        ):
            for chunk in iter(lambda: source.read(CHUNK), ""):
                out.write(chunk)
        path = copy
    return path, _has_blank_lines(path)


def _has_blank_lines(path: Path) -> bool:
    before = b"\n"
    with path.open("rb") as stream:
        for chunk in iter(lambda: stream.read(CHUNK), b""):
            text = before + chunk.replace(b"\r", b"")
            if b"\n\n" in text:
                return True
            before = text[-1:]
    return False


def _encoding(path: Path) -> str:
    """UTF-16 by its mark, UTF-8 when every byte fits, else the Windows code page of Indonesian Excel."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        start = stream.read(2)
        if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        try:
            decoder.decode(start)
            for chunk in iter(lambda: stream.read(CHUNK), b""):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"
