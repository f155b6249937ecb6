"""Answers of another scale than 1 to 4: the file is refused whole, for an index without its highest ones is biased."""

from collections.abc import Iterator

import duckdb

from data.intake.columns.matching import ColumnMap
from data.schema.kinds import Kind
from data.schema.problems import Problem

SHARE = 50
"""More than one respondent, and more than one in so many."""


def check(con: duckdb.DuckDBPyConnection, kind: Kind, columns: ColumnMap) -> Iterator[Problem]:
    """An error for the file where scores above 4, or words of no known answer, come from several respondents.

    A lone slip only refuses its row.
    """
    scores = [
        f"raws[{nth}]"
        for nth, column in enumerate(kind.columns, start=1)
        if column.type == "score" and column.name in columns.cells
    ]
    if not scores:
        return
    number = "try_cast(replace(regexp_extract({}, '^[0-9]+([.,][0-9]+)?'), ',', '.') as double)"
    above = " or ".join(f"coalesce({number.format(raw)} > 4, false)" for raw in scores)
    worded = " or ".join(
        f"coalesce(regexp_full_match({raw}, '[[:alpha:]][[:alpha:] ,./()-]*'), false)" for raw in scores
    )
    refused = (f"count(*) filter (where raws is not null and ({condition}))" for condition in (above, worded))
    total, numbers, words = con.execute(f"select count(*), {', '.join(refused)} from typed").fetchall()[0]
    for rule, count in (("scale_above_four", numbers), ("scale_of_words", words)):
        if count > 1 and count * SHARE > total:
            yield Problem(None, None, rule, detail={"count": count})
