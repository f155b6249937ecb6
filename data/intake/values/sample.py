"""A look at the cells of a file, for whatever must be settled before they are read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb

from data.intake.columns.matching import CODED, ColumnMap
from data.intake.source.sheet import text_read
from data.schema.kinds import Kind

LISTED = (*CODED, "count")
"""Column types with few different cells: each is read once, and not once a row."""
FIRST = 50_000
"""So many rows have nearly every word that a file uses."""


@dataclass(frozen=True)
class Glance:
    """Whether every row was looked at; the answers to what was asked, by name; some cell of each column not listed."""

    is_whole: bool
    answers: Mapping[str, bool]
    examples: Mapping[str, str]


def listed(kind: Kind, columns: ColumnMap) -> dict[str, str]:
    """Our column → its cell column, for those whose different cells are in `seen`."""
    return {name: cell for name, cell in columns.cells.items() if kind.column(name).type in LISTED}


def has_text(cell: str) -> str:
    """SQL: whether a cell is more than blanks; most begin with a sign that is none."""
    return f"case when {cell} between '!' and '~~' then true else nullif(trim({cell}), '') is not null end"


def look(
    con: duckdb.DuckDBPyConnection,
    columns: Iterable[str],
    listed_cells: Iterable[str],
    questions: Mapping[str, str],
    first: int | None,
) -> Glance:
    """Make `seen(cell, text)`: the different texts of the `listed_cells` in the `first` rows (None: all), as written.

    `columns` are all cell columns of `lines`, `questions` SQL conditions on a row of it, asked for any row. Raises
    RefusedError as `data.intake.source.sheet` does.
    """
    listed_cells = tuple(dict.fromkeys(listed_cells))
    others = [column for column in columns if column not in listed_cells]
    asked = [
        "count(*)",
        *(f"coalesce(bool_or({condition}), false)" for condition in questions.values()),
        *(f"any_value({cell})" for cell in others),
        *(f"list(distinct {cell})" for cell in listed_cells),
    ]
    rows = "lines" if first is None else f"(select * from lines limit {first})"
    with text_read():
        values = iter(con.execute(f"select {', '.join(asked)} from {rows}").fetchall()[0])
    count = next(values)
    answers = {name: bool(next(values)) for name in questions}
    examples = {cell: text for cell in others if (text := next(values))}
    con.execute("create or replace temp table seen (cell varchar, text varchar)")
    add(con, {cell: next(values) or () for cell in listed_cells})
    return Glance(first is None or count < first, answers, examples)


def add(con: duckdb.DuckDBPyConnection, words: Mapping[str, Iterable[str | None]]) -> None:
    """Put the different texts of some cell columns that `seen` has not yet into it."""
    texts = [(cell, text) for cell, listed in words.items() for text in listed if text is not None]
    con.execute(
        "insert into seen select distinct * from"
        " (select unnest($a::varchar[]) as cell, unnest($b::varchar[]) as text) anti join seen using (cell, text)",
        {"a": [cell for cell, _ in texts], "b": [text for _, text in texts]},
    )
