from collections import Counter
from fractions import Fraction
from itertools import combinations_with_replacement, product
from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.quantile_gap import quantile_gap

QUANTILES = [Fraction(1, 10), Fraction(1, 2), Fraction(3, 4), Fraction(9, 10)]
TARGETS_IN_HALVES = range(-1, 13)


def gap_of(values, quantile, target):
    return quantile_gap([(Fraction(value), 1) for value in values], Fraction(quantile), Fraction(target))


@pytest.mark.parametrize(
    ("values", "quantile", "target", "actual", "above", "plain", "gap"),
    [
        ([1, 6], ".5", "3", "3.5", 1, "0", ".1"),
        ([1, 6], ".5", "4", "3.5", 1, "0", "-.1"),
        ([2, 3, 3, 5, 8], ".5", "3", "3", 2, "-.5", "-.5"),
        ([2, 3, 3, 5, 8], ".5", "2.5", "3", 4, "1.5", "1.5"),
        ([1, 2, 3, 4], ".5", "2", "2.5", 2, "0", ".5"),
        ([1, 2, 3, 4], ".5", "2.5", "2.5", 2, "0", "0"),
        ([1, 2, 3, 4], ".5", "3", "2.5", 1, "-1", "-1"),
        (range(1, 11), ".9", "9", "9.1", 1, "0", ".1"),
        (range(1, 11), ".9", "9.1", "9.1", 1, "0", "0"),
        (range(1, 11), ".9", "9.5", "9.1", 1, "0", "-.4"),
        ([5] * 7, ".5", "5", "5", 0, "-3.5", "-3.5"),
        ([5] * 7, ".5", "4", "5", 7, "3.5", "3.5"),
        ([4], ".9", "4", "4", 0, "-.1", "-.1"),
        ([4], ".9", "3", "4", 1, ".9", ".9"),
    ],
)
def test_worked_gaps(values, quantile, target, actual, above, plain, gap):
    answer = gap_of(values, quantile, target)
    assert (answer.actual, answer.above, answer.gap) == (Fraction(actual), above, Fraction(gap))
    assert answer.above - (1 - answer.quantile) * answer.n == Fraction(plain)


@pytest.mark.no_cover
def test_every_small_case_agrees_with_the_quantile():
    # All 51,688 (n ≤ 6, values 0–5, four quantiles, targets in halves); the plain formula contradicts in 1,927 of them.
    tried = contradicted = 0
    for n in range(1, 7):
        for values in combinations_with_replacement(range(6), n):
            counts = sorted(Counter(values).items())
            for quantile, halves in product(QUANTILES, TARGETS_IN_HALVES):
                answer = quantile_gap(counts, quantile, Fraction(halves, 2))
                missed = answer.actual > Fraction(halves, 2)
                assert (answer.gap > 0) == missed
                tried += 1
                contradicted += (answer.above - (1 - quantile) * n > 0) != missed
    assert (tried, contradicted) == (51_688, 1_927)


@st.composite
def cases(draw):
    values = draw(st.lists(st.fractions(0, 40, max_denominator=4), min_size=1, max_size=60))
    return (
        values,
        draw(st.fractions("1/20", "19/20", max_denominator=20)),
        draw(st.fractions(-1, 41, max_denominator=4)),
    )


@given(cases())
def test_a_gap_is_above_zero_exactly_when_the_quantile_is_above_the_target(case):
    answer = gap_of(*case)
    assert (answer.gap > 0) == (answer.actual > case[2])
    assert answer.needed == (max(1, ceil(answer.gap)) if answer.actual > case[2] else 0)


@given(cases())
def test_the_quantile_is_that_of_numpy(case):
    values, quantile, _ = case
    assert float(gap_of(*case).actual) == pytest.approx(
        np.quantile([float(value) for value in values], float(quantile))
    )


@given(cases(), st.integers(1, 5))
def test_parts_sum_to_the_gap(case, parts):
    values, _, target = case
    answer = gap_of(*case)
    members = [values[place::parts] for place in range(parts)]
    shares = [answer.part(len(part), sum(value > target for value in part)) for part in members]
    assert sum(shares) == answer.gap


@given(cases())
def test_it_is_less_than_one_case_from_the_plain_number(case):
    answer = gap_of(*case)
    assert abs(answer.gap - (answer.above - (1 - answer.quantile) * answer.n)) < 1


@pytest.mark.parametrize(("above", "needed"), [(1_000_001, 1), (1_000_000, 1), (999_999, 0), (1_200_000, 200_000)])
def test_of_ten_million_cases_in_two_counts_a_tenth_may_be_late(above, needed):
    # The place (n − 1)·0.9 = 8999999.1 lies between the last on time and the first late one when a million are late.
    answer = quantile_gap([(3, 10_000_000 - above), (9, above)], Fraction(9, 10), 3)
    assert (answer.actual > 3, answer.needed) == (needed > 0, needed)


def test_a_quantile_needs_a_value():
    with pytest.raises(AssertionError, match="needs a value"):
        gap_of([], ".5", 3)


def test_the_least_and_the_greatest_value_are_no_quantiles():
    for quantile in (0, 1):
        with pytest.raises(AssertionError, match="least and the greatest"):
            gap_of([3, 4], quantile, 3)
