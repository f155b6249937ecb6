"""What makes a row refused or doubtful (rules.md §1): one SQL condition a rule, true where there is a problem.

What is peculiar to a kind stands in its declaration (`data/columns/*.yaml`); here is what follows from column types.

A condition speaks of the typed columns and of `<name>__raw`, the text of the cell. Where a cell could not be read
its typed value is null, so a condition that needs it is unknown and stays silent: one mistake, one complaint.
"""

from collections.abc import Iterator, Set

from data.schema.kinds import Kind, RowRule, Severity
from data.schema.null_words import UNCALCULATED, is_error

UNREADABLE = {
    "text": "number_cut",
    "moment": "date_unreadable",
    "date": "date_unreadable",
    "day_or_month": "day_or_month_unreadable",
    "month": "month_unreadable",
    "period": "period_unreadable",
    "count": "number_unreadable",
    "number": "number_unreadable",
    "money": "number_unreadable",
    "score": "score_unreadable",
    "choice": "word_unknown",
    "region": "region_unknown",
    "service": "service_unknown",
    "agency": "agency_unknown",
    "obstacle": "obstacle_unknown",
    "indicator": "indicator_unknown",
    "milestone": "milestone_unknown",
}


def rules(kind: Kind, present: Set[str], region: str | None) -> Iterator[RowRule]:
    """Every rule a file of this kind with these columns is checked by; `region` is the one the file must keep to."""
    for column in kind.columns:
        if column.name not in present:
            continue
        severity: Severity = "error" if column.refuses_unreadable else "warning"
        if column.required:
            yield _rule("cell_missing", column.name, "error", f"{column.name}__raw is null")
        if column.type == "service":
            severity = "error"
        unread = f"{column.name} is null and {column.name}__raw is not null"
        failed = f"({is_error(f'{column.name}__raw')})"
        never = f"{column.name}__raw = '{UNCALCULATED}'"
        yield _rule("cell_error", column.name, severity, f"{unread} and {failed} and not {never}")
        yield _rule("formula_uncalculated", column.name, "error", f"{unread} and {never}")
        if column.type in UNREADABLE:
            yield _rule(UNREADABLE[column.type], column.name, severity, f"{unread} and not {failed}")
    yield _rule("cells_beyond_headers", kind.key[-1], "error", "beyond_headers")
    for name in kind.happened:
        if name in present:
            yield _rule("in_the_future", name, "error", f"{name} > $now")
    for rule in kind.rules:
        yield rule.model_copy(update={"condition": _condition(rule.condition, kind)})
    if region is not None:
        yield _rule("region_not_yours", "region_code", "error", f"region_code <> '{region}'")


def _rule(name: str, column: str, severity: Severity, condition: str) -> RowRule:
    return RowRule(name=name, column=column, severity=severity, condition=condition)


def _condition(written: str, kind: Kind) -> str:
    """Spell out the shorthands of a declaration: `{a < b}` for moments, `{no score}` for no answer at all."""
    if written == "{no score}":
        return " and ".join(f"{column.name}__raw is null" for column in kind.columns if column.type == "score")
    while "{" in written:
        before, rest = written.split("{", 1)
        inside, after = rest.split("}", 1)
        earlier, later = inside.split(" < ")
        written = f"{before}{_precedes(earlier, later)}{after}"
    return written


def _precedes(earlier: str, later: str) -> str:
    """By the minute; by date when either is 00:00, which is a date without a time."""
    dated = f"cast({earlier} as time) = time '00:00' or cast({later} as time) = time '00:00'"
    # What is not earlier by the minute is not earlier by date either: for nearly every row one comparison is enough.
    return f"({earlier} < {later} and (cast({earlier} as date) < cast({later} as date) or not ({dated})))"
