"""Whether the milestones of a file keep the order of the path, among themselves and with those held already."""

import duckdb

from data.home import Home
from data.ledger import stored_records


def put_clashes(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    """The table `path_clashes(region_code, milestone, happened_on, out_of_order)` for the rows of `read_values`.

    A row clashes when another milestone of its region, in the file or held, happened on the wrong side of it; two of
    one order, and those without one, may come in any order. What is known to the month is compared by the month. In
    a file both rows of a clash are named, for neither is known to be the right one.
    """
    con.execute(f"""
        create or replace table path_clashes as
        with coming as (select distinct region_code, milestone, happened_on from read_values),
        known as (
            select * from coming
            union all
            select region_code, milestone, happened_on from ({_held(home)})
            anti join coming using (region_code, milestone)
        ),
        placed as (select known.*, step from known join milestone_steps on code = milestone where step is not null)
        select distinct mine.region_code, mine.milestone, mine.happened_on, true as out_of_order
        from placed as mine join placed as other
            on other.region_code = mine.region_code
            and (
                other.step < mine.step and {_before("mine", "other")}
                or other.step > mine.step and {_before("other", "mine")}
            )
    """)


def _held(home: Home) -> str:
    if not stored_records.exists(home, "milestones"):
        return "select '' as region_code, '' as milestone, '' as happened_on where false"
    return (
        f"{stored_records.rows(home, 'milestones')} qualify seq = max(seq) over (partition by region_code, milestone)"
    )


def _before(one: str, other: str) -> str:
    length = f"least(length({one}.happened_on), length({other}.happened_on))"
    return f"left({one}.happened_on, {length}) < left({other}.happened_on, {length})"
