import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from metrics.statistics import early_warning
from metrics.statistics.autocorrelation import autocorrelation
from metrics.statistics.early_warning import EarlyWarning, early_warnings, province_wide, worsening_sums

BASE = [88, 90, 86, 89, 87, 91, 88, 90, 87, 89, 88, 86, 90, 89, 88, 87, 91, 88]


def monthly(values, first=0):
    return list(enumerate(values, first))


def test_standardised_values_of_the_worked_base():
    base = [np.array([number]) for number in (18.0, statistics.fmean(BASE), statistics.stdev(BASE))]
    assert (f"{base[1][0]:.6f}", f"{base[2][0]:.6f}") == ("88.444444", "1.542428")
    z = [early_warning.standardised(np.array([value]), *base)[0] for value in (88.0, 87.0, 86.0, 85.0, 84.0)]
    assert [f"{value:.4f}" for value in z[:4]] == ["-0.2761", "-0.8876", "-1.4708", "-2.0126"]
    assert z[4] < -2.0126


@pytest.mark.parametrize(
    ("after", "sums"),
    [
        ([88, 84, 83, 85, 82, 84], "0 1.25 2.5 3.75 5 6.25"),
        ([88, 87, 86, 88, 86, 86, 86, 85], "0 0.1488 0.8985 0.4176 1.1673 1.9171 2.6668 3.9168"),
    ],
)
def test_worked_sums(after, sums):
    [totals] = worsening_sums([BASE + after])
    assert " ".join(f"{total:.4f}".rstrip("0").rstrip(".") for total in totals) == sums


@pytest.mark.parametrize(
    ("months", "total", "since", "began", "new"),
    [
        (1, 0, None, None, False),
        (2, 1.25, 19, None, False),
        (4, 3.75, 19, 21, True),  # 3.4 passed in the fourth month, since the second
        (5, 5.0, 19, 21, False),  # stands, no longer new
        (6, 6.25, 19, 21, False),
    ],
)
def test_a_warning_of_184_series_begins_once_and_stands(months, total, since, began, new):
    [state] = early_warnings([monthly(BASE + [88, 84, 83, 85, 82, 84][:months])], 184, rho=0)
    assert state == EarlyWarning(pytest.approx(total), pytest.approx(3.4), since, began, new)


def test_a_warning_ends_only_with_the_sum_back_at_0_and_may_come_anew():
    # 1.25 2.5 3.75 5 | 92 is cut to two, and takes 2.75 away: 2.25 0 | the base, now wider, still finds 80 two away.
    after = [84, 84, 84, 84, 92, 92, 80, 80, 80, 80]
    states = [early_warnings([monthly(BASE + after[:months])], 184, rho=0)[0] for months in range(11)]
    assert [state.total for state in states] == pytest.approx([0, 1.25, 2.5, 3.75, 5, 2.25, 0, 1.25, 2.5, 3.75, 5])
    assert [state.since for state in states] == [None, 18, 18, 18, 18, 18, None, 24, 24, 24, 24]
    assert [state.began for state in states] == [None, None, None, 20, 20, 20, None, None, None, 26, 26]
    assert [months for months, state in enumerate(states) if state.new] == [3, 9]


@pytest.mark.parametrize(
    ("watched", "rho", "expected"),
    [
        (184, 0, 3.4),
        (1, 0, 2.6),
        (500, 0, 3.4 + 0.79 * math.log(500 / 184)),
        (184, 0.4, 3.4 * (1 + 0.8 * 0.4 / 0.6)),
        (184, 0.8, 3.4 * (1 + 3.2)),
        (0, 0, 2.6),
    ],
)
def test_the_limit_grows_with_what_is_watched_and_with_autocorrelation(watched, rho, expected):
    assert early_warning.limit(watched, rho) == pytest.approx(expected)


def test_fewer_than_18_months_give_no_state_and_18_no_warning():
    assert early_warnings([monthly(BASE[:17]), monthly(BASE)], 184, rho=0) == [
        None,
        EarlyWarning(0.0, pytest.approx(3.4), None, None, False),
    ]
    assert early_warnings([], 184) == []


def test_a_level_series_warns_of_nothing_until_its_months_differ():
    # While all months are equal there is no spread; the first other month joins the base, the next are measured by it.
    [totals] = worsening_sums([[100.0] * 18 + [100, 95, 95, 95, 95]])
    assert totals[:2] == [0, 0]
    assert totals[2:] == pytest.approx([1.25, 2.5, 3.75])
    [tenths] = worsening_sums([[0.1 + 0.2] * 18 + [0.3] * 6])  # equal but for the last binary digit
    assert tenths == [0.0] * 6


def test_a_missing_month_is_stepped_over_and_the_month_of_since_is_a_calendar_month():
    series = [*monthly(BASE), (18, 88), (21, 84), (22, 83), (25, 85)]
    [state] = early_warnings([series], 184, rho=0)
    assert (state.total, state.since, state.began, state.new) == (pytest.approx(3.75), 21, 25, True)


