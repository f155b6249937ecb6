"""How far months differ by themselves, on drawn months of which it is known; and worlds with a past."""

import numpy as np
import pandas as pd
import pytest

from bench.obstacles import judge, outside, series, shapes
from bench.obstacles.plant import Table
from metrics.obstacles.decomposition import verdict
from metrics.obstacles.search import spread

MONTHS = 30


def months_of(correlation, cases=400, slices=60, seed=3):
    """Beta-binomial counts: the share of each month is drawn about one in ten with that intraclass correlation."""
    rng = np.random.default_rng(seed)
    weight = np.inf if correlation == 0 else (1 - correlation) / correlation
    share = (
        np.full((slices, MONTHS), 0.1) if np.isinf(weight) else rng.beta(0.1 * weight, 0.9 * weight, (slices, MONTHS))
    )
    n = np.full((slices, MONTHS), float(cases))
    return n, rng.binomial(cases, share).astype(float)


@pytest.mark.parametrize(("drawn", "low", "high"), [(0.0, 0.0, 0.0006), (0.005, 0.004, 0.006), (0.02, 0.015, 0.024)])
def test_the_correlation_of_months_is_found_again(drawn, low, high):
    n, k = months_of(drawn)
    assert low <= np.median(spread.correlation(n, k, 0.1 * n)) <= high


def test_one_lasting_step_is_no_spread():
    n, k = months_of(0.002)
    before = spread.correlation(n, k, 0.1 * n)[0]
    k[0, 15:] += 120
    assert spread.correlation(n, k, 0.1 * n)[0] < 3 * before


def test_a_slice_that_swings_more_than_the_others_is_known_for_it():
    n, k = months_of(0.002)
    k[0, ::2] += 40
    found = spread.correlation(n, k, 0.1 * n)
    assert found[0] > 2 * np.median(found)


def test_the_months_own_effects_are_the_noise_of_a_verdict():
    rng = np.random.default_rng(1)
    rows = [
        (f"2025-{month:02}", service, 1000.0, float(rng.binomial(1000, 0.1 + moved)))
        for month, moved in zip(range(1, 13), rng.normal(0, 0.02, 12), strict=True)
        for service in ("A", "B", "C")
    ]
    rate, mix = verdict.noise_of_months(pd.DataFrame(rows, columns=["period", "service_code", "n", "bad"]))
    assert 1.5 < rate < 5 and mix < 0.2


def test_too_few_months_tell_no_noise():
    rows = pd.DataFrame([("2025-01", "A", 10.0, 1.0)], columns=["period", "service_code", "n", "bad"])
    assert verdict.noise_of_months(rows) == (0.0, 0.0)


@pytest.mark.parametrize(("rate", "mix"), [(0.1, 0.1), (2.0, 0.0), (0.0, -4.0), (-0.3, -4.0), (-4.0, 0.1)])
@pytest.mark.parametrize("has_slices", [True, False])
def test_a_verdict_is_nothing_only_without_slices_and_within_the_spread(rate, mix, has_slices):
    named = verdict.of_change(rate, mix, (1.0, 1.0), has_slices=has_slices)
    moved = max(abs(rate), abs(mix)) >= 3.3
    assert (named == "nothing_notable") == (not has_slices and not moved)


@pytest.mark.parametrize("scenario", series.PLANTED)
@pytest.mark.parametrize("seed", [0, 1])
def test_what_is_planted_in_a_world_with_a_past_is_found(scenario, seed):
    asked = series.drawn(scenario, seed, shapes.PAST_TUNING)
    table = Table(asked.now, asked.then, None, asked.truths, scenario)
    score = judge.scored(table, outside.ours(asked))
    assert (score.first, score.f1) == (True, 1.0)


@pytest.mark.parametrize("scenario", series.QUIET)
@pytest.mark.parametrize("seed", [2, 3])
def test_where_nothing_got_worse_in_a_world_with_a_past_nothing_is_notable(scenario, seed):
    assert outside.ours(series.drawn(scenario, seed, shapes.PAST_TUNING)) == []
