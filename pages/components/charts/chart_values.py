"""What charts are drawn from, whatever draws them: plain values with their words, and inks.

Inks stand out on white and on near-black alike; text and grid take the colours of the theme when shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

INK, GOAL_INK = "#2f86c9", "#8a94a0"
BAND_INK = "rgba(47, 134, 201, 0.18)"
"""Of the band of intervals; the ink of the line, seen through."""
BETTER_INK, WORSE_INK, OTHER_INK = "#2e8b57", "#c4571b", "#8a6fb8"
"""Of a special month that goes the good way, the bad way, or neither."""


@dataclass(frozen=True)
class Month:
    """One month of a trend: its label for the axis (blank: none), its figure, its words, and whether it is judged.

    `interval` is drawn as a band around the line.
    """

    tick: str
    value: float | None
    hover: str
    judged: bool
    target: float | None
    interval: tuple[float, float] | None = None


def reach(months: Sequence[Month]) -> list[float]:
    """Every value that a chart of the months has to hold: figures, targets and the ends of intervals."""
    return [v for m in months for v in (m.value, m.target, *(m.interval or ())) if v is not None]


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
