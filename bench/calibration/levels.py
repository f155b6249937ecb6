"""How often "surely" is said of a level that stands exactly at its target, and of one that does not."""

from collections.abc import Iterator

import numpy as np

from bench.calibration import worlds as make
from bench.calibration.markdown import percent, table
from metrics.statistics.intervals import confidence_against, mean_t, wilson
from metrics.statistics.level_confidence import share_level, value_level

TARGET = 90.0
SHARES = (
    ("n 200, tanpa sebaran bulanan", 200, 0.0, 0.0),
    ("n 20, tanpa sebaran bulanan", 20, 0.0, 0.0),
    ("n 20, sebaran 2 poin", 20, 2.0, 0.0),
    ("n 200, sebaran 2 poin", 200, 2.0, 0.0),
    ("n 200, sebaran 4 poin", 200, 4.0, 0.0),
    ("n 1.000, sebaran 2 poin", 1000, 2.0, 0.0),
    ("n 1.000, sebaran 4 poin", 1000, 4.0, 0.0),
    ("n 200, sebaran 2 poin, AR(1) 0,4", 200, 2.0, 0.4),
    ("n 1.000, sebaran 2 poin, AR(1) 0,4", 1000, 2.0, 0.4),
)
INDICES = (("indeks, 100 responden, sebaran 1 poin", 1.0), ("indeks, 100 responden, sebaran 3 poin", 3.0))
HISTORIES = (6, 12, 24)


def report(worlds: int, seed: int) -> Iterator[str]:
    """False "surely" at the target by the month's word alone and by the level's, then what a true distance finds."""
    header = ["dunia", "kata bulan itu", *(f"tingkat, {m} bulan sebelumnya" for m in HISTORIES)]
    yield 'Salah berkata "pasti" (% dari bulan), padahal tingkatnya tepat di target:'
    yield ""
    false = [[name, *_shares(make.generator(seed, name), worlds, *world, 0.0)] for name, *world in SHARES]
    false += [[name, *_indices(make.generator(seed, name), worlds, sway)] for name, sway in INDICES]
    yield from table(header, false)
    yield 'Berkata "pasti" (%) bila tingkatnya sungguh di bawah target:'
    yield ""
    true = [
        [f"{name}; {far} poin", *_shares(make.generator(seed, name, far), worlds, *world, -float(far))]
        for name, *world in SHARES[3:6]
        for far in (3, 6, 10)
    ]
    yield from table(header, true)


def _shares(random: make.Random, worlds: int, cases: int, sway: float, phi: float, distance: float) -> list[str]:
    """The share of worlds in which it is said: by Wilson alone, then with each number of earlier months."""
    months = HISTORIES[-1] + 1
    counted, _ = make.shares(random, TARGET + distance + sway * make.noise(random, worlds, months, phi), cases)
    said = np.zeros(1 + len(HISTORIES))
    for row in counted.tolist():
        judged = (row[-1], cases)
        word = confidence_against(TARGET / 100, "higher", wilson(*judged), wilson(*judged, 0.80))
        assert word is not None
        levels = [
            share_level(word, judged, [(x, cases) for x in row[-1 - m : -1]], [TARGET / 100]).word for m in HISTORIES
        ]
        said += [each.startswith("surely") for each in (word, *levels)]
    return [percent(hits, worlds) for hits in said]


def _indices(random: make.Random, worlds: int, sway: float) -> list[str]:
    """The same of an index of a hundred answers with a standard deviation of 12 points, at its target of 85."""
    answers, spread, target = 100, 12.0, 85.0
    months = HISTORIES[-1] + 1
    level = target + sway * random.standard_normal((worlds, months))
    sample = level[:, -1:] + spread * random.standard_normal((worlds, answers))
    earlier = level + spread / np.sqrt(answers) * random.standard_normal(level.shape)
    said = np.zeros(1 + len(HISTORIES))
    for row, values in zip(earlier.tolist(), sample, strict=True):
        sums = (answers, float(values.sum()), float((values**2).sum()))
        word = confidence_against(target, "higher", mean_t(*sums), mean_t(*sums, 0.80))
        assert word is not None
        judged = float(values.mean())
        said += [
            each.startswith("surely")
            for each in (word, *(value_level(word, judged, row[-1 - m : -1], [target]).word for m in HISTORIES))
        ]
    return [percent(hits, worlds) for hits in said]
