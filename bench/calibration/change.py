"""How often a month is named since which nothing changed, and how often and how well where something did.

Beside it the exact partition by squared error that it replaced (Jackson et al. 2005, with its penalty).
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Literal

import numpy as np

from bench.calibration import worlds
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
    "iid": worlds.noise,
    "AR(1) 0.4": lambda random, number, months: worlds.noise(random, number, months, 0.4),
    "AR(1) 0.6": lambda random, number, months: worlds.noise(random, number, months, 0.6),
    "season of 1 sd": _season,
    "one flood month": _flood,
    "binomial, n 400": _binomial,
    "skewed (gamma 2)": worlds.skewed,
    "heavy tails (t4)": worlds.heavy,
}


def _fall(height: float, age: int) -> Maker:
    return lambda random, number, months: (
        worlds.noise(random, number, months) + worlds.step(months, months - age, -height)
    )


def _fall_and_return(random: Random, number: int, months: int) -> Floats:
    third = months // 3
    change = worlds.step(months, third, -3) + worlds.step(months, months - third, 3)
    return worlds.noise(random, number, months) + change


def _named(series: Floats, worse: Literal[-1, 1] = -1) -> list[int | None]:
    return [since(range(len(row)), row.tolist(), worse) for row in series]


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


def report(number: int, seed: int) -> Iterator[str]:
    """False names, then true ones; twenty times as many series as worlds of a forecast, as each takes a tenth."""
    series = 20 * number
    yield "### Since which month: a fall named, % (the former partition in brackets)"
    yield ""
    yield f"{series} series a cell, seed {seed}; series of {', '.join(map(str, LENGTHS))} months."
    yield ""
    yield "| nothing changes: a fall named falsely | " + " | ".join(f"{months} months" for months in LENGTHS) + " |"
    yield "|---" * (len(LENGTHS) + 1) + "|"
    for name, maker in NOTHING.items():
        cells = [_rate(maker, months, series, seed, name) for months in LENGTHS]
        yield f"| {name} | " + " | ".join(cells) + " |"
    yield from _gone(series, seed)
    yield ""
    yield "| a fall, named at all; months off | " + " | ".join(f"{months} months" for months in LENGTHS) + " |"
    yield "|---" * (len(LENGTHS) + 1) + "|"
    for height, age in ((2, 3), (2, 6), (3, 3), (3, 6)):
        cells = [_truth(height, age, months, series, seed) for months in LENGTHS]
        yield f"| {height} sd, {age} months ago | " + " | ".join(cells) + " |"


def _rate(maker: Maker, months: int, number: int, seed: int, name: str) -> str:
    drawn = maker(worlds.generator(seed, "change", name, months), number, months)
    return f"{_percent(_named(drawn)):.1f} ({_percent(_formerly(drawn)):.1f})"


def _gone(number: int, seed: int) -> Iterator[str]:
    cells = [_rate(_fall_and_return, months, number, seed, "gone") for months in LENGTHS]
    yield "| a fall of 3 sd for a third of the months that is over: still named | " + " | ".join(cells) + " |"


def _truth(height: float, age: int, months: int, number: int, seed: int) -> str:
    drawn = _fall(height, age)(worlds.generator(seed, "fall", height, age, months), number, months)
    new, former = _named(drawn), _formerly(drawn)
    return (
        f"{_percent(new):.0f}; {_off(new, months - age):.1f} ({_percent(former):.0f}; {_off(former, months - age):.1f})"
    )


def _percent(named: list[int | None]) -> float:
    return 100 * sum(month is not None for month in named) / len(named)


def _off(named: list[int | None], truth: int) -> float:
    return float(np.mean([abs(month - truth) for month in named if month is not None]))
