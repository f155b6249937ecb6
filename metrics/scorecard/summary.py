"""How many targets are met: counted once for screen, terminal and paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from metrics.catalogue.indicators import OPERATING
from metrics.judgement.row import Row

Verdict = Literal["not_applicable", "no_data", "no_target", "unjudged", "all", "some"]
"""What can be said of all targets together; `some`: fewer than all are met, perhaps none."""


@dataclass(frozen=True)
class Summary:
    """Counts over the rows with a target: `total` = `met` + `missed` + `unjudged`.

    `worst` is the missed row furthest from its target (the lowest achievement), None when none is missed; `as_far` of
    the missed ones, it among them, are.
    """

    met: int
    missed: int
    unjudged: int
    worst: Row | None
    as_far: int
    verdict: Verdict

    @property
    def judged(self) -> int:
        """The targets that were met or missed."""
        return self.met + self.missed

    @property
    def total(self) -> int:
        """All targets, judged or not."""
        return self.judged + self.unjudged


def summary(rows: Iterable[Row]) -> Summary:
    """The summary of one period and place, of rows one an indicator.

    The spread of MPPs has a figure without any record; so it alone does not make a silent place one with data.
    """
    every = list(rows)
    asked = [row for row in every if row.has_target]
    met, missed = [row for row in asked if row.is_met], [row for row in asked if row.is_missed]
    statuses = {row.status for row in every if row.indicator != OPERATING}
    verdict: Verdict = "all" if len(met) == len(asked) else "some"
    if not met and not missed:
        verdict = "unjudged" if asked else "no_target"
    if statuses in ({"not_applicable"}, {"no_data"}):
        verdict = "not_applicable" if "not_applicable" in statuses else "no_data"
    worst = min(missed, key=reached, default=None)
    as_far = sum(worst is not None and reached(row) == reached(worst) for row in missed)
    return Summary(len(met), len(missed), len(asked) - len(met) - len(missed), worst, as_far, verdict)


def missed_first(rows: Iterable[Row]) -> list[Row]:
    """The missed rows, furthest from their target first."""
    return sorted((row for row in rows if row.is_missed), key=reached)


def reached(row: Row) -> float:
    """The achievement by which rows are put in order (percent); those without any come last."""
    return row.achievement_pct if row.achievement_pct is not None else float("inf")
