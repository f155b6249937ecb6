"""The charts of `control_chart` for many series and periods at once, in arrays: what scorecards are marked by.

Arrays are [series, period] or [series, period, months back], 0 the latest point. Each period is judged on the points up
to its last month, as if later ones were not yet known, and on its latest segment alone; a test holds that one series at
a time gives the same.
"""

from dataclasses import dataclass

import numpy as np

from metrics.statistics.charts.attribute_chart import FEWEST_MONTHS, RARE, SCREENED, UNUSUAL, run_length
from metrics.statistics.charts.control_chart import Kind
from metrics.statistics.charts.run_rules import NOISE, TREND
from metrics.statistics.charts.stretches import Bools, Floats, Ints, Stretches

UNKNOWN_MONTH = -(10**6)


@dataclass(frozen=True)
class Lines:
    """Centre, [series, period], and how far from it the outer limits lie, [series, period, back].

    `widening` is λ, [series, period]; None for single values.
    """

    centre: Floats
    reach: Floats
    widening: Floats | None


@dataclass(frozen=True)
class Broken:
    """What the latest points break: `side` of each, 1 high, −1 low, 0 for common variation, and the `lines`."""

    side: Ints
    lines: Lines


def broken(stretches: Stretches, kind: Kind, minimum_n: int, number: int) -> Broken:
    """Which of the latest `number` points of each segment break a rule; none below 6 points, nor below `minimum_n`."""
    runs = np.array([run_length(rho) for rho in stretches.rho.tolist()], dtype=np.int64)
    deep = number + max(TREND, int(runs.max(initial=TREND)))
    values, known = stretches.back(stretches.values, deep), np.arange(deep) < stretches.points[..., None]
    month = np.where(known, stretches.back(stretches.months, deep), UNKNOWN_MONTH)
    lines = _lines(stretches, kind, deep)
    apart = values - lines.centre[..., None]
    outside, near = sign(apart, lines.reach + NOISE), sign(apart, lines.reach * 2 / 3 + NOISE)
    if lines.widening is not None:
        outside = _seldom(stretches, kind, lines, outside, values, RARE)
        near = _seldom(stretches, kind, lines, near, values, UNUSUAL)
    side = np.where(known, sign(apart, NOISE), 0)
    step = sign(values[..., :-1] - values[..., 1:], NOISE)
    shape = (*values.shape[:2], number)
    rises = _alike(step, np.full(len(runs), TREND - 1), number) * _joined(month, np.full(len(runs), TREND), number)
    sides = _alike(side, runs, number) * _joined(month, runs, number)
    three = np.full(len(runs), 3)
    pairs = _alike(side, three, number) * _joined(month, three, number)
    beyond = near * known
    pairs = np.where(_count(beyond == side, beyond, number) >= 2, pairs, 0)
    length = np.broadcast_to(runs[:, None], shape)
    rules = [
        outside[..., :number] * known[..., :number],
        _within(rises, np.full(shape, TREND)),
        np.where(beyond[..., :number] != 0, _within(pairs, np.full(shape, 3)), 0),
        _within(sides, length),
    ]
    marked = np.select([rule != 0 for rule in rules], rules, 0)
    counts = (stretches.points >= FEWEST_MONTHS) & stretches.has_own
    enough = ~(stretches.back(stretches.cases, number) < minimum_n)
    return Broken(np.where(counts[..., None] & enough, marked, 0), lines)


def _lines(stretches: Stretches, kind: Kind, deep: int) -> Lines:
    if kind == "value":
        mean, moving = _single(stretches)
        reach = 2.66 * moving / np.sqrt(1 - stretches.rho)
        return Lines(mean, np.repeat(reach[..., None], deep, axis=2), None)
    cases = np.nan_to_num(stretches.cases) if kind == "share" else np.ones_like(stretches.values)
    whole = np.maximum(stretches.total(cases), 1)
    if kind == "share":
        share = stretches.total(np.rint(stretches.values * cases / 100)) / whole
        centre, spread = 100 * share, 100 * np.sqrt(np.clip(share * (1 - share), 0, None))
    else:
        centre = stretches.total(stretches.values) / whole
        spread = np.sqrt(centre)
    # z of a point is (value − centre) √n / spread: its moving ranges need no array of z itself.
    root = np.sqrt(cases)
    ranges = np.abs(_steps(stretches.values * root) - centre[..., None] * _steps(root))
    moving = _moving_range(stretches, ranges) / np.where(spread > 0, spread, 1)
    widening = np.where(spread > 0, np.maximum(1.0, moving / 1.128 / np.sqrt(1 - stretches.rho)), 1.0)
    error = spread[..., None] / np.sqrt(np.maximum(stretches.back(cases, deep), 1))
    return Lines(centre, 3 * widening[..., None] * error, widening)


