"""Where the year ends by what its months have done, and what the months left must bring to reach its target.

The figure and its interval are those of `metrics.statistics.year_end`; here it is said what a year's figure is made of:
shares are pooled by their cases, counts summed, a stock is that of December, and of indices and quantiles the known
months are pooled from their cells.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from metrics.catalogue.indicators import RUNNING, Indicator
from metrics.catalogue.streams import RECAP_STOCKS, STATES, STOCKS
from metrics.judgement.row import Row
from metrics.periods import Period, month_named, month_number
from metrics.statistics.year_end import forecast as year_end
from metrics.statistics.year_end import series as year_series
from metrics.statistics.year_end.forecast import HALF, IF_THE_LATEST_MONTHS_RECUR, YearEnd
from metrics.statistics.year_end.series import Series
from metrics.survey.index import HIGHEST_SCORE, LOWEST_SCORE

OUT_OF_REACH = "out_of_reach"
STANDING = frozenset((*STOCKS, *RECAP_STOCKS, *STATES, *RUNNING))
"""Streams of what stands on a day: the months of a year do not add up."""
NOISE = 1e-9


@dataclass(frozen=True)
class Event:
    """What outweighs all else in the known months: a step that lasts since `month`, or that month alone being odd."""

    kind: Literal["step", "odd_month"]
    month: str


@dataclass(frozen=True)
class Forecast:
    """In the indicator's own unit; all None where there is nothing to say.

    `needed_per_month` is how many more cases than now each month left must bring where cases can move between right and
    wrong, of a count how many it must bring, else the figure it must reach; whole cases. Where even the best months
    left would not do it is None, `reason` is "out_of_reach" and `still_possible` the best year there can be. Otherwise
    `reason` is why there is no interval, as is `interval_reason` always. `alternatives`: the year if the step of the
    last two months lasts, and if it passes. `target` is that of the year where it is one value.
    """

    year_end: float | None = None
    interval: tuple[float, float] | None = None
    needed_per_month: float | None = None
    reason: str | None = None
    interval_reason: str | None = None
    alternatives: tuple[float, float] | None = None
    event: Event | None = None
    still_possible: float | None = None
    target: float | None = None

    @property
    def is_known(self) -> bool:
        """Whether nothing of the year is to come."""
        return self.interval_reason == "year_known"

    @property
    def only_if_months_recur(self) -> bool:
        """Whether the months tell too little for an interval."""
        return self.interval_reason in IF_THE_LATEST_MONTHS_RECUR

    def as_dict(self) -> dict[str, Any]:
        """The contract's object, and what stands beside it."""
        lasts_or_passes = self.alternatives and dict(
            zip(("if_it_lasts", "if_it_passes"), self.alternatives, strict=True)
        )
        return {
            "year_end": self.year_end,
            "interval": None if self.interval is None else list(self.interval),
            "needed_per_month": self.needed_per_month,
            "reason": self.reason,
            "interval_reason": self.interval_reason,
            "alternatives": lasts_or_passes,
            "event": self.event and asdict(self.event),
            "still_possible": self.still_possible,
            "target": self.target,
        }


