"""Personal data in the cells of a file, found inside DuckDB before anything is stored.

Free text is judged cell by cell, by `data.privacy.patterns.signs`. Any other column holds numbers and codes of its
own, so a number there is judged together with its column:

- A number of sixteen digits counts as NIK only where at least half of the column's such numbers have the shape of one
  (of drawn numbers one in ninety has), and only when it is near certain. It is certain when its digits cannot be read
  as a numbering by place and day of application instead (nine in ten real ones cannot); when a third of the column's
  are certain, all are; and when such numbers are at most a quarter of the column, they are not its own numbering.
- What Excel made of one (1,17E+15) has lost the digits that number a record, so it counts everywhere.
- A telephone number must stand apart in its cell. Where half of a column looks so and begins alike (fewer kinds of
  first six digits than half the numbers), it is a numbering.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from data.duckdb_session import quoted
from data.intake.columns.matching import ColumnMap
from data.intake.source.sheet import Sheet
from data.intake.values import cell_text
from data.privacy import national_ids, patterns
from data.privacy.headers import personal_headers
from data.schema.kinds import ColumnType, Kind

FOUND = Path(__file__).with_suffix(".sql")
SHORTEST = 6
"""No personal data that is recognised here has fewer bytes."""


@dataclass(frozen=True)
class Picked:
    """Cells picked out by `is_suspect` before: SQL (row_no, cell_column, value); cells with text in their columns."""

    suspects: str
    filled: Mapping[str, int]


def find(
    con: duckdb.DuckDBPyConnection,
    headers: Sequence[str],
    declared: Mapping[str, ColumnType],
    free_text: Sequence[str],
    picked: Picked | None = None,
) -> list[tuple[int, str, str]]:
    """Where a file holds personal data: (row_no, cell column, rule), in the order of the file.

    Looks into the cell columns of `declared` and of `free_text` (which may name undeclared ones), but for those that
    `personal_headers` drops: among the cells `picked`, else in all of the table `cells`. Rules: personal_nik,
    personal_phone, personal_email; in free text also personal_name and personal_address. No value is returned.
    """
    gone = dropped(headers, declared)
    columns = [column for column in dict.fromkeys((*declared, *free_text)) if column not in gone]
    picked = picked or _pick(con, columns, declared, free_text)
    rows = _ask(con, columns, free_text, picked, "row_no, cell_column, rule", "order by row_no, place, rule")
    return [(int(row), str(column), str(rule)) for row, column, rule in rows]


def undeclared_columns(
    con: duckdb.DuckDBPyConnection,
    headers: Sequence[str],
    declared: Mapping[str, ColumnType],
    free_text: Sequence[str] = (),
    picked: Picked | None = None,
) -> tuple[int, ...]:
    """Places (from 0) of columns that nobody declared, with a harmless name, in which some cell holds personal data.

    Nothing of them is ever stored; they deserve the same notice as those of `personal_headers`.
    """
    known = {*declared, *free_text, *dropped(headers, declared)}
    columns = [f"c{i}" for i in range(len(headers)) if f"c{i}" not in known]
    rows = _ask(con, columns, (), picked or _pick(con, columns, {}, ()), "distinct cell_column")
    return tuple(sorted(int(column[1:]) for (column,) in rows))


def dropped(headers: Sequence[str], declared: Iterable[str]) -> set[str]:
    """The cell columns that nobody declared and whose header is that of personal data."""
    return {f"c{i}" for i in personal_headers(headers, {int(column[1:]) for column in declared})}


def _pick(
    con: duckdb.DuckDBPyConnection,
    columns: Sequence[str],
    declared: Mapping[str, ColumnType],
    free_text: Sequence[str],
) -> Picked:
    if not columns:
        return Picked("", {})
    suspects = " union all ".join(
        f"select row_no, {quoted(column)} as cell_column, {column} as value from cells"
        f" where {is_suspect(column, declared.get(column, 'text'), column in free_text)}"
        for column in columns
    )
    counts = con.execute(f"select {', '.join(f'count({column})' for column in columns)} from cells").fetchall()[0]
    return Picked(suspects, dict(zip(columns, map(int, counts), strict=True)))


def _ask(
    con: duckdb.DuckDBPyConnection,
    columns: Sequence[str],
    free_text: Sequence[str],
    picked: Picked,
    wanted: str,
    order: str = "",
) -> list[tuple[Any, ...]]:
    """Select from what `personal_data.sql` finds in these columns; the values in between leave no trace in the
    connection."""
    columns = [column for column in columns if picked.filled.get(column)]
    if not columns:
        return []
    names = ", ".join(map(quoted, columns))
    try:
        con.execute(f"""
            create or replace temp table personal_suspects as
            select row_no, cell_column, value from ({picked.suspects}) where cell_column in ({names})
        """)
        con.execute(f"""
            create or replace temp table personal_columns as
            select
                unnest([{names}]) as cell_column,
                unnest(range({len(columns)})) as place,
                unnest([{", ".join(str(column in free_text).lower() for column in columns)}]) as is_free,
                unnest([{", ".join(str(picked.filled.get(column, 0)) for column in columns)}]) as filled
        """)
        template = FOUND.read_text(encoding="utf-8")
        return con.execute(f"select {wanted} from ({template}) {order}", _patterns()).fetchall()
    finally:
        con.execute("drop table if exists personal_suspects")
        con.execute("drop table if exists personal_columns")


def is_suspect(cell: str, column_type: ColumnType, is_free: bool) -> str:
    """SQL that passes over nearly every harmless cell with one look (a null is no suspect)."""
    signs = f"{patterns.NUMBERS}|{patterns.WORDS}" if is_free else patterns.NUMBERS
    text = cell_text.without_unseen(cell)
    # A case looks no further than it must; a conjunction would work out all of its parts for every cell.
    looked_at = f"strlen({cell}) >= {SHORTEST}"
    if column_type in ("moment", "date", "day_or_month"):
        # Most moments have one of these marks, which no number of identity or telephone has.
        looked_at += f" and not contains({cell}, '/') and not contains({cell}, ':')"
    return f"case when {looked_at} then regexp_matches({text}, {quoted(signs)}) else false end"


def _patterns() -> dict[str, str]:
    return {
        "nik": national_ids.nik(),
        "any_number": national_ids.any_number(),
        "a_day_instead": national_ids.A_DAY_INSTEAD,
        "phone": patterns.PHONE,
        "phone_apart": patterns.PHONE_APART,
        "not_a_phone": patterns.NOT_A_PHONE,
        "email": patterns.EMAIL,
        "name": patterns.NAME,
        "office": patterns.OFFICE,
        "address": patterns.ADDRESS,
    }


def suspects_of_row(
    con: duckdb.DuckDBPyConnection, kind: Kind, sheet: Sheet, columns: ColumnMap, listed: Mapping[str, str]
) -> str:
    """SQL for the cells of a row that may hold personal data, null when there are none; for a select from `lines`.

    `listed` are the columns whose texts are in `seen`. What was read quickly (`<name>__quick`) has been seen through.
    """
    name_of = {cell: name for name, cell in columns.cells.items()}
    gone = dropped(sheet.headers, name_of)
    conditions = {}
    for cell in sheet.cell_columns:
        if cell in gone:
            continue
        name = name_of.get(cell)
        column = kind.column(name) if name else None
        suspect = is_suspect(cell, column.type if column else "text", bool(column and column.free_text))
        if name in listed:
            texts = f"select text as {cell} from seen where cell = '{cell}'"
            if not con.execute(f"select 1 from ({texts}) where {suspect} limit 1").fetchall():
                continue
        elif name:
            suspect = f"case when {name}__quick is null then {suspect} else false end"
        conditions[cell] = suspect
    if not conditions:
        return "null"
    cells = (
        f"case when {suspect} then {{'cell_column': '{cell}', 'value': trim({cell_text.without_unseen(cell)})}} end"
        for cell, suspect in conditions.items()
    )
    return (
        f"case when {' or '.join(f'({suspect})' for suspect in conditions.values())}"
        f" then list_filter([{', '.join(cells)}], lambda found: found is not null) end"
    )
