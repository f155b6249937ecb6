"""Rows with words that a look at the first rows of a file did not meet: read once more, and no other row with them.

A file mostly has a few words more than its first rows, as a service written in another way; to read all of it again for
them took as long as the first reading.
"""

from dataclasses import replace
from pathlib import Path

import duckdb

from data import sql_files
from data.intake.values import sample
from data.intake.values.cell_sql import Basis

_HERE = Path(__file__).parent
KEPT_ROWS = 2_000_000
"""A file may be sorted, so that most of its rows have fresh words: of more rows the cells are not kept in memory."""


def can_be_kept(basis: Basis) -> bool:
    """Whether a row can be read again alone: it is no part of a case or an order, and nothing of it is looked up."""
    sheet = basis.sheet
    alone = basis.profile.cases is None and basis.profile.due is None and not basis.kind.joined
    few = sheet.text is not None if sheet.lines is None else sheet.lines <= KEPT_ROWS
    return alone and few and not basis.seen.is_whole


def lay_out(con: duckdb.DuckDBPyConnection, basis: Basis) -> Basis:
    """What a second reading rests on: the view `unread_lines` of the unread rows, and `seen` with their words."""
    cells = basis.sheet.cell_columns
    named = ", ".join(f"unread[{place}] as {cell}" for place, cell in enumerate(cells, start=1))
    con.execute(f"""
        create or replace view unread_lines as
        select {_number(basis)} as row_no, {named}, beyond_headers from typed_rows where unread is not null
    """)
    listed = sorted(set(basis.listed.values()))
    words = ", ".join(f"list(distinct {cell})" for cell in listed)
    texts = con.execute(f"select {words} from unread_lines").fetchall()[0]
    sample.add(con, dict(zip(listed, texts, strict=True)))
    return replace(
        basis, sheet=replace(basis.sheet, lines=None), lines="unread_lines", keeps_unread=False,
        seen=replace(basis.seen, is_whole=True),
    )  # fmt: skip


def put_back(con: duckdb.DuckDBPyConnection, basis: Basis) -> None:
    """`typed_rows` with `reread_rows` in the place of those that were `unread`; every row carries its number."""
    columns = [name for name, *_ in con.execute("select * from reread_rows limit 0").description if name != "row_no"]
    newest = (
        f"case when again.row_no is null then numbered.{name} else again.{name} end as {name}" for name in columns
    )
    rows = sql_files.read(_HERE / "reread_rows.sql", columns=", ".join(newest), number=_number(basis))
    con.execute(f"create table joined_rows as {rows}")
    con.execute("drop table typed_rows; drop table reread_rows; alter table joined_rows rename to typed_rows")


def _number(basis: Basis) -> str:
    """SQL: the number of a row of `typed_rows` in its file."""
    return "row_no" if basis.sheet.lines is None else f"rowid + {basis.sheet.header_row + 1}"
