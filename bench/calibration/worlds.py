"""Makers of invented monthly series: what a month adds to the level, and the noise around it.

Everything is in standard deviations of one month (sd) unless said, and of shape (series, months): one row for each
invented series. A random generator is handed in, so a seed decides all of it.
"""

import zlib

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Random = np.random.Generator

SPREAD = 2.0
"""Points of one sd where shares and indices are made of it."""
SHARE_LEVEL, INDEX_LEVEL, COUNT_LEVEL = 85.0, 80.0, 400.0
CASES = 400
"""Cases of a month where nothing else is said."""


def generator(seed: int, *cell: object) -> Random:
    """A generator of its own for each cell of a table, whatever else is run and in which order."""
    return np.random.default_rng([seed, zlib.crc32(repr(cell).encode())])


def noise(random: Random, series: int, months: int, phi: float = 0.0) -> Floats:
    """Stationary noise of sd 1 in which each month resembles the one before: AR(1) with φ, independent for φ = 0."""
    fresh = random.normal(size=(series, months))
    out = fresh.copy()
    for month in range(1, months):
        out[:, month] = phi * out[:, month - 1] + np.sqrt(1 - phi**2) * fresh[:, month]
    return out


def heavy(random: Random, series: int, months: int) -> Floats:
    """Independent noise of sd 1 with heavy tails: Student's t with 4 degrees."""
    return np.asarray(random.standard_t(4, size=(series, months)) / np.sqrt(2))


def skewed(random: Random, series: int, months: int) -> Floats:
    """Independent noise of sd 1 with a long tail above: gamma of shape 2."""
    return (random.gamma(2, size=(series, months)) - 2) / np.sqrt(2)


def walk(random: Random, series: int, months: int) -> Floats:
    """A level that goes on from where it was, each month by a step of sd 1."""
    return np.asarray(random.normal(size=(series, months)).cumsum(axis=1))


def step(months: int, begin: int | Ints, height: float) -> Floats:
    """A level that changes by `height` with the month `begin` (from 0; an array has one for each series) and stays."""
    return np.asarray(height * (np.arange(months) >= np.reshape(begin, (-1, 1))), float)


def odd_month(months: int, at: int | Ints, height: float) -> Floats:
    """One month off by `height`, as after a flood."""
    return np.asarray(height * (np.arange(months) == np.reshape(at, (-1, 1))), float)


def trend(months: int, slope: float | Floats) -> Floats:
    """A level that changes by `slope` every month."""
    return np.reshape(slope, (-1, 1)) * np.arange(months)


def damped_trend(months: int, begin: int, slope: float, damping: float = 0.85) -> Floats:
    """A level that changes by `slope` with the month after `begin`, then by less and less."""
    passed = np.maximum(np.arange(months) - begin, 0)
    return np.reshape(slope * (1 - damping**passed) / (1 - damping), (1, -1))


def sine(random: Random, series: int, months: int, height: float) -> Floats:
    """A season of `height` above and below, that begins anywhere in the year."""
    return height * np.sin(2 * np.pi * (np.arange(months) / 12 + random.random((series, 1))))


def low_months(random: Random, series: int, months: int, height: float, width: int = 2) -> Floats:
    """The same `width` neighbouring calendar months lower by `height` every year."""
    first = random.integers(12, size=(series, 1))
    return -height * (((np.arange(months) - first) % 12) < width).astype(float)


def cases(random: Random, series: int, months: int, low: int, high: int) -> Ints:
    """Cases of each month from `low` to `high`, each factor between as likely as any other."""
    return np.floor(np.exp(random.uniform(np.log(low), np.log(high + 1), size=(series, months)))).astype(np.int64)


def shares(random: Random, percent: Floats, n: int | Ints) -> tuple[Ints, Ints]:
    """Numerators and denominators of cases drawn at each month's own chance, given in percent."""
    sizes = np.broadcast_to(np.asarray(n, np.int64), percent.shape)
    return random.binomial(sizes, np.clip(percent / 100, 0, 1)), sizes


def counts(random: Random, expected: Floats) -> Ints:
    """Whole numbers drawn around what each month is expected to bring (Poisson)."""
    return random.poisson(np.maximum(expected, 0))
