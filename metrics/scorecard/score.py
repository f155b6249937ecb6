"""The scorecard: one frozen object that screen, terminal and documents all show, so they cannot disagree."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from access.identity.scope import Scope
from data.home import Home
from metrics.judgement.row import Row
from metrics.scorecard import request
from metrics.scorecard.scoring import Scoring
from metrics.scorecard.workspace import Workspace


@dataclass(frozen=True)
class Scorecard:
    """Every row asked for, with what the figures rest on.

    `coverage` is (regions that reported the whole period, regions that have ever reported).
    """

    as_of: int
    targets_version: str
    period: str
    region: str
    complete_through: str | None
    coverage: tuple[int, int]
    demo: bool
    rows: tuple[Row, ...]


def score(
    home: Home,
    scope: Scope,
    period: str | None = None,
    region: str | None = None,
    indicators: Sequence[str] | None = None,
    by: str | None = None,
    as_of: int | None = None,
    today: date | None = None,
    marked: bool = True,
    opened: Callable[..., Workspace] = Workspace,
) -> Scorecard:
    """Score the indicators named (all) for a region or the province, whole or by its parts, as far as `scope` sees.

    `period` defaults to the newest complete one; `today` decides which periods have ended. A wrong region, indicator,
    period, `by` or `as_of` is a SetupError; a region out of scope a RefusedError. Not `marked`: without variation and
    assurance, which look back on every month. `opened` is how a workspace is had.
    """
    with opened(home, scope, as_of, today) as workspace:
        return scored(workspace, period, region, indicators, by, marked)


def scored(
    workspace: Workspace,
    period: str | None = None,
    region: str | None = None,
    indicators: Sequence[str] | None = None,
    by: str | None = None,
    marked: bool = True,
) -> Scorecard:
    """As `score`, of what is open already."""
    asked = request.checked(workspace, period, region, indicators, by, marked)
    scoring = Scoring(workspace, asked)
    rows = tuple(scoring.rows())
    return Scorecard(
        as_of=workspace.head,
        targets_version=workspace.targets_version,
        period=scoring.period.code,
        region=asked.region or asked.province,
        complete_through=scoring.reporting.complete_through(asked.region, asked.today),
        coverage=scoring.reporting.coverage(scoring.period, asked.region),
        demo=workspace.has_demo,
        rows=rows,
    )
