"""What to tell of the way a file's dates were read, where its cells left room for doubt."""

import re
from collections.abc import Iterator, Mapping, Sequence

import duckdb

from data.intake.columns.matching import ColumnMap
from data.intake.source.profiles import Profile
from data.intake.source.sheet import text_read
from data.intake.values import conventions
from data.schema import header_names
from data.schema.kinds import Kind
from data.schema.problems import Problem

CLOCK = re.compile(r"jam|pukul")
"""A header that begins so has the time of a date that stands beside it."""


def check(
    con: duckdb.DuckDBPyConnection,
    kind: Kind,
    headers: Sequence[str],
    columns: ColumnMap,
    asked: Profile,
    decided: Profile,
    answers: Mapping[str, bool],
) -> Iterator[Problem]:
    """Warnings once `typed` is made: an order of dates taken from few cells, both orders in one file, times apart.

    `asked` is the profile as given, `decided` the one the file was read by, `answers` those to
    `data.intake.values.conventions`.
    """
    by_month = bool(answers.get("month_comes_first"))
    if asked.date_order is None and (by_month or decided.date_order == "ymd"):
        yield from _order(con, kind, columns, decided, by_month)
    yield from _times_apart(con, kind, headers, columns)
    yield from _epochs(con, kind, headers, columns)


def _epochs(
    con: duckdb.DuckDBPyConnection, kind: Kind, headers: Sequence[str], columns: ColumnMap
) -> Iterator[Problem]:
    """Columns whose moments are written as seconds or milliseconds since 1970: all of a program's are, or none."""
    for cell in conventions.epochs(con, conventions.dated(kind, columns)):
        header = headers[int(cell[1:])]
        yield Problem(None, header, "epoch_read", "warning", {"column": header})


def doubts(
    con: duckdb.DuckDBPyConnection, kind: Kind, columns: ColumnMap, asked: Profile, decided: Profile, in_workbook: bool
) -> Iterator[Problem]:
    """Errors for the file where nothing says which number of its dates is the month; a profile's order answers them."""
    cells = conventions.dated(kind, columns)
    listed = ", ".join(column.header for column in kind.columns if columns.cells.get(column.name) in cells)
    happened = [columns.cells[name] for name in kind.happened if name in columns.cells]
    if asked.date_order is not None or not cells:
        return
    if in_workbook and conventions.are_half_converted(con, cells):
        yield Problem(None, None, "dates_half_converted", detail={"columns": listed})
    elif decided.date_order == "dmy" and conventions.are_ambiguous(con, cells, happened, decided):
        yield Problem(None, None, "dates_in_doubt", detail={"columns": listed})


def _order(
    con: duckdb.DuckDBPyConnection, kind: Kind, columns: ColumnMap, decided: Profile, by_month: bool
) -> Iterator[Problem]:
    cells = conventions.dated(kind, columns)
    showing = conventions.month_first(cells) if by_month else conventions.year_first(cells, decided)
    with text_read():
        row, count = con.execute(f"select min(row_no), count(*) from cells where {showing}").fetchall()[0]
    if count:
        rule = {"mdy": "month_read_first", "ymd": "year_read_first"}.get(str(decided.date_order), "date_orders_mixed")
        yield Problem(row, None, rule, "warning", {"count": count})


def _times_apart(
    con: duckdb.DuckDBPyConnection, kind: Kind, headers: Sequence[str], columns: ColumnMap
) -> Iterator[Problem]:
    """A clock time in a column of its own is not read; nothing else would say so, for a date alone is a moment too."""
    taken = {int(cell[1:]) for cell in columns.cells.values()}
    clocks = [h for i, h in enumerate(headers) if i not in taken and CLOCK.match(header_names.spelt(h))]
    moments = [c for c in kind.columns if c.type == "moment" and c.name in columns.cells]
    for column in moments if clocks else ():
        timeless = f"coalesce(bool_and(cast({column.name} as time) = time '00:00'), false)"
        if con.execute(f"select {timeless} from typed").fetchall()[0][0]:
            yield Problem(None, column.header, "times_apart", "warning", {"headers": ", ".join(clocks)})
            return
