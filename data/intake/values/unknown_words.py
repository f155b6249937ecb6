"""Words of a coded column that nobody knows yet, with the codes they come nearest to; only for the form that maps them.

They are cells of the analyst's file, so they are never part of a message, a log or the ledger, and a column is left
out when anything in it looks like a person.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from data.home import Home
from data.intake.columns import matching
from data.intake.columns.matching import ColumnMap
from data.intake.values import distinct_words, personal_data
from data.privacy.headers import is_personal
from data.schema.kinds import Column, Kind, fold
from data.schema.null_words import ERROR

TYPES = ("region", "service", "agency", "obstacle", "indicator", "choice", "score")
SHOWN = 20
LONGEST = 60
NEAR = 0.6
CLEAR = 0.8
"""A word so much like a known one may be taken for it with one button, together with others."""
SHORTEST_WITHIN = 3
_NUMBERED = re.compile(r"\d{6}|@")


@dataclass(frozen=True)
class UnknownWord:
    """A word of the file in one of our columns: how often it stands there, and the nearest codes, best first."""

    column: str
    word: str = field(repr=False)
    count: int
    nearest: tuple[str, ...]
    is_clear: bool = True
    """Whether the first of the nearest may be offered to be taken with all others."""


def find(
    con: duckdb.DuckDBPyConnection, home: Home, kind: Kind, headers: Sequence[str], columns: ColumnMap
) -> tuple[UnknownWord, ...]:
    """The most frequent unknown words of each coded column, after its words were resolved
    (`data.intake.checks.rows`)."""
    unknown: list[UnknownWord] = []
    for name, cell in columns.cells.items():
        column = kind.column(name)
        if column.type in TYPES and not distinct_words.are_all_read(con, name):
            if is_personal(headers[int(cell[1:])]) or personal_data.find(
                con, headers, {cell: column.type}, [cell], _picked(con, name, cell)
            ):
                continue
            unknown += _words(con, home, column, cell)
    return tuple(unknown)


def _picked(con: duckdb.DuckDBPyConnection, name: str, cell: str) -> personal_data.Picked:
    """Every word of the column once, to be looked into for persons."""
    words = f"select rowid as row_no, '{cell}' as cell_column, raw as value from words_{name} where raw is not null"
    return personal_data.Picked(words, {cell: int(con.execute(f"select count(*) from ({words})").fetchall()[0][0])})


def _words(con: duckdb.DuckDBPyConnection, home: Home, column: Column, cell: str) -> Iterator[UnknownWord]:
    unread = f"select {column.name}__raw as raw from broken where {column.name} is null and length(raw) <= {LONGEST}"
    counted = con.execute(
        f"select raw, count(*) as n from ({unread}) group by raw order by n desc, raw limit {SHOWN}"
    ).fetchall()
    known = matching.vocabulary(home, column)
    for word, count in counted:
        if not _NUMBERED.search(word) and not re.fullmatch(ERROR, word):
            yield UnknownWord(column.header, str(word), int(count), *nearest(fold(word), known))


def nearest(word: str, known: Mapping[str, str]) -> tuple[tuple[str, ...], bool]:
    """The codes in whose names the folded word stands, then those spelt alike; and whether the first may be offered.

    What has digits is never clear: 1111 is another place to the statistical office than 11.11 here, and a code that is
    spelt almost alike is another service.
    """
    within = sorted((one for one in known if len(word) >= SHORTEST_WITHIN and word in one), key=len)
    alike = difflib.get_close_matches(word, known, n=6, cutoff=NEAR)
    codes = tuple(dict.fromkeys(known[match] for match in (*within, *alike)))
    meant = {known[match] for match in within} or {known[match] for match in alike[:1] if _alike(word, match) >= CLEAR}
    return codes[:3], len(meant) == 1 and not re.search(r"\d", word)


def _alike(word: str, known: str) -> float:
    return difflib.SequenceMatcher(None, word, known).ratio()
