"""Which mark is decimal where every number has three digits after a lone one, as 88.305: what its unit can be decides.

Counts and rupiah have no fractions, so there such a mark is always one of thousands (`data.intake.values.patterns`).
"""

import re

import duckdb

from data.home import Home
from data.intake.columns import indicator_words, matching
from data.intake.columns.matching import ColumnMap
from data.intake.source.profiles import Profile
from data.intake.source.sheet import text_read
from data.schema.kinds import Kind

LONE = re.compile(r"-?(\d{1,3})([.,])(\d{3}) *%?")
Mark = str


def possible(con: duckdb.DuckDBPyConnection, home: Home, kind: Kind, columns: ColumnMap, profile: Profile) -> set[Mark]:
    """The decimal marks by which every such number of the file lies within its indicator's bounds; empty when there is
    no such number."""
    names = [column.name for column in kind.columns if column.type == "number" and column.name in columns.cells]
    of = next((columns.cells[c.name] for c in kind.columns if c.type == "indicator" and c.name in columns.cells), None)
    common: set[Mark] | None = None
    for name in names:
        cell = columns.cells[name]
        lone = rf"regexp_full_match(trim({cell}), '-?\d{{1,3}}[.,]\d{{3}} *%?')"
        with text_read():
            rows = con.execute(f"select distinct trim({cell}), {of or 'null'} from lines where {lone}").fetchall()
        for text, word in rows:
            marks = _marks(text, _bounds(home, kind, word, profile) if name == "value" else None)
            common = marks if common is None else common & marks
    return set() if common is None else common or {".", ","}


def _bounds(home: Home, kind: Kind, word: str | None, profile: Profile) -> indicator_words.Bounds | None:
    column = next(column for column in kind.columns if column.type == "indicator")
    known, theirs = matching.vocabulary(home, column), profile.value_map(column.header, column.name)
    code = matching.code(column, word.strip(), known, theirs) if word else None
    return indicator_words.indicator_bounds(home).get(code) if code else None


def _marks(text: str, bounds: indicator_words.Bounds | None) -> set[Mark]:
    parts = LONE.fullmatch(text)
    assert parts is not None, "the pattern was asked for"
    whole, mark, digits = parts.groups()
    readings = {mark: float(f"{whole}.{digits}"), "," if mark == "." else ".": float(whole + digits)}
    if bounds is None:
        return set(readings)
    return {of for of, value in readings.items() if bounds[0] <= value <= bounds[1]}
