"""One run over the cells: gather the figures of every indicator, member and period, then judge each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from metrics import actuals, targets
from metrics.achievement import Range, Target, achievement_pct
from metrics.actuals import UNKNOWN, Figure
from metrics.circumstances import Circumstances, Surroundings, sample
from metrics.indicators import Indicator
from metrics.intervals import confidence_against
from metrics.judgement import judge
from metrics.periods import Period, previous
from metrics.reporting import Reporting, last_ended_month
from metrics.rollup import Reader, Slice
from metrics.row import Row
from metrics.stream import RUNNING
from metrics.targets import Goals

Basis = Literal["reports", "survey", "running", "other"]
"""What an indicator's circumstances depend on."""
PARTS = ("agency", "service", "channel")
SURVEY = "responses"


@dataclass(frozen=True)
class Question:
    """What is asked, checked: the period (None for the newest complete one), region, indicators, and parts."""

    period: Period | None
    region: str | None
    province: str
    wanted: tuple[Indicator, ...]
    by: str | None
    today: date

    @property
    def by_region(self) -> bool:
        """Whether the members are regions."""
        return self.by in ("region", "region,month")

    @property
    def by_month(self) -> bool:
        """Whether each month is a period of its own."""
        return self.by in ("month", "region,month")


class Scoring:
    """The figures of one question, and what they rest on."""

    def __init__(self, reader: Reader, asked: Question, goals: Goals, known: Mapping[str, Indicator]) -> None:
        self._asked = asked
        self._goals = goals
        self.reporting = Reporting.of(reader.reported())
        through = self.reporting.complete_through(asked.region, asked.today)
        self.period = asked.period or Period(through or last_ended_month(asked.today))
        self._periods = tuple(map(Period, self.period.months)) if asked.by_month else (self.period,)
        self._slice = Slice(self._periods, asked.region, "region" if asked.by_region else asked.by)
        self._figures = actuals.figures(reader, self._slice, actuals.with_parts(asked.wanted, known))
        self._members = self._listed_members(reader)
        self._surroundings = _surroundings(reader, self.reporting, asked.today)
        self._respondents = reader.records(self._slice, SURVEY)
        self._users = self._users_before(reader)
        self._known: dict[tuple[Basis, str, str], Circumstances] = {}

    def rows(self) -> Iterator[Row]:
        """Indicator by indicator, member by member, period by period."""
        for indicator in self._asked.wanted:
            found, basis = self._figures[indicator.id], _basis(indicator)
            if_nothing, if_unreported = _where_nothing_is(indicator, basis)
            for member in self._members:
                place = member if self._asked.by_region else self._asked.region
                for period in self._periods:
                    around = self._circumstances(basis, member, place, period)
                    figure = found.get((period.code, member))
                    if not around.reported:
                        figure = if_unreported or figure
                    figure = figure or (if_nothing if around.reported else UNKNOWN)
                    target = self._target(indicator, place, period)
                    yield _row(indicator, self._name(member, period), period, figure, target, around)

    def _listed_members(self, reader: Reader) -> list[str]:
        """The parts, never their whole; all regions even when they have no records."""
        if self._asked.by_region:
            return [code for code in reader.regions() if self._asked.region in (None, code)]
        return reader.members(self._slice) if self._asked.by in PARTS else [""]

    def _users_before(self, reader: Reader) -> dict[tuple[str, str], int]:
        """Users served in the period before each, by the code of the period they are the measure of."""
        before = {previous(period).code: period.code for period in self._periods}
        slice_ = replace(self._slice, periods=tuple(map(Period, before)))
        found = reader.records(slice_, "completions")
        return {(before[code], member): number for (code, member), number in found.items()}

    def _circumstances(self, basis: Basis, member: str, place: str | None, period: Period) -> Circumstances:
        """Worked out once for every period and member, whatever the number of indicators."""
        key = (basis, period.code, member)
        found = self._known.get(key)
        if found is None:
            found = self._surroundings.of(place, period, basis == "reports")
            if basis == "running":  # a region without an MPP has its figure here, flood or not
                found = Circumstances(ended=found.ended)
            if basis == "survey":
                at = (period.code, member)
                found = replace(found, sample=sample(self._respondents.get(at, 0), self._users, at))
            self._known[key] = found
        return found

    def _target(self, indicator: Indicator, place: str | None, period: Period) -> Target | None:
        """Parts inherit their whole's target, except counts, which need their own."""
        if self._asked.by in PARTS and indicator.is_count:
            return None
        return targets.in_force(self._goals, indicator, period, place)

    def _name(self, member: str, period: Period) -> str:
        if member:
            return member
        return period.code if self._asked.by == "month" else self._asked.region or self._asked.province


def _basis(indicator: Indicator) -> Basis:
    if not indicator.streams.isdisjoint(RUNNING):
        return "running"
    if SURVEY in indicator.streams:
        return "survey"
    return "reports" if actuals.is_reported(indicator) else "other"


def _surroundings(reader: Reader, reporting: Reporting, today: date) -> Surroundings:
    silent = {code for code, told in reader.mpp_status().items() if told in ("rencana", "belum")}
    planned_only = frozenset(silent - reader.regions_with_records())
    return Surroundings(today, reporting, reader.force_majeure(), planned_only)


def _where_nothing_is(indicator: Indicator, basis: Basis) -> tuple[Figure, Figure | None]:
    """The figure where a reported month has no cells, and the one of an unreported month whatever its cells.

    A count is 0 where the month was reported and nothing is. Of a month that was not, only a stock is known (None:
    whatever the cells say).
    """
    unreported = UNKNOWN if actuals.needs_report(indicator) else None
    if basis != "reports":
        return UNKNOWN, unreported
    if indicator.is_count:
        return Figure(0, None, 0), unreported
    return Figure(0, 0) if indicator.numerator is not None else UNKNOWN, unreported


def _row(
    indicator: Indicator, member: str, period: Period, figure: Figure, target: Target | None, around: Circumstances
) -> Row:
    status, reasons = judge(indicator, figure, target, around)
    achieved = confidence = None
    if figure.actual is not None and target is not None:
        achieved = achievement_pct(figure.actual, target, indicator.better)
        if status in ("achieved", "missed"):
            confidence = confidence_against(target, indicator.better, figure.interval95, figure.interval80)
    return Row(
        indicator=indicator.id,
        period=period.code,
        member=member,
        numerator=figure.numerator,
        denominator=figure.denominator,
        actual=figure.actual,
        target=(target.low, target.high) if isinstance(target, Range) else target,
        achievement_pct=achieved,
        status=status,
        reasons=reasons,
        interval=figure.interval95,
        confidence=confidence,
        variation=None,
        assurance=None,
    )