def test_months_of_few_cases_are_left_out():
    series, cases = monthly(range(5)), [30, 29, 30, 0, 31]
    assert early_warning.months_with_enough_cases(series, cases, 30) == [(0, 0), (2, 2), (4, 4)]


@pytest.mark.parametrize(
    ("warnings", "regions", "said_of_the_province"),
    [(11, 23, False), (12, 23, True), (2, 4, True), (1, 1, False), (0, 0, False), (1, 2, True)],
)
def test_half_of_the_regions_are_the_province(warnings, regions, said_of_the_province):
    assert province_wide(warnings, regions) == said_of_the_province


def slow_sums(values):
    """One series, one month at a time, as the rule is told."""
    base, waiting, total, sums = list(values[:18]), [], 0.0, []
    for value in values[18:]:
        n, sd = len(base), statistics.stdev(base)
        z = 0.0
        if sd > 0:
            t = (value - statistics.fmean(base)) / (sd * math.sqrt(1 + 1 / n))
            z = min(max(stats.norm.ppf(stats.t.cdf(t, n - 1)), -2.0), 2.0)
        total = max(0.0, total - z - 0.75)
        waiting.append(value)
        if total == 0:
            base, waiting = base + waiting, []
        sums.append(total)
    return sums


@settings(max_examples=60)
@given(st.lists(st.lists(st.integers(0, 40), min_size=18, max_size=50), max_size=5))
def test_all_series_at_once_are_each_by_itself(many):
    together = worsening_sums(many)
    assert [len(totals) for totals in together] == [len(values) - 18 for values in many]
    for values, totals in zip(many, together, strict=True):
        assert totals == pytest.approx(slow_sums(values), abs=1e-6)


@given(st.lists(st.integers(0, 100), min_size=18, max_size=40), st.floats(0.1, 10), st.floats(-1000, 1000))
def test_the_unit_of_the_values_does_not_matter(values, factor, shift):
    [plain], [other] = worsening_sums([values]), worsening_sums([[shift + factor * value for value in values]])
    assert other == pytest.approx(plain, abs=1e-5)


def test_the_state_grows_with_the_history_and_never_changes_behind_it():
    values = np.random.default_rng(5).normal(90, 2, 60).tolist()
    [totals] = worsening_sums([values])
    for months in range(18, 60, 7):
        [shorter] = worsening_sums([values[:months]])
        assert shorter == pytest.approx(totals[: months - 18])


def test_autocorrelation_of_the_indicator_is_that_of_all_regions_base_months():
    random = np.random.default_rng(3)
    regions = [monthly(ar(random, 0.5, 40)) for _ in range(200)]
    rho = early_warning.indicator_autocorrelation(regions)
    assert rho == pytest.approx(0.5, abs=0.06)
    assert rho == autocorrelation([region[:18] for region in regions])
    # A single region has only its own months, all of them.
    assert early_warning.indicator_autocorrelation(regions[:1]) == autocorrelation([regions[0]])


def test_a_worked_autocorrelation():
    # Mean 2; parts −1 0 1 −1 1: products of neighbours 0 + 0 − 1 − 1 = −2 over squares 4: r = −.5; (−.5·5 + 1)/2 < 0.
    assert autocorrelation([monthly([1, 2, 3, 1, 3])]) == 0
    # 1 1 2 2 3 3: parts −1 −1 0 0 1 1, products 1 + 0 + 0 + 0 + 1 = 2 over 4: (.5·6 + 1)/3, cut to .8.
    assert autocorrelation([monthly([1, 1, 2, 2, 3, 3])]) == 0.8
    # 3 1 3 3 1 1 1 3 has parts 1 −1 1 1 −1 −1 −1 1: products −1 −1 1 −1 1 1 −1 = −1 over 8: r = −.125; 0 → (0)/5.
    assert autocorrelation([monthly([3, 1, 3, 3, 1, 1, 1, 3])]) == 0
    assert autocorrelation([monthly([1, 1, 3, 3, 1, 1, 3, 3])]) == pytest.approx((1 / 8 * 8 + 1) / 5)
    # A month missing in the middle: the pairs that are left, made up to seven.
    broken = [(0, 1), (1, 1), (2, 3), (3, 3), (5, 1), (6, 1), (7, 3), (8, 3)]
    assert autocorrelation([broken]) == pytest.approx((2 / 6 * 7 / 8 * 8 + 1) / 5)


@pytest.mark.parametrize(
    "series", [[], [monthly([1, 2, 3])], [monthly([5.1] * 20)], [[(0, 1), (2, 2), (4, 1), (6, 2)]]]
)
def test_no_autocorrelation_where_there_is_nothing_to_judge_from(series):
    assert autocorrelation(series) == 0


def ar(random, phi, months):
    """Months that resemble the one before by φ, standard deviation 1."""
    values = [random.normal()]
    for _ in range(months - 1):
        values.append(phi * values[-1] + math.sqrt(1 - phi * phi) * random.normal())
    return values
