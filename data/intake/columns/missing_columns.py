"""What to tell of a file that lacks columns: which, what they are nearest to, and the remedy for the usual shapes."""

import re
from collections.abc import Sequence, Set

from data.intake.columns import months_across
from data.intake.columns.matching import ColumnMap, match
from data.intake.source import unpivot
from data.intake.source.period_claims import Claim
from data.intake.source.profiles import PLAIN
from data.schema.kinds import Column, Kind, fold, names
from data.schema.kinds import kind as declared
from data.schema.problems import Problem

LISTED = 3


def problems(
    kind: Kind,
    headers: Sequence[str],
    columns: ColumnMap,
    region: str | None,
    claim: Claim | None,
    services: Set[str] = frozenset(),
    in_doubt: bool = False,
) -> tuple[Problem, ...]:
    """One finding for each missing column, or one for the file where its `services` stand side by side (their names,
    folded).

    Where the file has all that another kind of upload needs, that is said first; `in_doubt`, that its name or title
    speaks of more than one month.
    """
    across = [header for header in headers if fold(header) in services]
    if len(across) > 1 and any(column.type == "service" for column, _ in columns.missing):
        listed = ", ".join([*across[:LISTED], *(["…"] if len(across) > LISTED else [])])
        return (Problem(None, None, "services_across", detail={"headers": listed, "first": across[0]}),)
    if _by_blanks(kind, headers):
        return (Problem(None, None, "columns_by_blanks"),)
    if not columns.cells and sum(bool(header.strip()) for header in headers) == 1:
        return (Problem(None, None, "one_column"),)
    other = other_kind(kind, headers, region, claim)
    leading = [Problem(None, None, "other_kind", detail={"kind": other})] if other else []
    return (*leading, *(_missing(column, nearest, in_doubt) for column, nearest in columns.missing))


def _by_blanks(kind: Kind, headers: Sequence[str]) -> bool:
    """Whether the one header is several with nothing but blanks between them, as a report printed to a text."""
    known = {fold(name) for column in kind.columns for name in (column.header, column.name, *column.aliases)}
    written = [header for header in headers if header.strip()]
    return len(written) == 1 and sum(fold(word) in known for word in re.split(r"\s+", written[0])) > 1


def other_kind(kind: Kind, headers: Sequence[str], region: str | None, claim: Claim | None) -> str | None:
    """The kind that lacks nothing in these headers and takes most of them; None when there is none."""
    matched = {name: _matched(declared(name), headers, region, claim) for name in names() if name != kind.kind}
    complete = {name: len(columns.cells) for name, columns in matched.items() if not columns.missing}
    return max(complete, key=complete.__getitem__, default=None)


def _matched(kind: Kind, headers: Sequence[str], region: str | None, claim: Claim | None) -> ColumnMap:
    """The headers as those of that kind, with what months side by side stand for, as in a recap of a year."""
    across = months_across.find(kind, headers, PLAIN, "", set())
    if across is None:
        return match(kind, headers, PLAIN, region, claim)
    profile = PLAIN.model_copy(update={"unpivot": across.unpivots})
    return match(kind, (*headers, *unpivot.names(across.unpivots)), profile, region, None)


def _missing(column: Column, nearest: str | None, in_doubt: bool) -> Problem:
    if column.name == "response_no":
        return Problem(None, column.header, "response_no_missing")
    detail = {"column": column.header}
    if in_doubt and column.type in ("month", "period"):
        return Problem(None, column.header, "period_in_doubt", detail=detail)
    if nearest is not None:
        return Problem(None, column.header, "column_missing", detail={**detail, "nearest": nearest})
    rule = {"region": "region_missing", "month": "month_missing"}.get(column.type, "column_missing_alone")
    return Problem(None, column.header, rule, detail=detail)
