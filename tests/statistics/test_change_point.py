import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.statistics.change_point import likeliest_step, since
from tests.depth import examples

Y24 = [84, 86, 85, 83, 87, 85, 84, 86, 82, 85, 86, 84, 85, 83, 86, 87, 84, 85, 86, 84, 85, 83, 86, 85]
RISEN, LEVEL, FLOOD = [85, 89, 90, 91, 89, 90], [85, 84, 86], [84, 86, 85, 70, 85, 84]
LOWER_IS_WORSE, HIGHER_IS_WORSE = -1, 1


def named(values, worse=LOWER_IS_WORSE, months=None):
    return since(months or range(len(values)), values, worse)


def lower(points, months):
    return [value - points for value in Y24[:months]]


def test_a_worked_rise():
    step = likeliest_step(range(30), Y24 + RISEN)
    assert step.place == 25
    assert [f"{x:.4f}" for x in (step.evidence, step.weight, step.height)] == ["7.6597", "0.9772", "4.8147"]


@pytest.mark.parametrize(("tail", "evidence"), [(LEVEL, "-1.5336"), (FLOOD, "-17.2821")])
def test_worked_evidence_where_nothing_changed(tail, evidence):
    assert f"{likeliest_step(range(24 + len(tail)), Y24 + tail).evidence:.4f}" == evidence


@pytest.mark.parametrize(
    ("values", "worse", "month"),
    [
        (Y24 + RISEN, LOWER_IS_WORSE, None),
        (Y24 + RISEN, HIGHER_IS_WORSE, 25),
        (Y24 + LEVEL, LOWER_IS_WORSE, None),
        (Y24 + FLOOD, LOWER_IS_WORSE, None),
        ([*Y24, *(value - 8 for value in Y24[:12])], LOWER_IS_WORSE, 24),
        # A fall, then a rise as high: nothing is worse any more.
        ([*Y24[:12], *lower(8, 20), *Y24[:4]], LOWER_IS_WORSE, None),
        ([*Y24[:12], *lower(8, 20), *Y24[:4]], HIGHER_IS_WORSE, 32),
        # A fall, then a smaller one: worse since the first.
        ([*Y24[:18], *lower(8, 10), *lower(13, 8)], LOWER_IS_WORSE, 18),
        # A rise, then a fall: worse since the fall.
        ([*Y24[:12], *lower(-8, 20), *Y24[:4]], LOWER_IS_WORSE, 32),
        ([85] * 20, LOWER_IS_WORSE, None),
        ([85] * 10 + [60] * 10, LOWER_IS_WORSE, 10),
        ([85, 84, 86, 85, 60, 61, 60], LOWER_IS_WORSE, None),  # seven months
        ([85, 84, 86, 85, 60, 61, 60, 61], LOWER_IS_WORSE, 4),
        ([85, 84, 86, 85, 84, 86, 85, 84, 60], LOWER_IS_WORSE, None),  # one month on its side
        ([], LOWER_IS_WORSE, None),
    ],
)
def test_since_which_month_it_is_worse(values, worse, month):
    assert named(values, worse) == month


def test_the_month_is_one_of_the_calendar():
    # July to September are not known; the fall comes with October.
    months = [*range(6), *range(9, 18)]
    assert named([85, 84, 86, 83, 85, 84, 60, 61, 59, 60, 62, 60, 61, 59, 60], months=months) == 9


def test_only_the_latest_36_months_are_looked_at():
    fall_long_ago = [95, 96, 94, 95, 95, 96, *Y24, *Y24[:12]]
    assert named(fall_long_ago[:-6]) == 6
    assert named(fall_long_ago) is None


@settings(max_examples=examples(60, 1000), deadline=None)
@given(st.lists(st.integers(0, 100), min_size=8, max_size=40), st.integers(1, 50), st.integers(-500, 500))
def test_neither_unit_nor_level_nor_direction_matters(values, unit, level):
    moved = [unit * value + level for value in values]
    assert named(values) == named(moved) == named([-value for value in moved], HIGHER_IS_WORSE)


@settings(max_examples=examples(60, 1000), deadline=None)
@given(st.integers(8, 40), st.integers(0, 10**6))
def test_a_step_has_two_months_on_either_side(n, seed):
    step = likeliest_step(range(n), np.random.default_rng(seed).normal(size=n))
    assert 2 <= step.place <= n - 2
    assert 0 < step.weight <= 1
