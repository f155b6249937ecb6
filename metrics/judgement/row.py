"""One line of a scorecard."""

from dataclasses import dataclass
from typing import Any

MET, MISSED = "achieved", "missed"
JUDGED = (MET, MISSED)
NO_TARGET = "no_target"
WITHOUT_TARGET = (NO_TARGET, "not_applicable")


@dataclass(frozen=True)
class Row:
    """One indicator × period × member, in the indicator's own unit; the shape of the contract (design §9).

    Beyond the contract: `points` are the months behind the two marks (below 12 their limits are trial limits), and
    `met_months` in how many of how many of the latest of them, 12 at most, the target now in force was met.
    `actual_without_force_majeure` stands where the period touches force majeure, when something is left without it.
    """

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
    points: int = 0
    met_months: tuple[int, int] | None = None
    actual_without_force_majeure: float | None = None

    @classmethod
    def of(cls, **told: Any) -> "Row":
        """A row of all its fields: scorecards have tens of thousands, and setting frozen fields one by one is slow."""
        row = object.__new__(cls)
        row.__dict__.update(told)
        return row

    @property
    def is_met(self) -> bool:
        """Whether its target is met."""
        return self.status == MET

    @property
    def is_missed(self) -> bool:
        """Whether its target is missed."""
        return self.status == MISSED

    @property
    def is_judged(self) -> bool:
        """Whether its target is met or missed, and nothing else."""
        return self.status in JUDGED

    @property
    def is_settled(self) -> bool:
        """Whether nothing is open about the figure: its target is judged, or it has none."""
        return self.is_judged or self.status == NO_TARGET

    @property
    def has_target(self) -> bool:
        """Whether it counts among the targets of its period (a range is judged without being one number)."""
        return self.is_judged or (self.target is not None and self.status not in WITHOUT_TARGET)

    def as_dict(self) -> dict[str, Any]:
        """The row for JSON; unrounded."""
        return dict(self.__dict__)
