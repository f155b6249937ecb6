"""How healthy the data are: who reported which month, up to when, and months whose volume is far from usual."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from data import sql_files
from metrics.catalogue import streams
from metrics.catalogue.streams import REPORTS
from metrics.cells.query import Slice
from metrics.cells.reader import Reader
from metrics.judgement.reporting import Reporting, last_ended_month
from metrics.periods import Period, months_between, plus_months
from metrics.scorecard.workspace import Workspace

MONTHS = 24
REPORT_DAYS = 10
"""Days after a month's end until its report is due."""
BEFORE = 6
"""Months whose median a month's volume is held against."""
LEAST = 10
"""A median below this says nothing of a month's volume."""
FAR = 2.0
"""Further from the median than this ratio, up or down, is worth a question."""
PLANNED = ("rencana", "belum")

State = Literal["reported", "late", "nil", "missing", "running", "not_started", "not_applicable", "force_majeure"]
"""late: first told after the 10th of the next month. nil: reported, with nothing received and nothing decided. running:
the month has not ended. not_started: before the region's first report, or it never reported. not_applicable: no MPP by
its own word, and no records.
"""


@dataclass(frozen=True)
class Drift:
    """A month whose volume (applications received) is far from the median of the six months before."""

    region: str
    month: str
    volume: int
    median: float


@dataclass(frozen=True)
class Health:
    """States by (region, month); `through` is the month up to which each region's data are complete (None: none)."""

    months: tuple[str, ...]
    regions: tuple[str, ...]
    states: Mapping[tuple[str, str], State]
    through: Mapping[str, str | None]
    province_through: str | None
    drifts: tuple[Drift, ...]


def health(workspace: Workspace) -> Health:
    """The health of the last 24 months, the running one included."""
    reader, reporting, today = workspace.reader, workspace.reporting, workspace.today
    newest = f"{today:%Y-%m}"
    months = months_between(plus_months(newest, 1 - MONTHS), newest)
    every_month = Slice(tuple(map(Period, months)), None, "leaf")
    received, decided = (reader.records(every_month, stream) for stream in REPORTS)
    regions = tuple(reader.regions())
    state = _States(reader, reporting, today, {key for key in (*received, *decided) if _total(key, received, decided)})
    return Health(
        months=months,
        regions=regions,
        states={(region, month): state.of(region, month) for region in regions for month in months},
        through={region: reporting.complete_through(region, today) for region in regions},
        province_through=reporting.complete_through(None, today),
        drifts=tuple(_drifts(regions, months, received, reporting, today)),
    )


Volumes = Mapping[tuple[str, str], int]
"""(month, region) → records."""


def _total(key: tuple[str, str], *counted: Volumes) -> int:
    return sum(volumes.get(key, 0) for volumes in counted)


class _States:
    """What each month of each region is, by everything known of it."""

    def __init__(self, reader: Reader, reporting: Reporting, today: date, filled: set[tuple[str, str]]) -> None:
        self._reporting = reporting
        self._today = today
        self._filled = filled
        self._late = _late(reader)
        self._spans = reader.force_majeure()
        planned = {code for code, status in reader.mpp_status().items() if status in PLANNED}
        self._planned_only = planned - reader.regions_with_records()

    def of(self, region: str, month: str) -> State:
        reported = self._reporting.months.get(region, frozenset())
        if month in reported:
            if (month, region) not in self._filled:
                return "nil"
            return "late" if (month, region) in self._late else "reported"
        if region in self._planned_only:
            return "not_applicable"
        if self._decreed(region, Period(month)):
            return "force_majeure"
        if not reported or month < min(reported):
            return "not_started"
        return "missing" if Period(month).has_ended(self._today) else "running"

    def _decreed(self, region: str, month: Period) -> bool:
        """Whether a decreed span touches the month."""
        return any(
            code == region and first <= month.last_day and last >= month.first_day for code, first, last in self._spans
        )


def _late(reader: Reader) -> set[tuple[str, str]]:
    """(month, region) first told after its day; owed only from a region's first upload on, so history is not late."""
    sql = sql_files.read(Path(__file__).with_name("late_reports.sql"), reporting=streams.sql("reporting"))
    frame = reader.by_region(sql, {"days": REPORT_DAYS})
    return set(zip(frame["month"], frame["region_code"], strict=True))


def _drifts(
    regions: tuple[str, ...], months: tuple[str, ...], received: Volumes, reporting: Reporting, today: date
) -> list[Drift]:
    """Far months of the last twelve ended, newest first; only where the six months before were all reported."""
    ended = [month for month in months if month <= last_ended_month(today)]
    drifts = []
    for month in reversed(ended[-12:]):
        before = months_between(plus_months(month, -BEFORE), plus_months(month, -1))
        for region in regions:
            if not {month, *before} <= reporting.months.get(region, frozenset()):
                continue
            volume = received.get((month, region), 0)
            median = statistics.median(received.get((earlier, region), 0) for earlier in before)
            if median >= LEAST and (volume * FAR < median or volume > median * FAR):
                drifts.append(Drift(region, month, volume, median))
    return drifts
