"""A file as its analyst laid it out: every row where the spreadsheet has it, to look at headers or to mark cells."""

import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from data import duckdb_session
from data.intake.columns import arranged, matching
from data.intake.source import sheet as reading
from data.intake.source.profiles import Profile
from data.intake.source.sheet import Sheet
from data.schema.kinds import Kind


@dataclass(frozen=True)
class Layout:
    """The sheet read, and its rows by the spreadsheet's number (1-based), every cell a text ("" when blank).

    Of a workbook the rows above the headers are there too; of a CSV only the headers and what stands below them.
    """

    sheet: Sheet
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def headers(path: Path, kind: Kind, profile: Profile, period: str | None = None) -> Sheet:
    """Which headers a load would find in the file; RefusedError (its text is the rule) when there are none.

    Those of columns that would be made of others (`Sheet.unpivots`) stand behind the file's own.
    """
    with tempfile.TemporaryDirectory(prefix="capaian-") as scratch, _connection(scratch, path) as con:
        arrangement = arranged.read(con, path, kind, profile, Path(scratch), period)
        return replace(arrangement.sheet, headers=arrangement.headers)


@contextmanager
def opened(path: Path, kind: Kind, profile: Profile, scratch: str) -> Iterator[tuple[duckdb.DuckDBPyConnection, Sheet]]:
    """The table of a file as it is written: a connection with its views `lines` and `cells`, none of it turned yet."""
    plain = profile.model_copy(update={"unpivot": (), "cases": None, "due": None, "service_by_agency": None})
    plain = plain.model_copy(update={"joined": {}, "first_of": {}, "only_rows": {}, "skip_rows": {}})
    with _connection(scratch, path) as con:
        yield con, reading.read(con, path, plain, matching.recogniser(kind, profile), Path(scratch))


def layout(path: Path, kind: Kind, profile: Profile) -> Layout:
    """The sheet that a load reads, whole; RefusedError (its text is the rule) when there is nothing to read."""
    with tempfile.TemporaryDirectory(prefix="capaian-") as scratch, _connection(scratch, path) as con:
        sheet = reading.read(con, path, profile, matching.recogniser(kind, profile), Path(scratch))
        if sheet.text is not None:
            return Layout(sheet, _numbered(sheet.text))
        rows = con.execute(f"select row_no, {', '.join(sheet.cell_columns)} from cells order by row_no").fetchall()
    below = tuple((int(number), tuple(cell or "" for cell in cells)) for number, *cells in rows)
    return Layout(sheet, ((sheet.header_row, sheet.headers), *below))


def _connection(scratch: str, path: Path) -> duckdb.DuckDBPyConnection:
    con = duckdb_session.connect()
    con.execute("set temp_directory = $folder", {"folder": scratch})
    duckdb_session.close_in(con, path)
    return con


def _numbered(path: Path) -> tuple[tuple[int, tuple[str, ...]], ...]:
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple((int(number), tuple(cells)) for number, *cells in csv.reader(stream))
