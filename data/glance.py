"""One look through all cells of a file, for whatever must be settled before they are read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb

from data.kinds import Kind
from data.mapping import CODED, ColumnMap
from data.reading import text_read

LISTED = (*CODED, "count")
"""Column types with few different cells: each is read once, and not once a row."""


@dataclass(frozen=True)
class Glance:
    """How many rows a file has, how many cells of each column have text, and the answers to what was asked, by name."""

    rows: int
    filled: Mapping[str, int]
    answers: Mapping[str, bool]


def listed(kind: Kind, columns: ColumnMap) -> dict[str, str]:
    """Our column → its cell column, for those whose different cells are in `seen`."""
    return {name: cell for name, cell in columns.cells.items() if kind.column(name).type in LISTED}


def has_text(cell: str) -> str:
    """SQL: whether a cell is more than blanks; most begin with a sign that is none."""
    return f"case when {cell} between '!' and '~~' then true else nullif(trim({cell}), '') is not null end"


def look(
    con: duckdb.DuckDBPyConnection, columns: Iterable[str], cells: Iterable[str], questions: Mapping[str, str]
) -> Glance:
    """Make `seen(cell, text, n)`: the different texts of these `cells`, as written, and in how many rows each is.

    `columns` are all cell columns of `lines`, `questions` SQL conditions on a row of it, asked for any row. Raises
    RefusedError as `data.reading` does.
    """
    cells = tuple(dict.fromkeys(cells))
    others = [column for column in columns if column not in cells]
    asked = [
        *(f"coalesce(bool_or({condition}), false) as {name}" for name, condition in questions.items()),
        *(f"count(*) filter (where {has_text(column)}) as {column}" for column in others),
        *(f"histogram({cell}) as {cell}" for cell in cells),
    ]
    with text_read():
        con.execute(f"create or replace temp table looked as select {', '.join(['count(*) as n', *asked])} from lines")
    counted = [f"select '{cell}' as cell, unnest(map_entries({cell})) as entry from looked" for cell in cells]
    source = " union all ".join(counted) or "select '' as cell, {'key': '', 'value': 0} as entry where false"
    con.execute(f"""
        create or replace temp table seen as
        select cell, entry.key as text, cast(entry.value as bigint) as n from ({source})
    """)
    told = con.execute(f"select {', '.join(['n', *questions, *others])} from looked").fetchall()[0]
    filled = con.execute(f"select cell, sum(n) from seen where {has_text('text')} group by cell").fetchall()
    con.execute("drop table looked")
    return Glance(
        rows=int(told[0]),
        filled={cell: int(n) for cell, n in [*filled, *zip(others, told[1 + len(questions) :], strict=True)]},
        answers=dict(zip(questions, map(bool, told[1:]), strict=False)),
    )
