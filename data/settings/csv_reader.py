"""Reference CSV files, every cell read as text first, so that 11.10 stays 11.10."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import ErrorText, SetupError, error_text
from data.home import SHIPPED, Home
from data.settings import file_cache

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Row:
    """One line of a reference file: its cells by column, and where it stands for messages."""

    file: str
    line: int
    cells: dict[str, str]

    def wrong(self, column: str, finding: str | ErrorText) -> SetupError:
        """The error to raise for a cell of this row; `finding` says what was found and what to do."""
        return SetupError(error_text("at_cell", file=self.file, line=self.line, column=column, finding=finding))

    def text(self, column: str) -> str:
        """A cell that must not be blank."""
        cell = self.cells.get(column, "")
        if not cell:
            raise self.wrong(column, error_text("cell_blank"))
        return cell

    def choice(self, column: str, choices: Sequence[str]) -> str:
        """A cell that must be one of the words given; upper case is forgiven."""
        cell = self.text(column).casefold()
        if cell not in choices:
            raise self.wrong(column, error_text("word_unknown", choices=", ".join(choices)))
        return cell

    def whole_or_blank(self, column: str) -> int | None:
        """A whole number of at most 12 digits without separators, None when blank."""
        cell = self.cells.get(column, "")
        if cell and not re.fullmatch(r"\d{1,12}", cell, re.ASCII):
            raise self.wrong(column, error_text("no_whole"))
        return int(cell) if cell else None

    def whole(self, column: str) -> int:
        """A whole number that must not be blank."""
        self.text(column)
        number = self.whole_or_blank(column)
        assert number is not None
        return number

    def degrees_or_blank(self, column: str) -> float:
        """Decimal degrees with a point, NaN when blank."""
        cell = self.cells.get(column, "")
        if cell and not re.fullmatch(r"-?\d{1,3}(\.\d+)?", cell, re.ASCII):
            raise self.wrong(column, error_text("no_degrees"))
        return float(cell) if cell else float("nan")

    def day_or_blank(self, column: str) -> date | None:
        """A day written YYYY-MM-DD, None when blank."""
        return self.day(column) if self.cells.get(column, "") else None

    def day(self, column: str) -> date:
        """A day written YYYY-MM-DD that must not be blank."""
        cell = self.text(column)
        try:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", cell, re.ASCII):
                raise ValueError
            return date.fromisoformat(cell)
        except ValueError:
            raise self.wrong(column, error_text("day_unreadable")) from None


def read(path: Path, required: Sequence[str], optional: Collection[str] = ()) -> list[Row]:
    """The rows of a UTF-8 CSV file (comma or semicolon); a column that is missing, unknown or twice is a SetupError."""
    lines = _lines(path)
    _, header = next(lines, (1, []))
    missing = [column for column in required if column not in header]
    unknown = [column for column in header if column not in required and column not in optional]
    if missing:
        raise _at(path.name, 1, error_text("csv_column_missing", column=missing[0]))
    if unknown:
        raise _at(path.name, 1, error_text("csv_column_unknown", column=unknown[0]))
    if len(set(header)) < len(header):
        raise _at(path.name, 1, error_text("csv_column_twice"))
    return [_row(path.name, header, line, cells) for line, cells in lines if any(cells)]


def read_any(path: Path) -> list[Row]:
    """The rows of a UTF-8 CSV file whatever its columns are."""
    lines = _lines(path)
    _, header = next(lines, (1, []))
    return [_row(path.name, header, line, cells) for line, cells in lines if any(cells)]


def refuse_repeats(rows: Sequence[Row], column: str, key: Callable[[Row], object]) -> None:
    """Two rows with one key are a SetupError that names both lines."""
    first: dict[object, int] = {}
    for row in rows:
        if key(row) in first:
            raise row.wrong(column, error_text("csv_row_twice", line=first[key(row)]))
        first[key(row)] = row.line


def _row(file: str, header: list[str], line: int, cells: list[str]) -> Row:
    if len(cells) != len(header):
        raise _at(file, line, error_text("csv_cells", found=len(cells), wanted=len(header)))
    return Row(file, line, dict(zip(header, cells, strict=True)))


def _at(file: str, line: int, finding: ErrorText) -> SetupError:
    return SetupError(error_text("at_line", file=file, line=line, finding=finding))


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on, cells stripped."""
    try:
        text = file_cache.content(path).decode("utf-8-sig")
    except OSError as error:
        raise SetupError(error_text("not_opened", file=path.name)) from error
    except UnicodeDecodeError as error:
        raise SetupError(error_text("csv_not_utf_8", file=path.name)) from error
    head = text.split("\n", 1)[0]
    mark = ";" if ";" in head and "," not in head else ","  # Excel in Indonesian writes semicolons
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, [cell.strip() for cell in cells]
            begins = reader.line_num + 1
    except csv.Error as error:
        raise _at(path.name, begins, error_text("quote_unpaired")) from error


REMARKS = ("source", "certainty", "note", "decree")
"""Columns that any file may have and no table holds."""


def is_own(home: Home, name: str) -> bool:
    """Whether the home brings that reference file itself."""
    return home.reference(name) != SHIPPED / "reference" / name


def rows_about(
    home: Home, name: str, columns: Sequence[str], known: Collection[str], optional: Collection[str] = ()
) -> list[Row]:
    """The rows of a file about regions or agencies that the home has; `columns` holds the column of their code."""
    column = next(column for column in ("agency_code", "region_code", "code") if column in columns)
    rows = read(home.reference(name), columns, (*REMARKS, *optional))
    for row in rows:
        if row.text(column) not in known and is_own(home, name):
            raise row.wrong(column, error_text("code_unknown"))
    return [row for row in rows if row.text(column) in known]


def reference_table(records: Sequence[Mapping[str, object]], kinds: Mapping[str, str]) -> "pd.DataFrame":
    """A table with exactly these columns and kinds, also when there are no rows."""
    import pandas as pd  # takes a quarter of a second, and short commands have no use for tables

    return pd.DataFrame(list(records), columns=list(kinds)).astype(dict(kinds))
