"""How often a control chart marks something where nothing changes, and how often it marks a fall."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import numpy as np

from bench.calibration import worlds as make
from bench.calibration.markdown import number, percent, table
from metrics.statistics.autocorrelation import autocorrelation
from metrics.statistics.charts.attribute_chart import Chart, count_chart, share_chart, value_chart

REGIONS = 23
LATEST = 12
"""Months of which marks are shown."""
FALL, AGE = 2.0, 6
Counts: TypeAlias = tuple[make.Ints, make.Ints]
World: TypeAlias = Callable[[make.Random, int, int, make.Floats], Counts]
"""From generator, series, months and by how many sd each month lies lower: numerators and denominators."""
Drawn: TypeAlias = Callable[[Sequence[int], Sequence[int], float], Chart | None]
"""From the numerators and denominators of one region and the autocorrelation of all: its chart."""


def _shares(
    low: int, high: int, sway: float = 0.0, phi: float = 0.0, level: float = 90.0, season: float = 0.0
) -> World:
    """Shares of so many cases a month that sway by so many points beyond chance; season in points."""

    def world(random: make.Random, series: int, months: int, fall: make.Floats) -> Counts:
        cases = make.cases(random, series, months, low, high)
        sd = np.sqrt(sway**2 + level * (100 - level) * np.mean(1 / cases))
        swaying = sway * make.noise(random, series, months, phi) + make.sine(random, series, months, season)
        return make.shares(random, level + swaying - sd * fall, cases)

    return world


def _counts(level: float, sway: float = 0.0, phi: float = 0.0) -> World:
    """Counts of so many a month that sway by such a part of it beyond chance."""

    def world(random: make.Random, series: int, months: int, fall: make.Floats) -> Counts:
        sd = np.sqrt(level + (sway * level) ** 2)
        expected = level * (1 + sway * make.noise(random, series, months, phi)) - sd * fall
        return make.counts(random, expected), np.ones((series, months), np.int64)

    return world


SHARES: tuple[tuple[str, World], ...] = (
    ("n 400", _shares(400, 400)),
    ("n 20–400", _shares(20, 400)),
    ("n 8–30", _shares(8, 30)),
    ("n 20, 95 %", _shares(20, 20, level=95)),
    ("n 400, berayun 2 poin", _shares(400, 400, 2)),
    ("n 20–400, berayun 2 poin", _shares(20, 400, 2)),
    ("n 1.000, 2 poin, AR(1) 0,4", _shares(1000, 1000, 2, 0.4)),
    ("n 1.000, 2 poin, AR(1) 0,6", _shares(1000, 1000, 2, 0.6)),
    ("n 400, musim 1,2 sd", _shares(400, 400, season=1.2 * 1.5)),
)
COUNTS: tuple[tuple[str, World], ...] = (
    ("cacah 6", _counts(6)),
    ("cacah 400", _counts(400)),
    ("cacah 400, berayun 10 %", _counts(400, 0.1)),
    ("cacah 400, 10 %, AR(1) 0,4", _counts(400, 0.1, 0.4)),
)


def _share(pooled: bool) -> Drawn:
    def draw(x: Sequence[int], n: Sequence[int], rho: float) -> Chart | None:
        alone = autocorrelation([[(month, a / b) for month, (a, b) in enumerate(zip(x, n, strict=True))]])
        return share_chart(list(zip(range(len(x)), x, n, strict=True)), rho if pooled else alone)

    return draw


def _count(pooled: bool) -> Drawn:
    return lambda x, n, rho: count_chart(list(enumerate(x)), rho if pooled else autocorrelation([list(enumerate(x))]))


def _plain(x: Sequence[int], n: Sequence[int], rho: float) -> Chart | None:
    """The plain chart of single values, which knows neither denominators nor autocorrelation."""
    return value_chart([(month, 100 * a / b) for month, (a, b) in enumerate(zip(x, n, strict=True))], 0.0)


def report(worlds: int, seed: int) -> Iterator[str]:
    """False marks within the latest twelve months and on the latest, then a fall of two sd six months ago."""
    ways = ("XmR polos", "autokorelasi deret itu", "autokorelasi seluruh wilayah")
    for months in (24, 36):
        yield f"Tidak ada yang berubah, {months} bulan: tanda dalam 12 bulan terakhir / di bulan terakhir (%):"
        yield ""
        yield from table(["dunia", *ways], [_row(seed, worlds, months, 0.0, *world) for world in _all()])
    yield "Turun 2 sd enam bulan lalu, 24 bulan: ditandai rendah sejak itu (%):"
    yield ""
    yield from table(["dunia", *ways], [_row(seed, 5 * worlds, 24, FALL, *world) for world in _all()])


def _all() -> Iterator[tuple[str, World, tuple[Drawn, ...]]]:
    yield from ((name, world, (_plain, _share(False), _share(True))) for name, world in SHARES)
    yield from ((name, world, (_plain, _count(False), _count(True))) for name, world in COUNTS)


def _row(
    seed: int, worlds: int, months: int, fall: float, name: str, world: World, ways: tuple[Drawn, ...]
) -> list[str]:
    """One region of each province is charted when it falls, else all."""
    random = make.generator(seed, name, months, fall)
    hits, charts = np.zeros((len(ways), 2)), 0
    for _ in range(worlds):
        lower = np.zeros((REGIONS, months))
        lower[:1, -AGE:] = fall
        x, n = world(random, REGIONS, months, lower)
        rho = autocorrelation([list(enumerate(row)) for row in (x / n).tolist()])
        for region_x, region_n in list(zip(x.tolist(), n.tolist(), strict=True))[: 1 if fall else REGIONS]:
            charts += 1
            for way, draw in enumerate(ways):
                hits[way] += _marked(draw(region_x, region_n, rho), bool(fall))
    if fall:
        return [name, *(percent(fallen, charts) for fallen, _ in hits)]
    return [name, *(f"{percent(some, charts)} / {number(100 * last / charts, 1)}" for some, last in hits)]


def _marked(chart: Chart | None, fallen: bool) -> tuple[bool, bool]:
    """Whether any of the months shown is marked, and the latest; after a fall only low marks since it count."""
    assert chart is not None
    if fallen:
        low = any(mark is not None and mark.side == "low" for mark in chart.marks[-AGE:])
        return low, False
    return any(chart.marks[-LATEST:]), chart.marks[-1] is not None
