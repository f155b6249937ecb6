"""What next: how many regions operate by the end of a year if plans hold, and if they slip as plans have so far."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from data.settings.mpp_milestones import OPERATION
from metrics.acts.declarations import Declaration
from metrics.mpp.rollout import Coverage, RegionPath, begun
from metrics.periods import plus_months


@dataclass(frozen=True)
class Ahead:
    """Regions that operate at the end of a year: as planned, and if every plan slips by `slip_months`.

    `slip_months` is the mean delay of the steps that were due, whole months rounded up, a due step that has not
    happened counted up to the day; None (and `slipped` too) when no step was due yet. `planned` names the regions
    with a date of operation ahead or overdue, earliest first, as (region, "YYYY-MM").
    """

    operating: int
    as_planned: int
    slipped: int | None
    slip_months: int | None
    planned: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class HeldBack:
    """One declared obstacle: the regions it holds back (by code), and how many people live there."""

    code: str
    regions: tuple[str, ...]
    population: int


def ahead(paths: Sequence[RegionPath], on: date) -> Ahead:
    """The outlook of these paths for the year of a day."""
    waiting = [path for path in paths if path.state in ("planned", "without")]
    planned = sorted((month, path.region) for path in waiting for month in [_planned_month(path)] if month is not None)
    now, end = f"{on:%Y-%m}", f"{on:%Y}-12"
    operating = sum(path.state == "operating" for path in paths)
    delays = [delay for path in paths for delay in _delays(path, on)]
    slip = math.ceil(fmean(delays)) if delays else None
    later = None if slip is None else operating + sum(plus_months(max(m, now), slip) <= end for m, _ in planned)
    # A plan whose month has passed can still be kept within the year, but only if it slips no more.
    held = operating + sum(month <= end for month, _ in planned)
    return Ahead(operating, held, later, slip, tuple((region, month) for month, region in planned))


def _planned_month(path: RegionPath) -> str | None:
    """The month for which operation is planned: that of the first step that tells of it."""
    months = {s.milestone: s.planned_on[:7] for s in path.steps if s.counts and s.planned_on and not s.happened_on}
    return next((months[code] for code in OPERATION if code in months), None)


def _delays(path: RegionPath, on: date) -> Iterator[int]:
    """Months by which each step that was due came late, 0 when it did not."""
    for step in path.steps:
        if step.counts and step.planned_on and begun(step.planned_on, on):
            came = step.happened_on if begun(step.happened_on, on) else None
            yield max(0, _months(came or f"{on:%Y-%m}") - _months(step.planned_on))


def _months(partial: str) -> int:
    return 12 * int(partial[:4]) + int(partial[5:7])


def held_back(coverage: Coverage, declared: Sequence[Declaration]) -> tuple[HeldBack, ...]:
    """Obstacles declared for coverage that stand on the day, the one that holds back most people first."""
    people: Mapping[str, int] = {path.region: path.population for path in coverage.paths}
    regions: dict[str, set[str]] = defaultdict(set)
    for one in declared:
        if one.held_on(coverage.on) and one.region in people:
            regions[one.code].add(one.region)
    groups = (HeldBack(code, tuple(sorted(of)), sum(people[r] for r in of)) for code, of in regions.items())
    return tuple(sorted(groups, key=lambda one: (-one.population, one.code)))
