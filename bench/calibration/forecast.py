"""How often the 95 % interval of a year's figure covers it, beside the mean method that it replaced.

Each world is drawn through December. The forecast sees the months before the year and the first k of it; the truth is
the figure of all twelve. Steps and trends are placed by the last month it sees, so that they are as old as said.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from scipy.special import stdtrit

from bench.calibration import worlds
from bench.calibration.markdown import table
from bench.calibration.worlds import CASES, COUNT_LEVEL, INDEX_LEVEL, SHARE_LEVEL, SPREAD, Floats, Ints, Random
from metrics.statistics.year_end import forecast as year_end
from metrics.statistics.year_end import series as year_series
from metrics.statistics.year_end.forecast import YearEnd
from metrics.statistics.year_end.series import Series

YEAR = 2030
COLUMNS = ((24, (1, 3, 6, 9, 11)), (12, (1, 3, 6, 9, 11)), (48, (1, 3, 6, 9, 11)), (0, (4, 6, 8, 10)))
"""Months known before the year, and months known of it."""
WIDTHS = "lebar selangnya, poin"
PROMISED = 93
"""Percent of the worlds that an interval of 95 % covers at least."""

Kind = Literal["share", "count", "mean", "stock"]
Maker = Callable[[Random, int, int, int], Floats]
"""Deviations from the level of (random, worlds, months, place of the last known month), in sd; of a count in parts."""


@dataclass(frozen=True)
class World:
    """`deviation` in sd of a month (of a count in parts of its level); `cases` from–to of a month's denominators.

    `unknown` months at most, a quarter of those seen, were of force majeure or never reported; never the last one.
    """

    name: str
    deviation: Maker
    kind: Kind = "share"
    spread: float = SPREAD
    level: float = SHARE_LEVEL
    cases: tuple[int, int] = (CASES, CASES)
    unknown: int = 0

    def drawn(self, random: Random, number: int, months: int, last: int) -> tuple[Floats | Ints, Ints]:
        """Numerators or values, and denominators of every month, each (worlds, months)."""
        expected = self.level + self.spread * self.deviation(random, number, months, last)
        if self.kind == "share":
            n = worlds.cases(random, number, months, *self.cases)
            return worlds.shares(random, expected, n)
        values = worlds.counts(random, expected) if self.kind == "count" else expected
        return values, np.ones(expected.shape, np.int64)


def plain(random: Random, number: int, months: int, last: int) -> Floats:
    return worlds.noise(random, number, months)


def like_the_month_before(phi: float) -> Maker:
    return lambda random, number, months, last: worlds.noise(random, number, months, phi)


def with_step(height: float, age: int) -> Maker:
    def make(random: Random, number: int, months: int, last: int) -> Floats:
        return plain(random, number, months, last) + worlds.step(months, max(last - age + 1, 1), height)

    return make


def with_trend(slope: float) -> Maker:
    return lambda random, number, months, last: (
        plain(random, number, months, last) + worlds.trend(months, slope) - slope * last
    )


def with_damped_trend(random: Random, number: int, months: int, last: int) -> Floats:
    return plain(random, number, months, last) + worlds.damped_trend(months, max(last - 12, 0), 0.2)


def with_sine(random: Random, number: int, months: int, last: int) -> Floats:
    return plain(random, number, months, last) + worlds.sine(random, number, months, 2)


def with_two_low_months(random: Random, number: int, months: int, last: int) -> Floats:
    return plain(random, number, months, last) + worlds.low_months(random, number, months, 2)


def with_odd_month(random: Random, number: int, months: int, last: int) -> Floats:
    at = random.integers(max(last - 11, 0), last + 1, size=number)
    return plain(random, number, months, last) + worlds.odd_month(months, at, -15 / SPREAD)


def walking(random: Random, number: int, months: int, last: int) -> Floats:
    return worlds.walk(random, number, months)


def heavy(random: Random, number: int, months: int, last: int) -> Floats:
    return worlds.heavy(random, number, months)


def skewed(random: Random, number: int, months: int, last: int) -> Floats:
    return worlds.skewed(random, number, months)


def of_a_count(change: Callable[[Random, int, int, int], Floats], spread: float = 0.1) -> Maker:
    """Parts of the level: a change, and months that vary by `spread` around it."""

    def make(random: Random, number: int, months: int, last: int) -> Floats:
        around = 1 + spread * worlds.noise(random, number, months)
        return (1 + change(random, number, months, last)) * around - 1

    return make


def count(name: str, change: Callable[[Random, int, int, int], Floats], level: float = COUNT_LEVEL) -> World:
    return World(name, of_a_count(change), "count", level, level)


WORLDS = (
    World("tetap", plain),
    World("tetap, sebaran 4 poin", plain, spread=4),
    World("geser 2 sd, 1 bulan lalu", with_step(2, 1)),
    World("geser 2 sd, 3 bulan lalu", with_step(2, 3)),
    World("geser 2 sd, 6 bulan lalu", with_step(2, 6)),
    World("turun 4 sd, 1 bulan lalu", with_step(-4, 1)),
    World("turun 4 sd, 2 bulan lalu", with_step(-4, 2)),
    World("turun 4 sd, 3 bulan lalu", with_step(-4, 3)),
    World("tren 0,12 sd sebulan", with_trend(0.12)),
    World("tren 0,2 sd sebulan", with_trend(0.2)),
    World("tren yang melandai", with_damped_trend),
    World("musim, sinus 2 sd", with_sine),
    World("dua bulan 2 sd lebih rendah", with_two_low_months),
    World("AR(1) 0,4", like_the_month_before(0.4)),
    World("AR(1) 0,6", like_the_month_before(0.6)),
    World("satu bulan 15 poin lebih rendah", with_odd_month),
    World("ekor tebal (t4)", heavy),
    World("n 8–30", plain, cases=(8, 30)),
    World("n 20–400", plain, cases=(20, 400)),
    count("jumlah", lambda random, number, months, last: np.zeros((1, months))),
    count("jumlah, musim 25 %", lambda random, number, months, last: worlds.sine(random, number, months, 0.25)),
    count("jumlah, 1,2 % sebulan", lambda random, number, months, last: 1.012 ** (worlds.trend(months, 1) - last) - 1),
    count("jumlah, +20 % 3 bulan lalu", lambda random, number, months, last: worlds.step(months, last - 2, 0.2)),
    count("jumlah 6 sebulan", lambda random, number, months, last: np.zeros((1, months)), 6),
    World("tiga bulan tidak diketahui", plain, unknown=3),
    World("tiga bulan tidak diketahui, tren 0,12 sd", with_trend(0.12), unknown=3),
    World("indeks", plain, "mean", level=INDEX_LEVEL),
    World("indeks AR(1) 0,6", like_the_month_before(0.6), "mean", level=INDEX_LEVEL),
    World("p90, menceng", skewed, "mean", 2, 12),
    World("stok, bebas", plain, "stock", 6, 60),
    World("stok AR(1) 0,6", like_the_month_before(0.6), "stock", 6, 60),
    World("stok yang mengembara", walking, "stock", 6, 200),
)


@dataclass
class Tally:
    """What happened in one cell: each a list with an entry for every world."""

    covered: list[bool] = field(default_factory=list)
    before: list[bool] = field(default_factory=list)
    width: list[float] = field(default_factory=list)
    width_before: list[float] = field(default_factory=list)
    two_figures: list[bool] = field(default_factory=list)
    covered_with_two: list[bool] = field(default_factory=list)


def measured(world: World, before: int, known: int, number: int, seed: int) -> Tally:
    """One cell: `number` worlds of `before` months, then a year of which `known` are known."""
    random = worlds.generator(seed, world.name, before, known)
    last = before + known - 1
    x, n = world.drawn(random, number, before + 12, last)
    tally, months = Tally(), np.arange(12 * YEAR - before, 12 * YEAR + 12)
    for row in range(number):
        unknown = random.choice(last, min(world.unknown, last // 4), replace=False)
        seen = np.setdiff1d(np.arange(last + 1), unknown)
        truth = _series(world.kind, months, x[row], n[row]).known
        series = _series(world.kind, months[seen], x[row, seen], n[row, seen])
        _add(tally, series, year_end.forecast(series), truth)
    return tally


def _series(kind: Kind, index: Ints, x: Floats | Ints, n: Ints) -> Series:
    months, values = index.tolist(), [float(value) for value in x]
    if kind == "share":
        return year_series.share(months, values, n.tolist(), YEAR)
    if kind == "count":
        return year_series.count(months, values, YEAR)
    if kind == "stock":
        return year_series.stock(months, values, YEAR, (-np.inf, np.inf))
    of_year = x[index // 12 == YEAR]
    pooled = float(of_year.mean()) if len(of_year) else None
    return year_series.mean(months, values, YEAR, pooled, (-np.inf, np.inf))


def _add(tally: Tally, series: Series, answer: YearEnd, truth: float) -> None:
    low, high = _mean_method(series)
    tally.before.append(low <= truth <= high)
    tally.width_before.append(high - low)
    # Where nothing is printed nothing can be wrong: those cells show how often something is.
    if answer.interval is None:
        return
    covers = answer.interval[0] <= truth <= answer.interval[1]
    tally.covered.append(covers)
    tally.width.append(answer.interval[1] - answer.interval[0])
    tally.two_figures.append(answer.alternatives is not None)
    if answer.alternatives is not None:
        tally.covered_with_two.append(covers)


def _mean_method(series: Series) -> tuple[float, float]:
    """The latest twelve months go on, with the spread of their moving ranges (Hyndman & Athanasopoulos 5.2)."""
    recent, left = np.array(series.values[-12:]), len(series.coming)
    spread = float(np.abs(np.diff(recent)).mean()) / 1.128 if len(recent) > 1 else 0.0
    if series.kind == "stock":
        ahead = 12 * YEAR + 11 - series.months[-1]
        centre, half = recent[-1], spread * np.sqrt(ahead)
    else:
        centre = series.known + sum(series.shares) * recent.mean()
        half = spread * np.sqrt(left + left**2 / len(recent)) * sum(series.shares) / left
    half *= stdtrit(max(len(recent) - 1, 1), 0.975)
    return centre - half, centre + half


def report(number: int, seed: int) -> Iterator[str]:
    """Coverage in every world beside the mean method's, its width where nothing happens, two figures, and refusals."""
    yield "Selang 95 % memuat angka tahun itu (% dari dunia), bila diketahui 1 3 6 9 11 bulan dari tahun itu, dan tanpa"
    yield f"bulan sebelumnya 4 6 8 10; {number} dunia tiap sel, seed {seed}:"
    yield ""
    header = ["dunia", "cara lama, 24 sebelumnya", *(f"{before} sebelumnya" for before, _ in COLUMNS), "dua angka, 24"]
    rows = [row for world in WORLDS for row in _rows(world, number, seed)]
    yield from table(header, rows)
    yield from below_promise(header, rows)
    yield "Deret yang mulai bersama tahunnya, bila diketahui 7 9 11 bulan dan provinsi mempunyai 24 bulan lagi (%):"
    yield ""
    header = ["musim provinsi dan daerah", "tanpa selang", "selang memuat, andai tetap dicetak"]
    yield from table(header, [_refusals(height, number, seed) for height in (0, 1, 2)])


