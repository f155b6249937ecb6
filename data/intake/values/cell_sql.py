"""SQL that reads every declared column of a kind from the text cells of a file, each in the quickest way that is right.

A cell of the usual form is read at once (`parsing.quick`); only what is left is trimmed and held against patterns, and
the different words of a coded column are read before, once each (`data.intake.values.distinct_words`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import duckdb

from data.duckdb_session import quoted
from data.home import Home
from data.intake.columns import matching
from data.intake.columns.matching import ColumnMap
from data.intake.source.profiles import Profile
from data.intake.source.request import Request
from data.intake.source.sheet import Sheet
from data.intake.values import (
    cell_text,
    conventions,
    distinct_words,
    patterns,
    personal_data,
    region_clock,
    sample,
)
from data.intake.values.region_clock import Hours
from data.intake.values.sample import Glance
from data.schema import null_words
from data.schema.kinds import Column, Kind


@dataclass(frozen=True)
class Basis:
    """What a reading of cells rests on: what was asked, where the cells stand, how they are to be understood.

    `profile` has no open questions; `now` is the moment of loading in the file's zone.
    """

    asked: Request
    sheet: Sheet
    columns: ColumnMap
    seen: Glance
    profile: Profile
    now: datetime
    ahead: Hours = field(default_factory=dict)
    """The regions whose clock is not the file's (`data.intake.values.region_clock`)."""
    lines: str = "lines"
    """The view of the cells: that of the sheet, or of some of its rows."""
    keeps_unread: bool = False
    """Whether the cells of a row with a word that `seen` has not are kept (`unread`), to be read once more."""

    @property
    def kind(self) -> Kind:
        """What a row is."""
        return self.asked.kind

    @property
    def listed(self) -> Mapping[str, str]:
        """Our column → its cell column, where each text is read once."""
        return sample.listed(self.kind, self.columns)


def required(kind: Kind, columns: ColumnMap) -> list[str]:
    """The required columns that the file has."""
    return [column.name for column in kind.columns if column.required and column.name in columns.cells]


@dataclass
class _Steps:
    """The selects of a reading, each on top of the one before, so that what is needed twice is worked out once.

    quick: cells of usual forms, and places of listed words; trimmed: the text of all others; never: whether a moment is
    none; said: what a text says; moments: the texts of moments by pattern; slow: values of what was not quick.
    """

    quick: list[str] = field(default_factory=list)
    trimmed: list[str] = field(default_factory=list)
    never: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    moments: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    """The last select: each column with what is told of its cell."""
    texts_of_moments: list[str] = field(default_factory=list)
    nevers: list[str] = field(default_factory=list)

    def add_listed(self, name: str, cell: str) -> None:
        """A column whose different texts were read before (`data.intake.values.distinct_words`)."""
        self.quick.append(f"{distinct_words.place(name, cell)} as {name}__place")
        value, raw = distinct_words.at(name, f"{name}__place")
        self.values.append(f"{value} as {name}, {raw} as {name}__raw")

    def add_read(self, column: Column, cell: str, basis: Basis) -> None:
        """A column whose cells are read one by one; a moment that says its zone is told by its region's clock."""
        profile, example = basis.profile, basis.seen.examples.get(cell, "")
        name = column.name
        trimmed, text = f"{name}__trimmed", f"{name}__text"
        self.quick.append(f"{patterns.quick(column, cell, profile, example)} as {name}__quick")
        self.trimmed.append(
            f"case when {name}__quick is null then nullif({cell_text.clean(cell)}, '') end as {trimmed}"
        )
        said = null_words.said(column, trimmed)
        if column.type in null_words.MOMENTS:
            never = null_words.is_null_date(trimmed)
            self.never.append(f"case when {trimmed} is null then false else {never} end as {name}__never")
            self.nevers.append(f"{name}__never")
            said = f"case when not {name}__never then {said} end"
        self.said.append(f"{said} as {text}")
        if column.type in ("moment", "date"):
            self.texts_of_moments.append(cell_text.closed_day(text))
            slow = f"moments[{len(self.texts_of_moments)}]"
            if "region_code" in basis.listed:
                region, _ = distinct_words.at("region_code", "region_code__place")
                slow = region_clock.later(slow, basis.ahead, region, patterns.tells_zone(text, profile))
        else:
            slow = f"case when {text} is not null then {patterns.value(column, text, profile)} end"
        self.slow.append(f"{slow} as {name}__slow")
        read = f"case when {name}__quick is not null then {name}__quick"
        self.values.append(f"{read} else {patterns.cut(column, f'{name}__slow')} end as {name}")
        self.values.append(f"case when {name}__quick is not null then '' else {text} end as {name}__raw")

    def named(self, name: str, lines: str, beside: Sequence[str]) -> str:
        """SQL that names the values of the cells in `lines` so, with these columns beside them."""
        steps = (self.quick, self.trimmed, self.never, self.said, self.moments, self.slow)
        sources = [lines, *(f"step{i}" for i in range(len(steps)))]
        named = [f"step{i} as (select {', '.join(['*', *step])} from {sources[i]})" for i, step in enumerate(steps)]
        last = f"{name} as (select {', '.join([*beside, *self.values])} from {sources[-1]})"
        return ", ".join([*named, last])


