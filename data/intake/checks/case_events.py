"""Events that became cases: how many they were, and cases whose events contradict each other."""

import duckdb

from data.schema.problems import Problem


def notes(con: duckdb.DuckDBPyConnection) -> list[Problem]:
    """One line for the file: so many rows became so many cases."""
    cases, events = con.execute("select count(*), coalesce(sum(events), 0) from typed").fetchall()[0]
    return [Problem(None, None, "events_to_cases", "warning", {"cases": int(cases), "events": int(events)})]


def disagreeing(con: duckdb.DuckDBPyConnection) -> list[tuple[int, str, str]]:
    """Cases with different values in a column that their events must agree in, as (row_no, column, rule)."""
    rows = con.execute("select row_no, disagrees from typed where disagrees is not null order by row_no").fetchall()
    return [(int(row), str(name), "case_disagrees") for row, name in rows]
