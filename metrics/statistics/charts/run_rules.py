"""Rules that mark a point of a control chart as no common variation, whatever the chart's lines are made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

Rule = Literal["outside_limits", "trend", "near_limit", "one_side"]
Side = Literal["high", "low"]

TREND = 7
"""Points that all rise or all fall."""
NOISE = 1e-9
"""By how much a value must pass a line to be beyond it: more than the last binary digits of either."""


@dataclass(frozen=True)
class Lines:
    """The lines of a chart at one point, in the unit of its values; near limits lie two thirds of the way."""

    centre: float
    lower: float
    upper: float
    lower_near: float
    upper_near: float


@dataclass(frozen=True)
class Mark:
    """Why a point is no common variation: the first rule it breaks, and whether towards high or low values."""

    rule: Rule
    side: Side


@dataclass(frozen=True)
class Point:
    """A month with its value and lines; `rare` and `unusual` say whether chance alone allows it beyond the limits and
    the near limits so seldom as those limits promise (always true where they rest on no distribution).
    """

    month: int
    value: float
    lines: Lines
    rare: bool = True
    unusual: bool = True


def marks(points: Sequence[Point], run: int) -> tuple[Mark | None, ...]:
    """For each point the first rule it breaks: outside the limits; in 7 rising or falling; one of 2 of 3 beyond a
    near limit, all 3 on that side of the centre; in `run` on one side of the centre. On a line is not beyond it.

    Runs and trends are of months that follow each other: a missing month ends them.
    """
    broken: list[Mark | None] = [None] * len(points)
    # The last rule first, so that an earlier one writes over it; within a rule the later run writes over the earlier.
    for places, mark in (*_one_side(points, run), *_near_limit(points), *_trend(points), *_outside(points)):
        for place in places:
            broken[place] = mark
    return tuple(broken)


_Marked: TypeAlias = Iterator[tuple[Sequence[int], Mark]]


def _outside(points: Sequence[Point]) -> _Marked:
    for place, point in enumerate(points):
        if point.rare and point.value > point.lines.upper + NOISE:
            yield [place], Mark("outside_limits", "high")
        elif point.rare and point.value < point.lines.lower - NOISE:
            yield [place], Mark("outside_limits", "low")


def _trend(points: Sequence[Point]) -> _Marked:
    for window in _windows(points, TREND):
        values = [points[place].value for place in window]
        if all(b > a + NOISE for a, b in pairwise(values)):
            yield window, Mark("trend", "high")
        elif all(b < a - NOISE for a, b in pairwise(values)):
            yield window, Mark("trend", "low")


def _near_limit(points: Sequence[Point]) -> _Marked:
    for window in _windows(points, 3):
        side = _common_side([points[place] for place in window])
        beyond = [place for place in window if points[place].unusual and _beyond_near(points[place])]
        if side is not None and len(beyond) >= 2:
            yield beyond, Mark("near_limit", side)


def _one_side(points: Sequence[Point], run: int) -> _Marked:
    for window in _windows(points, run):
        side = _common_side([points[place] for place in window])
        if side is not None:
            yield window, Mark("one_side", side)


def _windows(points: Sequence[Point], length: int) -> Iterator[range]:
    """The places of so many months in a row, none of them missing."""
    for start in range(len(points) - length + 1):
        if points[start + length - 1].month - points[start].month == length - 1:
            yield range(start, start + length)


def _beyond_near(point: Point) -> bool:
    return not point.lines.lower_near - NOISE <= point.value <= point.lines.upper_near + NOISE


def _common_side(points: Sequence[Point]) -> Side | None:
    """The side of the centre on which all of them lie."""
    sides = {(p.value > p.lines.centre + NOISE) - (p.value < p.lines.centre - NOISE) for p in points}
    return {1: "high", -1: "low", 0: None}[sides.pop()] if len(sides) == 1 else None
