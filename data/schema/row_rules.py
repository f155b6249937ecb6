"""What makes a row refused or doubtful (rules.md §1): one SQL condition a rule, true where there is a problem.

A condition speaks of the typed columns and of `<name>__raw`, the text of the cell. Where a cell could not be read
its typed value is null, so a condition that needs it is unknown and stays silent: one mistake, one complaint.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Literal

from data.schema.kinds import Kind
from data.schema.null_words import is_error

Severity = Literal["error", "warning"]

UNREADABLE = {
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


@dataclass(frozen=True)
class Rule:
    """A rule's name, the column it speaks of, its weight, and the condition under which a row breaks it."""

    name: str
    column: str
    severity: Severity
    condition: str


ROW_RULES = {
    "transactions": (
        Rule("decision_missing", "decided_at", "error", "status in ('selesai', 'ditolak') and decided_at__raw is null"),
        Rule("open_but_decided", "decided_at", "error", "status = 'proses' and decided_at is not null"),
        Rule("complete_before_received", "complete_at", "error", "{complete_at < received_at}"),
        Rule("decided_before_complete", "decided_at", "error", "{decided_at < complete_at}"),
        Rule("decided_before_received", "decided_at", "error", "{decided_at < received_at} and {not yet said}"),
    ),
    "surveys": (
        Rule("service_of_other_agency", "agency_code", "warning", "agency_code <> service_agency_code"),
        Rule("no_answer", "persyaratan", "error", "{no score}"),
    ),
    "complaints": (
        Rule(
            "decision_missing", "resolved_at", "error", "status in ('selesai', 'ditolak') and resolved_at__raw is null"
        ),
        Rule("open_but_decided", "resolved_at", "error", "status = 'proses' and resolved_at is not null"),
        Rule("response_before_received", "first_response_at", "error", "{first_response_at < received_at}"),
        Rule("decided_before_received", "resolved_at", "error", "{resolved_at < received_at}"),
    ),
    "stages": (
        Rule("ended_before_started", "ended_at", "error", "{ended_at < started_at}"),
        Rule("region_ambiguous", "region_code", "error", "region_code__raw is null and several"),
    ),
    "recap": (
        Rule("more_on_time_than_completed", "completed_on_time", "error", "completed_on_time > coalesce(completed, 0)"),
        Rule("more_overdue_than_open", "open_overdue", "error", "open_overdue > coalesce(open, 0)"),
    ),
    "figures": (
        Rule(
            "value_missing",
            "value",
            "error",
            "value__raw is null and (numerator__raw is null or denominator__raw is null)",
        ),
    ),
    "milestones": (
        Rule("milestone_dateless", "planned_on", "error", "planned_on__raw is null and happened_on__raw is null"),
        Rule("in_the_future", "happened_on", "error", "happened_on > strftime($now, '%Y-%m-%d')"),
        Rule("milestone_out_of_order", "happened_on", "error", "out_of_order"),
    ),
}
HAPPENED = {
    "transactions": ("ticket_at", "called_at", "received_at", "complete_at", "decided_at"),
    "surveys": ("answered_on",),
    "complaints": ("received_at", "first_response_at", "resolved_at"),
    "stages": ("started_at", "ended_at"),
    "recap": ("month",),
    "figures": ("document_on",),
    "milestones": ("document_on",),
}
"""Columns that tell what has happened: they cannot lie after the moment of loading."""


def rules(kind: Kind, present: Set[str], region: str | None) -> Iterator[Rule]:
    """Every rule a file of this kind with these columns is checked by; `region` is the one the file must keep to."""
    for column in kind.columns:
        if column.name not in present:
            continue
        severity: Severity = "error" if column.refuses_unreadable else "warning"
        if column.required:
            yield Rule("cell_missing", column.name, "error", f"{column.name}__raw is null")
        if column.type == "service":
            severity = "error"
        unread = f"{column.name} is null and {column.name}__raw is not null"
        failed = f"({is_error(f'{column.name}__raw')})"
        yield Rule("cell_error", column.name, severity, f"{unread} and {failed}")
        if column.type in UNREADABLE:
            yield Rule(UNREADABLE[column.type], column.name, severity, f"{unread} and not {failed}")
    yield Rule("cells_beyond_headers", kind.key[-1], "error", "beyond_headers")
    for name in HAPPENED[kind.kind]:
        if name in present:
            yield Rule("in_the_future", name, "error", f"{name} > $now")
    for rule in ROW_RULES[kind.kind]:
        yield Rule(rule.name, rule.column, rule.severity, _condition(rule.condition, kind))
    if region is not None:
        yield Rule("region_not_yours", "region_code", "error", f"region_code <> '{region}'")


def _condition(written: str, kind: Kind) -> str:
    """Spell out the two shorthands: `{a < b}` for moments, and `{no score}` for a respondent without any answer."""
    if written == "{no score}":
        return " and ".join(f"{column.name}__raw is null" for column in kind.columns if column.type == "score")
    written = written.replace("{not yet said}", "(complete_at__raw is null or not {decided_at < complete_at})")
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
