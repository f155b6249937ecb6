"""Where the year ends if nothing changes, and what the months that are left must bring to reach its target.

The *mean method* (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 5.2): every month to come is the
mean of the latest ones. Its prediction interval is Student's t with the spread of the moving ranges (XmR: mean moving
range / 1.128), which a single jump widens less. A stock goes on from its last month instead (the *naive method*).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.judgement.variation import scale
from metrics.statistics.intervals import Interval, t_quantile

RECENT = 12
"""Months at most from which the level and its spread are taken."""
FEWEST = 3
"""Months below which nothing is said."""
SPREAD = 1.128
"""Mean moving range over standard deviation, for ranges of two (Wheeler)."""


@dataclass(frozen=True)
class Forecast:
    """In the indicator's own unit, but `needed_cases`: how many cases a month must move to reach the target.

    `needed_value` is what each month left must reach, of a count what it must bring; it may lie out of reach. Both are
    None without a target, or when no month is left. `months` are those behind the level, `left` those still to come.
    """

    year_end: float
    interval: Interval | None
    needed_value: float | None
    needed_cases: float | None
    months: int
    left: int

    @property
    def needed_per_month(self) -> float | None:
        """The cases where cases can move, else the value."""
        return self.needed_value if self.needed_cases is None else self.needed_cases


def forecast(
    rows: Sequence[Row], target: float | None, indicator: Indicator, confidence: float = 0.95
) -> Forecast | None:
    """The year of the last row, from monthly rows of one indicator and place, oldest first; None below 3 of them.

    Months not reported, not over or of force majeure are passed over. A share is weighted by its cases, a count that
    adds up is summed, of an index or a median the months count alike. The target is that of the whole year.
    """
    known = [row for row in rows if row.actual is not None and _counts(row)]
    if len(known) < FEWEST:
        return None
    last = known[-1].period
    recent, year = known[-RECENT:], [row for row in known if row.period[:4] == last[:4]]
    left = 12 - int(last[5:])
    if indicator.consolidation == "last":
        return _stock(recent, target, indicator, left, confidence)
    adds_up = indicator.consolidation == "sum"
    weighs = not adds_up and all(row.denominator and row.numerator is not None for row in recent)
    base = [float(row.denominator or 0) if weighs else 1.0 for row in recent]
    own = [float(row.denominator or 0) if weighs else 1.0 for row in year]
    level = fmean(_values(recent), weights=base)
    ahead, done = left * fmean(base), math.fsum(own)
    reached = math.fsum(value * weight for value, weight in zip(_values(year), own, strict=True))
    whole = 1.0 if adds_up else done + ahead
    end = (reached + ahead * level) / whole
    half = _half(recent, left, confidence) * ahead / (left or 1) / whole
    value = cases = None
    if target is not None and left:
        value = (target * whole - reached) / ahead
        if weighs and indicator.unit == "percent":
            cases = max(0.0, (target - end if indicator.better == "higher" else end - target) / 100 * whole / left)
    return Forecast(end, _cut(end, half, indicator), value, cases, len(recent), left)


def _counts(row: Row) -> bool:
    return row.status != "force_majeure" and not {"partial_period", "not_reported"} & set(row.reasons)


def _stock(recent: Sequence[Row], target: float | None, indicator: Indicator, left: int, confidence: float) -> Forecast:
    values = _values(recent)
    half = t_quantile(len(values) - 1, confidence) * _spread(values) * math.sqrt(left)
    value = target if left else None
    return Forecast(values[-1], _cut(values[-1], half, indicator), value, None, len(recent), left)


def _half(recent: Sequence[Row], left: int, confidence: float) -> float:
    """Half the interval of the sum of the months left: each varies by itself, and all by the error of the mean."""
    n, values = len(recent), _values(recent)
    return t_quantile(n - 1, confidence) * _spread(values) * math.sqrt(left + left * left / n)


def _spread(values: Sequence[float]) -> float:
    return fmean(abs(b - a) for a, b in pairwise(values)) / SPREAD


def _values(rows: Sequence[Row]) -> list[float]:
    return [row.actual for row in rows if row.actual is not None]


def _cut(end: float, half: float, indicator: Indicator) -> Interval:
    low, high = scale(indicator)
    return max(end - half, low), min(end + half, high)
