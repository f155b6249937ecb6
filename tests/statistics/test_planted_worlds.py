"""A small seeded part of `bench/calibration`: worlds of which the truth is known."""

import numpy as np
import pytest

from bench.calibration import change, forecast, worlds
from tests.depth import examples

SEED = 3
WORLDS = {world.name: world for world in forecast.WORLDS}
AT_LEAST_93 = (
    "tetap",
    "geser 2 sd, 6 bulan lalu",
    "tren 0,12 sd sebulan",
    "musim, sinus 2 sd",
    "dua bulan 2 sd lebih rendah",
    "AR(1) 0,4",
    "n 8–30",
    "tiga bulan tidak diketahui",
    "indeks",
    "jumlah",
)


def covered(name, before, known, number):
    return forecast.measured(WORLDS[name], before, known, number, SEED).covered


def test_intervals_of_the_year_cover_93_percent_of_worlds():
    number = examples(30, 200)
    cells = {name: covered(name, 24, 6, number) for name in AT_LEAST_93}
    assert np.mean([each for cell in cells.values() for each in cell]) >= 0.93
    for name, cell in cells.items():
        assert np.mean(cell) >= 0.93 - 3 * np.sqrt(0.93 * 0.07 / number), name


def test_the_last_month_of_a_year_may_have_any_number_of_cases():
    assert np.mean(covered("n 20–400", 24, 11, examples(120, 600))) >= 0.91


def test_the_mean_method_misses_a_trend_that_the_stories_follow():
    tally = forecast.measured(WORLDS["tren 0,2 sd sebulan"], 24, 3, 60, SEED)
    assert np.mean(tally.before) < 0.3 < 0.9 < np.mean(tally.covered)


@pytest.mark.parametrize(("name", "percent"), [("bebas", 2), ("satu bulan banjir", 1), ("musim 1 sd", 3)])
def test_a_fall_is_seldom_named_where_nothing_changes(name, percent):
    number = examples(250, 2000)
    drawn = change.NOTHING[name](worlds.generator(SEED, name), number, 24)
    assert 100 * np.mean([month is not None for month in change.named(drawn)]) <= percent


def test_a_fall_of_three_sd_is_named_with_its_month():
    drawn = change.fall(3, 6)(worlds.generator(SEED), 150, 36)
    months = change.named(drawn)
    assert np.mean([month is not None for month in months]) > 0.93
    assert np.mean([abs(month - 30) for month in months if month is not None]) < 0.5
