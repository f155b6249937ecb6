"""A chart as plain data: what screen and paper both draw, so that they cannot tell different stories.

Bars always rise from zero; a line may start higher, and its axis says so. The target is named, never only drawn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from text import formats


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
    marks = formats.ticks(0.0 if bars else min(known), max(known), least=1.0 if bars else 0.0)
    axis = tuple((mark, write(mark)) for mark in marks)
    return ChartDescription(title, alt, bars, tuple(points), goal, last, axis, tuple(notes))
