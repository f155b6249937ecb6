"""Rows that were made of one row of the file get its number and its headers back (`data.intake.source.unpivot`)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import duckdb

from data.intake.source import unpivot
from data.intake.source.sheet import Sheet
from data.schema.problems import Problem


def of_file(con: duckdb.DuckDBPyConnection, sheet: Sheet, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The findings by rows and headers of the file, and `accepted` and `typed` by its rows; of `typed` only refused
    rows are left."""
    parts = sheet.parts
    if parts == 1:
        return tuple(problems)
    con.execute(f"create table accepted_parts as select * replace (row_no // {parts} as row_no) from accepted")
    con.execute("delete from typed_rows where row_no not in (select row_no from problems where severity = 'error')")
    con.execute("create or replace view accepted as select * from accepted_parts")
    con.execute(f"update typed_rows set row_no = row_no // {parts}")
    headers = _headers(sheet)
    return tuple(
        problem
        if problem.row is None
        else replace(
            problem,
            row=problem.row // parts,
            column=headers.get((problem.column, problem.row % parts), problem.column),
        )
        for problem in problems
    )


def _headers(sheet: Sheet) -> Mapping[tuple[str | None, int], str]:
    """Header of the template and part of a row → the header of the file that the cell stands below."""
    written = sheet.headers[: len(sheet.headers) - len(unpivot.names(sheet.unpivots))]
    headers: dict[tuple[str | None, int], str] = {}
    for place, (part, made) in sorted(unpivot.places(written, sheet.unpivots).items()):
        turned = sheet.unpivots[made - len(written) - 1]
        headers[turned.value, part] = written[place]
        headers.setdefault((turned.column, part), written[place])
    return headers
