"""The targets of a home, and which of them holds where and when (rules.md §4)."""

import math
from collections.abc import Callable, Mapping, Sequence

from data.home import Home
from data.settings.places import places
from metrics.catalogue.indicators import Indicator
from metrics.periods import Period
from metrics.targets import parse
from metrics.targets.achievement import Range, Target
from metrics.targets.goals import Aim, Goal, Reference
from metrics.targets.parse import adds_up
from metrics.targets.paths import LENGTHS, begins

Goals = Mapping[str, tuple[Goal, ...]]
"""Indicator id → its goals, oldest first."""


def load(home: Home, indicators: Mapping[str, Indicator]) -> Goals:
    """Parse the home's `targets.yaml`; the first thing wrong is a SetupError that names line, finding and remedy."""
    goals, faults = parse.read(home, indicators)
    if faults:
        raise faults[0]
    tree = places(home)
    return {indicator: tuple(goal.in_tree(tree) for goal in listed) for indicator, listed in goals.items()}


def in_force(
    goals: Goals, indicator: Indicator, period: Period, region: str | None, service: str | None = None
) -> Target | None:
    """The target on the period's last day: of a place or a service when one is named, else of the root.

    A service's own target comes before its place's, and a place's before that of what it belongs to, up to the root's:
    the nearest is inherited, of a count none. The targets of a count that adds up are added up over the period, cut
    into whole calendar years, halves, quarters and months, the longest first for which a target is set; a month left
    over: no target.
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
            return None if service is not None else _newest(newest_first, region, lambda goal: goal.regions)
        if service is not None:
            return _newest(newest_first, service, lambda goal: goal.services)
    pair = None if service is None else _newest(newest_first, service, lambda goal: goal.services)
    if pair is None and region is not None:
        pair = _newest(newest_first, region, lambda goal: goal.places_below)
    return pair or next(((goal, goal) for goal in newest_first if goal.sets_whole), None)


def _newest(
    newest_first: Sequence[Goal], code: str, aims_of: Callable[[Goal], Mapping[str, Aim]]
) -> tuple[Goal, Aim] | None:
    """The newest aim of a place or a service; one of before the newest goal of the whole has ended."""
    for goal in newest_first:
        if (aims := aims_of(goal)) and code in aims:
            return goal, aims[code]
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
