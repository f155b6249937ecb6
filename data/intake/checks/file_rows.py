"""Rows that were made of one row of the file get its number back (`data.intake.source.unpivot`)."""

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from data.schema.problems import Problem


def of_file(con: duckdb.DuckDBPyConnection, parts: int, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The findings by the rows of the file, and `accepted` and `typed` too; of `typed` only refused rows are left."""
    if parts == 1:
        return tuple(problems)
    con.execute(f"create table accepted_parts as select * replace (row_no // {parts} as row_no) from accepted")
    con.execute("delete from typed_rows where row_no not in (select row_no from problems where severity = 'error')")
    con.execute("create or replace view accepted as select * from accepted_parts")
    con.execute(f"update typed_rows set row_no = row_no // {parts}")
    return tuple(problem if problem.row is None else replace(problem, row=problem.row // parts) for problem in problems)