@dataclass(frozen=True)
class Months:
    """Known months of one indicator and place, oldest first, at least one, and the year that is asked about.

    `pooled` is the figure of the year's known months together (an index or a quantile; None without any), `standing`
    the part of each denominator that stands on the month's last day instead of adding up.
    """

    rows: tuple[Row, ...]
    year: int
    pooled: float | None = None
    standing: tuple[float, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The months counted through."""
        return tuple(month_number(row.period) for row in self.rows)


def known_year(value: float, target: float | None = None) -> Forecast:
    """The figure of a year of which no month is to come."""
    return Forecast(value, reason="year_known", interval_reason="year_known", target=target)


def forecast(series: Series, target: float | None, indicator: Indicator, season: float | None = None) -> Forecast:
    """The year of a series against the target of the whole year; `season` as in `year_end.forecast`."""
    year = year_end.forecast(series, season)
    needed, possible = (None, None) if target is None else _needed(series, year, target, indicator)
    event, both = year.event, year.alternatives
    return Forecast(
        year.year_end,
        year.interval,
        needed,
        year.reason if possible is None else OUT_OF_REACH,
        year.reason,
        None if both is None else (both.if_it_lasts, both.if_it_passes),
        Event(event.kind, month_named(event.month)) if event and event.weight > HALF else None,
        possible,
        target,
    )


def series_of(indicator: Indicator, known: Months) -> Series | None:
    """What the year's figure is made of; None of bare values from documents, which are never added up."""
    months, year, limits = known.numbers, known.year, bounds(indicator)
    if indicator.consolidation == "last":
        return year_series.stock(months, _actuals(known.rows), year, limits)
    if indicator.is_count:
        return year_series.count(months, _actuals(known.rows), year)
    if indicator.consolidation == "pooled":
        return year_series.mean(months, _actuals(known.rows), year, known.pooled, limits)
    x, n = ([float(row.numerator or 0) for row in known.rows], [float(row.denominator or 0) for row in known.rows])
    if not all(n):
        return None
    if STANDING.issuperset(indicator.numerator or ("",)):
        return year_series.stock_per_case(months, x, n, year, _unit(indicator, year), limits)
    return year_series.share(months, x, _spread_over_the_year(n, known), year, _unit(indicator, year), limits)


def _spread_over_the_year(denominators: Sequence[float], known: Months) -> list[float]:
    """A twelfth of what stands beside what adds up: the year has it once, that of its newest month."""
    if not any(known.standing):
        return list(denominators)
    newest = known.standing[-1]
    stocks = [
        newest if row.period[:4] == f"{known.year}" else own
        for row, own in zip(known.rows, known.standing, strict=True)
    ]
    own = zip(denominators, known.standing, stocks, strict=True)
    return [max(n - standing, 0.0) + stock / 12 for n, standing, stock in own]


def _unit(indicator: Indicator, year: int) -> float:
    if indicator.times is None:
        return indicator.factor
    whole = Period(f"{year}")
    return (whole.last_day - whole.first_day).days + 1


def _actuals(rows: Sequence[Row]) -> list[float]:
    return [row.actual for row in rows if row.actual is not None]


def bounds(indicator: Indicator) -> tuple[float, float]:
    """The scale of the unit: no figure lies beyond it."""
    if indicator.unit == "score":
        return float(LOWEST_SCORE), float(HIGHEST_SCORE)
    if indicator.unit == "index":
        return 25.0 * LOWEST_SCORE, 25.0 * HIGHEST_SCORE
    is_share = indicator.unit == "percent" and (indicator.interval is None or indicator.consolidation == "last")
    return 0.0, 100.0 if is_share else math.inf


def _needed(series: Series, year: YearEnd, target: float, indicator: Indicator) -> tuple[float | None, float | None]:
    """What each month left must bring, and, where none of that would do, the best the year can still reach.

    Months that have passed unknown are taken at the pace of the forecast: nothing can be done about them any more.
    """
    left = [s for month, s in zip(series.coming, series.shares, strict=True) if month > series.months[-1]]
    if not left:
        return None, None
    ahead, pace = sum(left), (year.year_end - series.known) / sum(series.shares)
    fixed = series.known + (sum(series.shares) - ahead) * pace
    value, low_or_high = (target - fixed) / ahead, bounds(indicator)
    best = low_or_high[1] if indicator.better == "higher" else low_or_high[0]
    beyond = value - best if indicator.better == "higher" else best - value
    if beyond > NOISE * max(1.0, abs(target)):
        return None, fixed + ahead * best
    if series.cases is not None and counts_cases(indicator):
        short = target - year.year_end if indicator.better == "higher" else year.year_end - target
        return float(max(0, math.ceil(short / 100 * series.cases / len(left) - NOISE))), None
    if indicator.is_count:
        whole = math.ceil(value - NOISE) if indicator.better == "higher" else math.floor(value + NOISE)
        return float(max(0, whole)), None
    return value, None


def counts_cases(indicator: Indicator) -> bool:
    """Whether a figure is a share of cases, and not of days or points."""
    sides = (indicator.numerator or {}, indicator.denominator or {})
    return indicator.unit == "percent" and all(
        sql.strip().startswith("sum(n)") for side in sides for sql in side.values()
    )
