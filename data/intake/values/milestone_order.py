"""Whether the milestones of a file keep the order of the path, among themselves and with those held already."""

from pathlib import Path

import duckdb

from data import sql_files
from data.home import Home
from data.ledger import stored_records

_HERE = Path(__file__).parent


def put_clashes(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    """The table `path_clashes(region_code, milestone, happened_on, out_of_order)` for the rows of `read_values`.

    A row clashes when another milestone of its region, in the file or held, happened on the wrong side of it; two of
    one order, and those without one, may come in any order. What is known to the month is compared by the month. In
    a file both rows of a clash are named, for neither is known to be the right one.
    """
    earlier = {"mine_before": _before("mine", "other"), "other_before": _before("other", "mine")}
    clashes = sql_files.read(_HERE / "path_clashes.sql", held=_held(home), **earlier)
    con.execute(f"create or replace table path_clashes as {clashes}")


def _held(home: Home) -> str:
    if not stored_records.exists(home, "milestones"):
        return "select '' as region_code, '' as milestone, '' as happened_on where false"
    return (
        f"{stored_records.rows(home, 'milestones')} qualify seq = max(seq) over (partition by region_code, milestone)"
    )


def _before(one: str, other: str) -> str:
    length = f"least(length({one}.happened_on), length({other}.happened_on))"
    return f"left({one}.happened_on, {length}) < left({other}.happened_on, {length})"
