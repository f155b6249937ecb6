"""One line of a scorecard."""

from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields
from typing import Any, cast

from metrics.statistics.intervals import Confidence
from metrics.statistics.level_confidence import Allowed as Allowed
from metrics.statistics.level_confidence import level_word

MET, MISSED = "achieved", "missed"
JUDGED = (MET, MISSED)
NO_TARGET = "no_target"
WITHOUT_TARGET = (NO_TARGET, "not_applicable")
UNSTABLE = "unstable"
"""Why nothing is said of whether it keeps its target."""
NO_POINT = frozenset({"force_majeure", "not_applicable", "partial_period", "not_reported"})
"""Statuses and reasons of months that tell nothing of the course of a figure."""
OF_CHARTS = ("level", "autocorrelation")
"""Fields that screens and paper draw and word with; they are no part of the contract."""

_set = object.__setattr__


def status_reasons(reasons: Iterable[str]) -> tuple[str, ...]:
    """Without those of the marks."""
    return tuple(reason for reason in reasons if reason != UNSTABLE)


@dataclass(frozen=True, slots=True)
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
    n: float | int | None = None
    """The number of cases behind the actual: a share's denominator, a quantile's values, an index's respondents."""
    actual_without_force_majeure: float | None = None
    level: Allowed | None = None
    """What the spread of the months before allows to be said of the level, beside the month's own `confidence`."""
    autocorrelation: float = 0.0
    """Of the indicator in all regions, which the limits of its control chart know."""

    @classmethod
    def of(cls, **columns: Any) -> "Row":
        """A row of all its fields: a sheet of months has a hundred thousand, and the frozen way of setting is slow."""
        row = object.__new__(cls)
        for name, value in (_UNTOLD | columns).items():
            _set(row, name, value)
        return row

    def of_member(self, member: str) -> "Row":
        """The same row under the name of another part."""
        return Row.of(**{name: getattr(self, name) for name in self.__slots__} | {"member": member})

    @property
    def status_reasons(self) -> tuple[str, ...]:
        """The reasons that belong to the status; what is not said of the marks has its own words."""
        return status_reasons(self.reasons)

    @property
    def level_confidence(self) -> str | None:
        """The word that may be said of the level, where the months before say anything of it."""
        if self.confidence is None or self.level is None:
            return None
        return level_word(cast(Confidence, self.confidence), self.level)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of the contract, in order."""
        return tuple(name for name in cls.__slots__ if name not in OF_CHARTS)

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
    def is_point(self) -> bool:
        """Whether the figure of a month takes part in a series."""
        return NO_POINT.isdisjoint({self.status, *self.reasons})

    @property
    def has_target(self) -> bool:
        """Whether it counts among the targets of its period (a range is judged without being one number)."""
        return self.is_judged or (self.target is not None and self.status not in WITHOUT_TARGET)

    @property
    def target_unmet(self) -> float | tuple[float, float] | None:
        """The target while it is not achieved: rounding must not make the actual look as if it reached it."""
        return None if self.is_met else self.target

    @property
    def actual_unmet(self) -> float | None:
        """The actual while it does not achieve its target."""
        return None if self.is_met else self.actual

    def as_dict(self) -> dict[str, Any]:
        """The row for JSON; unrounded."""
        return {name: getattr(self, name) for name in self.names()}


_UNTOLD = {field.name: field.default for field in fields(Row) if field.default is not MISSING}
