"""Personal data in a file that comes in: which columns are dropped with a notice, which cells refuse their row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from data.intake.columns.matching import ColumnMap
from data.intake.source.sheet import text_read
from data.intake.values import personal_data as cells
from data.intake.values import sample
from data.privacy.headers import personal_headers
from data.schema.kinds import Kind
from data.schema.problems import Problem

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
) -> Personal:
    """Look into the suspects of `typed`; a column of ours is looked into, any other is dropped when it is personal."""
    name_of = {cell: name for name, cell in columns.cells.items()}
    picked = cells.Picked(SUSPECTS, _filled(con, kind, name_of))
    declared = {cell: kind.column(name).type for cell, name in name_of.items()}
    free_text = [cell for cell, name in name_of.items() if kind.column(name).free_text]
    dropped = {*personal_headers(headers, {int(cell[1:]) for cell in declared})}
    dropped |= {*cells.undeclared_columns(con, headers, declared, free_text, picked)}
    suspects = cells.find(con, headers, declared, free_text, picked)
    return Personal(
        notices=tuple(_notices(headers, sorted(dropped))),
        cells=tuple((row, name_of[cell], rule) for row, cell, rule in suspects),
    )


def _filled(con: duckdb.DuckDBPyConnection, kind: Kind, name_of: Mapping[str, str]) -> dict[str, int]:
    """How many cells with text each column with suspects has."""
    suspected = [str(cell) for (cell,) in con.execute(f"select distinct cell_column from ({SUSPECTS})").fetchall()]
    places = {column.name: i for i, column in enumerate(kind.columns, start=1)}
    ours = [cell for cell in suspected if cell in name_of]
    others = [cell for cell in suspected if cell not in name_of]
    filled: dict[str, int] = {}
    if ours:
        texts = (f"{name_of[cell]} is not null or raws[{places[name_of[cell]]}] <> ''" for cell in ours)
        counts = ", ".join(f"count(*) filter (where {text})" for text in texts)
        filled |= dict(zip(ours, con.execute(f"select {counts} from typed").fetchall()[0], strict=True))
    if others:
        counts = ", ".join(f"count(*) filter (where {sample.has_text(cell)})" for cell in others)
        with text_read():
            filled |= dict(zip(others, con.execute(f"select {counts} from lines").fetchall()[0], strict=True))
    return filled


def _notices(headers: Sequence[str], dropped: Sequence[int]) -> Iterator[Problem]:
    for place in dropped:
        yield Problem(None, None, "personal_column_dropped", "warning", {"column": headers[place]})
