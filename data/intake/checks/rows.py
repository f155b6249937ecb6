"""From typed rows to accepted rows and problems, all inside one DuckDB connection.

Tables made on the way: `broken` (the rows of `typed` that break a rule, with `<name>__raw` beside each column),
`problems` (row_no, column_name, rule, severity), `accepted` (the rows that go into the ledger).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from data import sql_files
from data.duckdb_session import quoted
from data.home import Home
from data.intake.checks import nearest_words
from data.intake.columns.matching import ColumnMap
from data.intake.values import cell_sql, region_clock
from data.intake.values.region_clock import Hours
from data.schema import row_rules
from data.schema.kinds import Kind, Severity
from data.schema.problems import Problem
from data.warehouse.facts.tables import STANDARD, STANDARDS_JOIN

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Checked:
    """How many rows were read, accepted and refused, and every finding, in the order of the file."""

    read: int
    accepted: int
    rejected: int
    problems: tuple[Problem, ...]


def check(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    kind: Kind,
    columns: ColumnMap,
    region: str | None,
    now: datetime,
    ahead: Hours,
    personal: Sequence[tuple[int, str, str]] = (),
    refused: Sequence[tuple[int, str, str]] = (),
) -> Checked:
    """Make `accepted` from `typed` (`data.intake.values.typed_rows`); `now` is local to the file's zone.

    `personal` are cells (row_no, column, rule) that hold personal data: they refuse their row, and nothing else is
    said of them. `refused` are further cells that refuse their row.
    """
    footer = _cut_footer(con, kind, columns)
    _mark_broken(con, kind, columns, region, now, ahead)
    _mark_refused(con, refused)
    _mark_personal(con, personal)
    _mark_duplicates(con, kind)
    _accept(con, kind)
    if kind.kind == "transactions":
        _warn_without_standard(con)
    return Checked(
        read=_count(con, "select count(*) from typed"),
        accepted=_count(con, "select count(*) from accepted"),
        rejected=_count(con, "select count(distinct row_no) from problems where severity = 'error'"),
        problems=(*footer, *_listed(con, home, kind)),
    )


def _mark_broken(
    con: duckdb.DuckDBPyConnection, kind: Kind, columns: ColumnMap, region: str | None, now: datetime, ahead: Hours
) -> None:
    """Every rule that a row breaks becomes a problem; that it breaks one was found when it was read."""
    raws = ", ".join(f"raws[{i}] as {column.name}__raw" for i, column in enumerate(kind.columns, start=1))
    con.execute(f"create table broken as select *, {raws} from typed where raws is not null")
    con.execute("create table problems (row_no bigint, column_name varchar, rule varchar, severity varchar)")
    if not _count(con, "select count(*) from broken"):
        return
    rules = tuple(row_rules.rules(kind, columns.present, region))
    # One statement for all rules: to plan one for each takes longer than to run it.
    broken = ", ".join(f"case when {rule.condition} then {nth} end" for nth, rule in enumerate(rules, start=1))
    broken = broken.replace("$now", region_clock.later("$now", ahead, "region_code"))
    details = ", ".join(f"{[getattr(rule, of) for rule in rules]}[nth]" for of in ("column", "name", "severity"))
    each = f"select row_no, unnest([{broken}]) as nth from broken"
    con.execute(
        f"insert into problems select row_no, {details} from ({each}) where nth is not null",
        {"now": now} if "$now" in broken else {},
    )


def _cut_footer(con: duckdb.DuckDBPyConnection, kind: Kind, columns: ColumnMap) -> list[Problem]:
    """Take off totals and signatures: rows below the last whole one with at most half of the required cells filled."""
    needed = len(cell_sql.required(kind, columns))
    last_whole = f"(select coalesce(max(row_no), 0) from typed where filled = {needed})"
    below = f"row_no > {last_whole} and {last_whole} > 0 and 2 * filled <= {needed} and not {_is_data(kind)}"
    row, count = con.execute(f"select min(row_no), count(*) from typed where {below}").fetchall()[0]
    if not count:
        return []
    con.execute(f"delete from typed_rows where rowid in (select place from typed where row_no >= {row} and {below})")
    return [Problem(row, None, "footer_skipped", "warning", {"count": count})]


def _is_data(kind: Kind) -> str:
    """SQL: whether a row names a service (or an indicator, a step) and counts or dates something: no total does."""
    named = [column.name for column in kind.columns if column.type in ("service", "indicator", "milestone")]
    data_columns = [column.name for column in kind.columns if column.type in ("count", "number", "moment", "score")]
    if not named or not data_columns:
        return "false"
    return f"(coalesce({', '.join(f'cast({name} as varchar)' for name in named)}) is not null" + (
        f" and coalesce({', '.join(f'cast({name} as varchar)' for name in data_columns)}) is not null)"
    )


def _mark_personal(con: duckdb.DuckDBPyConnection, personal: Sequence[tuple[int, str, str]]) -> None:
    if not personal:
        return
    rows, names, rules = (list(part) for part in zip(*personal, strict=True))
    con.execute(
        "create table personal as"
        " select unnest($a::bigint[]) as row_no, unnest($b::varchar[]) as column_name, unnest($c::varchar[]) as rule",
        {"a": rows, "b": names, "c": rules},
    )
    con.execute("delete from problems where (row_no, column_name) in (select (row_no, column_name) from personal)")
    con.execute("insert into problems select *, 'error' from personal semi join typed using (row_no)")


def _mark_refused(con: duckdb.DuckDBPyConnection, refused: Sequence[tuple[int, str, str]]) -> None:
    if refused:
        rows, names, rules = (list(part) for part in zip(*refused, strict=True))
        con.execute(
            "insert into problems select row_no, column_name, rule, 'error' from (select unnest($a::bigint[]) as row_no"
            ", unnest($b::varchar[]) as column_name, unnest($c::varchar[]) as rule) semi join typed using (row_no)",
            {"a": rows, "b": names, "c": rules},
        )


def _mark_duplicates(con: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    """Equal rows of one key count once, with a warning on the later ones; different ones are all refused."""
    columns = tuple(column.name for column in kind.columns)
    key = ", ".join(columns if kind.several_rows else kind.key)
    whole = " and ".join(f"{name} is not null" for name in kind.key)
    # Grouping by a number finds whom to look at more closely, and takes far less memory than grouping by texts.
    repeated = sql_files.read(_HERE / "repeated_keys.sql", key=key, columns=", ".join(columns), is_whole=whole)
    con.execute(f"create table duplicated as {repeated}")
    duplicates = sql_files.read(_HERE / "duplicates.sql", key=key, column=quoted(kind.key[-1]))
    con.execute(f"insert into problems {duplicates}")


def _accept(con: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    values = ", ".join(column.name for column in kind.columns)
    refused = "select row_no from problems where severity = 'error' or rule = 'duplicate_equal'"
    con.execute(f"create view accepted as select row_no, {values} from typed where row_no not in ({refused})")


def _warn_without_standard(con: duckdb.DuckDBPyConnection) -> None:
    without = sql_files.read(_HERE / "without_standard.sql", standards_join=STANDARDS_JOIN, standard=STANDARD)
    con.execute(f"insert into problems {without}")


MOMENTS = {
    "transactions": ("received_at", "complete_at", "decided_at"),
    "complaints": ("received_at", "first_response_at", "resolved_at"),
}
"""Moments between which working days are counted."""


def _outside_calendar(con: duckdb.DuckDBPyConnection, kind: Kind) -> Iterator[Problem]:
    """One line for the whole file when days lie outside the calendar: their working days stay empty."""
    if kind.kind not in MOMENTS:
        return
    moments = ", ".join(MOMENTS[kind.kind])
    outside = sql_files.read(_HERE / "outside_calendar.sql", moments=moments)
    first, last, row, count = con.execute(outside).fetchall()[0]
    if count:
        detail = {"first": f"{first:%d-%m-%Y}", "last": f"{last:%d-%m-%Y}", "count": count}
        yield Problem(row, kind.column("received_at").header, "outside_calendar", "warning", detail)


def _listed(con: duckdb.DuckDBPyConnection, home: Home, kind: Kind) -> Iterator[Problem]:
    headers = {column.name: column.header for column in kind.columns}
    rows: Sequence[tuple[int, str, str, Severity]] = con.execute(
        "select row_no, column_name, rule, severity from problems order by row_no, severity, column_name, rule"
    ).fetchall()
    yield from _outside_calendar(con, kind)
    meant = nearest_words.find(con, home, kind, {column for _, column, rule, _ in rows if rule.endswith("_unknown")})
    for row, column, rule, severity in rows:
        near = meant.get((row, column)) if rule.endswith("_unknown") else None
        yield Problem(row, headers[column], rule, severity, {"nearest": near} if near else {})


def _count(con: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(con.execute(query).fetchall()[0][0])