def _single(stretches: Stretches) -> tuple[Floats, Floats]:
    """Mean and mean moving range of single values; of fewer than 2 points nothing of use."""
    values = stretches.values
    moving = _moving_range(stretches, np.abs(_steps(values)))
    mean = stretches.total(values) / np.maximum(stretches.points, 1)
    # Of equal values the mean is that value itself, whatever the last binary digit of their sum.
    return np.where(moving == 0, stretches.back(values, 1)[..., 0], mean), moving


def _steps(values: Floats) -> Floats:
    """[series, 1, point]: the step to each point from the one before it, 0 to the first."""
    return np.diff(values, axis=1, prepend=values[:, :1])[:, None, :]


def _moving_range(stretches: Stretches, ranges: Floats) -> Floats:
    """As `attribute_chart.mean_moving_range`."""
    steps = stretches.inside(skipped=1)
    usual = _mean(ranges, steps)
    screened = _mean(ranges, steps & (ranges < SCREENED * usual[..., None]))
    return np.where(screened > 0, screened, usual)


def _seldom(stretches: Stretches, kind: Kind, lines: Lines, beyond: Ints, values: Floats, chance: float) -> Ints:
    """The points beyond their limits that chance puts there seldom enough; all of them where λ is above 1."""
    from scipy.special import bdtr, bdtrc, pdtr, pdtrc  # takes a tenth of a second to import

    assert lines.widening is not None
    places = np.nonzero((beyond != 0) & (lines.widening[..., None] <= 1))
    if not len(places[0]):
        return beyond
    low, centre = beyond[places] < 0, lines.centre[places[:2]]
    if kind == "share":
        n = stretches.back(np.nan_to_num(stretches.cases), values.shape[2])[places].astype(np.int64)
        x, share = np.rint(values[places] * n / 100), centre / 100
        tail = np.where(low, bdtr(x, n, share), bdtrc(np.maximum(x - 1, -1), n, share))
    else:
        tail = np.where(low, pdtr(values[places], centre), pdtrc(np.maximum(values[places] - 1, 0), centre))
    kept = beyond.copy()
    kept[places] = np.where(tail < chance, beyond[places], 0)
    return kept


def _alike(signs: Ints, lengths: Ints, number: int) -> Ints:
    """The sign that the so many latest up to each point have in common, else 0; `lengths` are [period]."""
    upto = np.concatenate([np.zeros((*signs.shape[:2], 1), np.int64), np.cumsum(signs, axis=2)], axis=2)
    last = np.broadcast_to((np.arange(number) + lengths[:, None])[None], (*signs.shape[:2], number))
    total = np.take_along_axis(upto, np.minimum(last, signs.shape[2]), axis=2) - upto[..., :number]
    return np.where(np.abs(total) == lengths[:, None], np.sign(total), 0)


def _joined(month: Ints, lengths: Ints, number: int) -> Bools:
    """Whether so many points up to each are of months that follow each other."""
    first = np.broadcast_to((np.arange(number) + lengths[:, None] - 1)[None], (*month.shape[:2], number))
    joined: Bools = month[..., :number] - np.take_along_axis(month, first, axis=2) == lengths[:, None] - 1
    return joined


def _count(where: Bools, signs: Ints, number: int) -> Ints:
    """How many of the three points up to each are beyond, on the side they are on."""
    beyond = (where & (signs != 0)).astype(np.int64)
    three: Ints = beyond[..., :number] + beyond[..., 1 : number + 1] + beyond[..., 2 : number + 2]
    return three


def _within(ends: Ints, length: Ints) -> Ints:
    """The sign of the latest window that holds each point, 0 where none does; `ends` has it at each window's end."""
    number = ends.shape[2]
    place = np.broadcast_to(np.arange(number), ends.shape)
    following = np.where(ends != 0, place, number)[..., ::-1]
    nearest = np.minimum.accumulate(following, axis=2)[..., ::-1]
    window = np.take_along_axis(nearest, np.maximum(place - length + 1, 0), axis=2)
    signs = np.take_along_axis(ends, np.minimum(window, number - 1), axis=2)
    return np.where(window <= place, signs, 0)


def _mean(values: Floats, where: Bools) -> Floats:
    mean: Floats = (values * where).sum(axis=2) / np.maximum(where.sum(axis=2), 1)
    return mean


def sign(values: Floats, beyond: Floats | float) -> Ints:
    """1 above, -1 below, 0 within."""
    return (values > beyond).astype(np.int64) - (values < -np.asarray(beyond))
