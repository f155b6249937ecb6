"""`targets.yaml` as officials write it: taken as it stands where it is right, and everything wrong told by line."""

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from data.errors import ErrorText, SetupError, error_text
from data.home import Home
from data.settings import tables, yaml_reader
from data.settings.places import places
from data.settings.yaml_models import at, refusal
from metrics.catalogue.indicators import Indicator
from metrics.targets.goals import Goal, Kind

WITHIN = {"percent": (0, 200), "index": (25, 100), "score": (1, 4)}
"""What a goal may be in each unit; the others may be any number from 0."""


@dataclass(frozen=True)
class Places:
    """The codes that a goal may name, read when one does."""

    home: Home

    def unknown(self, kind: Kind, codes: Set[str]) -> list[str]:
        """Those of the codes that the home does not have."""
        return sorted(codes - self._known(kind)) if codes else []

    def _known(self, kind: Kind) -> frozenset[str]:
        return frozenset(places(self.home).codes[1:]) if kind == "regions" else tables.service_codes(self.home)


def read(home: Home, indicators: Mapping[str, Indicator]) -> tuple[dict[str, tuple[Goal, ...]], tuple[SetupError, ...]]:
    """The goals that are right, and everything that is wrong, in the order of the file.

    A file that is no YAML at all has one fault: nothing after it can be understood.
    """
    path = home.targets
    try:
        content: Any = yaml_reader.load(path)
        misread = yaml_reader.misread_numbers(path)
    except SetupError as error:
        return {}, (error,)
    if not isinstance(content, dict):
        return {}, (SetupError(error_text("target_empty", file=path.name)),)
    goals, faults = dict[str, tuple[Goal, ...]](), list(misread)
    for key, written in content.items():
        if key not in indicators:
            faults.append(_fault(path, (key,), error_text("target_indicator")))
        elif not isinstance(written, list):
            faults.append(_fault(path, (key,), error_text("target_list")))
        else:
            goals[key], wrong = _goals(path, indicators[key], written, Places(home))
            faults += wrong
    return goals, tuple(faults)


def _fault(path: Path, spot: tuple[str | int, ...], finding: ErrorText) -> SetupError:
    return at(path, spot, error_text("part", part=spot[0], finding=finding))


def _goals(
    path: Path, indicator: Indicator, written: Sequence[object], places: Places
) -> tuple[tuple[Goal, ...], list[SetupError]]:
    """One indicator's goals, oldest first, and its faults."""
    key, goals, faults = indicator.id, dict[tuple[str, str], Goal](), list[SetupError]()
    for i, one in enumerate(written):
        try:
            goal = Goal.model_validate(one)
        except ValidationError as error:
            faults += [refusal(path, {**first, "loc": (key, i, *first["loc"])}) for first in error.errors()]
            continue
        if (goal.from_month, goal.per) in goals:
            faults.append(_fault(path, (key, i), error_text("target_twice", month=goal.from_month)))
        faults += [_fault(path, (key, i, *spot), finding) for spot, finding in _wrong(indicator, goal, places)]
        goals[goal.from_month, goal.per] = goal
    return tuple(goals[since] for since in sorted(goals)), faults


def _wrong(indicator: Indicator, goal: Goal, places: Places) -> Iterator[tuple[tuple[str, ...], ErrorText]]:
    """Where in a goal something does not fit its indicator or its home, and what."""
    for region in places.unknown("regions", goal.regions.keys()):
        yield ("regions", region), error_text("target_region", code=region)
    for service in places.unknown("services", goal.services.keys()):
        yield ("services", service), error_text("target_service", code=service)
    if goal.per != "month" and not adds_up(indicator):
        yield ("per",), error_text("target_per")
    low, high = WITHIN.get(indicator.unit, (0, math.inf))
    numbers = [number for aim in goal.aims for number in aim.numbers]
    if indicator.is_count and not all(isinstance(number, int) for number in numbers):
        yield (), error_text("target_whole")
    if not all(low <= number <= high for number in [*numbers, *([goal.reference.value] if goal.reference else [])]):
        yield (), error_text("target_within", low=low, high=high)


def adds_up(indicator: Indicator) -> bool:
    """Whether months add up to a longer period, and their targets too."""
    return indicator.is_count and indicator.consolidation == "sum"
