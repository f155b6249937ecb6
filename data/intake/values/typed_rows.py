"""From the text of a file to typed rows, in one pass over it: `typed`, one row a row of the file that is not blank.

What the rules of `data.schema.row_rules` and the search for personal data need to know of a cell's text is judged in
the same pass, so that no text is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from data import clock
from data.home import Home
from data.intake.columns import arranged, matching
from data.intake.columns.matching import ColumnMap
from data.intake.source import sheet as reading
from data.intake.source.profiles import Profile
from data.intake.source.request import Request
from data.intake.source.sheet import Sheet, text_read
from data.intake.values import (
    cell_sql,
    conventions,
    decimal_mark,
    distinct_words,
    due_days,
    event_cases,
    milestone_order,
    region_clock,
    sample,
    unread_rows,
)
from data.intake.values.cell_sql import Basis
from data.intake.values.region_clock import Hours
from data.ledger import stored_records
from data.schema import row_rules
from data.schema.kinds import Kind, RowRule
from data.warehouse.facts import enum_types, tables

_PREPARE = {"held_applications": stored_records.put_applications, "path_clashes": milestone_order.put_clashes}
"""Joined tables that are made for the file at hand; the others are reference tables (`data.warehouse.facts.tables`)."""


def read(con: duckdb.DuckDBPyConnection, home: Home, basis: Basis) -> tuple[int, int] | None:
    """Make `typed` from `lines`; returns how many rows it has, and how many of them have a moment that is none.

    Its columns: row_no; `place`, the rowid of the table `typed_rows` below it; the declared ones, null where blank or
    unreadable; beyond_headers; those the kind has `beside`; `filled`, how many required cells have text; `suspects`,
    the cells {cell_column, value} to be looked into for personal data, else null; `raws`, for a row that breaks a rule,
    what is told of each declared cell: null where it is blank, its text where it could not be read, '' where it was.
    Besides, `words_<name>` for every coded column.

    A row with words that `seen` has not is read once more with them, and then all rows carry their number. None when
    what else was taken for granted does not hold: that the file has `Sheet.lines` rows, that no cell decides how dates
    or numbers are written.
    """
    kind, sheet = basis.kind, basis.sheet
    assert sheet.lines is None or not kind.joined, "rows that are joined carry their number"
    read_values = _read_values(con, home, basis)
    for lookup in (_PREPARE[name] for name in kind.joined if name in _PREPARE):
        con.execute(f"create or replace view read_values as with {read_values} select * from read_values")
        lookup(con, home)
    _put_rows(con, basis, read_values)
    rows, blank, surprises, never, unread = _counted(con, basis)
    if surprises or sheet.lines not in (None, rows):
        return None
    numbered = sheet.lines is None
    if unread:
        afresh = unread_rows.lay_out(con, basis)
        _put_rows(con, afresh, cell_sql.read_values(con, home, afresh), "reread_rows")
        unread_rows.put_back(con, basis)
        numbered = True
        rows, blank, _, never, _ = _counted(con, afresh)
    con.execute("delete from typed_rows where is_blank")
    _show_typed(con, "" if numbered else f"rowid + {sheet.header_row + 1} as row_no, ")
    return rows - blank, never


def _counted(con: duckdb.DuckDBPyConnection, basis: Basis) -> tuple[int, ...]:
    """How many rows `typed_rows` has; how many are blank, unforeseen, with a moment that is none, not read yet."""
    unread = "unread is not null" if basis.keeps_unread else "false"
    conditions = ("is_blank", "is_unforeseen", "is_never", unread)
    counts = (f"count(*) filter (where {condition})" for condition in conditions)
    return tuple(map(int, con.execute(f"select count(*), {', '.join(counts)} from typed_rows").fetchall()[0]))


def _show_typed(con: duckdb.DuckDBPyConnection, number: str) -> None:
    aside = "is_blank, is_unforeseen, is_never"
    if any(name == "unread" for name, *_ in con.execute("select * from typed_rows limit 0").description):
        aside += ", unread"
    columns = f"{number}rowid as place, * exclude ({aside})"
    con.execute(f"create or replace view typed as select {columns} from typed_rows")


def carry_numbers(con: duckdb.DuckDBPyConnection) -> None:
    """Rows of `typed` whose number was their place carry it: an update that touches a list moves a row."""
    if any(name == "row_no" for name, *_ in con.execute("select * from typed_rows limit 0").description):
        return
    con.execute("create temp table numbers as select place, row_no from typed")
    con.execute("alter table typed_rows add column row_no bigint")
    con.execute("update typed_rows set row_no = numbers.row_no from numbers where typed_rows.rowid = numbers.place")
    _show_typed(con, "")


def _read_values(con: duckdb.DuckDBPyConnection, home: Home, basis: Basis) -> str:
    """SQL that names `read_values`, events grouped by case and due days worked out where the profile asks for it."""
    cases, due = basis.profile.cases, basis.profile.due
    if cases is None and due is None:
        return cell_sql.read_values(con, home, basis)
    days = [f"{due_days.text(due, basis.sheet)} as due_days__text"] if due else []
    named = [cell_sql.read_values(con, home, basis, "row_values", days)]
    last = "row_values"
    if cases is not None:
        further = ["due_days__text"] if due else []
        named.append(f"case_values as ({event_cases.grouped(basis.kind, basis.profile, last, further)})")
        last = "case_values"
    if due is not None:
        after = next(c.name for c in basis.kind.columns if due.after in (c.name, c.header))
        named.append(f"due_values as ({due_days.computed(due, after, last)})")
        last = "due_values"
    return ", ".join([*named, f"read_values as (select * from {last} order by row_no)"])


def _put_rows(con: duckdb.DuckDBPyConnection, basis: Basis, read_values: str, table: str = "typed_rows") -> None:
    """The table `typed_rows`, blank rows too, by the one pass over the text."""
    kind, sheet = basis.kind, basis.sheet
    rules = " or ".join(f"({rule.condition})" for rule in _rules(con, basis))
    rules = rules.replace("$now", region_clock.later("$now", basis.ahead, "region_code"))
    raws = ", ".join(f"{column.name}__raw" for column in kind.columns)
    needed = " + ".join(f"({name}__raw is not null)::int" for name in cell_sql.required(kind, basis.columns))
    names = [] if sheet.lines is not None else ["row_no"]
    names += [*(column.name for column in kind.columns), "beyond_headers", *kind.beside]
    names += event_cases.BESIDE if basis.profile.cases else ()
    names += [f"cast({needed or '0'} as utinyint) as filled", "is_blank", "is_unforeseen", "is_never", "suspects"]
    names += ["unread"] if basis.keeps_unread else []
    columns = ", ".join([*names, f"case when {rules} then [{raws}] end as raws"])
    with text_read():
        con.execute(
            f"create or replace table {table} as with {read_values} select {columns} from ({_inferred(kind)})",
            {"now": basis.now} if "$now" in rules else {},
        )


def _inferred(kind: Kind) -> str:
    """SQL for the values of a row together with what follows from them and what stands beside it."""
    values = (f"{sql} as {name}" for name, sql in kind.inferred.items())
    replaced = f" replace ({', '.join(values)})" if kind.inferred else ""
    joins = (f" left join {table} using ({', '.join(on)})" for table, on in kind.joined.items())
    beside = (f"{sql} as {name}" for name, sql in kind.beside.items())
    return f"select {', '.join([f'read_values.*{replaced}', *beside])} from read_values{''.join(joins)}"


def _rules(con: duckdb.DuckDBPyConnection, basis: Basis) -> list[RowRule]:
    """The rules that some row may break: none has an unreadable cell in a column whose every text was read before."""
    present = basis.columns.present
    all_read = {name for name in basis.listed if distinct_words.are_all_read(con, name)}
    unreadable = ("cell_error", "formula_uncalculated", *row_rules.UNREADABLE.values())
    rules = row_rules.rules(basis.kind, present, basis.asked.region)
    return [rule for rule in rules if rule.column not in all_read or rule.name not in unreadable]


@dataclass(frozen=True)
class Typed:
    """How the table `typed` was made: its rows, the profile without open questions, the answers it rests on, and when.

    `now` is the moment of loading in the file's zone, to compare with the moments the file tells.
    """

    rows: int
    never: int
    """Rows with a moment written as none (`data.schema.null_words.NULL_DATE`)."""
    profile: Profile
    answers: Mapping[str, bool]
    now: datetime
    ahead: Hours
    """The regions whose clock is not the file's."""
    decimals_in_doubt: bool = False
    """Whether nothing tells if three digits after a lone mark are decimals or thousands."""


