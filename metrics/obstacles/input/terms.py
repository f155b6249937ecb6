"""What an indicator is a ratio of, so that it can be taken apart: one term, the nine of an index, a count."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from metrics.catalogue.indicators import Indicator

PartsUnit = Literal["cases", "points", "beyond"]
"""Cases for shares and counts, points of the indicator's own unit for other ratios and indices, and of a quantile the
cases beyond the reference that it does not allow."""

COLUMNS = ["x1", "n1", "x0", "n0"]
"""Numerator and denominator of now (1) and of what it is compared with (0)."""


@dataclass(frozen=True)
class Term:
    """One ratio x / n inside the indicator; `weight` turns it into the indicator's unit (100, or 25/9 of an index)."""

    indicator: Indicator
    weight: float


@dataclass(frozen=True)
class Measure:
    """How the indicator, one of a `catalogue`, is taken apart; without terms it cannot be (a figure from a document,
    nested formulas).

    A quantile has no terms either: its parts are distributions.
    """

    indicator: Indicator
    unit: PartsUnit
    terms: tuple[Term, ...]
    catalogue: Mapping[str, Indicator]

    @property
    def is_worse_when(self) -> int:
        """+1 when a figure below its reference is worse, -1 when one above it is."""
        return 1 if self.indicator.better == "higher" else -1


def of(indicator: Indicator, known: Mapping[str, Indicator]) -> Measure:
    """The measure of an indicator."""
    if indicator.formula is not None:
        parts = [known[id_] for id_ in indicator.formula.mean_of]
        simple = all(part.denominator is not None and part.times is None for part in parts)
        weight = indicator.formula.times / len(parts)
        return Measure(indicator, "points", tuple(Term(part, weight) for part in parts) if simple else (), known)
    if indicator.quantile is not None:
        return Measure(indicator, "beyond", (), known)
    if indicator.numerator is None or indicator.times is not None:
        return Measure(indicator, "points", (), known)
    if indicator.is_count:
        return Measure(indicator, "cases", (Term(indicator, 1.0),), known)
    unit: PartsUnit = "cases" if _is_share_of_cases(indicator) else "points"
    return Measure(indicator, unit, (Term(indicator, indicator.factor),), known)


def _is_share_of_cases(indicator: Indicator) -> bool:
    """Whether both sides count cases, and not days or points."""
    sides = (indicator.numerator or {}, indicator.denominator or {})
    counts = all(sql.strip().startswith("sum(n)") for side in sides for sql in side.values())
    return indicator.unit == "percent" and counts


@dataclass(frozen=True)
class Parts:
    """One term split by one dimension: a frame indexed by member with the columns x1, n1, x0, n0, and its weight."""

    frame: pd.DataFrame
    weight: float

    @property
    def totals(self) -> tuple[float, float, float, float]:
        """x1, n1, x0 and n0 of the whole."""
        x1, n1, x0, n0 = (float(self.frame[column].sum()) for column in COLUMNS)
        return x1, n1, x0, n0


def with_denominator(parts: list[Parts], compared: bool) -> list[Parts]:
    """The terms with a denominator (on both sides when compared), the weight of an index spread over those left."""
    left = [part for part in parts if part.totals[1] and (part.totals[3] or not compared)]
    share = len(parts) / len(left) if left else 1.0
    return [Parts(part.frame, part.weight * share) for part in left]
