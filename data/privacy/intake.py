"""Personal data in a file that comes in: which columns are dropped with a notice, which cells refuse their row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from data.kinds import Kind
from data.mapping import ColumnMap
from data.privacy import cells
from data.privacy.headers import personal_headers
from data.problems import Problem

SUSPECTS = """
    select row_no, suspect.cell_column as cell_column, suspect.value as value
    from (select row_no, unnest(suspects) as suspect from typed where suspects is not null)
"""


@dataclass(frozen=True)
class Personal:
    """What was found before anything is stored: `cells` are (row_no, name of our column, rule)."""

    notices: tuple[Problem, ...]
    cells: tuple[tuple[int, str, str], ...]


def look(
    con: duckdb.DuckDBPyConnection,
    kind: Kind,
    headers: Sequence[str],
    columns: ColumnMap,
    filled: Mapping[str, int],
) -> Personal:
    """Look into the suspects of `typed`; a column of ours is looked into, any other is dropped when it is personal.

    `filled` tells how many cells of each cell column have text.
    """
    picked = cells.Picked(SUSPECTS, filled)
    name_of = {cell: name for name, cell in columns.cells.items()}
    declared = {cell: kind.column(name).type for cell, name in name_of.items()}
    free_text = [cell for cell, name in name_of.items() if kind.column(name).free_text]
    dropped = {*personal_headers(headers, {int(cell[1:]) for cell in declared})}
    dropped |= {*cells.undeclared_columns(con, headers, declared, free_text, picked)}
    found = cells.find(con, headers, declared, free_text, picked)
    return Personal(
        notices=tuple(_notices(headers, sorted(dropped))),
        cells=tuple((row, name_of[cell], rule) for row, cell, rule in found),
    )


def _notices(headers: Sequence[str], dropped: Sequence[int]) -> Iterator[Problem]:
    for place in dropped:
        yield Problem(None, None, "personal_column_dropped", "warning", {"column": headers[place]})
