"""What a scorecard says in one sentence: how many targets are met, and which is furthest away."""

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.judgement.row import Row

JUDGED = ("achieved", "missed")
WITHOUT_TARGET = ("no_target", "not_applicable")
OF_THE_WHOLE = ("no_mpp", "not_reported", "unreported_months", "partial_period", "force_majeure_in_period")
# The order in which a table is read: what needs attention first, what cannot be told last.
ORDER = ("missed", "cannot_judge", "force_majeure", "achieved", "no_data", "no_target", "not_applicable")


@dataclass(frozen=True)
class Tally:
    """Counts over rows with a target; total = met + missed + unjudged. `worst` is the missed row furthest away."""

    met: int
    missed: int
    unjudged: int
    worst: Row | None

    @property
    def total(self) -> int:
        return self.met + self.missed + self.unjudged


def tally(rows: Sequence[Row]) -> Tally:
    """Count the rows that have a target by what became of it."""
    judged = [row for row in rows if has_target(row)]
    met = sum(row.status == "achieved" for row in judged)
    missed = [row for row in judged if row.status == "missed"]
    worst = min(missed, key=_distance, default=None)
    return Tally(met, len(missed), len(judged) - met - len(missed), worst)


def has_target(row: Row) -> bool:
    """Whether the row counts among the targets of its period (a range is judged without being one number)."""
    return row.status in JUDGED or (row.target is not None and row.status not in WITHOUT_TARGET)


def shared_reasons(rows: Sequence[Row]) -> list[str]:
    """Reasons of several targets that belong to the period or the place, to be told once and not in every row."""
    found = [reason for row in rows if has_target(row) for reason in row.reasons]
    return [reason for reason in OF_THE_WHOLE if found.count(reason) > 1]


def line(row: Row) -> float | None:
    """The target as one number to draw a line at; None when there is none, or a range."""
    return None if isinstance(row.target, tuple) else row.target


def attention_first(rows: Sequence[Row]) -> list[Row]:
    """The rows in reading order: missed first and furthest away on top, then not judged, then met, then empty."""
    return sorted(rows, key=lambda row: (ORDER.index(row.status), _distance(row)))


def _distance(row: Row) -> float:
    return row.achievement_pct if row.achievement_pct is not None else float("inf")
