"""Answers that have only the second they were sent as their number: several people may answer in one second."""

import duckdb

from data.intake.columns.matching import ColumnMap
from data.schema.kinds import Kind
from data.schema.problems import Problem

BY_TIME = "numbered_by_time"


def number(con: duckdb.DuckDBPyConnection, kind: Kind, columns: ColumnMap) -> list[Problem]:
    """Number the different answers of one second in `typed`, and tell how many were numbered on.

    By their contents and not by their rows, so that the same file in another order has the same numbers. Equal answers
    keep one number: a form sent twice counts once.
    """
    if all(problem.rule != BY_TIME for problem in columns.assumed):
        return []
    contents = ", ".join(column.name for column in kind.columns)
    rank = f"dense_rank() over (partition by {', '.join(kind.key)} order by cast(({contents}) as varchar)) as nth"
    ranked = f"select place, nth from (select place, {rank} from typed) where nth > 1"
    con.execute(f"create or replace temp table same_second as {ranked}")
    count = int(con.execute("select count(*) from same_second").fetchall()[0][0])
    if not count:
        return []
    name = kind.key[-1]
    con.execute(f"""
        update typed_rows set {name} = {name} || ' #' || same_second.nth
        from same_second where typed_rows.rowid = same_second.place
    """)
    return [Problem(None, None, "answers_in_one_second", "warning", {"count": count})]