def below_promise(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The cells of the table under what is promised, by the months known of the year: `3: 89` with three known."""
    lines = []
    for row in (row for row in rows if row[0] != WIDTHS):
        cells = [_below(cell, of_year) for cell, (_, of_year) in zip(row[2:-1], COLUMNS, strict=True)]
        if any(cells):
            lines.append([row[0], *cells])
    yield f"Sel di bawah {PROMISED} %, menurut banyaknya bulan yang diketahui dari tahun itu:"
    yield ""
    yield from table([header[0], *header[2:-1]], lines)


def _below(cell: str, of_year: Sequence[int]) -> str:
    covered = zip(of_year, cell.split(), strict=True)
    return ", ".join(f"{known}: {share}" for known, share in covered if share != "–" and int(share) < PROMISED)


def _rows(world: World, number: int, seed: int) -> Iterator[list[str]]:
    """One world's coverage; of the first its widths in points too."""
    cells = [[measured(world, before, known, number, seed) for known in of_year] for before, of_year in COLUMNS]
    two = _percents([tally.two_figures for tally in cells[0]])
    covered = [_percents([tally.covered for tally in column]) for column in cells]
    yield [world.name, _percents([tally.before for tally in cells[0]]), *covered, two]
    if world is WORLDS[0]:
        widths = [_means([tally.width for tally in column]) for column in cells]
        yield [WIDTHS, _means([tally.width_before for tally in cells[0]]), *widths, ""]


def _refusals(height: int, number: int, seed: int) -> list[str]:
    """Series that begin with the year, in a province whose own record of three years may show a season."""
    cells = [_refused(height, known, number, seed) for known in (7, 9, 11)]
    return [f"{height} sd", *(_percents(part) for part in zip(*cells, strict=True))]


def _refused(height: float, known: int, number: int, seed: int) -> tuple[list[bool], list[bool]]:
    random = worlds.generator(seed, "refusal", height, known)
    season = SHARE_LEVEL + SPREAD * worlds.sine(random, number, 36, height)
    months, seen = np.arange(12 * YEAR - 24, 12 * YEAR + 12), 24 + known
    province = worlds.shares(random, season + SPREAD / 2 * worlds.noise(random, number, 36), 20 * CASES)
    region = worlds.shares(random, season + SPREAD * worlds.noise(random, number, 36), CASES)
    refused, covered = [], []
    for row in range(number):
        of_province, of_region = ([part[row] for part in both] for both in (province, region))
        of_all = year_end.forecast(_series("share", months[:seen], *(part[:seen] for part in of_province)))
        young = _series("share", months[24:seen], *(part[24:seen] for part in of_region))
        refused.append(year_end.forecast(young, of_all.season).interval is None)
        low, high = year_end.forecast(young).interval or (np.nan, np.nan)
        covered.append(low <= _series("share", months, *of_region).known <= high)
    return refused, covered


def _percents(columns: Sequence[Sequence[bool]]) -> str:
    return " ".join(f"{100 * np.mean(column):.0f}" if column else "–" for column in columns)


def _means(columns: Sequence[Sequence[float]]) -> str:
    return " ".join(f"{np.mean(column):.1f}".replace(".", ",") if column else "–" for column in columns)
