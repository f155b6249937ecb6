from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from metrics.catalogue.scales import level, round_half_up
from metrics.targets.achievement import (
    Range,
    achievement_pct,
    capped,
    meets,
    meets_throughout,
    scale_86_2017,
    unclipped_pct,
)

# better | target | actual | achievement as printed | met
WORKED = """
higher | 85    | 86.40 | 101.65 | yes
higher | 85    | 83.20 | 97.88  | no
higher | 60000 | 62753 | 104.59 | yes
higher | 4.25  | 4.21  | 99.06  | no
lower  | 15    | 12    | 120.00 | yes
lower  | 15    | 15    | 100.00 | yes
lower  | 15    | 18    | 80.00  | no
lower  | 15    | 31    | 0.00   | no
lower  | 7     | 6.5   | 107.14 | yes
lower  | 8     | 9     | 87.50  | no
lower  | 5     | 0     | 200.00 | yes
higher | 80-90 | 92    | 102.22 | no
higher | 80-90 | 70    | 87.50  | no
higher | 80-90 | 80    | 100.00 | yes
higher | 80-90 | 85    | 100.00 | yes
higher | 80-90 | 90    | 100.00 | yes
lower  | 5-10  | 12    | 80.00  | no
lower  | 5-10  | 4     | 120.00 | no
lower  | 0     | 0     | 100.00 | yes
lower  | 0     | 3     | 0.00   | no
lower  | 0-0   | 3     | 0.00   | no
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in WORKED.strip().splitlines()]

amounts = st.decimals(0, 10_000, places=2).map(float)
betters = st.sampled_from(["higher", "lower"])
targets = st.one_of(amounts, st.tuples(amounts, amounts).map(lambda ends: Range(min(ends), max(ends))))


def drawn_target(text):
    low, dash, high = text.partition("-")
    return Range(float(low), float(high)) if dash else float(low)


@pytest.mark.parametrize(("better", "target", "actual", "printed", "met"), ROWS)
def test_worked_achievements(better, target, actual, printed, met):
    reached = achievement_pct(float(actual), drawn_target(target), better)
    assert str(round_half_up(reached, 2)) == printed
    assert meets(float(actual), drawn_target(target), better) is (met == "yes")


def test_more_than_twice_a_lower_target_shows_0_and_the_formula_itself_stays_at_hand():
    assert achievement_pct(31, 15, "lower") == 0
    assert round_half_up(unclipped_pct(31, 15, "lower"), 2) == Decimal("-6.67")


def test_zero_on_a_lower_is_better_indicator_is_perfect_not_worst():
    assert achievement_pct(0, 0, "lower") == 100
    assert achievement_pct(0, 10, "lower") == 200
    assert meets(0, 0, "lower")


def test_a_target_of_zero_has_no_achievement_when_higher_is_better():
    assert achievement_pct(5, 0, "higher") is None
    assert achievement_pct(0, 0, "higher") is None
    assert meets(0, 0, "higher")


def test_a_target_below_zero_has_no_achievement():
    assert achievement_pct(-1, -2, "higher") is None
    assert achievement_pct(-3, -2, "lower") is None


def test_a_missing_actual_is_not_taken_for_zero():
    with pytest.raises(AssertionError):
        achievement_pct(float("nan"), 10, "higher")


def test_0_9901_is_not_met_for_a_target_of_1():
    assert not meets(0.9901, 1, "higher")
    assert not meets(89.999999, 90, "higher")
    assert not meets(5.000001, 5, "lower")


def test_falling_from_65_to_63_against_60_is_not_a_miss():
    assert meets(65, 60, "higher")
    assert meets(63, 60, "higher")


def test_above_a_range_is_not_met_although_its_achievement_passes_100():
    assert achievement_pct(92, Range(80, 90), "higher") > 100
    assert not meets(92, Range(80, 90), "higher")


def test_one_of_300_does_not_hide_two_of_50_in_an_average():
    assert sum([300, 50, 50]) / 3 > 100
    assert sum(capped(pct) for pct in [300, 50, 50]) / 3 == pytest.approx(73.33, abs=0.01)
    assert capped(300, cap=110) == 110
    assert capped(119.9) == 119.9


def test_a_range_of_swapped_bounds_is_refused():
    with pytest.raises(ValueError, match=r"Batas bawah target \(90\) melebihi batas atasnya \(80\)"):
        Range(90, 80)


LEVELS = """
very_high | 250   91    90.995
high      | 90.994 90.5 76
medium    | 75.99 66
low       | 65.99 51
very_low  | 50.99 0
"""


def drawn_pairs(table):
    """(left cell, word) for every word right of the bar."""
    lines = (line.split("|") for line in table.strip().splitlines())
    return [(left.strip(), word) for left, words in lines for word in words.split()]


@pytest.mark.parametrize(("key", "pct"), drawn_pairs(LEVELS))
def test_the_scale_of_permendagri_86_2017_has_no_gaps(key, pct):
    assert scale_86_2017(float(pct)) == key


def test_another_scale_is_only_another_table():
    maluku = ((Decimal("85.01"), "memuaskan"), (Decimal(0), "lainnya"))
    assert [level(pct, maluku) for pct in (85.01, 85.005, 85, -3)] == ["memuaskan", "memuaskan", "lainnya", "lainnya"]


# as rounded | numbers written with any more digits
HALVES = """
88.31         | 88.305 88.314
88.30         | 88.304
76.61         | 76.605
65.00         | 64.995
64.99         | 64.994
2.68          | 2.675
0.00          | 1e-7 -0.001 0
-6.67         | -6.665
1             | 0.5
2             | 1.5
3             | 2.5
5623479       | 5623479
1234567890.13 | 1234567890.125
"""


@pytest.mark.parametrize(("rounded", "number"), drawn_pairs(HALVES))
def test_halves_round_up_as_the_number_is_written(rounded, number):
    digits = len(rounded.partition(".")[2])
    assert str(round_half_up(float(number), digits)) == rounded


@given(st.integers(-(10**9), 10**9))
def test_rounding_thousandths_agrees_with_counting_on_whole_numbers(thousandths):
    hundredths = (abs(thousandths) + 5) // 10 * (1 if thousandths > 0 else -1)
    assert round_half_up(thousandths / 1000, 2) == Decimal(hundredths) / 100


def exact_achievement(actual, target, better):
    """The formula in exact fractions, a case at a time."""
    actual = Fraction(actual)
    if isinstance(target, Range):
        low, high = Fraction(target.low), Fraction(target.high)
        if low <= actual <= high:
            return Fraction(100)
        target = high if actual > high else low
    target = Fraction(target)
    if target == 0 and better == "higher":
        return None
    if target == 0:
        return Fraction(100 if actual == 0 else 0)
    raw = actual / target if better == "higher" else (2 * target - actual) / target
    return max(Fraction(0), 100 * raw)


@given(amounts, targets, betters)
@example(0.0, 0.0, "lower")
def test_achievement_agrees_with_exact_fractions(actual, target, better):
    expected = exact_achievement(actual, target, better)
    found = achievement_pct(actual, target, better)
    if expected is None:
        assert found is None
    else:
        assert found == pytest.approx(float(expected), rel=1e-12, abs=1e-9)


@given(amounts, betters)
def test_exactly_on_target_is_exactly_100_and_met(target, better):
    assume(target > 0)
    assert achievement_pct(target, target, better) == 100
    assert meets(target, target, better)


@given(st.integers(0, 100), st.integers(1, 2000), betters)
def test_a_percent_divided_last_ties_with_its_target(percent, hundreds, better):
    assert meets(100 * (percent * hundreds) / (100 * hundreds), percent, better)


@given(st.tuples(amounts, amounts), targets, betters, st.lists(st.floats(0, 1), min_size=1))
def test_meeting_throughout_agrees_with_every_value_tried(ends, target, better, places):
    low, high = min(ends), max(ends)
    inside = [low, high, *(min(max(low + place * (high - low), low), high) for place in places)]
    bounds = [target.low, target.high] if isinstance(target, Range) else [target]
    inside += [bound for bound in bounds if low <= bound <= high]
    tried = {meets(value, target, better) for value in inside}
    assert meets_throughout((low, high), target, better) == (tried.pop() if len(tried) == 1 else None)
