"""Early warnings: a sum of worsening that starts by itself, with a rate of false ones that can be printed.

A cumulative sum (Page 1954) of months standardised by all the quiet months before them (self-starting, Hawkins 1987).
Its state follows from the whole history of the series, so nothing is stored and nothing forgotten.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from metrics.statistics.autocorrelation import MonthlySeries, autocorrelation

BASE_MONTHS = 18
"""Oldest months of a series, which show its level and spread; with fewer there is no warning."""
SLACK = 0.75
LARGEST_STEP = 2.0
"""Where a month's standardised value is cut: no month warns alone."""

_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class EarlyWarning:
    """The state of one series after its last month; months as they were given.

    `total` is the sum of worsening in standard deviations, `limit` what it must pass, `since` the first month of the
    excursion, `began` the month in which the limit was passed (None without a warning). A warning is `new` in that one
    month and stands until the sum is back at 0.
    """

    total: float
    limit: float
    since: int | None
    began: int | None
    new: bool


def early_warnings(
    series: Sequence[MonthlySeries], watched: int, rho: float | None = None
) -> list[EarlyWarning | None]:
    """The states of one indicator's series, one a region, turned so that higher is better; None below 18 months.

    `watched` counts the series watched in the whole home, whatever the reader may see; `rho` is the indicator's
    autocorrelation where more regions are known than are given here. Each series begins with its latest recorded
    change; of shares, months below the indicator's minimum_n are left out (`months_with_enough_cases`).
    """
    ready = [region for region in series if len(region) >= BASE_MONTHS]
    bound = limit(watched, indicator_autocorrelation(series) if rho is None else rho)
    totals = iter(worsening_sums([[value for _, value in region] for region in ready]))
    return [_state(region, next(totals), bound) if len(region) >= BASE_MONTHS else None for region in series]


def indicator_autocorrelation(series: Sequence[MonthlySeries]) -> float:
    """Of all regions together over their base months; of one region alone over all its months."""
    ready = [region for region in series if len(region) >= BASE_MONTHS]
    return autocorrelation(ready if len(ready) == 1 else [region[:BASE_MONTHS] for region in ready])


def limit(watched: int, rho: float) -> float:
    """What a sum must pass: the higher, the more series are watched and the more a month resembles the one before."""
    alone = max(2.6, 3.4 + 0.79 * math.log(max(watched, 1) / 184))
    return alone * (1 + 0.8 * rho / (1 - rho))


def worsening_sums(many: Sequence[Sequence[float]]) -> list[list[float]]:
    """The sum after each month that follows the base, of each series of 18 values or more; all series at once.

    A month with the sum at 0 ends an excursion: it joins the base, with the months since the last such. While the
    months of the base are all equal no distance can be measured, and the month joins them.
    """
    months = [len(values) - BASE_MONTHS for values in many]
    table = np.full((max(months, default=0), len(many)), np.nan)
    base = np.array([values[:BASE_MONTHS] for values in many], dtype=np.float64).reshape(-1, BASE_MONTHS)
    zero = base.mean(axis=1)  # sums are taken about the first mean, which keeps their digits
    for place, later in enumerate(many):
        table[: months[place], place] = np.array(later[BASE_MONTHS:], dtype=np.float64) - zero[place]
    scale = np.maximum(1.0, np.abs(zero))
    n, first, second = np.full(len(many), float(BASE_MONTHS)), np.zeros(len(many)), ((base.T - zero) ** 2).sum(axis=0)
    waiting = np.zeros((3, len(many)))
    total, sums = np.zeros(len(many)), np.full_like(table, np.nan)
    for row in range(len(table)):
        values = table[row]
        sd = np.sqrt(np.maximum(second - first * first / n, 0.0) / (n - 1))
        level = sd <= 1e-9 * scale
        z = standardised(values, n, first / n, np.where(level, 1.0, sd))
        z = np.where(level, 0.0, np.clip(z, -LARGEST_STEP, LARGEST_STEP))
        total = np.maximum(0.0, total - z - SLACK)
        sums[row] = total
        waiting += np.array([np.ones_like(values), values, values * values])
        quiet = total == 0
        n, first, second = (
            old + np.where(quiet, more, 0.0) for old, more in zip((n, first, second), waiting, strict=True)
        )
        waiting[:, quiet] = 0.0
    return [sums[: months[place], place].tolist() for place in range(len(many))]


def standardised(values: _Floats, months: _Floats, mean: _Floats, sd: _Floats) -> _Floats:
    """Each value as a standard normal one, given mean and standard deviation of so many months of its base."""
    from scipy.special import ndtri, stdtr  # takes a tenth of a second to import

    z: _Floats = ndtri(stdtr(months - 1, (values - mean) / (sd * np.sqrt(1 + 1 / months))))
    return z


def months_with_enough_cases(series: MonthlySeries, cases: Sequence[int], minimum_n: int) -> list[tuple[int, float]]:
    """The months whose share rests on at least `minimum_n` cases."""
    return [point for point, n in zip(series, cases, strict=True) if n >= minimum_n]


def province_wide(warnings: int, regions: int) -> bool:
    """Whether half of the regions watched warn of one indicator: then it is said once, of the province."""
    return regions > 1 and 2 * warnings >= regions


def _state(series: MonthlySeries, totals: Sequence[float], bound: float) -> EarlyWarning:
    """What stands after the last month: the excursion goes back to the last month whose sum is 0."""
    excursion = len(totals)
    while excursion > 0 and totals[excursion - 1] > 0:
        excursion -= 1
    month = [at for at, _ in series[BASE_MONTHS:]]
    passed = next((place for place in range(excursion, len(totals)) if totals[place] > bound), None)
    return EarlyWarning(
        total=totals[-1] if totals else 0.0,
        limit=bound,
        since=month[excursion] if excursion < len(totals) else None,
        began=None if passed is None else month[passed],
        new=passed is not None and passed == len(totals) - 1,
    )
