"""Variation, assurance and level of many monthly series at once, from their control charts, for scorecards.

Arrays are [series, period]. A test holds that one series at a time gives the same.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from metrics.catalogue.indicators import Better, Indicator
from metrics.judgement.row import Row
from metrics.statistics.charts import control_chart, many_charts
from metrics.statistics.charts.attribute_chart import FEWEST_MONTHS
from metrics.statistics.charts.control_chart import WHOLE, Assurance, Kind, Variation
from metrics.statistics.charts.control_chart import Segment as Segment
from metrics.statistics.charts.many_charts import Broken
from metrics.statistics.charts.stretches import LOOKED_BACK as LOOKED_BACK
from metrics.statistics.charts.stretches import Floats, Ints, Series, Stretches
from metrics.statistics.level_confidence import Allowed, many_levels
from metrics.targets.achievement import Range, Target

Words = npt.NDArray[np.object_]

COUNTED_MONTHS = 12
"""Months of which is told in how many the target was met, and in which a mark makes a segment unstable."""
STABLE_MONTHS = 12
"""Points of a segment below which nothing is said of whether it keeps its target."""
VARIATIONS = np.array([None, "common", "improving", "worsening"], dtype=object)
ASSURANCES = np.array([None, "keeps_meeting", "hit_and_miss", "keeps_missing"], dtype=object)


class Mark(NamedTuple):
    """What is said of one period from its series: None where nothing can be said.

    `points` are those it rests on, `met_months` in how many of how many of the latest of them, 12 at most, the target
    was met (None without a target). `unstable` is true where a target is kept or missed by a series that changes or is
    shorter than 12 points. `level` is what the months' own spread allows to be said of the level, `autocorrelation`
    that of the indicator.
    """

    variation: Variation | None = None
    assurance: Assurance | None = None
    points: int = 0
    met_months: tuple[int, int] | None = None
    unstable: bool = False
    level: Allowed | None = None
    autocorrelation: float = 0.0


UNMARKED = Mark()


def marks(series: Series, low: Floats | None, high: Floats | None, indicator: Indicator) -> list[list[Mark]]:
    """The marks of one indicator, [series][period]; a target is met from `low` to `high`, both NaN where there is none.

    Nothing is marked below 6 points of the latest segment, nor where the period itself has no point. What a segment is
    charted as rests on its own points alone (`control_chart.WHOLE`).
    """
    stretches, kind, ends = Stretches.of(series), kind_of(indicator), scale(indicator)
    marked = _marks(series, stretches, low, high, indicator, kind, ends)
    passing = stretches.total((stretches.values > WHOLE).astype(np.float64)) > 0
    if kind != "share" or not passing.any():
        return marked
    as_values = _marks(series, stretches, low, high, indicator, "value", (ends[0], np.inf))
    return [
        [of_value if passes else of_share for of_share, of_value, passes in zip(*row, strict=True)]
        for row in zip(marked, as_values, passing.tolist(), strict=True)
    ]


def _marks(
    series: Series,
    stretches: Stretches,
    low: Floats | None,
    high: Floats | None,
    indicator: Indicator,
    kind: Kind,
    ends: tuple[float, float],
) -> list[list[Mark]]:
    """Those of segments that are all of one kind, whose limits are cut off at the `ends`."""
    shape = stretches.end.shape
    variation: Words = np.full(shape, None)
    assurance: Words = np.full(shape, None)
    unstable, met = np.zeros(shape, np.bool_), np.full(shape, None)
    level: list[list[Allowed | None]] = np.full(shape, None).tolist()
    has_target = np.zeros(shape, np.bool_) if low is None else ~np.isnan(low)
    if kind != "running":
        number = COUNTED_MONTHS if has_target.any() else 1
        broken = many_charts.broken(stretches, kind, indicator.minimum_n or 1, number)
        variation = _variation(stretches, broken, indicator)
        if low is not None and high is not None:
            judged = has_target & stretches.has_own & (stretches.points >= FEWEST_MONTHS)
            unstable = judged & ((stretches.points < STABLE_MONTHS) | (broken.side != 0).any(axis=2))
            assurance = ASSURANCES[np.where(judged & ~unstable, _assurance(broken, low, high, ends), 0)]
    if low is not None and high is not None:
        met = _met(stretches, low, high)
        is_month = series.firsts == series.lasts  # the months before a longer period's last lie within it
        level = many_levels(stretches, np.where(is_month, low, np.nan), high, kind)
    points = np.where(stretches.has_own, stretches.points, 0)
    rho = np.broadcast_to(series.rho, shape)
    before, after = (variation, assurance, points, met, unstable), rho.tolist()
    rows = zip(*(column.tolist() for column in before), level, after, strict=True)
    return [list(map(Mark._make, zip(*row, strict=True))) for row in rows]


def kind_of(indicator: Indicator) -> Kind:
    """What a chart of the indicator is made of, by its declaration."""
    if indicator.is_count:
        return "running" if indicator.is_running else "count"
    is_share = indicator.unit == "percent" and indicator.interval is None and indicator.numerator is not None
    return "share" if is_share else "value"


def charted(rows: Sequence[Row], indicator: Indicator, rebased: Collection[str]) -> tuple[Segment, ...]:
    """The control chart that a scorecard marks by, from the rows of one place by month; as known at the last of them.

    A month that is not over, not reported or of force majeure is no point.
    """
    points = [row for row in rows if row.actual is not None and row.is_point]
    kind, minimum_n = kind_of(indicator), indicator.minimum_n or 1
    if kind == "share":
        cases = [int(row.denominator or 0) for row in points]
    else:
        cases = [0 if "small_n" in row.reasons else minimum_n for row in points]
    months = [(row.period, float(row.actual or 0.0)) for row in points]
    rho = points[-1].autocorrelation if points else 0.0
    return control_chart.segments(months, rebased, kind, rho, scale(indicator), cases, minimum_n)


def bounds(target: Target | None, better: Better) -> tuple[float, float]:
    """From where to where a target counts as met: NaN for none."""
    if target is None:
        return np.nan, np.nan
    if isinstance(target, Range):
        return target.low, target.high
    return (target, np.inf) if better == "higher" else (-np.inf, target)


def scale(indicator: Indicator) -> tuple[float, float]:
    """Where the limits of an indicator are cut off: shares end at 0 and 100 percent, all others begin at 0."""
    is_share = indicator.unit == "percent" and indicator.interval is None
    return 0.0, 100.0 if is_share else np.inf


def _variation(stretches: Stretches, broken: Broken, indicator: Indicator) -> Words:
    """Counts have no better or worse: of them it is said only that nothing changes."""
    minimum_n = indicator.minimum_n or 1
    counts = (stretches.points >= FEWEST_MONTHS) & stretches.has_own
    counts &= ~(stretches.back(stretches.cases, 1)[..., 0] < minimum_n)
    side = broken.side[..., 0] * (1 if indicator.better == "higher" else -1)
    if indicator.is_count:
        return VARIATIONS[np.where(counts & (side == 0), 1, 0)]
    return VARIATIONS[np.where(counts, np.select([side > 0, side < 0], [2, 3], 1), 0)]


def _assurance(broken: Broken, low: Floats, high: Floats, ends: tuple[float, float]) -> Ints:
    """The place in ASSURANCES, by the limits of the latest month: another of as many cases would lie within them."""
    reach = broken.lines.reach[..., 0]
    bottom, top = (np.clip(broken.lines.centre + side * reach, *ends) for side in (-1, 1))
    keeps = [(bottom >= low) & (top <= high), (top < low) | (bottom > high)]
    place: Ints = np.select(keeps, [1, 3], 2)
    return place


def _met(stretches: Stretches, low: Floats, high: Floats) -> Words:
    """(months that met, months counted) of every period that has a target, else None."""
    latest = stretches.back(stretches.values, COUNTED_MONTHS)
    known = np.arange(COUNTED_MONTHS) < stretches.points[..., None]
    met = (known & (latest >= low[..., None]) & (latest <= high[..., None])).sum(axis=2)
    of = np.where(stretches.has_own & ~np.isnan(low), known.sum(axis=2), 0)
    pairs = np.full(met.shape, None)
    for place in zip(*np.nonzero(of), strict=True):
        pairs[place] = int(met[place]), int(of[place])
    return pairs
