"""Why one target is missed: gather, take apart, and put into one explanation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import get_args

from access.identity.scope import Scope
from data import clock
from data.errors import RefusedError, SetupError, told
from data.home import Home
from data.ledger import entries
from data.ledger.entries import Entry
from metrics.acts import declarations
from metrics.acts.declarations import Declaration
from metrics.catalogue import indicators as catalogue
from metrics.catalogue.indicators import Indicator
from metrics.cells import build
from metrics.cells.reader import Reader
from metrics.judgement.row import Row
from metrics.obstacles import assemble
from metrics.obstacles.causes import declared
from metrics.obstacles.decomposition.subject import Subject
from metrics.obstacles.explanation import Against, Explanation
from metrics.obstacles.input import terms
from metrics.obstacles.input.tables import Gatherer, months_up_to
from metrics.periods import Period, previous, same_last_year
from metrics.scorecard import request
from metrics.scorecard.request import Question
from metrics.scorecard.score import settled_home
from metrics.scorecard.scoring import Scoring
from metrics.targets import in_force
from metrics.targets.achievement import Range
from metrics.targets.in_force import Goals


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
    with settled_home(home, as_of) as settled:
        known = catalogue.load(settled)
        asked = request.checked(settled, known, period, region, [indicator], None, today or clock.today())
        _refuse(scope, asked, against)
        goals = in_force.load(settled, known)
        with build.reader(settled, scope, as_of) as reader:
            spoken = declarations.listed(home, scope, as_of)
            ground = Ground(settled, reader, known, goals, entries.entries(home, as_of), spoken)
            return of(ground, asked, against)


@dataclass(frozen=True)
class Ground:
    """What explanations are made from, open once for several: one home at one moment and its declared obstacles."""

    home: Home
    reader: Reader
    known: Mapping[str, Indicator]
    goals: Goals
    listed: Sequence[Entry]
    spoken: Sequence[Declaration]


def of(ground: Ground, asked: Question, against: Against = "target", judged: Row | None = None) -> Explanation:
    """The explanation of a checked question, of its one indicator; `judged` is its row, when that is known already."""
    asked = replace(asked, marked=False)
    [chosen] = asked.wanted
    row, period = (judged, asked.period) if judged and asked.period else _scored(ground, asked)
    then = _compared(period, against)
    measured = terms.of(chosen, ground.known)
    gatherer = Gatherer(ground.reader, measured, period, then, asked.region, against == "province")
    months = months_up_to(period)
    by_month = replace(asked, period=Period(f"{months[0]}..{months[-1]}"), by="month")
    monthly = tuple(Scoring(ground.reader, by_month, ground.goals, ground.known, ground.listed).rows())
    year = in_force.in_force(ground.goals, chosen, Period(period.last_month[:4]), asked.region)
    subject = Subject.of(gatherer, row, against, monthly, None if isinstance(year, Range) else year)
    spoken = declared.in_force(ground.spoken, chosen.id, asked.region, period.last_day)
    return assemble.explained(subject, ground.home, spoken, ground.listed[-1].seq if ground.listed else 0)


def _scored(ground: Ground, asked: Question) -> tuple[Row, Period]:
    scoring = Scoring(ground.reader, asked, ground.goals, ground.known, ground.listed)
    [row] = scoring.rows()
    return row, scoring.period


def _refuse(scope: Scope, asked: Question, against: str) -> None:
    if against not in get_args(Against):
        raise SetupError(told("option_unknown", option=f"--against {against}", known=" | ".join(get_args(Against))))
    if asked.region is None and against == "province":
        raise SetupError(told("against_itself"))
    if asked.region is None and scope.regions is not None:
        raise RefusedError(told("province_not_readable"))


def _compared(now: Period, against: str) -> Period:
    """What the period is held beside; for a target the period before, by which stages tell what is usual."""
    if against == "province":
        return now
    return same_last_year(now) if against == "last_year" else previous(now)
