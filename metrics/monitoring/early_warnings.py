"""Early warnings: what goes the wrong way for longer than chance explains, and what is about to be late."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from access.identity.scope import Scope
from data import sql_files
from metrics.acts import annotations, follow_ups
from metrics.catalogue.indicators import Indicator
from metrics.judgement.reporting import last_ended_month
from metrics.monitoring import home_series
from metrics.monitoring.home_series import Months, calendar_month, month_of, sign_of
from metrics.monitoring.reporting_health import REPORT_DAYS
from metrics.periods import Period, plus_months
from metrics.scorecard.workspace import Workspace
from metrics.statistics import early_warning
from metrics.statistics.early_warning import BASE_MONTHS, EarlyWarning

DAYS_AHEAD = 7

Name = Literal["worsening", "backlog_due", "silent", "follow_up_overdue"]


@dataclass(frozen=True)
class Alert:
    """One thing to look at: where, of which indicator, since which month, and how many cases (months, follow-ups).

    A worsening of no region is of half of them or more, `count` their number; `new` is true in the one month in which
    a worsening is first warned of.
    """

    name: Name
    region: str | None
    indicator: str | None = None
    since: str | None = None
    count: int = 0
    new: bool = False


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


def within(alerts: Iterable[Alert], scope: Scope) -> tuple[Alert, ...]:
    """Of the warnings of everybody those that `early_warnings` tells a reader of some regions."""
    return tuple(
        alert for alert in alerts if scope.covers(alert.region) or (alert.region is None and alert.name == "worsening")
    )


def _worsening(workspace: Workspace) -> list[Alert]:
    """Indicators with a target, by region, from their whole history; once of the province where half of them warn."""
    known = workspace.indicators
    aimed = [id_ for id_ in workspace.goals if not known[id_].is_count]
    last, first = last_ended_month(workspace.today), workspace.reader.first_month()
    if not aimed or first is None or first > last:
        return []
    of_regions = home_series.of_regions(workspace, aimed, first, last)
    series = {id_: _watchable(workspace, known[id_], of_regions.get(id_, {}), last) for id_ in aimed}
    watched = sum(len(regions) for regions in series.values())
    alerts: list[Alert] = []
    for id_, regions in series.items():
        turned = [months.turned(sign_of(known[id_])) for months in regions.values()]
        states = zip(regions, early_warning.early_warnings(turned, watched), strict=True)
        standing = {region: state for region, state in states if state is not None and state.began is not None}
        if early_warning.province_wide(len(standing), len(regions)):
            since = min(_since(state) for state in standing.values())
            is_new = all(state.new for state in standing.values())
            alerts.append(Alert("worsening", None, id_, month_of(since), len(standing), is_new))
            continue
        for region, state in standing.items():
            if workspace.scope.sees(region):
                lasting = calendar_month(last) - _since(state) + 1
                alerts.append(Alert("worsening", region, id_, month_of(_since(state)), lasting, state.new))
    return alerts


def _watchable(
    workspace: Workspace, indicator: Indicator, regions: Mapping[str, Months], last: str
) -> dict[str, Months]:
    """Each region's months from its latest recorded change on, of cases enough; those with a base of 18."""
    rebases = annotations.rebases_of(workspace.entries, workspace.tree)
    watchable = {}
    for region, months in regions.items():
        changes = [one.month for one in rebases if one.concerns(indicator.id, region) and one.month <= last]
        own = months.since(calendar_month(max(changes))) if changes else months
        enough = early_warning.months_with_enough_cases(own.points, own.cases, indicator.minimum_n or 0)
        if len(enough) >= BASE_MONTHS:
            watchable[region] = Months(enough)
    return watchable


def _since(state: EarlyWarning) -> int:
    """The first month of the excursion, which a warning always has."""
    assert state.since is not None
    return state.since


def _backlog_due(workspace: Workspace) -> list[Alert]:
    """Open applications whose standard runs out within a week."""
    until = workspace.today + timedelta(days=DAYS_AHEAD)
    rows: Any = workspace.reader.by_region(
        sql_files.read(Path(__file__).with_name("backlog_due.sql")),
        {"today": workspace.today, "until": until},
    ).itertuples()
    return [Alert("backlog_due", row.region_code, count=int(row.n)) for row in rows]


def _silent(workspace: Workspace) -> list[Alert]:
    """Regions that reported before and have not reported a month whose report is due."""
    due = last_ended_month(workspace.today)
    if workspace.today <= Period(due).last_day + timedelta(days=REPORT_DAYS):
        due = plus_months(due, -1)
    alerts = []
    for region in workspace.reader.regions():
        months = workspace.reporting.months.get(region, frozenset())
        if months and max(months) < due:
            silent = Period(f"{plus_months(max(months), 1)}..{due}").months
            alerts.append(Alert("silent", region, since=silent[0], count=len(silent)))
    return alerts
