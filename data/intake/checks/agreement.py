"""Cells that contradict each other: a code and its name, a region and a day, two headers for one column."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from data import sql_files
from data.home import Home
from data.intake.columns import matching
from data.intake.columns.double_headers import Doubles
from data.intake.columns.matching import ColumnMap
from data.intake.source.profiles import Profile
from data.intake.source.sheet import text_read
from data.schema.kinds import Kind
from data.schema.problems import Problem
from data.settings import tables

_HERE = Path(__file__).parent


def contradictions(
    con: duckdb.DuckDBPyConnection, home: Home, kind: Kind, doubles: Doubles, profile: Profile
) -> list[tuple[int, str, str]]:
    """Rows of `typed` whose code and name are both known and differ, as (row_no, column, rule)."""
    faults: list[tuple[int, str, str]] = []
    for name, cells in doubles.named.items():
        column = kind.column(name)
        known, theirs = matching.vocabulary(home, column), profile.value_map(column.header, column.name)
        for cell in cells:
            with text_read():
                words = con.execute(f"select distinct {cell} from cells where {cell} is not null").fetchall()
            codes = {str(word): matching.code(column, str(word), known, theirs) for (word,) in words}
            pairs = [(word, code) for word, code in codes.items() if code is not None]
            if not pairs:
                continue
            written, meant = (list(part) for part in zip(*pairs, strict=True))
            contrary = sql_files.read(_HERE / "contrary_names.sql", cell=cell, column=name)
            rows = con.execute(contrary, {"written": written, "meant": meant}).fetchall()
            faults += [(int(row), name, f"{column.type}_disagrees") for (row,) in rows]
    return faults


def outside_validity(con: duckdb.DuckDBPyConnection, home: Home, kind: Kind) -> list[tuple[int, str, str]]:
    """Rows of `typed` dated when their region was not yet, or no more, as (row_no, column, rule)."""
    spans = tables.region_spans(home)
    if kind.month_of is None or not spans:
        return []
    begins = f"typed.{kind.month_of}"
    ends = f"last_day({begins})" if kind.column(kind.month_of).type == "month" else begins
    outside = sql_files.read(_HERE / "outside_validity.sql", begins=begins, ends=ends)
    codes, firsts, lasts = (list(part) for part in zip(*spans, strict=True))
    rows = con.execute(outside, {"codes": codes, "firsts": firsts, "lasts": lasts}).fetchall()
    return [(int(row), "region_code", "region_outside_validity") for (row,) in rows]


def unclear(
    con: duckdb.DuckDBPyConnection, kind: Kind, headers: Sequence[str], columns: ColumnMap, doubles: Doubles
) -> Iterator[Problem]:
    """One error for the file for each column whose two headers do not say the same in every row."""
    for name, cells in doubles.unclear.items():
        taken = columns.cells[name]
        differs = " or ".join(f"coalesce({taken}, '') <> coalesce({cell}, '')" for cell in cells)
        with text_read():
            different = con.execute(f"select 1 from cells where {differs} limit 1").fetchall()
        if different:
            listed = ", ".join(f"{headers[int(cell[1:])]} (#{int(cell[1:]) + 1})" for cell in (taken, *cells))
            detail = {"column": kind.column(name).header, "headers": listed}
            yield Problem(None, kind.column(name).header, "headers_double", detail=detail)