def make_typed(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    asked: Request,
    sheet: Sheet,
    columns: ColumnMap,
    scratch: Path,
) -> Typed:
    """Make `typed` (`data.intake.values.typed_rows`) from the views of `data.intake.source.sheet`; RefusedError as that
    raises it."""
    tables.put(con, home)
    enum_types.put(con, home)
    made = _read(con, home, asked, sheet, columns, sample.FIRST)
    if made is None:
        if sheet.lines is not None:
            recognise = matching.recogniser(asked.kind, asked.profile)
            year = sheet.year
            sheet = reading.read(con, asked.path, asked.profile, recognise, scratch, with_row_no=True)
            sheet = replace(sheet, year=year)
            arranged.join_year(con, asked.kind, sheet, columns)
        made = _read(con, home, asked, sheet, columns, None)
    assert made is not None, "a file that was looked through has nothing unforeseen"
    return made


def _read(
    con: duckdb.DuckDBPyConnection, home: Home, asked: Request, sheet: Sheet, columns: ColumnMap, first: int | None
) -> Typed | None:
    """One reading, by what the `first` rows tell (None: all); None when that is not enough."""
    questions = conventions.questions(asked.kind, columns, asked.profile)
    seen = sample.look(con, sheet.cell_columns, sample.listed(asked.kind, columns).values(), questions, first)
    if not seen.is_whole and any(seen.answers.values()):
        return None
    profile = conventions.decide(con, asked.kind, columns, asked.profile, seen.answers)
    marks: set[str] = set()
    if asked.profile.decimal_mark is None and not {"point_is_decimal", "comma_is_decimal"} & {
        name for name, is_so in seen.answers.items() if is_so
    }:
        marks = decimal_mark.possible(con, home, asked.kind, columns, asked.profile)
    if len(marks) == 1:
        profile = profile.model_copy(update={"decimal_mark": marks.pop()})
    now = clock.now().astimezone(ZoneInfo(profile.time_zone)).replace(tzinfo=None)
    ahead = region_clock.ahead(home, profile) if asked.region is None else {}
    basis = Basis(asked, sheet, columns, seen, profile, now, ahead)
    counts = read(con, home, replace(basis, keeps_unread=unread_rows.can_be_kept(basis)))
    return None if counts is None else Typed(*counts, profile, seen.answers, now, ahead, len(marks) > 1)
