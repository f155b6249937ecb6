"""Actual against target: the plain judgement, the percent achieved, and the level it reaches."""

import math
from dataclasses import dataclass
from typing import TypeAlias

from data.errors import error_text
from metrics.catalogue import scales
from metrics.catalogue.indicators import Better


@dataclass(frozen=True)
class Range:
    """A target with two bounds, both inside it; `low` above `high` is a ValueError."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(error_text("range_reversed", low=self.low, high=self.high))


Target: TypeAlias = float | Range


def meets(actual: float, target: Target, better: Better) -> bool:
    """Whether the unrounded actual reaches the target, which itself counts as reached; inside a range, bounds too.

    A tie is a tie only when the actual was divided last: 100 * x / n, not x / n * 100 (57 of 100 would be 56.99…).
    """
    if isinstance(target, Range):
        return target.low <= actual <= target.high
    return actual >= target if better == "higher" else actual <= target


def meets_throughout(interval: tuple[float, float], target: Target, better: Better) -> bool | None:
    """True when every value of the interval meets the target, False when none does, None when only some do."""
    low, high = interval
    ends = meets(low, target, better), meets(high, target, better)
    if all(ends):
        return True
    spans_range = isinstance(target, Range) and low < target.low and high > target.high
    return None if any(ends) or spans_range else False


def achievement_pct(actual: float, target: Target, better: Better) -> float | None:
    """Percent of the target reached, 100 exactly on target, never below 0; may pass 100. It decides no status.

    The formula of the LKjIP (PermenPANRB 8/2021 writes the same). None where it has no meaning: a target of 0 when
    higher is better, or a target below 0.
    """
    unclipped = unclipped_pct(actual, target, better)
    return None if unclipped is None else max(0.0, unclipped)


def unclipped_pct(actual: float, target: Target, better: Better) -> float | None:
    """As achievement_pct, but below 0 where a lower-is-better actual is more than twice its target.

    A target missed by less than a float can tell is never 100.
    Inside a range it is 100; outside, the nearer bound is the target (PermenPANRB 8/2021).
    """
    assert math.isfinite(actual), "a missing actual is no data, it has no achievement"
    if isinstance(target, Range):
        if meets(actual, target, better):
            return 100.0
        target = target.high if actual > target.high else target.low
    if target < 0:
        return None
    if target == 0:
        # The formula divides by 0; for "none at all" as the goal only none at all reaches it.
        return None if better == "higher" else 100.0 if actual == 0 else 0.0
    pct = (actual if better == "higher" else 2 * target - actual) / target * 100
    return pct if pct != 100 or meets(actual, target, better) else math.nextafter(100, 0)


def capped(pct: float, cap: float = 120) -> float:
    """An achievement as it enters an average, so that one of 300 % cannot hide two of 50 %; shown figures stay raw."""
    return min(pct, cap)


def scale_86_2017(pct: float) -> str:
    """The level of an achievement by Permendagri 86/2017: very_high, high, medium, low or very_low."""
    return scales.level(pct, scales.named("permendagri_86_2017"))
