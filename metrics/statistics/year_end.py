"""Where a year ends: simple stories of a monthly series, weighed by how well they explain its past (`stories`).

Months are counted through: 12 × year + month − 1. Months of force majeure, not over, not or not wholly reported are not
known, which is not the same as low: they leave a gap in the count. At most the latest 60 known months are looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from metrics.statistics.covariance import Floats, mixture_interval
from metrics.statistics.stories import TWO_YEARS, Coming, Happenings, Mixture, happenings, mixture, stories

LATEST = 60
"""Known months at most that are looked at."""
FEWEST = 6
"""Known months below which there is no interval."""
A_YEAR_AND_ONE = 13
"""Known months below which nothing can be known of a season."""
HALF = 0.5
"""Weight above which some stories outweigh all others."""
RANGE_OVER_DEVIATION = 1.128
"""Mean moving range of two over the standard deviation (Wheeler)."""

Reason = Literal["year_known", "few_months", "season_unknown", "no_spread"]
"""Why there is no interval: nothing is to come; fewer than 6 known months; fewer than 13 of a count, or of a series
whose province has a season; all known months are equal."""
IF_THE_LATEST_MONTHS_RECUR: frozenset[Reason] = frozenset({"few_months", "season_unknown"})
"""The reasons with which the figure holds only "if the latest months recur"."""


@dataclass(frozen=True)
class Series:
    """Known months of one figure, oldest first, and the months of the year still to come.

    `values`, `known` (what the year's known months bring to its figure) and `bounds` (of the scale) are in the figure's
    own unit. `shares` are the weights of the coming months in the year's figure, `noise` the variances of the known and
    then the coming months, whose mean is 1.
    """

    months: tuple[int, ...]
    values: tuple[float, ...]
    coming: tuple[int, ...]
    shares: tuple[float, ...]
    noise: tuple[float, ...]
    known: float
    bounds: tuple[float, float]
    kind: Literal["share", "count", "mean", "stock"]


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
    None where none weighs as much as no event. `season` is the weight of stories with one, None below 24 known months.
    """

    year_end: float
    interval: tuple[float, float] | None
    reason: Reason | None
    alternatives: Alternatives | None = None
    event: Event | None = None
    season: float | None = None


def share(
    months: Sequence[int],
    numerators: Sequence[float],
    denominators: Sequence[float],
    year: int,
    unit: float = 100.0,
    bounds: tuple[float, float] = (0.0, 100.0),
) -> Series:
    """Σx / Σn of the year × `unit`; a coming month has as many cases as a year before, or as the latest 12 on average.

    Denominators are above 0. With fewer than 24 known months, or none a year before, it is the average.
    """
    cases = dict(zip(months, denominators, strict=True))
    t, x, n = tuple(months[-LATEST:]), numerators[-LATEST:], denominators[-LATEST:]
    coming, average = _coming(t, year), float(np.mean(n[-12:]))
    ahead = [cases.get(month - 12, average) if len(t) >= TWO_YEARS else average for month in coming]
    in_year = [place for place, month in enumerate(t) if month // 12 == year]
    total = sum(n[place] for place in in_year) + sum(ahead)
    known = unit * sum(x[place] for place in in_year) / total
    y, size = np.array(x) / np.array(n), np.array([*n, *ahead])
    p = sum(x) / sum(n)
    variance = max(p * (1 - p), 1 / (4 * sum(n)))
    ranges = float(np.abs(np.diff(y)).mean()) if len(t) > 1 else 0.0
    between = max(0.0, (ranges / RANGE_OVER_DEVIATION) ** 2 - float((variance / size[: len(t)]).mean()))
    noise = between + variance / size
    shares = tuple(cases / total for cases in ahead)
    return Series(t, _floats(unit * y), coming, shares, _floats(noise / noise.mean()), known, bounds, "share")


def count(months: Sequence[int], values: Sequence[float], year: int) -> Series:
    """The sum of the year's months."""
    t, y, coming = tuple(months[-LATEST:]), tuple(values[-LATEST:]), _coming(months, year)
    known = sum(value for month, value in zip(t, y, strict=True) if month // 12 == year)
    ones = (1.0,) * (len(t) + len(coming))
    return Series(t, y, coming, (1.0,) * len(coming), ones, known, (known, np.inf), "count")


def mean(
    months: Sequence[int], values: Sequence[float], year: int, pooled: float | None, bounds: tuple[float, float]
) -> Series:
    """An index or a quantile: `pooled` is the year's figure of its known months together, from their cells.

    None where the year has no known month. It weighs as many twelfths as months are known.
    """
    t, y, coming = tuple(months[-LATEST:]), tuple(values[-LATEST:]), _coming(months, year)
    known = 0.0 if pooled is None else pooled * (12 - len(coming)) / 12
    ones = (1.0,) * (len(t) + len(coming))
    return Series(t, y, coming, (1 / 12,) * len(coming), ones, known, bounds, "mean")


def stock(months: Sequence[int], values: Sequence[float], year: int, bounds: tuple[float, float]) -> Series:
    """What stands at the end of December; with it known the year is."""
    t, y, december = tuple(months[-LATEST:]), tuple(values[-LATEST:]), 12 * year + 11
    if december in t:
        return Series(t, y, (), (), (1.0,) * len(t), y[t.index(december)], bounds, "stock")
    return Series(t, y, (december,), (1.0,), (1.0,) * (len(t) + 1), 0.0, bounds, "stock")


def _coming(months: Sequence[int], year: int) -> tuple[int, ...]:
    return tuple(sorted({*range(12 * year, 12 * year + 12)} - {*months}))


def _floats(values: Floats) -> tuple[float, ...]:
    return tuple(values.tolist())


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
    coming = Coming(np.array(series.coming), np.array(series.shares), np.array(series.noise))
    mixed = mixture(y, np.array(series.months), candidates, happening, coming)
    year_end = _cut(base + float((mixed.weight * mixed.centre).sum()), series)
    event = _heaviest(series, mixed, happening)
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
