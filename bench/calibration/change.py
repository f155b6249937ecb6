"""How often a month is named since which nothing changed, and how often and how well where something did.

Beside it the exact partition by squared error that it replaced (Jackson et al. 2005, with its penalty).
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np

from bench.calibration import worlds
from bench.calibration.markdown import number, percent, table
from bench.calibration.worlds import SHARE_LEVEL, SPREAD, Floats, Random
from metrics.statistics.change_point import since

LENGTHS = (12, 24, 36)
FORMER_PENALTY, FORMER_SHORTEST = 3.0, 2
Maker = Callable[[Random, int, int], Floats]
"""Series of (random, number, months) in sd, in which nothing changes."""


def _season(random: Random, number: int, months: int) -> Floats:
    return worlds.noise(random, number, months) + worlds.sine(random, number, months, 1)


def _flood(random: Random, number: int, months: int) -> Floats:
    at = random.integers(months, size=number)
    return worlds.noise(random, number, months) + worlds.odd_month(months, at, -15 / SPREAD)


def _binomial(random: Random, number: int, months: int) -> Floats:
    x, n = worlds.shares(random, np.full((number, months), SHARE_LEVEL), worlds.CASES)
    return 100 * x / n


NOTHING: dict[str, Maker] = {
    "bebas": worlds.noise,
    "AR(1) 0,4": lambda random, number, months: worlds.noise(random, number, months, 0.4),
    "AR(1) 0,6": lambda random, number, months: worlds.noise(random, number, months, 0.6),
    "musim 1 sd": _season,
    "satu bulan banjir": _flood,
    "binomial, n 400": _binomial,
    "menceng (gamma 2)": worlds.skewed,
    "ekor tebal (t4)": worlds.heavy,
}


def fall(height: float, age: int) -> Maker:
    """Series that are lower by `height` since `age` months."""
    return lambda random, number, months: (
        worlds.noise(random, number, months) + worlds.step(months, months - age, -height)
    )


def _fall_and_return(random: Random, number: int, months: int) -> Floats:
    third = months // 3
    change = worlds.step(months, third, -3) + worlds.step(months, months - third, 3)
    return worlds.noise(random, number, months) + change


def named(series: Floats) -> list[int | None]:
    """The month named in each series, lower being worse."""
    return [since(range(len(row)), row.tolist(), -1) for row in series]


def _formerly(series: Floats) -> list[int | None]:
    return [_former_fall(row) for row in series]


def _former_fall(values: Floats) -> int | None:
    """The first of the falls that lead to the present level without a rise between."""
    edges = [0, *_partition(values), len(values)]
    levels = [values[begin:end].mean() for begin, end in pairwise(edges)]
    first = None
    for place in range(len(levels) - 1, 0, -1):
        if levels[place] >= levels[place - 1]:
            break
        first = edges[place]
    return first


def _partition(values: Floats) -> list[int]:
    n, ranges = len(values), np.abs(np.diff(values))
    spread = np.median(ranges) / 0.954 or ranges.mean() / 1.128
    sums, squares = np.r_[0, values.cumsum()], np.r_[0, (values**2).cumsum()]
    penalty, best, last = FORMER_PENALTY * np.log(n), np.full(n + 1, np.inf), np.zeros(n + 1, int)
    best[0] = -penalty
    for end in range(FORMER_SHORTEST, n + 1):
        begin = np.arange(end - FORMER_SHORTEST + 1)
        cost = squares[end] - squares[begin] - (sums[end] - sums[begin]) ** 2 / (end - begin)
        total = best[begin] + cost / spread**2 + penalty
        last[end], best[end] = total.argmin(), total.min()
    starts, end = [], n
    while end > 0:
        end = int(last[end])
        starts.append(end)
    return sorted(starts)[1:]


def report(series_by_twenty: int, seed: int) -> Iterator[str]:
    """False names, then true ones; twenty times as many series as worlds of a forecast, as each takes a tenth."""
    series, header = 20 * series_by_twenty, [f"{months} bulan" for months in LENGTHS]
    yield f"Turun yang disebut (% dari {series} deret tiap sel, seed {seed}; cara lama dalam kurung):"
    yield ""
    rows = [[name, *_rates(maker, series, seed, name)] for name, maker in NOTHING.items()]
    rows.append(["turun 3 sd selama sepertiga deret, lalu pulih", *_rates(_fall_and_return, series, seed, "over")])
    yield from table(["tidak ada yang berubah, atau sudah pulih: salah disebut", *header], rows)
    rows = [
        [f"{height} sd, {age} bulan lalu", *_truths(height, age, series, seed)] for height in (2, 3) for age in (3, 6)
    ]
    yield from table(["sungguh turun: disebut; meleset (bulan)", *header], rows)


def _rates(maker: Maker, series: int, seed: int, name: str) -> Iterator[str]:
    for months in LENGTHS:
        drawn = maker(worlds.generator(seed, "change", name, months), series, months)
        yield f"{percent(_count(named(drawn)), series)} ({percent(_count(_formerly(drawn)), series)})"


def _truths(height: float, age: int, series: int, seed: int) -> Iterator[str]:
    for months in LENGTHS:
        drawn = fall(height, age)(worlds.generator(seed, "fall", height, age, months), series, months)
        new, former = (
            f"{percent(_count(months_named), series)}; {_off(months_named, months - age)}"
            for months_named in (named(drawn), _formerly(drawn))
        )
        yield f"{new} ({former})"


def _count(named: list[int | None]) -> int:
    return sum(month is not None for month in named)


def _off(named: list[int | None], truth: int) -> str:
    """By how many months the named ones are off, on average."""
    return number(float(np.mean([abs(month - truth) for month in named if month is not None])), 1)
