"""A chart as plain data: what screen and paper both draw, so that they cannot tell different stories.

Bars always rise from zero; a line may start higher, and its axis says so. The target is named, never only drawn.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One month: label for the axis (blank: none), figure, its words, whether it is judged, its target."""

    tick: str
    value: float | None
    shown: str
    judged: bool
    target: float | None
    notes: str = ""
    """Signs of what happened in the month, told below the chart; blank for nothing."""


@dataclass(frozen=True)
class ChartDescription:
    """A monthly series, oldest first. `marks` are the axis: value and words; the first and the last are its ends."""

    title: str
    alt: str
    bars: bool
    points: tuple[Point, ...]
    goal: str | None
    last: str
    marks: tuple[tuple[float, str], ...]
    notes: tuple[str, ...] = ()
    """What the signs at its months mean, one line each."""


def described(
    title: str,
    alt: str,
    points: Sequence[Point],
    goal: str | None,
    last: str,
    write: Callable[[float], str],
    bars: bool,
    notes: Sequence[str] = (),
) -> ChartDescription:
    """Lay the axis out; `write` writes a value on it, `goal` names the target's line (None: no target).

    `notes` are lines below the chart.
    """
    known = [value for point in points for value in (point.value, point.target) if value is not None]
    marks = ticks(0.0 if bars else min(known), max(known))
    axis = tuple((mark, write(mark)) for mark in marks)
    return ChartDescription(title, alt, bars, tuple(points), goal, last, axis, tuple(notes))


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round numbers that span low to high, about so many: 1, 2 or 5 times a power of ten apart."""
    span = (high - low) or abs(high) / about or 1.0
    rough = span / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
    first, end = math.floor(low / step), math.ceil(high / step)
    if first == end:  # a flat series: one step of room below it, or above when it lies at zero
        first, end = (first - 1, end) if first > 0 else (first, end + 1)
    return [round(i * step, 10) for i in range(first, end + 1)]
