"""The records a finding rests on: numbers, dates and codes, and nothing of a person."""

from collections.abc import Mapping

import pandas as pd

from data.duckdb_session import quoted
from data.errors import RefusedError, SetupError, told
from metrics.obstacles.causes import lateness
from metrics.obstacles.input.tables import FINE
from metrics.scorecard import request
from metrics.scorecard.workspace import Workspace

SEARCHED = (*FINE, "stage", "holder")
"""What a finding may name: the dimensions of a slice, or a stage and its holder."""
MOST = 10_000


def cases(
    workspace: Workspace,
    indicator: str,
    period: str,
    where: Mapping[str, str] | None = None,
    region: str | None = None,
    limit: int = 100,
) -> pd.DataFrame:
    """The late cases behind a finding, longest past due first; of other indicators every case decided there.

    application_no, region_code, service_code, channel, received_on, complete_on, due_on, decided_on, working_days,
    late_days (working days past due), obstacle_code (None: unrecorded). `where` as in a slice, with "-" for what is not
    known. An unknown dimension, indicator, period or region is a SetupError; a region out of scope a RefusedError.
    """
    scope = workspace.scope
    asked = request.checked(workspace, period, region, [indicator])
    [chosen_indicator] = asked.wanted
    assert asked.period is not None
    wanted = dict(where or {})
    for name in wanted:
        if name not in SEARCHED:
            raise SetupError(told("slice_unknown", name=name, known=", ".join(SEARCHED)))
    chosen = wanted.get("region_code", asked.region)
    if not scope.covers(chosen):
        raise RefusedError(told("region_not_readable", region=chosen or asked.province))
    if asked.region is not None:
        wanted["region_code"] = asked.region
    late_only = lateness.counts_on_time(chosen_indicator) or lateness.is_time_taken(chosen_indicator)
    conditions = [_condition(name, member) for name, member in wanted.items()]
    sql = _sql(conditions + (["not t.on_time"] if late_only else []), max(1, min(limit, MOST)))
    found = workspace.reader.by_region(sql, {"first": asked.period.first_day, "last": asked.period.last_day})
    return found.sort_values(["late_days", "application_no"], ascending=[False, True], ignore_index=True)


def _condition(name: str, member: str) -> str:
    """SQL for one member of one dimension, over a transaction and its service."""
    if name in ("stage", "holder"):
        told = f"coalesce(s.{name}, '-') = {quoted(member)}"
        same = "s.region_code = t.region_code and s.application_no = t.application_no"
        return f"exists (select 1 from stages as s where {same} and {told})"
    of_service = name in ("authority", "kind")
    column = f"service_agencies.{name}" if of_service else "isodow(t.clock_on)" if name == "weekday" else f"t.{name}"
    return f"coalesce(cast({column} as varchar), '-') = {quoted(member)}"


def _sql(conditions: list[str], limit: int) -> str:
    return f"""
        select
            t.application_no, t.region_code, t.service_code, t.channel, t.received_on, t.clock_on as complete_on,
            t.due_on, t.decided_on, t.working_days, t.obstacle_code,
            greatest(decided.cum_working_days - due.cum_working_days, 0) as late_days
        from transactions as t
        left join service_agencies on service_agencies.service_code = t.service_code
        left join calendar_use on calendar_use.region_code = t.region_code and calendar_use.agency_code = t.agency_code
        left join calendar_days as due
            on due.calendar_code = calendar_use.calendar_code and due.day = t.due_on
        left join calendar_days as decided
            on decided.calendar_code = calendar_use.calendar_code and decided.day = t.decided_on
        where t.decided_on between $first and $last and t.on_time is not null
            and {" and ".join(conditions or ["true"])}
        order by late_days desc nulls last, t.application_no
        limit {limit}
    """
