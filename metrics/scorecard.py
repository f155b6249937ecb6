"""The scorecard: one frozen object that screen, terminal and documents all show, so they cannot disagree."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data import clock, configuration, ledger, reference_tables
from data.errors import SetupError
from data.home import Home
from metrics import actuals, cells, targets
from metrics import indicators as catalogue
from metrics.achievement import Range, Target, achievement_pct
from metrics.actuals import UNKNOWN, Figure
from metrics.cells import Reader, Slice
from metrics.indicators import Indicator
from metrics.intervals import confidence_against
from metrics.judgement import Circumstances, judge
from metrics.periods import Period
from metrics.reporting import Reporting, last_ended_month
from metrics.targets import Goals

BY = ("region", "agency", "service", "channel", "month", "region,month")


@dataclass(frozen=True)
class Row:
    """One indicator × period × member, in the indicator's own unit; the shape of the contract (design §9)."""

    indicator: str
    period: str
    member: str
    numerator: float | int | None
    denominator: float | int | None
    actual: float | None
    target: float | tuple[float, float] | None
    achievement_pct: float | None
    status: str
    reasons: tuple[str, ...]
    interval: tuple[float, float] | None
    confidence: str | None
    variation: str | None
    assurance: str | None

    def as_dict(self) -> dict[str, Any]:
        """The row for JSON; unrounded."""
        return dict(self.__dict__)


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
    period: str | None = None,
    region: str | None = None,
    indicators: Sequence[str] | None = None,
    by: str | None = None,
    as_of: int | None = None,
    today: date | None = None,
) -> Scorecard:
    """Score the indicators named (all) for a region or the province, whole or by its parts.

    `period` defaults to the newest complete one; `today` (WIB) decides which periods have ended. A wrong region,
    indicator, period, `by` or `as_of` is a SetupError.
    """
    with _settled(home, as_of) as settled:
        known = catalogue.load(settled)
        asked = _Asked.of(settled, known, period, region, indicators, by, today or clock.today())
        goals = targets.load(settled, known)
        with cells.reader(settled, as_of) as reader:
            scoring = _Scoring(reader, asked, goals, known)
            rows = tuple(scoring.rows())
            listed = ledger.entries(home, as_of)
            return Scorecard(
                as_of=listed[-1].seq if listed else 0,
                targets_version=configuration.version(settled, "targets"),
                period=scoring.period.code,
                region=asked.region or asked.province,
                complete_through=scoring.reporting.complete_through(asked.region, asked.today),
                coverage=scoring.reporting.coverage(scoring.period, asked.region),
                demo=any(entry.what.get("demo") for entry in ledger.standing(listed)),
                rows=rows,
            )


def freshness(home: Home) -> tuple[int, str]:
    """What every answer rests on: the newest entry's number, and the version of all settings; a key for caches."""
    versions = [configuration.version(home, *configuration.FILES)]
    own = home.own("indicators.yaml")
    return ledger.head_seq(home), "-".join(versions + ([ledger.file_sha256(own)[:12]] if own else []))


@contextlib.contextmanager
def _settled(home: Home, as_of: int | None) -> Iterator[Home]:
    """The home with the settings of the moment asked for."""
    if as_of is None:
        yield home
    else:
        with configuration.as_of(home, as_of) as settled:
            yield settled


@dataclass(frozen=True)
class _Asked:
    """The question, checked."""

    period: Period | None
    region: str | None
    province: str
    wanted: tuple[Indicator, ...]
    by: str | None
    today: date

    @staticmethod
    def of(
        home: Home,
        known: Mapping[str, Indicator],
        period: str | None,
        region: str | None,
        wanted: Sequence[str] | None,
        by: str | None,
        today: date,
    ) -> "_Asked":
        province = reference_tables.province(home)
        if region is not None and region not in {province, *reference_tables.regions(home)["code"]}:
            raise SetupError(f"--region {region}: wilayah tidak dikenal. Tulis kode seperti {province}.71.")
        for id_ in wanted or ():
            if id_ not in known:
                raise SetupError(f"--indicator {id_}: indikator tidak dikenal. Pilih salah satu: {', '.join(known)}.")
        if by is not None and by not in BY:
            raise SetupError(f"--by {by}: pilihan tidak dikenal. Pilih salah satu: {' | '.join(BY)}.")
        try:
            parsed = Period.parse(period) if period else None
        except ValueError as error:
            raise SetupError(f"--period {period}: {error}") from error
        chosen = tuple(known[id_] for id_ in wanted) if wanted else tuple(known.values())
        return _Asked(parsed, None if region == province else region, province, chosen, by, today)


