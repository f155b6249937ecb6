"""What charts are drawn from, whatever draws them: plain values with their words, and inks.

Inks stand out on white and on near-black alike; text and grid take the colours of the theme when shown.
"""

from dataclasses import dataclass

INK, GOAL_INK = "#2f86c9", "#8a94a0"
BETTER_INK, WORSE_INK, OTHER_INK = "#2e8b57", "#c4571b", "#8a6fb8"
"""Of a special month that goes the good way, the bad way, or neither."""


@dataclass(frozen=True)
class Month:
    """One month of a trend: its label for the axis (blank: none), its figure, its words, and whether it is judged."""

    tick: str
    value: float | None
    hover: str
    judged: bool
    target: float | None


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
