"""Since which month a series is worse: a step against nothing and against one odd month, by their evidence.

The machine of `year_end` without a future: a step in some month against no event or a single odd month, each over
several autocorrelations, by the restricted likelihood (Harville 1974). One test names at most one step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from metrics.statistics.covariance import Events, Fit, Floats, FreeLevel, autocorrelation, fit, weights
from metrics.statistics.year_end.stories import ODD_VARIANCE

LATEST = 36
"""Known months at most that are looked at."""
FEWEST = 8
"""Known months below which no step is named."""
SHORTEST = 2
"""Known months on either side of a step."""
BOUND = 1.0
"""Logarithm of the evidence of a step over that of none that it must exceed."""
PHIS = {0.0: 0.4, 0.2: 0.25, 0.4: 0.2, 0.6: 0.15}
STEP_VARIANCE = 9.0
NOTHING, ODD = 0.6, 0.4
"""Prior of no event and of one odd month, where there is no step."""


@dataclass(frozen=True)
class Step:
    """The heaviest step of a series: it begins at `place`, from 0; `weight` is its part, 0–1, among all steps.

    `height`, in the values' unit, is the weighted mean over all steps; `evidence` the logarithm of the evidence of a
    step over that of none.
    """

    place: int
    height: float
    weight: float
    evidence: float


def since(months: Sequence[int], values: Sequence[float], worse: Literal[-1, 1]) -> int | None:
    """The month since which a series is worse, None when it is not; `worse` is −1 where lower is worse.

    Known months by calendar index, oldest first. After a step the months from it on are looked at again: a rise takes
    the fall before it back, a further fall lets the first stand.
    """
    start, named = max(0, len(months) - LATEST), None
    while (step := likeliest_step(months[start:], values[start:])) and step.evidence > BOUND:
        start += step.place
        first = months[start] if named is None else named
        named = first if step.height * worse > 0 else None
    return named


def likeliest_step(months: Sequence[int], values: Sequence[float]) -> Step | None:
    """The heaviest step with two known months or more on either side; None below 8 months or when all are equal."""
    n, level = len(values), float(np.mean(values)) if len(values) else 0.0
    y = np.array(values) - level
    if n < FEWEST or np.ptp(y) <= 1e-12 * abs(level):  # binary noise of equal values
        return None
    base = FreeLevel(autocorrelation(months, np.array(list(PHIS))))
    begins = np.tri(n)[:, SHORTEST : n - SHORTEST + 1]
    steps = fit(y, base, Events(begins, np.full(begins.shape[1], STEP_VARIANCE)))
    odd = fit(y, base, Events(np.column_stack([np.zeros(n), np.eye(n)]), np.full(n + 1, ODD_VARIANCE)))
    against = np.log([NOTHING, *[ODD / n] * n])
    weight = weights(_weighed(steps))
    by_step = weight.sum(axis=0)
    best = int(by_step.argmax())
    evidence = _log_sum(_weighed(steps)) - np.log(len(by_step)) - _log_sum(_weighed(odd) + against)
    height = float((weight * steps.height).sum())
    return Step(best + SHORTEST, height, float(by_step[best]), float(evidence))


def _weighed(answer: Fit) -> Floats:
    return np.asarray(answer.log_evidence + np.log(list(PHIS.values()))[:, None])


def _log_sum(logs: Floats) -> float:
    return float(logs.max() + np.log(np.exp(logs - logs.max()).sum()))
