"""Early warnings: what goes the wrong way for longer than chance explains, and what is about to be late."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from statistics import fmean
from typing import Any, Literal

from metrics.acts import follow_ups
from metrics.judgement.reporting import last_ended_month
from metrics.monitoring.reporting_health import REPORT_DAYS
from metrics.periods import Period, plus_months
from metrics.scorecard.score import scored
from metrics.scorecard.workspace import Workspace

BASE_MONTHS = 12
"""The oldest months of a series, from which its usual level and spread are taken."""
HISTORY_MONTHS = 24
SLACK, LIMIT = 0.5, 5.0
"""Of Page's CUSUM (Page 1954), in standard deviations: a shift of one is noticed after about ten months, and a series
that does not change gives a false alarm once in some 930 months."""
PERSISTENT = 2
"""Months in a row beyond the limit before anything is said."""
DAYS_AHEAD = 7

Name = Literal["worsening", "backlog_due", "silent", "follow_up_overdue"]


@dataclass(frozen=True)
class Alert:
    """One thing to look at: where, of which indicator, since which month, and how many cases (months, follow-ups)."""

    name: Name
    region: str | None
    indicator: str | None = None
    since: str | None = None
    count: int = 0


def early_warnings(workspace: Workspace) -> tuple[Alert, ...]:
    """Every warning in scope, worsening first; nothing that is not persistent."""
    late = follow_ups.overdue(follow_ups.listed(workspace.home, workspace.scope), workspace.today)
    by_region: dict[str | None, int] = defaultdict(int)
    for follow_up in late:
        by_region[follow_up.region] += 1
    return (
        *_worsening(workspace),
        *_backlog_due(workspace),
        *_silent(workspace),
        *(Alert("follow_up_overdue", region, count=count) for region, count in by_region.items()),
    )


def worse_since(values: Sequence[float], sign: int) -> int | None:
    """Where a persistent worsening began: the index of its first value; None while there is none.

    `sign` is 1 when higher is better. One-sided CUSUM against the mean of the first BASE_MONTHS values, the standard
    deviation from their moving ranges (mean / 1.128); only when the last PERSISTENT values are all beyond the limit.
    """
    base = values[:BASE_MONTHS]
    if len(values) < BASE_MONTHS + PERSISTENT:
        return None
    spread = fmean(abs(b - a) for a, b in pairwise(base)) / 1.128
    if spread == 0:
        return None
    mean, total, began, beyond = fmean(base), 0.0, 0, 0
    for i, value in enumerate(values):
        if total == 0:
            began = i
        total = max(0.0, total + sign * (mean - value) / spread - SLACK)
        beyond = beyond + 1 if total > LIMIT else 0
    return began if beyond >= PERSISTENT else None


def _worsening(workspace: Workspace) -> list[Alert]:
    """Indicators with a target, by region."""
    known = workspace.indicators
    aimed = [id_ for id_ in workspace.goals if not known[id_].is_count]
    if not aimed:
        return []
    last = last_ended_month(workspace.today)
    span = f"{plus_months(last, 1 - HISTORY_MONTHS)}..{last}"
    series: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    for row in scored(workspace, span, None, aimed, by="region,month").rows:
        if row.actual is not None:
            series[row.indicator, row.member].append((row.period, row.actual))
    found = []
    for (indicator, region), points in series.items():
        began = worse_since([value for _, value in points], 1 if known[indicator].better == "higher" else -1)
        if began is not None:
            found.append(Alert("worsening", region, indicator, since=points[began][0], count=len(points) - began))
    return found


def _backlog_due(workspace: Workspace) -> list[Alert]:
    """Open applications whose standard runs out within a week."""
    until = workspace.today + timedelta(days=DAYS_AHEAD)
    rows: Any = workspace.reader.by_region(
        """
        select region_code, count(*) as n from transactions
        where closed_on is null and status = 'proses' and due_on between $today and $until
        group by region_code order by region_code
        """,
        {"today": workspace.today, "until": until},
    ).itertuples()
    return [Alert("backlog_due", row.region_code, count=int(row.n)) for row in rows]


def _silent(workspace: Workspace) -> list[Alert]:
    """Regions that reported before and have not reported a month whose report is due."""
    due = last_ended_month(workspace.today)
    if workspace.today <= Period(due).last_day + timedelta(days=REPORT_DAYS):
        due = plus_months(due, -1)
    found = []
    for region in workspace.reader.regions():
        months = workspace.reporting.months.get(region, frozenset())
        if months and max(months) < due:
            silent = Period(f"{plus_months(max(months), 1)}..{due}").months
            found.append(Alert("silent", region, since=silent[0], count=len(silent)))
    return found
