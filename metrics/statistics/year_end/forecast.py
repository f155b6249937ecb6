"""Where a year ends: simple stories of a monthly series, weighed by how well they explain its past (`stories`).

`series` makes what it looks at of the known months. Its figures are in the unit of the indicator's.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from metrics.statistics.covariance import mixture_interval
from metrics.statistics.year_end.series import Series
from metrics.statistics.year_end.stories import TWO_YEARS, Coming, Happenings, Mixture, happenings, mixture, stories

FEWEST = 6
"""Known months below which there is no interval."""
A_YEAR_AND_ONE = 13
"""Known months below which nothing can be known of a season."""
HALF = 0.5
"""Weight above which some stories outweigh all others."""

Reason = Literal["year_known", "few_months", "season_unknown", "no_spread"]
"""Why there is no interval: nothing is to come; fewer than 6 known months; fewer than 13 of a count, or of a series
whose province has a season; all known months are equal."""
IF_THE_LATEST_MONTHS_RECUR: frozenset[Reason] = frozenset({"few_months", "season_unknown"})
"""The reasons with which the figure holds only "if the latest months recur"."""


@dataclass(frozen=True)
class Event:
    """A step that lasts from `month` on, or that month alone being odd; `height` in the figure's unit, weight 0–1."""

    kind: Literal["step", "odd_month"]
    month: int
    height: float
    weight: float


@dataclass(frozen=True)
class Alternatives:
    """The year's figure if the step of the last two months lasts, and if it only passes; in the figure's unit."""

    if_it_lasts: float
    if_it_passes: float


@dataclass(frozen=True)
class YearEnd:
    """The year's figure and its 95 % interval, in the figure's own unit; `reason` says why there is no interval.

    `alternatives` where steps that begin in the last two known months weigh more than half. `event` is the heaviest,
    None where none weighs as much as no event, or fewer than 6 months are known. `season` is the weight of the stories
    with one, None below 24 known months.
    """

    year_end: float
    interval: tuple[float, float] | None
    reason: Reason | None
    alternatives: Alternatives | None = None
    event: Event | None = None
    season: float | None = None


def forecast(series: Series, province_season: float | None = None) -> YearEnd:
    """The year's figure of a series with at least one known month.

    `province_season` is the `season` of the province's own forecast: where it outweighs the rest, a series of fewer
    than 13 months gets no interval.
    """
    if not series.coming:
        return YearEnd(series.known, None, "year_known")
    n, reason, level = len(series.values), _refusal(series, province_season), float(np.mean(series.values))
    base = series.known + sum(series.shares) * level
    y = np.array(series.values) - level
    if np.ptp(y) <= 1e-12 * abs(level):  # binary noise of equal shares
        return YearEnd(_cut(base, series), None, reason or "no_spread")
    candidates, happening = stories(series.months, series.coming, series.kind == "stock"), happenings(n)
    coming = Coming(np.array(series.coming), np.array(series.shares), np.array(series.noise), series.uneven)
    mixed = mixture(y, np.array(series.months), candidates, happening, coming)
    year_end = _cut(base + float((mixed.weight * mixed.centre).sum()), series)
    event = None if reason == "few_months" else _heaviest(series, mixed, happening)
    season = float((candidates.seasonal @ mixed.weight).sum()) if n >= TWO_YEARS else None
    if reason:
        return YearEnd(year_end, None, reason, None, event, season)
    low, high = mixture_interval(mixed.weight, mixed.centre, mixed.scale, n - 1)
    interval = _cut(base + low, series), _cut(base + high, series)
    return YearEnd(year_end, interval, None, _alternatives(series, base, mixed, happening), event, season)


def _refusal(series: Series, province_season: float | None) -> Reason | None:
    n = len(series.values)
    if n < FEWEST:
        return "few_months"
    if n < A_YEAR_AND_ONE and (series.kind == "count" or (province_season or 0) > HALF):
        return "season_unknown"
    return None


def _heaviest(series: Series, mixed: Mixture, happening: Happenings) -> Event | None:
    """The heaviest event over all stories, with the mean height it has in them."""
    by_event = mixed.weight.sum(axis=0)
    place = int(by_event.argmax())
    if place == 0:
        return None
    height = float(mixed.weight[:, place] @ mixed.height[:, place] / by_event[place])
    kind: Literal["step", "odd_month"] = "step" if happening.is_step(place) else "odd_month"
    return Event(kind, series.months[happening.begin(place)], height, float(by_event[place]))


def _alternatives(series: Series, base: float, mixed: Mixture, happening: Happenings) -> Alternatives | None:
    late = np.zeros_like(mixed.weight)
    recent = slice(happening.steps - 1, happening.steps + 1)
    late[:, recent] = mixed.weight[:, recent]
    if late.sum() <= HALF:
        return None
    lasts, passes = (float((part * mixed.centre).sum() / part.sum()) for part in (late, mixed.weight - late))
    return Alternatives(_cut(base + lasts, series), _cut(base + passes, series))


def _cut(value: float, series: Series) -> float:
    return min(max(value, series.bounds[0]), series.bounds[1])
