"""One line of a scorecard."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One indicator × period × member, in the indicator's own unit; the shape of the contract (design §9)."""

    indicator: str
    period: str
    member: str
    numerator: float | int | None
    denominator: float | int | None
    actual: float | None
    target: float | tuple[float, float] | None
    achievement_pct: float | None
    status: str
    reasons: tuple[str, ...]
    interval: tuple[float, float] | None
    confidence: str | None
    variation: str | None
    assurance: str | None

    def as_dict(self) -> dict[str, Any]:
        """The row for JSON; unrounded."""
        return dict(self.__dict__)
