"""Patterns in the records that deserve a question, never a verdict: how regions write down their decisions."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from data import sql_files
from metrics.scorecard.workspace import Workspace

Name = Literal["shared_minute", "last_day", "round_minutes"]
LEAST = 100
"""Decisions of a region below which nothing is asked."""
SHARED = 10
"""Decisions in one minute from which on they count as shared."""
SHARED_SHARE = 0.25
LAST_DAY_TIMES = 5.0
"""Decisions on the last permitted day against those one day later, from which on it is asked about."""
ROUND_SHARE = 0.5
"""Share of decisions at a minute that ends in 0 or 5 (by chance a fifth) from which on it is asked about."""


@dataclass(frozen=True)
class Sign:
    """One pattern in one region: `count` of `total` decisions show it."""

    name: Name
    region: str
    count: int
    total: int


def signs(workspace: Workspace) -> tuple[Sign, ...]:
    """Every pattern strong enough to ask about, by name and region.

    shared_minute: many decisions written down in one minute. last_day: many on the last day the standard permits
    (`total` counts the day after as well), few on the day after, and more than on the day before. round_minutes: times
    that end in 0 or 5.
    """
    asked = sql_files.read(Path(__file__).with_suffix(".sql"))
    rows: Any = workspace.reader.by_region(asked, {"shared": SHARED}).itertuples()
    anomalies = []
    for row in rows:
        timed, edge = int(row.timed), int(row.last_day)
        if timed >= LEAST and row.shared >= SHARED_SHARE * timed:
            anomalies.append(Sign("shared_minute", row.region_code, int(row.shared), timed))
        if edge >= LEAST and edge >= LAST_DAY_TIMES * row.day_after and edge > row.day_before:
            anomalies.append(Sign("last_day", row.region_code, edge, edge + int(row.day_after)))
        if timed >= LEAST and row.rounded >= ROUND_SHARE * timed:
            anomalies.append(Sign("round_minutes", row.region_code, int(row.rounded), timed))
    return tuple(sorted(anomalies, key=lambda sign: (sign.name, sign.region)))
