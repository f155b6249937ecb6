"""One run over the cells: gather the figures of every indicator, member and period, then judge each."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias, TypeVar

import numpy as np

from metrics.acts import deviations, signed_periods
from metrics.catalogue.indicators import Indicator
from metrics.catalogue.streams import LIVE, SENT_APART, SENT_AS, STATES, adds_up
from metrics.cells import differencing
from metrics.cells.query import Slice
from metrics.cells.reader import Reader
from metrics.figures import figures
from metrics.figures.figures import NEVER_SENT, PROTECTED, UNKNOWN, WITHHELD, Figure, Key
from metrics.judgement.context import SURVEY, Basis, Circumstances, Surroundings, basis_of, sample, where_nothing_is
from metrics.judgement.force_majeure import figures_without
from metrics.judgement.reporting import Reporting, last_ended_month
from metrics.judgement.row import Row
from metrics.judgement.status import judged
from metrics.judgement.variation import UNMARKED, Mark, bounds
from metrics.periods import Period, previous
from metrics.scorecard.monthly_marks import MonthlyMarks, reader_of
from metrics.scorecard.request import Question
from metrics.scorecard.workspace import Workspace
from metrics.targets import in_force
from metrics.targets.achievement import Target

PARTS = ("agency", "service", "channel")
UNPLACED = "-"
"""The member of what belongs to no region: follow-ups of the whole province."""
Held = TypeVar("Held")
Grid: TypeAlias = Sequence[Sequence[Held]]
"""One for every member and period: [member][period]."""


class Scoring:
    """The figures of one question, and what they rest on."""

    def __init__(self, workspace: Workspace, asked: Question) -> None:
        listed = workspace.entries
        self._asked = asked
        self._goals = workspace.goals
        self.reporting = workspace.reporting
        self.period = asked.period or self._newest_complete()
        self._periods = tuple(map(Period, self.period.months)) if asked.by_month else (self.period,)
        self._slice = Slice(self._periods, asked.region, asked.part)
        wanted = figures.with_parts(asked.wanted, workspace.indicators)
        reader = reader_of(workspace, self._slice, wanted) if asked.marked else workspace.reader
        self._reader = reader
        self._figures = figures.figures(reader, self._slice, wanted)
        self._wanted = wanted
        self._withheld: dict[str, frozenset[Key]] = {}
        self._protected = reader.protected(self._slice)
        self._members = self._listed_members(reader)
        self._surroundings = _surroundings(reader, self.reporting, asked.today)
        whole = asked.by not in PARTS
        self._signed = (
            signed_periods.figures(signed_periods.standing(listed), [p.code for p in self._periods]) if whole else {}
        )
        self._accepted = deviations.in_force(listed, asked.today) if whole else []
        self._without = figures_without(reader, self._slice, wanted, self._surroundings.spans)
        surveyed = any(basis_of(indicator) == "survey" for indicator in asked.wanted)
        self._respondents = reader.records(self._slice, SURVEY) if surveyed else {}
        self._users = self._users_before(reader) if surveyed else {}
        self._around: dict[Basis, Grid[Circumstances]] = {}
        self._placed: dict[tuple[bool, str | None, str], Circumstances] = {}
        places = {member: self._place(member) for member in self._members}
        self._monthly = (
            MonthlyMarks(workspace, reader, self._slice, wanted, places, self._figures, self._surroundings)
            if asked.marked and self._members
            else None
        )

    def rows(self) -> Iterator[Row]:
        """Indicator by indicator, member by member, period by period."""
        keys = [[(period.code, member) for period in self._periods] for member in self._members]
        names = [[(period.code, self._name(member, period)) for period in self._periods] for member in self._members]
        for indicator in self._asked.wanted if self._members else ():
            basis = basis_of(indicator)
            figure_of, (if_nothing, if_unreported) = self._figures[indicator.id], where_nothing_is(indicator, basis)
            withheld = self._withheld_of(indicator)
            figure_of = {**figure_of, **dict.fromkeys(withheld, WITHHELD)} if withheld else figure_of
            without = {} if withheld else self._without.get(indicator.id, {})
            goals = self._goals_of(indicator, self._periods)
            grid = zip(keys, names, goals, self._circumstances(basis), self._marks(indicator, goals), strict=True)
            for cell in itertools.chain.from_iterable(zip(*row, strict=True) for row in grid):
                key, named, goal, around, mark = cell
                if key[1] == UNPLACED and self._asked.by_region and not (_counts_acts(indicator) and key in figure_of):
                    continue
                figure = figure_of.get(key)
                mark = UNMARKED if key in withheld else mark
                if not around.reported:
                    figure = if_unreported or figure
                is_protected = not indicator.streams.isdisjoint(self._protected.get(key, ()))
                if is_protected and (figure is None or figure.actual is None):
                    figure = PROTECTED
                figure = figure or self._nothing(indicator, key, if_nothing if around.reported else UNKNOWN)
                otherwise = UNKNOWN if key in withheld else without.get(key, UNKNOWN)
                row = judged(indicator, named, figure, goal, around, mark, otherwise)
                if is_protected and figure is not PROTECTED:
                    row = replace(row, reasons=(*row.reasons, "protected_left_out"))
                yield self._beside_acts(row, key) if self._signed or self._accepted else row

    def _withheld_of(self, indicator: Indicator) -> frozenset[Key]:
        """The parts of the whole that whoever sees some regions only is not told (`metrics.cells.differencing`)."""
        regions = self._reader.scope.regions
        if regions is None or self._asked.region is not None or self._asked.by not in PARTS:
            return frozenset()
        streams = figures.streams_of(indicator, self._wanted)
        return frozenset().union(*(self._withheld_in(stream, regions) for stream in streams))

    def _withheld_in(self, stream: str, regions: frozenset[str]) -> frozenset[Key]:
        """Of one stream: whoever is told a sum of two is told each of them beside it."""
        if stream not in self._withheld:
            months_of = {period.code: period.months for period in self._periods}
            months = {month for listed in months_of.values() for month in listed} if adds_up(stream) else set()
            slice_ = replace(self._slice, periods=tuple(map(Period, sorted(months_of.keys() | months))))
            hidden = differencing.withheld(
                self._reader.regions_by_part(slice_, [stream]), regions, self._told_sums(slice_, stream, regions)
            )
            self._withheld[stream] = differencing.with_their_months(hidden, months_of)
        return self._withheld[stream]

    def _told_sums(self, slice_: Slice, stream: str, regions: frozenset[str]) -> dict[Key, str] | None:
        """Of services, the agencies that are told beside them."""
        if slice_.by != "service":
            return None
        agencies = differencing.withheld(self._reader.regions_by_part(replace(slice_, by="agency"), [stream]), regions)
        return differencing.told_sums(self._reader.agencies_by_service(slice_, stream), agencies)

    def _nothing(self, indicator: Indicator, key: Key, otherwise: Figure) -> Figure:
        """The figure where there are no cells: of a stream sent apart 0 in a reported month of who has ever sent it."""
        apart = [stream for stream in indicator.numerator or () if stream in SENT_APART]
        if not indicator.is_count or not apart:
            return otherwise
        place = self._place(key[1])
        senders = frozenset().union(*(self._reader.senders(SENT_AS.get(stream, stream)) for stream in apart))
        if not any(self._reader.tree.covers(place, sender) for sender in senders):
            return NEVER_SENT
        return Figure(0, None, 0) if self.reporting.reported(Period(key[0]), place) else otherwise

    def _newest_complete(self) -> Period:
        through = self.reporting.complete_through(self._asked.region, self._asked.today)
        return Period(through or last_ended_month(self._asked.today))

    def _beside_acts(self, row: Row, key: Key) -> Row:
        """The row, which says so when it is not the figure that was signed, and when its miss is accepted."""
        place, period = self._place(key[1]), Period(key[0])
        if row.is_missed and any(accepted.covers(row.indicator, place, period) for accepted in self._accepted):
            row = replace(row, reasons=(*row.reasons, deviations.ACCEPTED))
        was = self._signed.get((row.indicator, key[0], self._place(key[1]) or self._asked.province))
        is_other = was is not None and signed_periods.differs(was, row.as_dict())
        return replace(row, reasons=(*row.reasons, "restated")) if is_other else row

    def _marks(self, indicator: Indicator, goals: Grid[Target | None]) -> Grid[Mark]:
        """Variation and assurance of every row, by the target of the period's last month."""
        if self._monthly is None:
            return [[UNMARKED] * len(self._periods)] * len(self._members)
        if indicator.id not in self._goals:
            return self._monthly.of(indicator, None, None)
        if not self._slice.is_monthly:
            goals = self._goals_of(indicator, [Period(period.last_month) for period in self._periods])
        edges = np.array([[bounds(goal, indicator.better) for goal in row] for row in goals])
        return self._monthly.of(indicator, edges[..., 0], edges[..., 1])

    def _listed_members(self, reader: Reader) -> list[str]:
        """The parts, never their whole; all regions even when they have no records."""
        if self._asked.by_region:
            listed = reader.parts(self._asked.region, str(self._asked.part))
            return [*listed, UNPLACED] if self._asked.region is None and self._is_any_unplaced() else listed
        read = {stream for indicator in self._asked.wanted for stream in indicator.streams}
        return reader.members(self._slice, sorted(read & set(STATES))) if self._asked.by in PARTS else [""]

    def _is_any_unplaced(self) -> bool:
        """Whether some act of the whole province has a figure that belongs to no region."""
        acts = [indicator.id for indicator in self._asked.wanted if _counts_acts(indicator)]
        return any(member == UNPLACED for id_ in acts for _, member in self._figures[id_])

    def _users_before(self, reader: Reader) -> dict[tuple[str, str], int]:
        """Users served in the period before each, by the code of the period they are the measure of."""
        before = {previous(period).code: period.code for period in self._periods}
        slice_ = replace(self._slice, periods=tuple(map(Period, before)))
        users = reader.records(slice_, "completions")
        return {(before[code], member): number for (code, member), number in users.items()}

    def _circumstances(self, basis: Basis) -> Grid[Circumstances]:
        """Worked out once for every member and period, whatever the number of indicators."""
        if basis not in self._around:
            self._around[basis] = [[self._of(basis, m, p) for p in self._periods] for m in self._members]
        return self._around[basis]

    def _of(self, basis: Basis, member: str, period: Period) -> Circumstances:
        circumstances = self._of_place(basis, self._place(member), period)
        if basis == "running":  # a region without an MPP has its figure here, flood or not
            return Circumstances(ended=circumstances.ended)
        if basis == "survey":
            at = (period.code, member)
            return replace(circumstances, sample=sample(self._respondents.get(at, 0), self._users, at))
        return circumstances

    def _of_place(self, basis: Basis, place: str | None, period: Period) -> Circumstances:
        key = (basis == "reports", place, period.code)
        if key not in self._placed:
            self._placed[key] = self._surroundings.of(place, period, basis == "reports")
        return self._placed[key]

    def _place(self, member: str) -> str | None:
        """The region of a row; None for the province."""
        return member if self._asked.by_region else self._asked.region

    def _goals_of(self, indicator: Indicator, periods: Sequence[Period]) -> Grid[Target | None]:
        """The targets, [member][period]."""
        if indicator.id not in self._goals:
            return [[None] * len(periods)] * len(self._members)
        return [[self._target(indicator, member, period) for period in periods] for member in self._members]

    def _target(self, indicator: Indicator, member: str, period: Period) -> Target | None:
        """Parts inherit their whole's target, except counts, which need their own; services may have one."""
        service = member if self._asked.by == "service" else None
        if self._asked.by in PARTS and indicator.is_count and service is None:
            return None
        return in_force.in_force(self._goals, indicator, period, self._place(member), service)

    def _name(self, member: str, period: Period) -> str:
        if member:
            return member
        return period.code if self._asked.by == "month" else self._asked.region or self._asked.province


def _counts_acts(indicator: Indicator) -> bool:
    """Whether it counts small acts, which may be of the whole province and of no region."""
    return not indicator.streams.isdisjoint(LIVE)


def _surroundings(reader: Reader, reporting: Reporting, today: date) -> Surroundings:
    silent = {code for code, status in reader.mpp_status().items() if status in ("rencana", "belum")}
    planned_only = frozenset(silent - reader.regions_with_records())
    return Surroundings(today, reporting, reader.force_majeure(), planned_only, reader.tree)
