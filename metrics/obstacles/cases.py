"""The records a finding rests on: numbers, dates and codes, and nothing of a person."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from data import sql_files
from data.duckdb_session import quoted
from data.errors import RefusedError, SetupError, error_text
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
            raise SetupError(error_text("slice_unknown", name=name, known=", ".join(SEARCHED)))
    chosen = wanted.get("region_code", asked.region)
    if not scope.covers(chosen):
        raise RefusedError(error_text("region_not_readable", region=chosen or asked.province))
    if asked.region is not None:
        wanted["region_code"] = asked.region
    late_only = lateness.counts_on_time(chosen_indicator) or lateness.is_time_taken(chosen_indicator)
    conditions = [_condition(name, member) for name, member in wanted.items()]
    conditions = [*conditions, "not t.on_time"] if late_only else conditions or ["true"]
    most = str(max(1, min(limit, MOST)))
    sql = sql_files.read(Path(__file__).with_suffix(".sql"), conditions=" and ".join(conditions), limit=most)
    rows = workspace.reader.by_region(sql, {"first": asked.period.first_day, "last": asked.period.last_day})
    return rows.sort_values(["late_days", "application_no"], ascending=[False, True], ignore_index=True)


def _condition(name: str, member: str) -> str:
    """SQL for one member of one dimension, over a transaction and its service."""
    if name in ("stage", "holder"):
        condition = f"coalesce(s.{name}, '-') = {quoted(member)}"
        same = "s.region_code = t.region_code and s.application_no = t.application_no"
        return f"exists (select 1 from stages as s where {same} and {condition})"
    of_service = name in ("authority", "kind")
    column = f"service_agencies.{name}" if of_service else "isodow(t.clock_on)" if name == "weekday" else f"t.{name}"
    return f"coalesce(cast({column} as varchar), '-') = {quoted(member)}"
