import math
from decimal import Decimal, getcontext
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.charts.funnel_limits import Limits, funnel_limits, funnel_place


def test_published_limits():
    limits = funnel_limits(0.82, 10)
    assert (f"{100 * limits.low95:.2f}", f"{100 * limits.high95:.0f}") == ("58.19", "100")
    assert (f"{100 * limits.low998:.2f}", f"{100 * limits.high998:.0f}") == ("44.46", "100")


@pytest.mark.parametrize("share", [0.05, 0.5, 0.82, 0.97])
def test_every_limit_from_1_to_200_cases_as_the_published_formula_gives_it(share):
    # Written a second time, in 30 decimal digits.
    getcontext().prec = 30
    p = Decimal(str(share))
    for n in range(1, 201):
        error = (p * (1 - p) / n).sqrt()
        ends = [p + side * Decimal(z) * error for z in ("1.959964", "3.090232") for side in (-1, 1)]
        limits = funnel_limits(share, n)
        expected = [float(min(max(end, Decimal(0)), Decimal(1))) for end in ends]
        assert [limits.low95, limits.high95, limits.low998, limits.high998] == pytest.approx(expected, abs=1e-14)


def test_limits_widened_by_the_spread_between_regions():
    # By hand: asin √.8 = 1.107149; √(1/1600 + .0013) = .043875, times 1.959964 and 3.090232 = .085993 and .135583.
    limits = funnel_limits(0.8, 400, 0.0013)
    ends = [math.asin(math.sqrt(end)) for end in (limits.low95, limits.high95, limits.low998, limits.high998)]
    assert ends == pytest.approx([1.021156, 1.193142, 0.971566, 1.242732], abs=2e-6)
    # Far from the ends of the scale only: here the upper limits would pass 1.
    assert funnel_limits(0.98, 10, 0.01).high95 == 1


@pytest.mark.parametrize(
    ("x", "n", "share", "place"),
    [
        (5, 5, 0.6, "within"),  # all of five: chance gives that once in 13
        (0, 5, 0.6, "low"),  # .4⁵ = .0102
        (3, 5, 0.98, "low"),  # below both limits (.787 and .857), but chance gives it once in 260
        (4, 5, 0.98, "within"),  # below .857, but chance gives it once in ten
        (2, 5, 0.98, "far_low"),
        (328, 400, 0.82, "within"),
        (312, 400, 0.82, "low"),
        (300, 400, 0.82, "far_low"),
        (344, 400, 0.82, "high"),
        (356, 400, 0.82, "far_high"),
        (3, 3, 1.0, "within"),
        (0, 3, 0.0, "within"),
    ],
)
def test_a_place_beyond_a_limit_is_one_that_chance_seldom_gives(x, n, share, place):
    assert funnel_place(x, n, share, funnel_limits(share, n)) == place


@given(st.integers(1, 60), st.floats(0.01, 0.99))
def test_chance_puts_few_regions_beyond_however_few_their_cases(n, share):
    limits = funnel_limits(share, n)
    chance = {}
    for x in range(n + 1):
        place = funnel_place(x, n, share, limits)
        chance[place] = chance.get(place, 0.0) + math.comb(n, x) * share**x * (1 - share) ** (n - x)
    for side in ("low", "high"):
        assert chance.get(f"far_{side}", 0.0) < 0.001 + 1e-12
        assert chance.get(side, 0.0) + chance.get(f"far_{side}", 0.0) < 0.025 + 1e-12


@given(st.integers(1, 10**6), st.floats(0.0, 1.0), st.floats(0.0, 0.1))
def test_limits_enclose_the_share_and_stay_on_the_scale(n, share, tau):
    limits = funnel_limits(share, n, tau)
    around = (limits.low998, limits.low95, share, limits.high95, limits.high998)
    assert all(a <= b + 1e-12 for a, b in pairwise(around))
    assert limits.low998 >= 0
    assert limits.high998 <= 1


def test_beyond_the_widened_limits_only():
    wide = Limits(0.70, 0.90, 0.65, 0.95)
    assert [funnel_place(x, 400, 0.8, wide) for x in (290, 270, 255, 364, 384)] == [
        "within", "low", "far_low", "high", "far_high",
    ]  # fmt: skip
