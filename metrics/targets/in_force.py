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
    months, targets = list(period.months), list[Target]()
    while months:
        for per in sorted(LENGTHS, key=LENGTHS.__getitem__, reverse=True):
            if len(months) >= LENGTHS[per] and begins(months[0], per):
                listed = [goal for goal in written if goal.per == per]
                target = _on(listed, indicator, months[0], region, service) if listed else None
                if target is not None:
                    targets.append(target)
                    months = months[LENGTHS[per] :]
                    break
        else:
            return None
    return _sum(targets)


def _on(
    written: Sequence[Goal], indicator: Indicator, month: str, region: str | None, service: str | None
) -> Target | None:
    pair = _pair_in_force(written, indicator, month, region, service)
    return None if pair is None else pair[1].on(month, pair[0].from_month)


def _pair_in_force(
    written: Sequence[Goal], indicator: Indicator, month: str, region: str | None, service: str | None
) -> tuple[Goal, Aim] | None:
    """The goal in force in a month for a place, and what it aims at there."""
    newest_first = [goal for goal in reversed(written) if goal.from_month <= month]
    if indicator.is_count:
        if region is not None:
            return None if service is not None else _of_place(newest_first, "regions", region)
        if service is not None:
            return _of_place(newest_first, "services", service)
    pair = None if service is None else _of_place(newest_first, "services", service)
    pair = pair if pair is not None or region is None else _of_place(newest_first, "regions", region)
    return pair or next(((goal, goal) for goal in newest_first if goal.sets_whole), None)


def _of_place(newest_first: Sequence[Goal], kind: Kind, code: str) -> tuple[Goal, Aim] | None:
    """The newest aim of a place itself; one of before the newest goal of the whole has ended."""
    for goal in newest_first:
        if code in goal.places(kind):
            return goal, goal.places(kind)[code]
        if goal.sets_whole:
            return None
    return None


def _sum(targets: Sequence[Target]) -> Target | None:
    """Values add up, and so do bounds; a value and a range do not."""
    ranges = [target for target in targets if isinstance(target, Range)]
    values = [target for target in targets if not isinstance(target, Range)]
    if ranges and values:
        return None
    if ranges:
        return Range(math.fsum(each.low for each in ranges), math.fsum(each.high for each in ranges))
    return sum(values) if all(isinstance(value, int) for value in values) else math.fsum(values)


def current(
    goals: Goals, indicator: Indicator, month: str, region: str | None = None, service: str | None = None
) -> Goal | None:
    """The goal in force in a month for a place (of the province, without one); None when there is none, or it ended."""
    pair = _pair_in_force(goals.get(indicator.id, ()), indicator, month, region, service)
    return None if pair is None or pair[0].ends else pair[0]


def reference(goals: Goals, indicator: str, month: str) -> Reference | None:
    """The second value to look at: the one written last."""
    references = [goal.reference for goal in goals.get(indicator, ()) if goal.from_month <= month and goal.reference]
    return references[-1] if references else None


def weights(goals: Goals, month: str) -> dict[str, float]:
    """The weight of every indicator with goals, the one written last; 1 where none is written."""
    return {
        indicator: next((g.weight for g in reversed(listed) if g.weight is not None and g.from_month <= month), 1)
        for indicator, listed in goals.items()
    }
