from fractions import Fraction
from math import comb, sqrt
from statistics import mean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.intervals import confidence_against, mean_t, median_order_statistic, wilson
from metrics.targets.achievement import Range


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [(1, 100, ".0017674", ".0544862"), (65, 100, ".5525444", ".7363575"), (9856, 12345, ".7912102", ".8053640")],
)
def test_published_wilson_intervals(x, n, low, high):
    assert tuple(f"{end:.7f}".lstrip("0") for end in wilson(x, n)) == (low, high)


def test_a_share_of_no_cases_has_no_interval():
    assert wilson(0, 0) is None


def test_none_and_all_of_the_cases_reach_0_and_1_exactly():
    for n in range(1, 300):
        assert wilson(0, n)[0] == 0 < wilson(0, n)[1] < 1
        assert wilson(n, n)[1] == 1 > wilson(n, n)[0] > 0


def test_a_ratio_that_passes_1_is_no_share():
    with pytest.raises(AssertionError):
        wilson(12, 10)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_ends_of_a_wilson_interval_solve_the_score_equation(case):
    # Wilson's ends are the shares whose own standard error puts the observed share 1.96 away.
    x, n = case
    for end in wilson(x, n):
        assert abs(x / n - end) == pytest.approx(1.959963984540054 * sqrt(end * (1 - end) / n), rel=1e-6, abs=1e-12)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_80_percent_interval_lies_within_the_95_percent_one(case):
    low95, high95 = wilson(*case)
    low80, high80 = wilson(*case, confidence=0.8)
    assert low95 <= low80 <= case[0] / case[1] <= high80 <= high95


def test_a_mean_of_five_values_by_the_printed_t_table():
    # 1 to 5: mean 3, standard deviation 1.5811, t(4) = 2.7764
    assert mean_t(5, 15, 55) == pytest.approx((3 - 1.963243, 3 + 1.963243), abs=1e-6)
    assert mean_t(5, 15, 55, confidence=0.8) == pytest.approx((3 - 1.084141, 3 + 1.084141), abs=1e-6)


def test_an_interval_is_cut_to_the_scale():
    assert mean_t(5, 15, 55, bounds=(2, 4)) == (2, 4)


def test_one_answer_or_equal_answers_show_no_spread_to_judge_from():
    assert mean_t(0, 0, 0) is None
    assert mean_t(1, 4, 16) is None
    assert mean_t(30, 120, 480) is None
    # Three means of 13 / 9 whose binary fractions leave a spread of 3.6e-15.
    assert mean_t(3, sum([13 / 9] * 3), sum([(13 / 9) ** 2] * 3)) is None


T_TABLE = {2: 12.706, 3: 4.303, 5: 2.776, 10: 2.262, 30: 2.045, 61: 2.000}


@given(st.sampled_from(sorted(T_TABLE)).flatmap(lambda n: st.lists(st.integers(9, 36), min_size=n, max_size=n)))
def test_a_mean_interval_is_the_mean_plus_and_minus_t_standard_errors(values):
    found = mean_t(len(values), sum(values), sum(value**2 for value in values))
    if len(set(values)) == 1:
        assert found is None
    else:
        half = T_TABLE[len(values)] * stdev(values) / sqrt(len(values))
        assert found == pytest.approx((mean(values) - half, mean(values) + half), abs=0.001 * half)


@pytest.mark.parametrize(("n", "ranks"), [(6, (1, 6)), (10, (2, 9)), (20, (6, 15)), (50, (18, 33)), (100, (40, 61))])
def test_the_ranks_of_the_printed_tables_for_the_median(n, ranks):
    assert median_order_statistic([(value, 1) for value in range(1, n + 1)]) == ranks


def test_too_few_values_have_no_interval():
    assert median_order_statistic([]) is None
    assert median_order_statistic([(3, 5)]) is None
    assert median_order_statistic([(3, 6)]) == (3, 3)
    assert median_order_statistic([(3, 35)], quantile=0.9) is None
    assert median_order_statistic([(3, 36)], quantile=0.9) == (3, 3)


def test_counts_may_come_in_any_order_and_with_values_that_never_occur():
    assert median_order_statistic([(5, 4), (1, 3), (99, 0), (2, 3)]) == (1, 5)


