"""Rows that are events of a case become one row a case: SQL between the values of a row and what is asked of them."""

from collections.abc import Iterator, Sequence

from data.duckdb_session import quoted
from data.intake.source.profiles import Profile
from data.schema.kinds import Column, Kind

COURSE = ("status", "obstacle_code")
"""Columns that change in the course of a case: the latest event tells; all others must agree."""
MOMENTS = ("moment", "date")
BESIDE = ("disagrees", "events")
"""What is said of a case besides its values: the first column in which its events disagree; how many they are."""


def grouped(kind: Kind, profile: Profile, rows: str, further: Sequence[str] = ()) -> str:
    """SQL for one row a case out of the table `rows`, which has the columns of `cell_sql.read_values` and `row_no`.

    A case is known by the kind's key; a row without a number stays alone. A moment that could not be read leaves the
    case's unread. `further` are texts that stand beside the values.
    """
    values = [sql for column in kind.columns for sql in _aggregates(column, profile)]
    disagree = " ".join(
        f"when count(distinct cast({column.name} as varchar)) > 1 then {quoted(column.name)}"
        for column in kind.columns
        if _must_agree(column, profile) and column.name not in kind.key
    )
    columns_beside = [
        "min(row_no) as row_no",
        "bool_or(beyond_headers) as beyond_headers",
        "bool_and(is_blank) as is_blank",
        "bool_or(is_unforeseen) as is_unforeseen",
        "bool_or(is_never) as is_never",
        "nullif(flatten(list(suspects) filter (where suspects is not null)), []) as suspects",
        f"case {disagree} end as disagrees",
        "count(*) as events",
        *(f"max({name}) as {name}" for name in further),
    ]
    number = kind.key[-1]
    key = ", ".join([*kind.key, f"case when {number} is null then row_no end"])
    at = ", ".join(f"cast({name} as timestamp)" for name in _moments(kind, profile)) or "cast(null as timestamp)"
    return f"""
        select {", ".join([*columns_beside, *values])}
        from (select *, coalesce({at}, null) as event_at from {rows}) group by {key}
    """


def _aggregates(column: Column, profile: Profile) -> Iterator[str]:
    name = column.name
    unread = f"({name} is null and {name}__raw is not null)"
    if column.type in MOMENTS and (how := _way(column, profile)):
        value = f"{how}({name})"
    elif name in COURSE:
        value = f"coalesce(arg_max({name}, event_at), max({name}))"
        unread = f"({unread} and event_at is not null)"
    else:
        value = f"min({name})"
    yield f"case when not bool_or({unread}) then {value} end as {name}"
    yield f"coalesce(max({name}__raw) filter (where {unread}), max({name}__raw)) as {name}__raw"


def _way(column: Column, profile: Profile) -> str | None:
    """Whether the earliest or the latest event tells a column; None where no event does."""
    assert profile.cases is not None
    names = {column.header, column.name}
    if names & profile.cases.first.keys():
        return "min"
    return "max" if names & profile.cases.last.keys() else None


def _must_agree(column: Column, profile: Profile) -> bool:
    return column.name not in COURSE and not (column.type in MOMENTS and _way(column, profile))


def _moments(kind: Kind, profile: Profile) -> Sequence[str]:
    return [column.name for column in kind.columns if column.type in MOMENTS and _way(column, profile)]
