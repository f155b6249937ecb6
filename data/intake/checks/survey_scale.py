"""Answers of another scale than 1 to 4: the file is refused whole, for an index without its highest ones is biased."""

from collections.abc import Iterable, Iterator

import duckdb

from data.duckdb_session import quoted
from data.intake.columns.matching import ColumnMap
from data.intake.source.profile_parts import Scale
from data.schema.kinds import Kind
from data.schema.problems import Problem

SHARE = 50
"""More than one respondent, and more than one in so many."""
_LETTER = r"[A-Ea-e] ?[.)]?"
"""An answer's letter alone: in some questionnaires A is the worst answer, in others the best."""
_WORDS = r"[[:alpha:]][[:alpha:] ,./()-]*[[:alpha:]][[:alpha:] ,./()-]*"
_FRACTION = r"[1-3][.,]\d*[1-9]\d*"
"""A mean of several answers or respondents, and no answer."""
FEW = 10
"""So many respondents would hardly all pass over the best answer."""


def check(
    con: duckdb.DuckDBPyConnection, kind: Kind, columns: ColumnMap, scale: Scale | None = None
) -> Iterator[Problem]:
    """An error for the file where scores beyond the scale, letters, or unknown words come from several respondents.

    A lone slip only refuses its row. A declared `scale` is told, and doubted where nobody gave its best answer.
    """
    scores = {
        column.name: f"raws[{nth}]"
        for nth, column in enumerate(kind.columns, start=1)
        if column.type == "score" and column.name in columns.cells
    }
    if not scores:
        return
    lowest, highest = sorted((scale.low, scale.high)) if scale else (0, 4)
    number = "try_cast(replace(regexp_extract({}, '^[0-9]+([.,][0-9]+)?'), ',', '.') as double)"
    above = " or ".join(
        f"coalesce({number.format(raw)} not between {lowest} and {highest}, false)" for raw in scores.values()
    )
    zero = (
        " or ".join(f"coalesce({number.format(raw)} < 1, false)" for raw in scores.values()) if not scale else "false"
    )
    conditions = (above, zero, *(_any_matches(scores.values(), pattern) for pattern in (_LETTER, _WORDS, _FRACTION)))
    refused = ", ".join(f"count(*) filter (where raws is not null and ({condition}))" for condition in conditions)
    counts = f"count(*), max(greatest({', '.join(scores)})), {refused}"
    total, greatest, numbers, zeros, letters, words, fractions = con.execute(f"select {counts} from typed").fetchall()[
        0
    ]
    detail = {"low": scale.low, "high": scale.high} if scale else {}
    beyond = "scale_beyond" if scale else "scale_above_four"
    for rule, count in (
        (beyond, numbers),
        ("scale_of_zero", zeros),
        ("scale_of_letters", letters),
        ("scale_of_words", words),
        ("scale_of_means", 0 if scale else fractions),
    ):
        if count > 1 and count * SHARE > total:
            yield Problem(None, None, rule, detail={"count": count, **(detail if rule == "scale_beyond" else {})})
    if scale:
        yield Problem(None, None, "scale_converted", "warning", detail)
        if total >= FEW and greatest is not None and greatest < 4:
            yield Problem(None, None, "scale_best_unused", "warning", detail)


def _any_matches(raws: Iterable[str], pattern: str) -> str:
    return " or ".join(f"coalesce(regexp_full_match({raw}, {quoted(pattern)}), false)" for raw in raws)
