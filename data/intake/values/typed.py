"""From text cells to `typed`: what must be known of a whole file is taken from its first rows, where the rest agrees.

A large file is read once more only when a later row says something that the first ones did not: a word of a coded
column that was not met before, a date or number that decides how all are read, a line that is no row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from data import clock
from data.home import Home
from data.intake.columns.matching import ColumnMap
from data.intake.commit import Request
from data.intake.source import sheet as reading
from data.intake.source.header_row import Recognise
from data.intake.source.profiles import Profile
from data.intake.source.sheet import Sheet
from data.intake.values import conventions, sample, typed_rows
from data.intake.values.cell_sql import Basis
from data.warehouse.facts import enum_types, tables


@dataclass(frozen=True)
class Typed:
    """How the table `typed` was made: its rows, the profile without open questions, the answers it rests on, and when.

    `now` is the moment of loading in the file's zone, to compare with the moments the file tells.
    """

    rows: int
    profile: Profile
    answers: Mapping[str, bool]
    now: datetime


def make(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    asked: Request,
    sheet: Sheet,
    columns: ColumnMap,
    recognise: Recognise,
    scratch: Path,
) -> Typed:
    """Make `typed` (`data.intake.values.typed_rows`) from the views of `data.intake.source.sheet`; RefusedError as that
    raises it."""
    tables.put(con, home)
    enum_types.put(con, home)
    made = _read(con, home, asked, sheet, columns, sample.FIRST)
    if made is None:
        if sheet.lines is not None:
            sheet = reading.read(con, asked.path, asked.profile, recognise, scratch, with_row_no=True)
        made = _read(con, home, asked, sheet, columns, None)
    assert made is not None, "a file that was looked through has nothing unforeseen"
    return made


def _read(
    con: duckdb.DuckDBPyConnection, home: Home, asked: Request, sheet: Sheet, columns: ColumnMap, first: int | None
) -> Typed | None:
    """One reading, by what the `first` rows tell (None: all); None when that is not enough."""
    questions = conventions.questions(asked.kind, columns, asked.profile)
    seen = sample.look(con, sheet.cell_columns, sample.listed(asked.kind, columns).values(), questions, first)
    if not seen.is_whole and any(seen.answers.values()):
        return None
    profile = conventions.decide(con, asked.kind, columns, asked.profile, seen.answers)
    now = clock.now().astimezone(ZoneInfo(profile.time_zone)).replace(tzinfo=None)
    rows = typed_rows.read(con, home, Basis(asked, sheet, columns, seen, profile, now))
    return None if rows is None else Typed(rows, profile, seen.answers, now)
