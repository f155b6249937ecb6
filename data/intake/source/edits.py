"""What a profile, or the file's own headers, ask to be done with the text cells before they are typed.

Columns are joined or chosen among several, words are taken as blank, rows are left out. All of it is SQL over the views
of `data.intake.source.sheet`, so that a large file is still read in one pass; a column that is made stands behind those
of the file.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from data.duckdb_session import is_one_of, quoted
from data.errors import RefusedError
from data.intake.source.profiles import BY_PLACE, FIRST, JOINED, Profile, place_of
from data.schema.kinds import fold

_MIDNIGHT = r"[ T]00:00:00$"
_TIME_ONLY = r"^(1899-12-3[01]|1900-01-0[01])[ T]"
"""How a workbook stores a date without a time, and a time without a date."""


@dataclass(frozen=True)
class Edits:
    """The expressions of the cells c0, c1, ... that are not as written; further columns; which rows count."""

    headers: tuple[str, ...]
    """Of all columns, those that are made behind those of the file."""
    cells: tuple[str, ...]
    """SQL for each of them."""
    written: int
    """How many of the columns are the file's own."""
    condition: str | None
    """SQL: whether a row counts; None when every row does."""

    def apply(self, con: duckdb.DuckDBPyConnection) -> int:
        """Put the edits over the views `lines` and `cells`; returns how many rows are left out."""
        listed = ", ".join(f"{cell} as c{i}" for i, cell in enumerate(self.cells))
        where = f" where {self.condition}" if self.condition else ""
        left_out = 0
        if self.condition:
            counted = con.execute(f"select count(*) from cells where not ({self.condition})").fetchall()
            left_out = int(counted[0][0])
        for view in ("lines", "cells"):
            columns = con.execute(f"select * from {view} limit 0").description
            number = "row_no, " if any(name == "row_no" for name, *_ in columns) else ""
            con.execute(f"drop view if exists written_{view}")
            con.execute(f"alter view {view} rename to written_{view}")
            con.execute(f"create view {view} as select {number}{listed}, beyond_headers from written_{view}{where}")
        return left_out


def of(profile: Profile, headers: Sequence[str]) -> Edits | None:
    """The edits that a profile asks of a file with these headers; None when it asks for none.

    Raises RefusedError: `profile_header_missing` when rows are chosen by a column that the file lacks,
    and when a place lies beyond its columns.
    """
    by_place = (BY_PLACE.fullmatch(theirs) for theirs in (*profile.columns, *profile.blank_words))
    if any(at and int(at[1]) > len(headers) for at in by_place):
        raise RefusedError("profile_header_missing")
    cells = [_blanked(profile, header, i) for i, header in enumerate(headers)]
    made: list[tuple[str, str]] = []
    firsts = Counter(parts[0] for parts in {*profile.joined.values()})
    shared = {part for part, times in firsts.items() if times > 1}
    for how, name_of, wanted in ((_joined, JOINED, profile.joined), (_first, FIRST, profile.first_of)):
        for parts in dict.fromkeys(wanted.values()):
            places = [place for part in parts if (place := place_of(part, headers)) is not None]
            if places and (how is _first or len(places) == len(parts)):
                several = [cells[place] for place in places]
                made.append((name_of.join(parts), how(several, parts[0] in shared)))
    made += _by_event(profile, headers, cells)
    made += _by_agency(profile, headers, cells)
    conditions = [
        condition
        for rows, keep in ((profile.only_rows, True), (profile.skip_rows, False))
        for header, words in rows.items()
        if (condition := _rows(headers, header, words, keep))
    ]
    if not made and not conditions and all(cell == f"c{i}" for i, cell in enumerate(cells)):
        return None
    return Edits(
        (*headers, *(name for name, _ in made)),
        (*cells, *(sql for _, sql in made)),
        len(headers),
        " and ".join(conditions) or None,
    )


def _by_event(profile: Profile, headers: Sequence[str], cells: Sequence[str]) -> list[tuple[str, str]]:
    """For each column that events tell: the moment (or answer) of a row, where its event is one of them."""
    if profile.cases is None:
        return []
    event, value = _place(headers, profile.cases.event), _place(headers, profile.cases.value)
    return [
        (name, f"case when {_is_one_of(f'c{event}', words)} then {cells[value]} end")
        for name, (_, words) in profile.cases.made.items()
    ]


def _by_agency(profile: Profile, headers: Sequence[str], cells: Sequence[str]) -> list[tuple[str, str]]:
    """The service, by its code where its name and the agency beside it tell which one is meant."""
    beside = profile.service_by_agency
    if beside is None:
        return []
    service, agency = (f"c{_place(headers, header)}" for header in (beside.service, beside.agency))
    cases = " ".join(
        f"when {_is_one_of(service, [name])} and {_is_one_of(agency, [of])} then {quoted(code)}"
        for name, codes in beside.codes.items()
        for of, code in codes.items()
    )
    return [(beside.name, f"case {cases} else {cells[_place(headers, beside.service)]} end")]


def _place(headers: Sequence[str], header: str) -> int:
    place = place_of(header, headers)
    if place is None:
        raise RefusedError("profile_header_missing")
    return place


def _joined(cells: Sequence[str], shared: bool) -> str:
    """SQL: the texts with a blank between them, null where the first has none.

    Where several joins have the first in common, as the date of a ticket with its three times, it says nothing alone:
    then all must have one.
    """
    first, *others = (f"nullif(trim({cell}), '')" for cell in cells)
    dates = f"regexp_replace({first}, {quoted(_MIDNIGHT)}, '')"
    times = (f"regexp_replace({other}, {quoted(_TIME_ONLY)}, '')" for other in others)
    filled = " and ".join(f"nullif(trim({cell}), '') is not null" for cell in (cells if shared else cells[:1]))
    return f"case when {filled} then concat_ws(' ', {', '.join([dates, *times])}) end"


def _first(cells: Sequence[str], shared: bool) -> str:
    """SQL: the first text that is not blank."""
    listed = ", ".join(f"nullif(trim({cell}), '')" for cell in cells)
    return f"coalesce({listed})"


def _blanked(profile: Profile, header: str, place: int) -> str:
    cell = f"c{place}"
    words = [*profile.blank_words.get("*", ())]
    for theirs, listed in profile.blank_words.items():
        if fold(theirs) == fold(header) or theirs == f"#{place + 1}":
            words += listed
    return f"case when not {_is_one_of(cell, words)} then {cell} end" if words else cell


def _rows(headers: Sequence[str], header: str, words: Sequence[str], keep: bool) -> str:
    listed = _is_one_of(f"c{_place(headers, header)}", words)
    return listed if keep else f"not {listed}"


def _is_one_of(cell: str, words: Sequence[str]) -> str:
    """SQL: whether a cell, folded, is one of these words; a cell without text is the word ''."""
    return is_one_of(f"coalesce(lower(trim({cell})), '')", [word.strip().lower() for word in words])