class _Scoring:
    """One run over the cells: gather the figures, then judge each."""

    def __init__(self, reader: Reader, asked: _Asked, goals: Goals, known: Mapping[str, Indicator]) -> None:
        self._asked = asked
        self._goals = goals
        self.reporting = Reporting.of(reader.reported())
        through = self.reporting.complete_through(asked.region, asked.today)
        self.period = asked.period or Period(through or last_ended_month(asked.today))
        by_month = asked.by in ("month", "region,month")
        self._periods = tuple(map(Period, self.period.months)) if by_month else (self.period,)
        self._by_region = asked.by in ("region", "region,month")
        slice_ = Slice(self._periods, asked.region, "region" if self._by_region else asked.by)
        self._figures = actuals.figures(reader, slice_, actuals.with_parts(asked.wanted, known))
        self._members = self._listed_members(reader, slice_)
        self._force_majeure = reader.force_majeure()
        status = reader.mpp_status()
        silent = {code for code, told in status.items() if told in ("rencana", "belum")}
        self._planned_only = silent - reader.regions_with_records()

    def _listed_members(self, reader: Reader, slice_: Slice) -> list[str]:
        """The parts, never their whole; all regions even when they have no records."""
        if self._by_region:
            return [code for code in reader.regions() if self._asked.region in (None, code)]
        if self._asked.by in (None, "month"):
            return [""]
        return reader.members(slice_)

    def rows(self) -> Iterator[Row]:
        """Indicator by indicator, member by member, period by period."""
        around = self._circumstances_by_place()
        for indicator in self._asked.wanted:
            found = self._figures[indicator.id]
            for member in self._members:
                for period in self._periods:
                    place = member if self._by_region else self._asked.region
                    circumstances = around(indicator, place, period)
                    figure = self._figure(indicator, found.get((period.code, member)), circumstances)
                    target = self._target(indicator, member, place, period)
                    yield _row(indicator, self._name(member, period), period, figure, target, circumstances)

    def _figure(self, indicator: Indicator, found: Figure | None, around: Circumstances) -> Figure:
        """A count is 0 where the month was reported and nothing is; where it was not, nothing is known."""
        if not actuals.needs_report(indicator):
            return found or UNKNOWN
        if not around.reported:
            return UNKNOWN
        if found is not None:
            return found
        if indicator.is_count:
            return Figure(0, None, 0)
        return Figure(0, 0) if indicator.numerator is not None else UNKNOWN

    def _target(self, indicator: Indicator, member: str, place: str | None, period: Period) -> Target | None:
        """Parts inherit their whole's target, except counts, which need their own."""
        is_part = self._asked.by in ("agency", "service", "channel")
        if is_part and indicator.is_count:
            return None
        return targets.in_force(self._goals, indicator, period, place)

    def _name(self, member: str, period: Period) -> str:
        if member:
            return member
        return period.code if self._asked.by == "month" else self._asked.region or self._asked.province

    def _circumstances_by_place(self) -> Callable[[Indicator, str | None, Period], Circumstances]:
        """The circumstances of a place and period, each worked out once."""
        known: dict[tuple[bool, bool, str | None, str], Circumstances] = {}

        def around(indicator: Indicator, place: str | None, period: Period) -> Circumstances:
            needs_report = actuals.needs_report(indicator)
            counts_mpp = not indicator.streams.isdisjoint(cells.RUNNING)
            key = (needs_report, counts_mpp, place, period.code)
            if key not in known:
                known[key] = self._circumstances(needs_report, counts_mpp, place, period)
            return known[key]

        return around

    def _circumstances(self, needs_report: bool, counts_mpp: bool, place: str | None, period: Period) -> Circumstances:
        reported = self.reporting.reported(period, place)
        return Circumstances(
            ended=period.has_ended(self._asked.today),
            reported=bool(reported) or not needs_report,
            gaps=needs_report and len(reported) < len(period.months),
            planned_only=place in self._planned_only and not counts_mpp,
            force_majeure="none" if counts_mpp else self._force_majeure_in(place, period),
        )

    def _force_majeure_in(self, place: str | None, period: Period) -> Any:
        """Whether decreed spans touch the period, and whether one holds it wholly (never the whole province)."""
        touches = False
        for region, first, last in self._force_majeure:
            if place in (None, region) and first <= period.last_day and last >= period.first_day:
                if place is not None and first <= period.first_day and last >= period.last_day:
                    return "whole"
                touches = True
        return "touches" if touches else "none"


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
