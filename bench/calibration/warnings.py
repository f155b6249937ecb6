"""How often early warnings are wrong where nothing changes, and how soon they find a fall."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

import numpy as np

from bench.calibration import worlds as make
from bench.calibration.markdown import number, percent, table
from metrics.statistics.early_warning import BASE_MONTHS, indicator_autocorrelation, limit, worsening_sums

REGIONS, WATCHED, MONTHS = 23, 184, 36
WITHIN = 6
FALLS = (1.5, 2.0, 3.0)
LEVEL = 90.0
World: TypeAlias = Callable[[make.Random, int, int, make.Floats], make.Floats]
"""From generator, series, months and by how many sd each month lies lower: values of which higher is better."""


def _counted(low: int, high: int, sway: float) -> World:
    """Shares of so many cases a month, which sway by so many points beyond chance."""

    def world(random: make.Random, series: int, months: int, fall: make.Floats) -> make.Floats:
        cases = make.cases(random, series, months, low, high)
        sd = np.sqrt(sway**2 + LEVEL * (100 - LEVEL) * np.mean(1 / cases))
        x, n = make.shares(random, LEVEL + sway * make.noise(random, series, months) - sd * fall, cases)
        return np.asarray(100 * x / n)

    return world


WORLDS: tuple[tuple[str, World], ...] = (
    ("bebas", lambda random, s, m, fall: make.noise(random, s, m) - fall),
    ("n 400", _counted(400, 400, 0)),
    ("n 8–30", _counted(8, 30, 0)),
    ("n 400, bulan berayun 3 poin lagi", _counted(400, 400, 3)),
    ("miring (gamma 2)", lambda random, s, m, fall: -make.skewed(random, s, m) - fall),
    ("ekor tebal (t4)", lambda random, s, m, fall: make.heavy(random, s, m) - fall),
    ("musim 1 sd", lambda random, s, m, fall: make.noise(random, s, m) + make.sine(random, s, m, 1) - fall),
    ("dua bulan 2 sd", lambda random, s, m, fall: make.noise(random, s, m) + make.low_months(random, s, m, 2) - fall),
    ("AR(1) 0,4", lambda random, s, m, fall: make.noise(random, s, m, 0.4) - fall),
    ("AR(1) 0,6", lambda random, s, m, fall: make.noise(random, s, m, 0.6) - fall),
)
STILL = np.zeros((1, 1))


def report(worlds: int, seed: int) -> Iterator[str]:
    """False warnings of provinces of 23 regions in which nothing changes, then falls found within six months."""
    yield f"Tidak ada yang berubah; {worlds} provinsi dengan {REGIONS} wilayah, {MONTHS} bulan sesudah dasar:"
    yield ""
    header = ["dunia", "satu baru per … bulan-deret", "keliru per triwulan di 184 deret", "berdiri di 1 dari … deret"]
    yield from table(header, [[name, *_false(make.generator(seed, name), worlds, world)] for name, world in WORLDS])
    yield "Turun menetap, ditemukan dalam enam bulan (%):"
    yield ""
    header = ["dunia", *(f"{number(fall, 1)} sd" for fall in FALLS), "bulan ke- (median, 2 sd)"]
    yield from table(header, [[name, *_power(seed, name, worlds, world)] for name, world in WORLDS])


def _false(random: make.Random, worlds: int, world: World) -> list[str]:
    sums, bounds = _sums(world(random, worlds * REGIONS, BASE_MONTHS + MONTHS, STILL), worlds)
    standing = _standing(sums, bounds)
    before = np.concatenate([np.zeros_like(standing[..., :1]), standing[..., :-1]], axis=-1)
    new = max(int((standing & ~before).sum()), 1)
    return [
        number(standing.size / new),
        number(new / standing.size * 3 * WATCHED, 2),
        number(standing.size / max(int(standing.sum()), 1)),
    ]


def _power(seed: int, name: str, worlds: int, world: World) -> list[str]:
    """One region falls, 0 to 18 months after the base; the others give the autocorrelation."""
    months = BASE_MONTHS + 18 + WITHIN
    cells, middle = [], "–"
    for size in FALLS:
        random = make.generator(seed, name, size)
        begins = random.integers(0, 19, worlds)
        fall = np.zeros((worlds, REGIONS, months))
        fall[:, 0] = make.step(months, BASE_MONTHS + begins, size)
        sums, bounds = _sums(world(random, worlds * REGIONS, months, fall.reshape(-1, months)), worlds)
        beyond = np.take_along_axis(sums[:, 0], begins[:, None] + np.arange(WITHIN), axis=1) > bounds[:, None]
        reached = beyond.any(axis=1)
        cells.append(percent(int(reached.sum()), worlds))
        if size == 2.0 and reached.any():
            middle = number(float(np.median(beyond[reached].argmax(axis=1) + 1)))
    return [*cells, middle]


def _sums(panel: make.Floats, worlds: int) -> tuple[make.Floats, make.Floats]:
    """The sums after the base, (worlds, regions, months), and each province's limit, as from its own 23 series."""
    sums = np.array(worsening_sums(list(panel))).reshape(worlds, REGIONS, -1)
    provinces = panel.reshape(worlds, REGIONS, -1).tolist()
    rho = [indicator_autocorrelation([list(enumerate(row)) for row in province]) for province in provinces]
    return sums, np.array([limit(WATCHED, each) for each in rho])


def _standing(sums: make.Floats, bounds: make.Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Whether a warning stands: from the month that passes the limit until the sum is back at 0."""
    stands = np.zeros(sums.shape, dtype=bool)
    now = np.zeros(sums.shape[:-1], dtype=bool)
    for month in range(sums.shape[-1]):
        now = (now | (sums[..., month] > bounds[:, None])) & (sums[..., month] > 0)
        stands[..., month] = now
    return stands
