"""Columns turned into rows: one row of the file becomes several, each with its own number.

A row numbered r becomes r × parts + 0, 1, …: so each can be refused alone, and its row of the file is found again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import duckdb

from data.duckdb_session import quoted
from data.errors import RefusedError
from data.intake.source import edits
from data.intake.source.profile_parts import Unpivot
from data.intake.source.profiles import Profile, place_of
from data.intake.source.sheet import Sheet, text_read


def headers(written: Sequence[str], profile: Profile) -> tuple[str, ...]:
    """The headers of a file with those of the columns that a profile makes of them behind."""
    made = edits.of(profile, written)
    return (*(made.headers if made else written), *names(profile.unpivot))


def names(unpivots: Sequence[Unpivot]) -> tuple[str, ...]:
    """Headers of the columns that are made: what the headers of the file say, then what the cells hold."""
    made = [unpivots[0].column_name] if unpivots else []
    return (*made, *(unpivot.value_name for unpivot in unpivots))


def places(headers: Sequence[str], unpivots: Sequence[Unpivot]) -> dict[int, tuple[int, int]]:
    """Place of each column that is turned → which part of a row it becomes, and the place of the column made of it.

    Raises RefusedError `unpivot_header_missing` when the file has none of the headers of one entry.
    """
    words = _words(unpivots)
    places_of: dict[int, tuple[int, int]] = {}
    for nth, unpivot in enumerate(unpivots):
        of_entry = {
            place: (words[word], len(headers) + 1 + nth)
            for header, word in unpivot.headers.items()
            if (place := place_of(header, headers)) is not None
        }
        if not of_entry:
            raise RefusedError("unpivot_header_missing")
        places_of |= of_entry
    return places_of


def turned(con: duckdb.DuckDBPyConnection, sheet: Sheet) -> Sheet:
    """The sheet with its `unpivots` turned into rows, in the views `lines` and `cells`, both with `row_no`.

    The columns stay where they are; those that are made stand behind them. A part without any text is no row. A sheet
    that is to be turned is read with its row numbers.
    """
    unpivots = sheet.unpivots
    if not unpivots:
        return sheet
    where, words = places(sheet.headers, unpivots), _words(unpivots)
    made = [f"c{len(sheet.headers) + nth}" for nth in range(len(unpivots) + 1)]
    cells = ", ".join(sheet.cell_columns)
    listed = ", ".join(_part(part, word, where, made) for word, part in words.items())
    filled = " or ".join(f"nullif(trim(part.{name}), '') is not null" for name in made[1:])
    new = ", ".join(f"part.{name} as {name}" for name in made)
    with text_read():
        for view in ("lines", "cells"):
            con.execute(f"drop view if exists {view}_across")
            con.execute(f"alter view {view} rename to {view}_across")
            turned = f"select *, unnest([{listed}]) as part from {view}_across"
            columns = f"row_no * {len(words)} + part.nth as row_no, {cells}, {new}, beyond_headers"
            con.execute(f"create view {view} as select {columns} from ({turned}) where {filled}")
    return replace(sheet, headers=(*sheet.headers, *names(unpivots)), parts=len(words))


def _words(unpivots: Sequence[Unpivot]) -> dict[str, int]:
    """Each word of a header, and which part of a row it becomes."""
    listed = dict.fromkeys(word for unpivot in unpivots for word in unpivot.headers.values())
    return {word: nth for nth, word in enumerate(listed)}


def _part(part: int, word: str, where: Mapping[int, tuple[int, int]], made: Sequence[str]) -> str:
    """SQL for one part of a row."""
    cell_of = {column: f"c{place}" for place, (of_part, column) in where.items() if of_part == part}
    values = [f"'{name}': cast({cell_of.get(int(name[1:]), 'null')} as varchar)" for name in made[1:]]
    fields = [f"'nth': {part}", f"'{made[0]}': {quoted(word)}", *values]
    return f"{{{', '.join(fields)}}}"
