"""Scorecards made by hand, in small what `score` would answer."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from access.identity.viewer import Viewer
from metrics.judgement.row import Row
from metrics.mpp.rollout import Coverage, RegionPath, Step
from metrics.periods import Period
from metrics.scorecard.score import Scorecard


def row(indicator: str, actual: float | None, target: float | None, status: str, **more: Any) -> Row:
    """One row; achievement as for higher is better, everything else empty unless given."""
    achievement = None if actual is None or not target else actual / target * 100
    empty = dict.fromkeys(("numerator", "denominator", "interval", "confidence", "variation", "assurance"))
    known = {"period": "2026-10", "member": "11", "achievement_pct": achievement, "reasons": ()}
    return Row(**{**empty, **known, **more}, indicator=indicator, actual=actual, target=target, status=status)


def card(rows: Iterable[Row], **more: Any) -> Scorecard:
    """A scorecard of October 2026 of the whole province."""
    known = {"as_of": 12, "targets_version": "1", "period": "2026-10", "region": "11"}
    return Scorecard(
        **{**known, "complete_through": "2026-10", "coverage": (8, 9), "demo": False, **more}, rows=tuple(rows)
    )


WHOLE = (
    row("on_time_rate", 82.608, 90, "missed", confidence="surely_missed"),
    row("digital_share", 41.5, 40, "achieved", confidence="likely_met"),
    row("clearance_rate", 94.9, 95, "missed", variation="worsening"),
    row("satisfaction_index", 80.0, 85, "cannot_judge", reasons=("partial_period",)),
    row("mpp_operating", 9, 23, "missed"),
    row("received", 1234, None, "no_target"),
)
OF_REGIONS = {"11.71": (95.0, "achieved"), "11.05": (80.25, "missed"), "11.16": (None, "force_majeure")}


BUDGET = Step("anggaran", None, "2025-03", "SK 1", "", "upload", 3)


def coverage(viewer: Viewer, on: date, place: str | None = None) -> Coverage:
    """9 of 23 operate, 2 are known not to, of 12 nothing is known."""
    regions = {"operating": 9, "planned": 0, "without": 2, "unknown": 12}
    paths = (
        RegionPath("11.11", 468_000, "without", "anggaran", "2025-03", (BUDGET,), "milestones"),
        RegionPath("11.71", 250_000, "operating", "peresmian", "2021-05-04", (), "news"),
    )
    seen = tuple(path for path in paths if viewer.may_see(path.region))
    return Coverage(on, seen, regions, {state: 1000 * count for state, count in regions.items()})


def answer(
    home: object, scope: object, period: str | None, region: str | None, wanted: Any, by: str | None, **_: Any
) -> Scorecard:
    """What `score` would answer, in small."""
    period = period or "2026-10"
    ids = wanted or [row.indicator for row in WHOLE]
    if by == "month":
        months = Period(period).months
        return card([row(i, 80.0 + n, 90, "missed", period=m, member=m) for i in ids for n, m in enumerate(months)])
    if by == "region":
        return card([row(i, actual, 90, status, member=m) for i in ids for m, (actual, status) in OF_REGIONS.items()])
    return card([row for row in WHOLE if row.indicator in ids], period=period, region=region or "11", demo=True)
