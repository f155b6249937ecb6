"""One missed target explained: the frozen object that page, terminal and documents all show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from metrics.judgement.forecast import Forecast
from metrics.obstacles.causes.reasons import Reason
from metrics.obstacles.causes.stages import Stage
from metrics.obstacles.decomposition.pareto import Pareto
from metrics.obstacles.decomposition.verdict import Verdict
from metrics.obstacles.input.terms import PartsUnit

Against = Literal["target", "previous", "last_year", "province"]


@dataclass(frozen=True)
class Slice:
    """One combination: `cases` it explains (more than would be usual there), their share of the gap, and in which
    share of perturbed tables it was found again. `now` and `usual` are the shares of cases that went wrong; `since` the
    month since which it is worse than before, None where there is no such month.
    """

    where: Mapping[str, str]
    cases: float
    share: float | None
    stability: float
    now: float | None = None
    usual: float | None = None
    since: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The contract's row."""
        return {
            "where": dict(self.where), "cases": self.cases, "share": self.share, "stability": self.stability
        }  # fmt: skip


@dataclass(frozen=True)
class Explanation:
    """The contract's fields (design §9), and what pages show beside them.

    `reference` is what the actual is held against: the target, or the figure of `compared_with` (a period's code,
    "province", None when there is none); `n` and `reference_n` are the cases behind actual and figure. `parts_unit`
    says what shortfalls are: cases, points of the indicator's own unit, or cases beyond the reference over those a
    quantile allows. `open_holders`: stage, holder, cases, overdue. All unrounded.
    """

    indicator: str
    period: str
    member: str
    actual: float | None
    n: float | int | None
    target: float | tuple[float, float] | None
    gap_cases: float | None
    verdict: Verdict
    rate_effect: float | None
    mix_effect: float | None
    where: Mapping[str, tuple[Mapping[str, Any], ...]]
    slices: tuple[Slice, ...]
    reasons: tuple[Reason, ...]
    stages: tuple[Stage, ...]
    since: str | None
    forecast: Forecast
    sentences: Mapping[str, tuple[str, ...]]
    short_sentences: Mapping[str, tuple[str, ...]]
    """The same with one decimal, as a screen writes shares and points."""
    as_of: int
    against: Against
    status: str
    compared_with: str | None
    reference: float | None
    reference_n: float | int | None
    parts_unit: PartsUnit
    gap: float | None
    """Reference less actual in the unit of the parts, positive = worse: what every list of `where` adds up to."""
    pareto: Mapping[str, Pareto]
    unrecorded_share: float | None
    open_holders: pd.DataFrame

    def as_dict(self) -> dict[str, Any]:
        """The contract, ready for JSON; keys and order of design §9, then what stands beside them."""
        return {
            "indicator": self.indicator,
            "period": self.period,
            "member": self.member,
            "actual": self.actual,
            "target": self.target,
            "gap_cases": self.gap_cases,
            "verdict": self.verdict,
            "rate_effect": self.rate_effect,
            "mix_effect": self.mix_effect,
            "where": {name: [dict(row) for row in rows] for name, rows in self.where.items()},
            "slices": [slice_.as_dict() for slice_ in self.slices],
            "reasons": [reason.as_dict() for reason in self.reasons],
            "stages": [stage.as_dict() for stage in self.stages],
            "since": self.since,
            "forecast": self.forecast.as_dict(),
            "sentences": {language: list(sentences) for language, sentences in self.sentences.items()},
            "as_of": self.as_of,
            "n": self.n,
            "reference": self.reference,
            "reference_n": self.reference_n,
        }
