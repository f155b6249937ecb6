"""What charts are drawn from, whatever draws them: plain values with their words, how they are measured, and inks.

Inks stand out on white and on near-black alike; text and grid take the colours of the theme when shown.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from text import formats

INK, GOAL_INK, GHOST_INK = "#2f86c9", "#8a94a0", "#b3bcc5"
BAND_INK = "rgba(47, 134, 201, 0.18)"
"""Of the band of intervals; the ink of the line, seen through."""
BETTER_INK, WORSE_INK, OTHER_INK = "#2e8b57", "#c4571b", "#8a6fb8"
"""Of a special month that goes the good way, the bad way, or neither."""
WHOLE = ("count", "rupiah")
"""Units of which there are no parts."""
FROM_ZERO = (*WHOLE, *formats.WORDED)
"""Units whose double is twice as much: an axis that begins higher makes a catastrophe of 12 minutes after 10."""
LEAST_SPAN = {"percent": (10.0, 0.0, 100.0), "index": (10.0, 25.0, 100.0), "score": (0.5, 1.0, 4.0)}
"""The least an axis spans, and the ends of the scale, so that chance does not look like a fall."""


@dataclass(frozen=True)
class Measure:
    """A unit, and the language it is written in."""

    unit: str
    language: str

    @property
    def as_bars(self) -> bool:
        """Whether a series is drawn as bars; everything but counts is a line."""
        return self.unit == "count"

    def write(self, value: float) -> str:
        """The value of a tick."""
        return formats.tick(value, self.unit, self.language)

    def marks(self, values: Sequence[float]) -> list[float]:
        """The ticks of an axis that holds all values, the first and the last at its ends."""
        low, high = min(values), max(values)
        if self.unit in FROM_ZERO:
            return formats.ticks(min(low, 0.0), high, least=1.0 if self.unit in WHOLE else 0.0)
        least, bottom, top = LEAST_SPAN.get(self.unit, (0.0, -math.inf, math.inf))
        room = max(0.0, least - (high - low)) / 2
        low, high = low - room, high + room
        if room:
            shift = min(0.0, top - high) or max(0.0, bottom - low)
            low, high = low + shift, high + shift
        return formats.ticks(low, high)


@dataclass(frozen=True)
class EndLabels:
    """What stands at the ends of the lines: the newest figure, and the lines of the target's and last year's label."""

    last: str
    goal: tuple[str, ...] | None = None
    last_year: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Month:
    """One month of a trend: its label for the axis (blank: none), its figure, its words, and whether it is judged.

    `interval` is drawn as a band around the line, `last_year` (the figure of twelve months before) as a light line.
    """

    tick: str
    value: float | None
    hover: str
    judged: bool
    target: float | None
    interval: tuple[float, float] | None = None
    last_year: float | None = None


def reach(months: Sequence[Month]) -> list[float]:
    """Every value that a chart of the months has to hold: figures, targets, last year and the ends of intervals."""
    return [v for m in months for v in (m.value, m.target, m.last_year, *(m.interval or ())) if v is not None]


def stretches(months: Sequence[Month]) -> list[list[int]]:
    """Places of the months beside each other that have an interval, one list a stretch: a band spans no gap."""
    runs: list[list[int]] = []
    for place, month in enumerate(months):
        if month.interval is None:
            continue
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


@dataclass(frozen=True)
class Band:
    """The control limits at each of the `places` in the series: centre, lower and upper."""

    places: tuple[int, ...]
    centre: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]


@dataclass(frozen=True)
class Special:
    """A month that is no common variation: its words, and the ink of the direction it goes in."""

    hover: str
    ink: str


@dataclass(frozen=True)
class Dot:
    """One unit of a funnel: cases, figure, its words, and the name written beside it (blank: none)."""

    cases: int
    value: float
    hover: str
    name: str
