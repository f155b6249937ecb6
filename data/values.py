"""From the text of a file to typed rows, in one pass over it: `typed`, one row a row of the file that is not blank.

A cell of the usual form is read at once (`parsing.quick`); only what is left is trimmed and held against patterns, and
the different words of a coded column were read before (`data.glance`). What the rules of `data.checks` and the search
for personal data need to know of a cell's text is judged in the same pass, so that no text is kept.
"""

from collections.abc import Mapping
from datetime import datetime

import duckdb

from data import cell_words, checks, glance, held, listed_words, mapping, parsing, region_paths
from data.checks import Rule
from data.facts import codes
from data.home import Home
from data.kinds import Column, Kind
from data.mapping import ColumnMap
from data.privacy import suspects
from data.profiles import Profile
from data.reading import Sheet, text_read
from data.sql import quoted

# A row with a decision time is completed, any other is open, where the file has no status.
_STATUS_INFERRED = """
    select * replace (case
        when status__raw is not null then status
        when {decided}__raw is not null then cast('selesai' as statuses)
        else cast('proses' as statuses)
    end as status)
    from read_values
"""
_INFERRED = {
    "transactions": _STATUS_INFERRED.format(decided="decided_at"),
    "complaints": _STATUS_INFERRED.format(decided="resolved_at"),
    "stages": """
        select read_values.* replace (case
            when region_code__raw is not null then read_values.region_code
            else coalesce(held_applications.region_code, '-')
        end as region_code), several
        from read_values
        left join held_applications using (application_no)
    """,
    "recap": "select * replace (if(channel__raw is null, cast('-' as channels), channel) as channel) from read_values",
    "figures": "select * from read_values",
    "milestones": """
        select read_values.*, coalesce(path_clashes.clashes, false) as out_of_order
        from read_values
        left join path_clashes using (region_code, milestone, happened_on)
    """,
    "surveys": """
        select read_values.*, service_agencies.agency_code as service_agency_code
        from read_values
        left join service_agencies using (service_code)
    """,
}
BESIDE = {"milestones": ("out_of_order",), "stages": ("several",), "surveys": ("service_agency_code",)}
"""Columns beside the declared ones that rules speak of; they come by a join, which keeps no order of rows."""


def read(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    kind: Kind,
    sheet: Sheet,
    columns: ColumnMap,
    profile: Profile,
    region: str | None,
    now: datetime,
    examples: Mapping[str, str],
) -> int:
    """Make `typed` from `lines`, by a profile without open questions; returns how many rows it has.

    `examples` are some cells of the file by cell column (`conventions.examples`).

    Its columns: row_no; `place`, the rowid of the table `typed_rows` below it; the declared ones, null where blank or
    unreadable; beyond_headers; those of BESIDE; `filled`, how many required cells have text; `suspects`, the cells
    {cell_column, value} to be looked into for personal data, else null; `raws`, for a row that breaks a rule, what is
    told of each declared cell: null where it is blank, its text where it could not be read, '' where it was.
    Besides, `words_<name>` for every coded column.
    """
    assert sheet.lines is None or kind.kind not in BESIDE, "rows that are joined carry their number"
    listed = glance.listed(kind, columns)
    read_values = _read_values(con, home, kind, sheet, columns, listed, profile, examples)
    if kind.kind == "stages":
        held.put_applications(con, home)
    elif kind.kind == "milestones":
        con.execute(f"create view read_values as with {read_values} select * from read_values")
        region_paths.put_clashes(con, home)
    present = columns.cells.keys() | columns.constants.keys()
    rules = [rule for rule in checks.rules(kind, present, region) if _may_fire(con, rule, listed)]
    conditions = [f"({rule.condition})" for rule in rules]
    parameters = {"now": now} if any("$now" in condition for condition in conditions) else {}
    raws = ", ".join(f"{column.name}__raw" for column in kind.columns)
    needed = [f"({name}__raw is not null)::int" for name in required(kind, columns)]
    kept = [column.name for column in kind.columns] + ["beyond_headers", *BESIDE.get(kind.kind, ())]
    with text_read():
        con.execute(
            f"""
            create table typed_rows as
            with {read_values}
            select {"row_no, " if sheet.lines is None else ""}{", ".join(kept)},
                cast({" + ".join(needed) or "0"} as utinyint) as filled, is_blank, suspects,
                case when {" or ".join(conditions)} then [{raws}] end as raws
            from ({_INFERRED[kind.kind]})
            """,
            parameters,
        )
    con.execute("delete from typed_rows where is_blank")
    number = f"rowid + {sheet.header_row + 1} as row_no, " if sheet.lines is not None else ""
    con.execute(f"create view typed as select {number}rowid as place, * exclude (is_blank) from typed_rows")
    return int(con.execute("select count(*) from typed_rows").fetchall()[0][0])


