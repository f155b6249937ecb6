"""From a file to text cells: CSV and workbooks become views over their text, every cell a text, each row numbered.

The text is read anew by each query, which is quick and needs no memory; what is asked often is asked in one go.
"""

import csv
import itertools
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import duckdb

from data.errors import RefusedError
from data.intake.files import containers, merged_cells, workbook
from data.intake.files.file_format import Format
from data.intake.source import csv_text, header_row
from data.intake.source import edits as making
from data.intake.source.csv_text import LINE_BYTES, as_utf8, looked_through, write_numbers
from data.intake.source.header_row import Recognise, Top
from data.intake.source.profiles import Profile
from data.intake.source.sheet_views import Sheet as Sheet
from data.intake.source.sheet_views import make_views, notes_beside
from data.intake.source.sheet_views import text_read as text_read

HEADER_SEARCH_ROWS = 60
LEAST_COLUMNS, LEAST_ROWS = 4, 5
"""A sheet of fewer is hardly a table that goes on."""
EXAMPLE_SHEETS = ("Contoh", "Example")
"""Sheets of our own templates that are not meant to be read."""


def read(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    profile: Profile,
    recognise: Recognise,
    scratch: Path,
    with_row_no: bool = False,
) -> Sheet:
    """Make two views of a file's rows below the headers; beyond_headers tells of text where no header stands.

    `cells(row_no, c0, c1, ..., beyond_headers)`: every cell trimmed, blanks null, rows without any text left out.
    `lines(row_no, c0, c1, ..., beyond_headers)`: as written, read by all processors. It has no `row_no` where
    `Sheet.lines` tells how many rows there are: their place in the file is their number. `with_row_no` it has one
    always, and takes a little longer.

    `scratch` is a folder for what has to be rewritten on the way; the views read from the file or from there. Raises
    RefusedError, whose text is the rule broken, when there is nothing to read.
    """
    path, form = containers.unpacked(path, scratch)
    if form != "text":
        return edited(con, _read_workbook(con, path, form, profile, recognise, scratch), profile)
    with_row_no = with_row_no or bool(profile.only_rows or profile.skip_rows)
    return edited(con, _read_csv(con, path, profile, recognise, scratch, with_row_no), profile)


def edited(con: duckdb.DuckDBPyConnection, sheet: Sheet, profile: Profile) -> Sheet:
    """The sheet with what the profile asks to be done with its cells before they are typed."""
    edits = making.of(profile, sheet.headers)
    if edits is None:
        return sheet
    with text_read():
        return replace(sheet, headers=edits.headers, edits=edits, left_out=edits.apply(con))


def _read_workbook(
    con: duckdb.DuckDBPyConnection,
    file: Path,
    form: Format,
    profile: Profile,
    recognise: Recognise,
    scratch: Path,
) -> Sheet:
    if form == "html":
        file = as_utf8(file, scratch).path
    sheets = workbook.sheets(file, form, scratch, profile.decimal_mark or ",")
    visible = tuple(sheet.name for sheet in sheets)
    if profile.sheet is not None:
        sheets = [sheet for sheet in sheets if sheet.name == profile.sheet]
        if not sheets:
            raise RefusedError("sheet_missing")
    tops = [_numbered_top(sheet.path) for sheet in sheets]
    if not any(tops):
        raise RefusedError("file_empty")
    known = [max((recognise(cells) for _, cells in top), default=0) for top in tops]
    best = known.index(max(known)) if any(known) else next(i for i, top in enumerate(tops) if top)
    headers, row = header_row.headers(tops[best], profile, recognise)
    alike = (sheets[i].name for i in range(len(sheets)) if i != best and 0 < known[best] == known[i])
    others = tuple(name for name in alike if name not in EXAMPLE_SHEETS)
    columns = sum(map(bool, headers)) if any(known) else 0
    bare = tuple(sheets[i].name for i, top in enumerate(tops) if not known[i] and _goes_on(top, columns))
    chosen = sheets[best]
    hidden = sum(number > row for number in chosen.hidden)
    merges = tuple(merge for merge in chosen.merges if merge[0] >= row)
    title = header_row.title(tops[best], row)
    sheet = Sheet(
        headers,
        row,
        chosen.name,
        others=others,
        bare=bare,
        visible=visible,
        text=chosen.path,
        merges=merges,
        hidden=hidden,
        title=title,
        hidden_sheets=chosen.unseen,
    )
    sheet = replace(sheet, beside=notes_beside(con, sheet, chosen.path))
    make_views(con, sheet, chosen.path, ",", numbered=True)
    return sheet


def _goes_on(top: Top, columns: int) -> bool:
    """Whether a sheet without headers we know begins with rows as wide as those of a table of so many columns.

    A program that splits a long table over sheets may write the headers above the first part only.
    """
    widths = [sum(bool(cell.strip()) for cell in cells) for _, cells in top]
    wide = sum(columns - 1 <= width <= columns for width in widths)
    return columns >= LEAST_COLUMNS and wide >= LEAST_ROWS and wide * 2 > len(widths)


def fill_merged(con: duckdb.DuckDBPyConnection, sheet: Sheet, kept: Collection[int], scratch: Path) -> Sheet:
    """The sheet with its merged cells filled downwards, but for the columns (from 0) that are `kept` as they are."""
    merges = [merge for merge in sheet.merges if merge[1] not in kept]
    if not merges or sheet.text is None:
        return sheet
    path = scratch / "filled.csv"
    sheet = replace(sheet, merged=merged_cells.fill(sheet.text, merges, path))
    make_views(con, sheet, path, ",", numbered=True)
    return sheet


def _read_csv(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    profile: Profile,
    recognise: Recognise,
    scratch: Path,
    with_row_no: bool,
) -> Sheet:
    text = as_utf8(path, scratch)
    path = text.path
    lines = _first_lines(path)
    bare = csv_text.without_outer_quotes(path, lines, scratch)
    bare = csv_text.without_rules(bare, lines if bare == path else _first_lines(bare), scratch)
    if bare != path:
        path, text, lines = bare, looked_through(bare), _first_lines(bare)
    if any(len(line) >= LINE_BYTES or "\0" in line for line in lines):
        raise RefusedError("file_unreadable")
    delimiter = header_row.delimiter(lines, recognise)
    top = list(enumerate(csv.reader(lines, delimiter=delimiter), start=1))
    names, row = header_row.headers(top, profile, recognise)
    sheet = Sheet(names, row, title=header_row.title(top, row))
    if text.has_blank_lines or any("\n" in cell for _, cells in top[: sheet.header_row] for cell in cells):
        # DuckDB passes over blank lines, and the row numbers would no longer be the spreadsheet's.
        numbered = scratch / "numbered.csv"
        write_numbers(path, delimiter, numbered)
        make_views(con, sheet, numbered, ",", numbered=True)
    else:
        if delimiter == "," and text.lines is not None:
            sheet = replace(sheet, shifted=csv_text.shifted_rows(path, names, row))
        if text.lines is not None and not with_row_no:
            sheet = replace(sheet, lines=text.lines - sheet.header_row)
        make_views(con, sheet, path, delimiter)
    if sheet.lines is None:
        with text_read():
            csv_text.refuse_lost_rows(con, sheet.headers, sheet.header_row, path, delimiter)
    return sheet


def _first_lines(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(itertools.islice(iter(lambda: stream.readline(LINE_BYTES), ""), HEADER_SEARCH_ROWS))


def _numbered_top(path: Path) -> Top:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = itertools.islice(csv.reader(stream), HEADER_SEARCH_ROWS)
        return [(int(number), cells) for number, *cells in rows]
