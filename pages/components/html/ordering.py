"""The order in which rows are read, and what is said of several at once."""

from collections.abc import Sequence

from metrics.judgement.row import Row
from metrics.scorecard.summary import reached

OF_THE_WHOLE = ("no_mpp", "not_reported", "unreported_months", "partial_period", "force_majeure_in_period")
# The order in which a table is read: what needs attention first, what cannot be told last.
ORDER = ("missed", "cannot_judge", "force_majeure", "achieved", "no_target", "no_data", "not_applicable")


def shared_reasons(rows: Sequence[Row]) -> list[str]:
    """Reasons of several targets that belong to the period or the place, to be told once and not in every row."""
    reasons = [reason for row in rows if row.has_target for reason in row.status_reasons]
    return [reason for reason in OF_THE_WHOLE if reasons.count(reason) > 1]


def line(row: Row) -> float | None:
    """The target as one number to draw a line at; None when there is none, or a range."""
    return None if isinstance(row.target, tuple) else row.target


def attention_first(rows: Sequence[Row]) -> list[Row]:
    """The rows in reading order: missed first and furthest away on top, then not judged, then met, then empty."""
    return sorted(rows, key=lambda row: (ORDER.index(row.status), reached(row)))
