import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.charts.run_rules import Lines, Point, marks

LINES = Lines(centre=0.0, lower=-3.0, upper=3.0, lower_near=-2.0, upper_near=2.0)
SIGNS = {None: ".", "outside_limits": "o", "trend": "t", "near_limit": "n", "one_side": "s"}


def points(values, months=None):
    return [Point(month, value, LINES) for month, value in zip(months or range(len(values)), values, strict=True)]


def drawn(values, run=7, months=None):
    """One letter a point, capital towards high values."""
    signs = [(SIGNS[mark.rule].upper() if mark.side == "high" else SIGNS[mark.rule]) if mark else "."
             for mark in marks(points(values, months), run)]  # fmt: skip
    return "".join(signs)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, -1, 3.1, 1, -1], "..O.."),
        ([1, -1, -3.1, 1, -1], "..o.."),
        ([1, -1, 3.0, -1, 3.0], "....."),  # on a limit is not beyond it
        ([-0.9, -0.6, -0.3, 0.1, 0.4, 0.7, 1], "TTTTTTT"),
        ([0.9, 0.6, 0.3, -0.1, -0.4, -0.7, -1], "ttttttt"),
        ([-0.9, -0.6, -0.3, 0.1, 0.4, 0.7], "......"),  # five steps
        ([-0.9, -0.6, -0.3, -0.3, 0.1, 0.4, 0.7, 1], "........"),  # an equal pair ends it
        ([2.1, 0.5, 2.1, -1], "N.N."),
        ([2.1, -0.5, 2.1, -1], "...."),  # not all three on one side
        ([-2.1, -2.5, -0.1, 1], "nn.."),
        ([2.1, 0.0, 2.1, -1], "...."),  # on the centre is no side
        ([1, 2, 1, 1, 1, 2, 1, -1], "SSSSSSS."),
        ([1, 2, 1, 0, 1, 2, 1, 1], "........"),  # a point on the centre ends the run
        ([-1, -2, -1, -1, -1, -2, -1, -1], "ssssssss"),
        ([1, 1.2, 1, 4, 1, 1.2, 1], "SSSOSSS"),  # the first rule that a point breaks
        ([0.1, 0.2, 0.3, 0.4, 2.2, 2.3, 2.4], "TTTTTTT"),
    ],
)
def test_rules_as_drawn(values, expected):
    assert drawn(values) == expected


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ([0, 1, 2, 3, 4, 5, 6], "SSSSSSS"),
        ([0, 1, 2, 3, 4, 5, 7], "......."),  # a missing month ends a run
        ([0, 2, 3, 4, 5, 6, 7], "......."),
    ],
)
def test_no_run_crosses_a_missing_month(months, expected):
    assert drawn([1, 1.5, 1, 1, 1.5, 1, 1], months=months) == expected
    assert drawn([-0.3, -0.2, -0.1, 0.1, 0.2, 0.3, 0.4], months=months) == expected.replace("S", "T")


def test_two_of_three_do_not_cross_a_missing_month_either():
    assert drawn([2.1, 0.5, 2.1], months=[0, 1, 3]) == "..."
    assert drawn([4, -1, 1], months=[0, 5, 9]) == "O.."  # a point alone needs no neighbour


@pytest.mark.parametrize(("run", "expected"), [(7, "SSSSSSSSS"), (9, "SSSSSSSSS"), (10, ".........")])
def test_the_length_of_a_run_is_handed_in(run, expected):
    assert drawn([1, 1.2] * 4 + [1], run) == expected


def test_what_chance_allows_is_not_beyond():
    allowed = [Point(place, value, LINES, rare=False, unusual=False) for place, value in enumerate([3.5, 2.5, 2.5, -1])]
    assert marks(allowed, 7) == (None,) * 4
    half = [Point(place, value, LINES, rare=False) for place, value in enumerate([3.5, 2.5, 2.5, -1])]
    assert [mark and mark.rule for mark in marks(half, 7)] == ["near_limit"] * 3 + [None]


@given(st.lists(st.floats(-5, 5), max_size=40), st.integers(7, 13))
def test_mirrored_values_have_mirrored_marks(values, run):
    assert drawn(values, run).swapcase() == drawn([-value for value in values], run)


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=40), st.integers(7, 13))
def test_a_longer_run_marks_no_point_more(values, run):
    shorter, longer = marks(points(values), run), marks(points(values), run + 1)
    assert all(long is None or short is not None for short, long in zip(shorter, longer, strict=True))
