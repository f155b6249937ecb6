"""What only shows in a file as a whole: months outside its claim, a count far from the usual, marks read as zero."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from data import sql_files
from data.duckdb_session import quoted
from data.home import Home
from data.intake.checks import figures, held_records, recap_beside
from data.intake.columns import survey_items
from data.intake.columns.matching import ColumnMap
from data.intake.source import period_claims
from data.intake.source.period_claims import Claim
from data.intake.source.sheet import text_read
from data.intake.values import codes_followed
from data.ledger import stored_records
from data.schema.kinds import Kind
from data.schema.null_words import is_dash
from data.schema.problems import Problem

_HERE = Path(__file__).parent

FAR = 3
"""A month of less than a third or more than three times the usual rows is asked about …"""
USUAL_MONTHS = 6
LEAST_MONTHS = 3
LEAST_ROWS = 20
"""… where at least 3 of the 6 months before are held, and 20 rows are usual: fewer tell nothing."""
LOOKED_AT = 200
"""Rows with cells that could not be read, which may be titles."""
_DAY = r"^\d{4}-\d{2}-\d{2}"


def check_file(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    kind: Kind,
    headers: Sequence[str],
    columns: ColumnMap,
    claim: Claim | None,
) -> Iterator[Problem]:
    """Warnings about the file as a whole, once `typed` is made."""
    yield from columns.assumed
    if unclear := survey_items.unclear_headers(kind, headers, columns):
        listed = ", ".join(header for _, header in sorted(unclear.items()))
        yield Problem(None, None, "unsur_unclear", "warning", {"headers": listed})
    yield from codes_followed.check(con, home, kind, columns)
    yield from _of_days(con, kind, columns)
    yield from _dashes_as_zero(con, kind, columns)
    if claim is not None and kind.span is not None:
        yield from _outside_claim(con, kind, kind.span, claim)
        yield from _second_title(con, [f"c{i}" for i in range(len(headers))], columns, claim)
    if kind.month_of is not None:
        yield from _unusual_counts(con, home, kind, kind.month_of)
        if kind.is_numbered:
            yield from held_records.check(con, home, kind, kind.month_of)
    yield from recap_beside.check(con, home, kind)
    if kind.kind == "complaints":
        yield from _untyped(con, kind)
    if kind.kind == "figures":
        yield from figures.doubtful(con, home)


def _dashes_as_zero(con: duckdb.DuckDBPyConnection, kind: Kind, columns: ColumnMap) -> Iterator[Problem]:
    counts = [cell for name, cell in columns.cells.items() if kind.column(name).type == "count"]
    dashed = f"select distinct cell from seen where {is_dash('trim(text)')}"
    cells = [cell for (cell,) in con.execute(dashed).fetchall() if cell in counts]
    if cells:
        dashes = " + ".join(f"count(*) filter (where {is_dash(f'trim({cell})')})" for cell in cells)
        with text_read():
            count = int(con.execute(f"select {dashes} from lines").fetchall()[0][0])
        yield Problem(None, None, "dashes_as_zero", "warning", {"count": count})


def _untyped(con: duckdb.DuckDBPyConnection, kind: Kind) -> Iterator[Problem]:
    """Complaints without a type have no standard, and leave every rate of punctuality."""
    untyped = "select min(row_no), count(*) from accepted where complaint_type is null"
    row, count = con.execute(untyped).fetchall()[0]
    if count:
        yield Problem(row, kind.column("complaint_type").header, "complaint_untyped", "warning", {"count": count})


def _of_days(con: duckdb.DuckDBPyConnection, kind: Kind, columns: ColumnMap) -> Iterator[Problem]:
    """A month told by several days of it, and rows that are refused or left out for being of one month and service."""
    months = [column.name for column in kind.columns if column.type == "month" and column.name in columns.cells]
    if kind.kind != "recap" or not months:
        return
    days = f"select 1 from words_{months[0]} where regexp_matches(raw, {quoted(_DAY)})"
    if con.execute(f"{days} group by value having count(distinct left(raw, 10)) > 1 limit 1").fetchall():
        doubled = "select 1 from problems where rule in ('duplicate_equal', 'duplicate_different') limit 1"
        if con.execute(doubled).fetchall():
            yield Problem(None, kind.column(months[0]).header, "recap_of_days")


def _second_title(
    con: duckdb.DuckDBPyConnection, cells: Sequence[str], columns: ColumnMap, claim: Claim
) -> Iterator[Problem]:
    """A row of text alone that names another month, below a title that is all that says which month it is."""
    if all(problem.rule != "period_as_claimed" for problem in columns.assumed):
        return
    broken = "row_no in (select row_no from typed where raws is not null)"
    services = [f"{columns.cells[name]} is null" for name in ("service_code",) if name in columns.cells]
    texts = f"select row_no, [{', '.join(cells)}] from cells where {' or '.join([broken, *services])}"
    with text_read():
        rows = con.execute(f"{texts} order by row_no limit {LOOKED_AT}").fetchall()
    for row, written in rows:
        claims = (period_claims.of_file("", title=text) for text in written if text)
        other = next(
            (other for other in claims if other and (other.last < claim.first or claim.last < other.first)), None
        )
        if other is not None:
            yield Problem(None, None, "title_second", detail={"row": row, "period": other.period})
            return


def _outside_claim(
    con: duckdb.DuckDBPyConnection, kind: Kind, span: tuple[str, str], claim: Claim
) -> Iterator[Problem]:
    begins, ends = span
    row, count = con.execute(
        f"""
        select min(row_no), count(*) from typed
        where cast({begins} as date) > $last or cast({ends} as date) < $first
        """,
        {"first": claim.first, "last": claim.last},
    ).fetchall()[0]
    if count:
        detail = {"count": count, "period": claim.period}
        yield Problem(row, kind.column(begins).header, "outside_claim", "warning", detail)


def _unusual_counts(con: duckdb.DuckDBPyConnection, home: Home, kind: Kind, dated: str) -> Iterator[Problem]:
    """One question per region whose main month in this file is new to the home."""
    month = f"cast(date_trunc('month', {dated}) as date)"
    coming = con.execute(sql_files.read(_HERE / "main_months.sql", month=month, dated=dated)).fetchall()
    usual = _usual(con, home, kind, month, coming) if coming else {}
    for region, at, n in coming:
        if region in usual and (n * FAR < usual[region] or n > usual[region] * FAR):
            detail = {"count": n, "usual": usual[region], "region": region, "period": f"{at:%Y-%m}"}
            yield Problem(None, None, "row_count_unusual", "warning", detail)


def _usual(
    con: duckdb.DuckDBPyConnection, home: Home, kind: Kind, month: str, coming: list[tuple[Any, ...]]
) -> dict[str, int]:
    """Region → the median rows of the months before, where that is enough to go by."""
    if not stored_records.exists(home, kind.kind):
        return {}
    listed = ", ".join(f"({quoted(region)}, date '{at:%Y-%m-%d}')" for region, at, _ in coming)
    known = {"coming": listed, "records": stored_records.rows(home, kind.kind), "month": month}
    least = {"usual_months": USUAL_MONTHS, "least_months": LEAST_MONTHS, "least_rows": LEAST_ROWS}
    rows = con.execute(sql_files.read(_HERE / "usual_counts.sql", **known), least).fetchall()
    return {str(region): int(usual) for region, usual in rows}
