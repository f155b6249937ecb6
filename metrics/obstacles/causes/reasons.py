"""Why cases were late, as written beside them: by obstacle code, who owns it, and the figure without it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics.acts.declarations import Declaration

UNRECORDED = "-"
"""How a stream tells that no code was written."""


@dataclass(frozen=True)
class Reason:
    """One obstacle. From records: late cases, working days past due (None where not measured), and what the figure
    would be had those cases been on time; `needed` of them put right would reach the reference, None when all are not
    enough. Declared ones have their declaration instead.
    """

    obstacle_code: str | None
    source: str
    late_cases: int | None
    excess_working_days: float | None
    controllable: str | None
    owner: str | None
    actual_without: float | None
    needed: int | None = None
    declared: Declaration | None = None
    population: int | None = None
    """Of a declared one about coverage: how many people live in the region it holds back."""

    def as_dict(self) -> dict[str, Any]:
        """The contract's row."""
        names = ("obstacle_code", "source", "late_cases", "excess_working_days", "controllable", "actual_without")
        fields = {name: getattr(self, name) for name in names}
        if self.population is None or self.declared is None:
            return fields
        return fields | {"region": self.declared.region, "population": self.population}


def from_records(
    late: pd.DataFrame, obstacles: pd.DataFrame, without: Callable[[str, float], float | None], gap: float | None
) -> tuple[Reason, ...]:
    """Most late cases first, an unrecorded cause (code None) last.

    `late`: obstacle_code ("-" unrecorded), late_cases, excess_working_days; `obstacles`: code, owner, controllable;
    `without`: what the figure would be without that code's late cases.
    """
    known = {row.code: row for row in obstacles.itertuples()}
    reasons = []
    for code, cases, days in late[["obstacle_code", "late_cases", "excess_working_days"]].itertuples(index=False):
        obstacle = known.get(code)
        reasons.append(
            Reason(
                obstacle_code=None if code == UNRECORDED else str(code),
                source="records",
                late_cases=round(cases),
                excess_working_days=None if math.isnan(days) else float(days),
                controllable=None if obstacle is None else str(obstacle.controllable),
                owner=None if obstacle is None else str(obstacle.owner),
                actual_without=without(str(code), float(cases)),
                needed=_needed(gap, cases),
            )
        )
    return tuple(sorted(reasons, key=lambda r: (r.obstacle_code is None, -(r.late_cases or 0), r.obstacle_code or "")))


def recorded_most(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """The obstacles recorded beside most late cases: several where they share the first place, none without a code."""
    coded = [reason for reason in reasons if reason.source == "records" and reason.obstacle_code is not None]
    most = max((reason.late_cases or 0 for reason in coded), default=0)
    return tuple(reason for reason in coded if reason.late_cases == most)


def late_cases(reasons: Sequence[Reason]) -> int:
    """Every late case once: with its code or without; declared obstacles have none."""
    return sum(reason.late_cases or 0 for reason in reasons if reason.source == "records")


def unrecorded_share(reasons: tuple[Reason, ...]) -> float | None:
    """The share of late cases without a code, 0-1; None when there are no late cases."""
    cases = [(reason.obstacle_code, reason.late_cases or 0) for reason in reasons if reason.source == "records"]
    total = sum(n for _, n in cases)
    return sum(n for code, n in cases if code is None) / total if total else None


def _needed(gap: float | None, cases: float) -> int | None:
    """How many of the cases must be put right to close the gap; half a case is a whole one."""
    if gap is None or gap <= 0:
        return None
    needed = math.ceil(gap - 1e-9)
    return needed if needed <= cases else None
