"""The targets of a home, and which of them holds where and when (rules.md §4)."""

import math
from collections.abc import Mapping, Sequence

from data.home import Home
from metrics.catalogue.indicators import Indicator
from metrics.periods import Period
from metrics.targets import parse
from metrics.targets.achievement import Range, Target
from metrics.targets.goals import Aim, Goal, Kind, Reference
from metrics.targets.parse import adds_up
from metrics.targets.paths import LENGTHS, begins

Goals = Mapping[str, tuple[Goal, ...]]
"""Indicator id → its goals, oldest first."""


def load(home: Home, indicators: Mapping[str, Indicator]) -> Goals:
    """Parse the home's `targets.yaml`; the first thing wrong is a SetupError that names line, finding and remedy."""
    goals, faults = parse.read(home, indicators)
    if faults:
        raise faults[0]
    return goals


def in_force(
    goals: Goals, indicator: Indicator, period: Period, region: str | None, service: str | None = None
) -> Target | None:
    """The target on the period's last day: of a region or a service when one is named, else of the province.

    A service's own target comes before its region's, and both before the province's, which they inherit; of a count
    nothing is inherited. The targets of a count that adds up are added up over the period, cut into whole calendar
    years, halves, quarters and months, the longest first for which a target is set; a month left over: no target.
    """
    written = goals.get(indicator.id, ())
    if not adds_up(indicator):
        return _on(written, indicator, period.last_month, region, service)
    months, found = list(period.months), list[Target]()
    while months:
        for per in sorted(LENGTHS, key=LENGTHS.__getitem__, reverse=True):
            if len(months) >= LENGTHS[per] and begins(months[0], per):
                own = [goal for goal in written if goal.per == per]
                target = _on(own, indicator, months[0], region, service) if own else None
                if target is not None:
                    found.append(target)
                    months = months[LENGTHS[per] :]
                    break
        else:
            return None
    return _sum(found)


def _on(
    written: Sequence[Goal], indicator: Indicator, month: str, region: str | None, service: str | None
) -> Target | None:
    found = _held(written, indicator, month, region, service)
    return None if found is None else found[1].on(month, found[0].from_month)


def _held(
    written: Sequence[Goal], indicator: Indicator, month: str, region: str | None, service: str | None
) -> tuple[Goal, Aim] | None:
    """The goal in force in a month for a place, and what it aims at there."""
    held = [goal for goal in reversed(written) if goal.from_month <= month]
    if indicator.is_count:
        if region is not None:
            return None if service is not None else _own(held, "regions", region)
        if service is not None:
            return _own(held, "services", service)
    own = None if service is None else _own(held, "services", service)
    own = own if own is not None or region is None else _own(held, "regions", region)
    return own or next(((goal, goal) for goal in held if goal.sets_whole), None)


def _own(held: Sequence[Goal], kind: Kind, code: str) -> tuple[Goal, Aim] | None:
    """The newest aim of a place itself; one of before the newest goal of the whole has ended."""
    for goal in held:
        if code in goal.places(kind):
            return goal, goal.places(kind)[code]
        if goal.sets_whole:
            return None
    return None


def _sum(found: Sequence[Target]) -> Target | None:
    """Values add up, and so do bounds; a value and a range do not."""
    ranges = [target for target in found if isinstance(target, Range)]
    values = [target for target in found if not isinstance(target, Range)]
    if ranges and values:
        return None
    if ranges:
        return Range(math.fsum(one.low for one in ranges), math.fsum(one.high for one in ranges))
    return sum(values) if all(isinstance(value, int) for value in values) else math.fsum(values)


def current(
    goals: Goals, indicator: Indicator, month: str, region: str | None = None, service: str | None = None
) -> Goal | None:
    """The goal in force in a month for a place (of the province, without one); None when there is none, or it ended."""
    found = _held(goals.get(indicator.id, ()), indicator, month, region, service)
    return None if found is None or found[0].ends else found[0]


def reference(goals: Goals, indicator: str, month: str) -> Reference | None:
    """The second value to look at: the one written last."""
    held = [goal.reference for goal in goals.get(indicator, ()) if goal.from_month <= month and goal.reference]
    return held[-1] if held else None


def weights(goals: Goals, month: str) -> dict[str, float]:
    """The weight of every indicator with goals, the one written last; 1 where none is written."""
    return {
        indicator: next((g.weight for g in reversed(held) if g.weight is not None and g.from_month <= month), 1)
        for indicator, held in goals.items()
    }
