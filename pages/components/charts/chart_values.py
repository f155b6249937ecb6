"""What charts are drawn from, whatever draws them: plain values with their words, and inks.

Inks stand out on white and on near-black alike; text and grid take the colours of the theme when shown.
"""

from dataclasses import dataclass

INK, GOAL_INK, SPECIAL_INK = "#2f86c9", "#8a94a0", "#c4571b"


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
    """The control limits over the months `first` to `last` (places in the series): mean, lower and upper."""

    first: int
    last: int
    mean: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Dot:
    """One unit of a funnel: cases, figure, its words, and the name written beside it (blank: none)."""

    cases: int
    value: float
    hover: str
    name: str