def read_values(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    basis: Basis,
    name: str = "read_values",
    further: Sequence[str] = (),
) -> str:
    """SQL that names the values so: every declared column with `<name>__raw`; what is told of the row beside them.

    `further` are expressions over the cells that are to stand there too.
    """
    kind, sheet, columns, listed, profile = basis.kind, basis.sheet, basis.columns, basis.listed, basis.profile
    steps = _Steps()
    for column in kind.columns:
        ours, cell = column.name, columns.cells.get(column.name)
        if cell is None:
            steps.values.append(_constant(home, column, columns.constants.get(ours), profile))
        elif ours in listed:
            distinct_words.make(con, home, column, cell, profile)
            steps.add_listed(ours, cell)
        else:
            steps.add_read(column, cell, basis)
    if steps.texts_of_moments:
        steps.moments.append(f"{_by_pattern(steps.texts_of_moments, profile)} as moments")
    steps.quick.append(f"{_is_blank(kind, sheet, columns)} as is_blank")
    steps.trimmed.append(f"{_is_unforeseen(basis)} as is_unforeseen")
    suspects = personal_data.suspects_of_row(con, kind, sheet, columns, listed)
    steps.trimmed.append(f"cast({suspects} as struct(cell_column varchar, value varchar)[]) as suspects")
    steps.said.append(f"{' or '.join(steps.nevers) or 'false'} as is_never")
    flags = ["beyond_headers", "is_blank", "is_unforeseen", "is_never", "suspects"]
    if basis.keeps_unread:
        cells = ", ".join(sheet.cell_columns)
        steps.trimmed.append(f"case when {_has_fresh_word(basis)} then [{cells}] end as unread")
        flags.append("unread")
    return steps.named(name, basis.lines, [*(["row_no"] if sheet.lines is None else []), *flags, *further])


def _is_unforeseen(basis: Basis) -> str:
    """SQL: whether a row says what a look at the first ones did not; in a case no more of it is looked at than needed.

    What was read quickly cannot: it is written as the convention in force wants it.
    """
    if basis.seen.is_whole:
        return "false"
    doubts = conventions.doubts(basis.kind, basis.columns, basis.asked.profile)
    signs = [f"case when {name}__quick is null then {doubt} else false end" for name, doubt in doubts.items()]
    if not basis.keeps_unread:
        signs.append(_has_fresh_word(basis))
    return f"case when {' or '.join(signs) or 'false'} then true else false end"


def _has_fresh_word(basis: Basis) -> str:
    """SQL: whether a row has a word that a look at the first ones did not meet."""
    fresh = (f"({cell} is not null and {name}__place is null)" for name, cell in basis.listed.items())
    return f"({' or '.join(fresh) or 'false'})"


def _by_pattern(texts: Sequence[str], profile: Profile) -> str:
    """SQL for the moments that some columns say, in a list; the patterns are many, so they are written once."""
    listed = ", ".join(texts)
    each = f"lambda said: case when said is not null then {patterns.moment('said', profile)} end"
    return f"case when coalesce({listed}) is not null then list_transform([{listed}], {each}) end"


def _constant(home: Home, column: Column, constant: str | None, profile: Profile) -> str:
    """SQL for a column that the file lacks, and for what is told of its cells."""
    name = column.name
    if constant is None:
        return f"cast(null as {patterns.sql_type(column, profile)}) as {name}, cast(null as varchar) as {name}__raw"
    if column.type in matching.CODED:
        code = matching.code(
            column, constant, matching.vocabulary(home, column), profile.value_map(column.header, name)
        )
        value = "null" if code is None else patterns.from_code(column, quoted(code))
    else:
        value = patterns.cut(column, patterns.value(column, quoted(constant), profile))
    return f"cast({value} as {patterns.sql_type(column, profile)}) as {name}, {quoted(constant)} as {name}__raw"


def _is_blank(kind: Kind, sheet: Sheet, columns: ColumnMap) -> str:
    """SQL: whether a row has no text at all; the columns that mostly have some are looked at first."""
    first = [columns.cells[name] for name in required(kind, columns)]
    cells = list(dict.fromkeys([*first, *sheet.cell_columns]))
    filled = " ".join(f"when {sample.has_text(cell)} then false" for cell in cells)
    return f"case {filled} else true end"
