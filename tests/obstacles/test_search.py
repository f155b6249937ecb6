"""The slice search on tables in which it is known what ought to be found (bench/obstacles plants many more)."""

import numpy as np
import pandas as pd
import pytest

from bench.obstacles import judge, plant, run, shapes
from data.home import SHIPPED, Home
from metrics.catalogue import indicators
from metrics.obstacles.search import leaves, search, slices
from metrics.obstacles.search.comparison import Comparison
from metrics.periods import Period

TABLES = [("one", 0), ("two", 3), ("three", 1), ("small_region", 3), ("target_one", 3)]


@pytest.mark.parametrize(("scenario", "seed"), TABLES)
def test_what_was_planted_is_found_and_nothing_else(scenario, seed):
    table = plant.drawn(scenario, seed, shapes.TUNING)
    score = judge.scored(table, run.ours(table))
    assert (score.first, score.f1) == (True, 1.0)


@pytest.mark.parametrize("scenario", ["nothing", "target_nothing", "season", "mix"])
def test_where_nothing_was_planted_nothing_is_notable(scenario):
    assert run.ours(plant.drawn(scenario, 5, shapes.TUNING)) == []


def test_slices_share_no_case_and_their_stability_is_a_share():
    table = plant.drawn("three", 1, shapes.TUNING)
    found = slices.search(leaves.of(table.now, table.then), redraws=10)
    assert len(found) == 3
    assert not np.any(sum(one.leaves.astype(int) for one in found) > 1)
    assert all(0 < one.stability <= 1 for one in found)


def test_cases_that_only_got_another_code_are_no_obstacle():
    table = plant.drawn("nothing", 4, shapes.TUNING)
    renamed = table.now.assign(obstacle_code=table.now["obstacle_code"].replace("H02", "H09"))
    assert slices.search(leaves.of(renamed, table.then)) == []


def test_codes_written_down_more_often_are_no_obstacle():
    table = plant.drawn("nothing", 6, shapes.TUNING)
    then = table.then.assign(obstacle_code=table.then["obstacle_code"].where(table.then.index % 2 == 0, "-"))
    assert slices.search(leaves.of(table.now, then)) == []


@pytest.mark.parametrize(
    ("share", "found"), [(0.25, {"agency_code": "A"}), (0.1, {"region_code": "R0", "service_code": "S0"})]
)
def test_a_small_part_stands_for_a_slice_only_where_the_rest_of_it_is_as_usual(share, found):
    """An agency is worse everywhere, and far worse in a small part of it; or only there."""
    cells = [(f"R{region}", f"S{service}") for region in range(6) for service in range(10)]
    table = pd.DataFrame(cells, columns=["region_code", "service_code"])
    table["agency_code"] = np.where(table["service_code"] < "S5", "A", "B")
    then = table.assign(n=100.0, bad=10.0)
    now = then.assign(bad=np.where(table["agency_code"] == "A", 100 * share, 10.0))
    now.loc[0, "bad"] = 80.0
    [first, *_] = slices.search(leaves.of(now, then))
    assert first.where == found


def test_an_empty_table_has_nothing_notable():
    table = plant.drawn("nothing", 1, shapes.TUNING)
    assert slices.search(leaves.of(table.now.iloc[:0], table.then.iloc[:0])) == []
    asked = Comparison(Period("2026-06"), "previous", table.now, table.then.iloc[:0], None, leaves.DIMENSIONS)
    assert search.slices(asked, 10.0) == ()


@pytest.mark.parametrize(
    ("indicator", "left_out"),
    [("on_time_rate", set()), ("digital_share", {"channel"}), ("self_service_share", {"channel"})],
)
def test_a_share_of_channels_is_not_explained_by_channels(indicator, left_out):
    known = indicators.load(Home(SHIPPED))
    assert set(leaves.DIMENSIONS) - set(search.dimensions(known[indicator])) == left_out