def test_the_value_of_a_million_cases_is_found_without_listing_them():
    assert median_order_statistic([(value, 10_000) for value in range(100)]) == (49, 50)


def by_enumeration(counts, quantile, confidence):
    """Adds exact binomial chances rank by rank over the expanded list."""
    values = sorted(value for value, n in counts for _ in range(n))
    size, p, tail = len(values), Fraction(quantile), Fraction(1 - confidence) / 2
    chances = [comb(size, k) * p**k * (1 - p) ** (size - k) for k in range(size + 1)]
    low = max(rank for rank in range(size + 1) if sum(chances[:rank]) <= tail)
    high = min(rank for rank in range(size + 2) if sum(chances[rank:]) <= tail)
    return (values[low - 1], values[high - 1]) if low >= 1 and high <= size else None


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 9)), max_size=9),
    st.sampled_from([0.1, 0.5, 0.9]),
    st.sampled_from([0.8, 0.95]),
)
def test_a_quantile_interval_agrees_with_enumeration(counts, quantile, confidence):
    assert median_order_statistic(counts, quantile, confidence) == by_enumeration(counts, quantile, confidence)


# better | target | 95 % interval | 80 % interval | confidence
AGAINST = """
higher | 90     | 91 .. 97   | 92 .. 96   | surely_met
higher | 90     | 90 .. 97   | 91 .. 96   | surely_met
higher | 90     | 89.9 .. 97 | 91 .. 96   | likely_met
higher | 90     | 89 .. 97   | 90 .. 96   | likely_met
higher | 90     | 88 .. 97   | 89 .. 96   | cannot_tell
higher | 90     | 80 .. 91   | 81 .. 90   | cannot_tell
higher | 90     | 80 .. 91   | 81 .. 89.9 | likely_missed
higher | 90     | 80 .. 90   | 81 .. 89   | likely_missed
higher | 90     | 80 .. 89   | 81 .. 88   | surely_missed
lower  | 3      | 3 .. 3     | 3 .. 3     | surely_met
lower  | 3      | 2 .. 3     | 2 .. 3     | surely_met
lower  | 3      | 2 .. 4     | 2 .. 3     | likely_met
lower  | 3      | 2 .. 4     | 2 .. 4     | cannot_tell
lower  | 3      | 3 .. 5     | 4 .. 5     | likely_missed
lower  | 3      | 4 .. 5     | 4 .. 5     | surely_missed
higher | 80-90  | 80 .. 90   | 82 .. 88   | surely_met
higher | 80-90  | 79 .. 90   | 82 .. 88   | likely_met
higher | 80-90  | 70 .. 99   | 75 .. 95   | cannot_tell
higher | 80-90  | 70 .. 80   | 72 .. 79   | likely_missed
higher | 80-90  | 91 .. 97   | 92 .. 96   | surely_missed
lower  | 80-90  | 70 .. 79   | 72 .. 78   | surely_missed
"""


def ends(text, between):
    return tuple(float(end) for end in text.split(between))


@pytest.mark.parametrize("line", AGAINST.strip().splitlines())
def test_what_two_intervals_say_about_a_target(line):
    better, target, outer, inner, confidence = (cell.strip() for cell in line.split("|"))
    goal = Range(*ends(target, "-")) if "-" in target else float(target)
    assert confidence_against(goal, better, ends(outer, ".."), ends(inner, "..")) == confidence


def test_without_an_interval_nothing_is_said():
    assert confidence_against(90, "higher", None, None) is None
    assert confidence_against(90, "higher", None, (1, 2)) is None


@given(
    st.lists(st.integers(0, 100), min_size=4, max_size=4).map(sorted),
    st.integers(0, 100),
    st.sampled_from(["higher", "lower"]),
)
def test_off_the_ends_surely_is_outside_95_and_likely_inside_95_but_outside_80(four, target, better):
    low95, low80, high80, high95 = (end + 0.5 for end in four)
    found = confidence_against(target, better, (low95, high95), (low80, high80))
    word = {True: "met", False: "missed"}[(target < low80) == (better == "higher")]
    if not low95 <= target <= high95:
        assert found == f"surely_{word}"
    elif not low80 <= target <= high80:
        assert found == f"likely_{word}"
    else:
        assert found == "cannot_tell"
