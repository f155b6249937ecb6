"""The views of SQL over the text of a sheet: its rows below the headers, each cell a text."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.duckdb_session import quoted
from data.errors import RefusedError
from data.intake.files.merged_cells import Merge
from data.intake.source.csv_text import LINE_BYTES, looked_through
from data.intake.source.edits import Edits
from data.intake.source.profile_parts import Unpivot

SPARE = tuple(f"spare{i}" for i in range(40))
"""Room for cells beyond the headers: what stands there is no column, and a mark too many in a CSV line."""


@dataclass(frozen=True)
class Sheet:
    """What was found: the headers as written, the row of the spreadsheet they stand in (1-based), the sheet's name."""

    headers: tuple[str, ...]
    header_row: int
    name: str | None = None
    others: tuple[str, ...] = ()
    """Names of other visible sheets that hold the same headers and were not read."""
    bare: tuple[str, ...] = ()
    """Names of other visible sheets without headers that look like more of the table, and were not read."""
    visible: tuple[str, ...] = ()
    """Names of all sheets that could have been read."""
    lines: int | None = None
    """How many rows stand below the headers in `lines`, in the order of the file; None where they carry `row_no`."""

    text: Path | None = None
    """The text of a workbook's sheet, each row behind its number."""
    merges: tuple[Merge, ...] = ()
    """Cells merged over several rows below the headers."""
    merged: int = 0
    """How many cells were filled from the merged cell they belong to."""
    hidden: int = 0
    """How many rows below the headers are hidden in the workbook; they are read."""
    beside: int = 0
    """How many rows of a workbook have notes beside the table, a blank column between them; they are not read."""
    shifted: tuple[int, ...] = ()
    """Rows with more cells than headers, the last ones blank, where others have as many."""
    hidden_sheets: int = 0
    """How many sheets of the workbook are hidden; they are not read."""

    edits: Edits | None = None
    """What is done with the cells as written; columns that are made stand behind those of the file."""
    left_out: int = 0
    """How many rows the profile leaves out."""
    year: str | None = None
    """The one year that the period, the title or the names of sheet and file speak of."""
    title: str = ""
    """What stands above the headers."""
    unpivots: tuple[Unpivot, ...] = ()
    """Columns that are to be rows, and are once `data.intake.source.unpivot` has turned them."""
    parts: int = 1
    """Into how many numbers the number of each row is parted where columns were turned."""

    @property
    def written_columns(self) -> tuple[str, ...]:
        """The columns of the file itself."""
        return self.cell_columns[: self.edits.written] if self.edits else self.cell_columns

    @property
    def cell_columns(self) -> tuple[str, ...]:
        """The columns of `cells` after `row_no`: c0, c1, ... in the file's order."""
        return tuple(f"c{i}" for i in range(len(self.headers)))


def _csv_source(sheet: Sheet, path: Path, delimiter: str, numbered: bool, parallel: bool) -> str:
    """SQL that reads the rows below the headers, every cell as text."""
    names = [*(["row_no"] if numbered else []), *sheet.written_columns, *SPARE]
    columns = ", ".join(f"'{name}': 'varchar'" for name in names)
    skip = 0 if numbered else sheet.header_row
    return (
        f"read_csv({quoted(path)}, columns = {{{columns}}}, skip = {skip}, delim = '{delimiter}', header = false,"
        f" quote = '\"', escape = '\"', null_padding = true, auto_detect = false, parallel = {str(parallel).lower()},"
        f" max_line_size = {4 * LINE_BYTES}, strict_mode = false)"
    )


def make_views(
    con: duckdb.DuckDBPyConnection, sheet: Sheet, path: Path, delimiter: str, numbered: bool = False
) -> None:
    """The views `lines` and `cells` of `read` over a CSV file, whose first column may be the number of the row."""
    names = ", ".join(sheet.written_columns)
    blank = " and ".join(f"{name} is null" for name in SPARE)
    spare = ", ".join(f"nullif(trim({name}), '')" for name in SPARE)
    beyond = f"case when {blank} then false else coalesce({spare}) is not null end"
    beyond = f"{'false' if sheet.beside else beyond} as beyond_headers"
    serial = _csv_source(sheet, path, delimiter, numbered, parallel=False)
    if numbered:
        number = "row_no::bigint as row_no"
        # Where a cell may hold a line break, two readers cannot share the file.
        source = _csv_source(sheet, path, delimiter, numbered, parallel=looked_through(path).lines is not None)
        lines = f"select {number}, {names}, {beyond} from {source} where row_no::bigint > {sheet.header_row}"
    else:
        number = f"row_number() over () + {sheet.header_row} as row_no"
        source = _csv_source(sheet, path, delimiter, numbered, parallel=sheet.lines is not None)
        lines = f"select {f'{number}, ' if sheet.lines is None else ''}{names}, {beyond} from {source}"
    trimmed = ", ".join(f"nullif(trim({name}), '') as {name}" for name in sheet.written_columns)
    filled = " or ".join(f"{name} is not null" for name in sheet.written_columns)
    con.execute(f"create or replace view lines as {lines}")
    below = f"where row_no > {sheet.header_row} and ({filled})"
    con.execute(
        f"create or replace view cells as select * from (select {number}, {trimmed}, {beyond} from {serial}) {below}"
    )
    if sheet.edits is not None:
        sheet.edits.apply(con)


def notes_beside(con: duckdb.DuckDBPyConnection, sheet: Sheet, path: Path) -> int:
    """How many rows of a workbook's text have cells beyond the headers, the column next to the table blank in all.

    In a workbook no mark too many can have moved the cells of such a row: it is a note, and the row is as good as any.
    """
    source = _csv_source(sheet, path, ",", numbered=True, parallel=False)
    adjacent, *others = (f"nullif(trim({name}), '') is not null" for name in SPARE)
    counted = f"count(*) filter (where {adjacent}), count(*) filter (where {' or '.join(others)})"
    with text_read():
        below = f"from {source} where row_no::bigint > {sheet.header_row}"
        touching, rows = con.execute(f"select {counted} {below}").fetchall()[0]
    return 0 if touching else int(rows)


@contextlib.contextmanager
def text_read() -> Iterator[None]:
    """What DuckDB cannot read of a file, while the views are asked, becomes the rule broken (RefusedError)."""
    try:
        yield
    except (duckdb.BinderException, duckdb.ParserException, duckdb.CatalogException):
        raise  # our own mistake, and not the file's
    except duckdb.OutOfMemoryException as error:
        raise RefusedError("file_too_large") from error
    except duckdb.Error as error:
        raise RefusedError("file_unreadable") from error