def _may_fire(con: duckdb.DuckDBPyConnection, rule: Rule, listed: Mapping[str, str]) -> bool:
    """Whether any row can break a rule: none has an unreadable cell in a column whose every text was read before."""
    if rule.column not in listed or rule.name not in ("cell_error", *checks.UNREADABLE.values()):
        return True
    return not listed_words.are_all_read(con, rule.column)


def required(kind: Kind, columns: ColumnMap) -> list[str]:
    """The required columns that the file has."""
    return [column.name for column in kind.columns if column.required and column.name in columns.cells]


def _read_values(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    kind: Kind,
    sheet: Sheet,
    columns: ColumnMap,
    listed: Mapping[str, str],
    profile: Profile,
    examples: Mapping[str, str],
) -> str:
    """SQL that names `read_values`: every declared column with `<name>__raw`; is_blank, suspects, beyond_headers.

    It is worked out in named steps, so that an expression that is needed twice is worked out once.
    """
    steps: list[list[str]] = [[], [], [], []]
    values = []
    for column in kind.columns:
        name, cell = column.name, columns.cells.get(column.name)
        if cell is None:
            values.append(_constant(home, column, columns.constants.get(name), profile))
        elif name in listed:
            listed_words.make(con, home, column, cell, profile)
            steps[0].append(f"{listed_words.place(name, cell)} as {name}__place")
            value, raw = listed_words.at(name, f"{name}__place")
            values.append(f"{value} as {name}, {raw} as {name}__raw")
        else:
            steps[0].append(f"{parsing.quick(column, cell, profile, examples.get(cell, ''))} as {name}__quick")
            steps[1].append(f"case when {name}__quick is null then nullif(trim({cell}), '') end as {name}__trimmed")
            steps[2].append(f"{cell_words.said(column, f'{name}__trimmed')} as {name}__text")
            slow = parsing.value(column, f"{name}__text", profile)
            steps[3].append(f"case when {name}__text is not null then {slow} end as {name}__slow")
            read = f"case when {name}__quick is not null then {name}__quick"
            values.append(f"{read} else {parsing.cut(column, f'{name}__slow')} end as {name}")
            values.append(f"case when {name}__quick is not null then '' else {name}__text end as {name}__raw")
    steps[0].append(f"{_is_blank(kind, sheet, columns)} as is_blank")
    steps[1].append(f"{suspects.of_row(con, kind, sheet, columns, listed)} as suspects")
    sources = ["lines", *(f"step{i}" for i in range(len(steps)))]
    named = [f"step{i} as (select {', '.join(['*', *step])} from {sources[i]})" for i, step in enumerate(steps)]
    beside = [*(["row_no"] if sheet.lines is None else []), "beyond_headers", "is_blank", "suspects"]
    return ", ".join([*named, f"read_values as (select {', '.join([*beside, *values])} from {sources[-1]})"])


def _constant(home: Home, column: Column, constant: str | None, profile: Profile) -> str:
    """SQL for a column that the file lacks, and for what is told of its cells."""
    name = column.name
    if constant is None:
        return f"cast(null as {codes.sql_type(column)}) as {name}, cast(null as varchar) as {name}__raw"
    if column.type in mapping.CODED:
        code = mapping.code(column, constant, mapping.vocabulary(home, column), profile.value_map(column.header, name))
        value = "null" if code is None else parsing.from_code(column, quoted(code))
    else:
        value = parsing.cut(column, parsing.value(column, quoted(constant), profile))
    return f"cast({value} as {codes.sql_type(column)}) as {name}, {quoted(constant)} as {name}__raw"


def _is_blank(kind: Kind, sheet: Sheet, columns: ColumnMap) -> str:
    """SQL: whether a row has no text at all; the columns that mostly have some are looked at first."""
    first = [columns.cells[name] for name in required(kind, columns)]
    cells = list(dict.fromkeys([*first, *sheet.cell_columns]))
    filled = " ".join(f"when {glance.has_text(cell)} then false" for cell in cells)
    return f"case {filled} else true end"
