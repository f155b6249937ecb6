"""A look at the cells of a file: which columns hold dates or clock times alone, and the words of those that have few.

The words are for the form of the analyst who dropped the file; they are never part of a message, a log or the ledger.
A column is left out when its header or anything in it looks like a person.
"""

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from data import sql_files
from data.duckdb_session import quoted
from data.intake.columns import preview_grid
from data.intake.source.profiles import Profile
from data.intake.source.sheet import text_read
from data.intake.values import personal_data
from data.privacy.headers import is_personal
from data.schema.kinds import Kind

_HERE = Path(__file__).parent
FIRST = 50_000
"""So many rows show the shape of a file."""
FEW = 40
LONGEST = 60
_TELLING = re.compile(r"\d{6}|@")
_OF_PERSONS = re.compile(r"petugas|operator|pegawai|verifikator|pemohon|pelapor", re.I)
_IN_DIGITS = r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})(?:[ T]00:00(?::00)?)?"
DAY = rf"{_IN_DIGITS}|\d{{1,2}} [a-z]{{3,9}} \d{{4}}"
"""A date without a time, as written or as a workbook hands it on."""
MOMENT = rf"(?:{DAY})(?:[ T,]+\d{{1,2}}[.:]\d{{2}}.*)?"
"""A date with or without a time."""
CLOCK = r"(?:(?:1899-12-3[01]|1900-01-0[01])[ T])?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\.0+)?(?: ?(?:wib|am|pm))?"
"""A time without a date."""
DAYS = r"\d{1,3}(?:[.,]0+)?(?: *(?:hari|days?)\b.*)?"
"""A number of days."""


@dataclass(frozen=True)
class CellForms:
    """What the first rows of a file show, by the places of its columns (from 0)."""

    headers: tuple[str, ...]
    rows: int
    days: frozenset[int] = frozenset()
    """Columns in which every cell is a date without a time."""
    moments: frozenset[int] = frozenset()
    """Columns in which every cell is a date, with or without a time."""
    clocks: frozenset[int] = frozenset()
    """Columns in which every cell is a time without a date."""
    lengths: frozenset[int] = frozenset()
    """Columns in which every cell is a small number, or a number of days."""
    distinct: tuple[int, ...] = ()
    """How many different texts each column has."""
    words: Mapping[int, Mapping[str, int]] = field(default_factory=dict, repr=False)
    """Place of each column with few different texts → text → how often it stands there, the most frequent first."""


def look(path: Path, kind: Kind, profile: Profile) -> CellForms:
    """Look at the first rows of the table that a load would read; RefusedError where there is none."""
    with (
        tempfile.TemporaryDirectory(prefix="capaian-") as scratch,
        preview_grid.opened(path, kind, profile, scratch) as (con, sheet),
        text_read(),
    ):
        cells = sheet.cell_columns
        con.execute(f"create table first_cells as select row_no, {', '.join(cells)} from cells limit {FIRST}")
        rows = int(con.execute("select count(*) from first_cells").fetchall()[0][0])
        distinct = _numbers(con, [f"approx_count_distinct({cell})" for cell in cells])
        few = [i for i, count in enumerate(distinct) if 0 < count <= 2 * FEW]
        words = {i: listed for i in few if (listed := _words(con, sheet.headers, i))}
        days, moments, clocks, lengths = (_alike(con, cells, pattern) for pattern in (DAY, MOMENT, CLOCK, DAYS))
        return CellForms(sheet.headers, rows, days, moments, clocks, lengths, tuple(distinct), words)


def _numbers(con: duckdb.DuckDBPyConnection, counts: Sequence[str]) -> list[int]:
    return [int(count) for count in con.execute(f"select {', '.join(counts)} from first_cells").fetchall()[0]]


def _alike(con: duckdb.DuckDBPyConnection, cells: Sequence[str], pattern: str) -> frozenset[int]:
    """Places of the columns with text, every text of which is of the pattern."""
    texts = (f"regexp_full_match(trim(lower({cell})), {quoted(pattern)})" for cell in cells)
    shaped = [f"count({cell}) > 0 and bool_and({text})" for cell, text in zip(cells, texts, strict=True)]
    alike = con.execute(f"select {', '.join(shaped)} from first_cells").fetchall()[0]
    return frozenset(i for i, is_alike in enumerate(alike) if is_alike)


def _words(con: duckdb.DuckDBPyConnection, headers: Sequence[str], place: int) -> dict[str, int]:
    """The different texts of a column, none where they are many, long, or may speak of persons."""
    cell = f"c{place}"
    counted = con.execute(f"""
        select trim({cell}) as word, count(*) as n, min(row_no) as row_no from first_cells where trim({cell}) <> ''
        group by word order by n desc, word limit {FEW + 1}
    """).fetchall()
    texts = [str(word) for word, _, _ in counted]
    if len(texts) > FEW or is_personal(headers[place]) or _OF_PERSONS.search(headers[place]):
        return {}
    if any(len(text) > LONGEST or _TELLING.search(text) for text in texts):
        return {}
    listed = f"select min(row_no) as row_no, '{cell}' as cell_column, {cell} as value from first_cells group by {cell}"
    picked = personal_data.Picked(f"select * from ({listed}) where value is not null", {cell: len(texts)})
    if personal_data.find(con, headers, {}, [cell], picked):
        return {}
    return {str(word): int(count) for word, count, _ in counted}


def agencies_of_names(path: Path, kind: Kind, profile: Profile, service: str, agency: str) -> dict[str, list[str]]:
    """Name of each service that several agencies use in the first rows → these agencies, as the file writes them."""
    with (
        tempfile.TemporaryDirectory(prefix="capaian-") as scratch,
        preview_grid.opened(path, kind, profile, scratch) as (con, sheet),
        text_read(),
    ):
        of_service, of_agency = (f"c{sheet.headers.index(header)}" for header in (service, agency))
        fragments = {"service": of_service, "agency": of_agency, "first": str(FIRST), "most": str(FEW)}
        pairs = con.execute(sql_files.read(_HERE / "names_of_agencies.sql", **fragments)).fetchall()
        return {str(name): list(map(str, agencies)) for name, agencies in pairs if name}
