"""Why one target is missed: gather, take apart, and put into one explanation."""

from dataclasses import replace
from datetime import date
from typing import get_args

from access.identity.scope import Scope
from data.errors import RefusedError, SetupError, error_text
from data.home import Home
from metrics.judgement.forecast import Forecast
from metrics.judgement.row import Row
from metrics.obstacles import assemble, mpp_gap
from metrics.obstacles.causes import declared
from metrics.obstacles.decomposition.subject import Subject
from metrics.obstacles.explanation import Against, Explanation
from metrics.obstacles.input import terms
from metrics.obstacles.input.tables import Gatherer, months_up_to
from metrics.obstacles.year_forecast import year_forecast
from metrics.periods import Period, compared_before, same_last_year
from metrics.scorecard import request
from metrics.scorecard.request import Question
from metrics.scorecard.scoring import Scoring
from metrics.scorecard.workspace import Workspace
from metrics.targets import in_force
from metrics.targets.achievement import Range


def explain(
    home: Home,
    scope: Scope,
    indicator: str,
    period: str | None = None,
    region: str | None = None,
    against: Against = "target",
    as_of: int | None = None,
    today: date | None = None,
) -> Explanation:
    """Take one figure apart against its target, the period before, the year before, or the rest of the province.

    `period` defaults to the newest complete one. A wrong indicator, period, region, `against` or `as_of` is a
    SetupError; a region out of scope, or the whole province for a reader of some regions only, a RefusedError.
    """
    with Workspace(home, scope, as_of, today) as workspace:
        return explained(workspace, indicator, period, region, against)


def explained(
    workspace: Workspace, indicator: str, period: str | None, region: str | None, against: Against = "target"
) -> Explanation:
    """As `explain`, of what is open already."""
    asked = request.checked(workspace, period, region, [indicator])
    _refuse(workspace.scope, asked, against)
    return of(workspace, asked, against)


def of(
    workspace: Workspace,
    asked: Question,
    against: Against = "target",
    judged: Row | None = None,
    with_forecast: bool = True,
) -> Explanation:
    """The explanation of a checked question, of its one indicator; `judged` is its row, when that is known already.

    Without its forecast where that is not shown, for it takes its time.
    """
    asked = replace(asked, marked=False)
    [chosen] = asked.wanted
    row, period = (judged, asked.period) if judged and asked.period else _scored(workspace, asked)
    then = _compared(period, against)
    measured = terms.of(chosen, workspace.indicators)
    gatherer = Gatherer(workspace.reader, measured, period, then, asked.region, against == "province")
    months = months_up_to(period)
    by_month = replace(asked, period=Period(f"{months[0]}..{months[-1]}"), by="month")
    monthly = tuple(Scoring(workspace, by_month).rows())
    year = in_force.in_force(workspace.goals, chosen, Period(period.last_month[:4]), asked.region)
    subject = Subject.of(gatherer, row, against, monthly, None if isinstance(year, Range) else year)
    spoken = declared.in_force(workspace.declared, chosen.id, asked.region, period.last_day, workspace.tree)
    by_series = with_forecast and not mpp_gap.concerns(chosen)
    ahead = year_forecast(workspace, by_month, monthly) if by_series else Forecast()
    return assemble.explained(subject, ahead, workspace.home, spoken, workspace.head)


def _scored(workspace: Workspace, asked: Question) -> tuple[Row, Period]:
    scoring = Scoring(workspace, asked)
    [row] = scoring.rows()
    return row, scoring.period


def _refuse(scope: Scope, asked: Question, against: str) -> None:
    if against not in get_args(Against):
        raise SetupError(
            error_text("option_unknown", option=f"--against {against}", known=" | ".join(get_args(Against)))
        )
    if asked.region is None and against == "province":
        raise SetupError(error_text("against_itself"))
    if asked.region is None and not scope.covers(None):
        raise RefusedError(error_text("province_not_readable"))


def _compared(now: Period, against: str) -> Period:
    """What the period is held beside; for a target the period before, by which stages tell what is usual."""
    if against == "province":
        return now
    return same_last_year(now) if against == "last_year" else compared_before(now)
