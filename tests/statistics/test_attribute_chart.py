import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from metrics.statistics.autocorrelation import autocorrelation
from metrics.statistics.charts import attribute_chart
from metrics.statistics.charts.attribute_chart import (
    count_chart,
    mean_moving_range,
    run_length,
    share_chart,
    value_chart,
)
from metrics.statistics.charts.run_rules import Mark

WORKED = "18/20 45/50 170/190 88/100 27/30 340/380 92/100 19/20 176/200 41/48 265/300 28/40"
COUNTS = [(month, *map(int, part.split("/"))) for month, part in enumerate(WORKED.split())]


def test_worked_share_chart():
    share = sum(x for _, x, _ in COUNTS) / sum(n for *_, n in COUNTS)
    z = [(x / n - share) / math.sqrt(share * (1 - share) / n) for _, x, n in COUNTS]
    printed = ".2016 .3187 .3933 -.1777 .2469 .5562 1.0792 .9042 -.2514 -.6856 -.1264 -3.6898"
    assert f"{share:.6f}" == "0.885656"
    assert " ".join(f"{value:.4f}".replace("0.", ".", 1) for value in z) == printed
    assert f"{np.mean(np.abs(np.diff(z))):.6f}" == "0.718822"
    assert f"{mean_moving_range(z):.6f}" == "0.434369"
    chart = share_chart(COUNTS, 0.0)
    assert chart.widening == 1
    assert [line.centre for line in chart.lines] == [pytest.approx(100 * share)] * 12
    last, first = chart.lines[-1], chart.lines[0]
    assert (f"{last.lower:.4f}", last.upper, f"{first.lower:.4f}") == ("73.4707", 100.0, "67.2182")
    assert last.lower_near == pytest.approx(100 * (share - 2 * math.sqrt(share * (1 - share) / 40)))
    assert f"{attribute_chart._binomial_tail(28, 40, share):.6f}" == "0.001273"
    assert chart.marks == (None,) * 11 + (Mark("outside_limits", "low"),)


@pytest.mark.parametrize(
    ("rho", "months"), [(0, 7), (0.1, 8), (0.2, 9), (0.3, 10), (0.4, 11), (0.5, 12), (0.6, 13), (0.8, 20)]
)
def test_published_lengths_of_a_run(rho, months):
    assert run_length(rho) == months


# As the published charts of single values have them: -0.72, 1.94, 4.60, the 10 outside.
PUBLISHED = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]


def test_published_chart_of_single_values():
    chart = value_chart(list(enumerate(PUBLISHED)), 0.0)
    line = chart.lines[0]
    assert [f"{value:.2f}" for value in (line.lower, line.centre, line.upper)] == ["-0.72", "1.94", "4.60"]
    assert [month for month, mark in enumerate(chart.marks) if mark] == [4]
    assert (chart.widening, chart.autocorrelation, chart.run) == (None, 0.0, 7)


def test_a_single_value_of_too_few_cases_is_not_marked():
    cases = [30] * 18
    assert value_chart(list(enumerate(PUBLISHED)), 0.0, cases=cases, minimum_n=30).marks[4] is not None
    cases[4] = 29
    assert set(value_chart(list(enumerate(PUBLISHED)), 0.0, cases=cases, minimum_n=30).marks) == {None}


def test_limits_of_single_values_widen_with_autocorrelation_and_end_with_the_scale():
    plain, wide = (value_chart(list(enumerate(PUBLISHED)), rho, (0.0, 5.5)) for rho in (0.0, 0.75))
    assert wide.lines[0].upper == 5.5
    assert plain.lines[0].lower == 0
    near = [chart.lines[0].upper_near - chart.lines[0].centre for chart in (plain, wide)]
    assert near[1] == pytest.approx(2 * near[0])
    assert wide.run == run_length(0.75)


@pytest.mark.parametrize(
    ("x", "n", "outside"),
    [  # The others are 36 of 40 in every month. Beyond three standard errors is not enough: chance must be rare too.
        (27, 40, "outside_limits"),
        (29, 40, None),  # z −3.39; .0028 is not
        (13, 20, None),  # z −3.54; .0034
        (10, 16, None),  # z −3.51; .0043
        (12, 20, "outside_limits"),
        (25, 34, None),  # within
    ],
)
def test_beyond_the_limits_is_only_what_chance_seldom_gives(x, n, outside):
    chart = share_chart([*((month, 36, 40) for month in range(20)), (20, x, n)], 0.0)
    share = (720 + x) / (800 + n)
    z = (x / n - share) / math.sqrt(share * (1 - share) / n)
    rare = stats.binom.cdf(x, n, share) < 0.00135
    assert (chart.marks[-1] is not None) == (z < -3 and rare)
    assert (chart.marks[-1] and chart.marks[-1].rule) == outside


def test_a_small_month_beyond_three_standard_errors_that_chance_allows_is_not_marked():
    # 98 %: two of three lie 7 standard errors below, and one such month in 850 is chance; one of one in 50 is not.
    counts = [(month, 196, 200) for month in range(20)]
    lonely = share_chart([*counts, (20, 0, 1)], 0.0)
    assert lonely.lines[-1].lower > 0
    assert lonely.marks[-1] is None
    assert share_chart([*counts, (20, 1, 3)], 0.0).marks[-1] == Mark("outside_limits", "low")
    assert share_chart([*counts, (20, 1, 3)], 0.0, minimum_n=5).marks[-1] is None


def test_months_that_differ_by_more_than_chance_widen_the_limits():
    swinging = [(month, 1000 + 60 * (-1) ** month, 2000) for month in range(24)]
    chart = share_chart(swinging, 0.0)
    z = 60 / math.sqrt(2000 * 0.25)
    assert chart.widening == pytest.approx(2 * z / 1.128)
    assert chart.lines[0].upper == pytest.approx(50 + 3 * chart.widening * 100 * math.sqrt(0.25 / 2000))
    assert share_chart(swinging, 0.5).widening == pytest.approx(chart.widening / math.sqrt(0.5))
    assert set(chart.marks) == {None}


def test_worked_count_chart():
    # Mean 9.05; the moving ranges are nought but for the jump, which is screened out.
    values = [9] * 10 + [8] * 10 + [20]
    mean = sum(values) / 21
    chart = count_chart(list(enumerate(values)), 0.0)
    line = chart.lines[0]
    root = math.sqrt(mean)
    expected = (mean, max(mean - 3 * root, 0), mean + 3 * root, mean - 2 * root, mean + 2 * root)
    assert (line.centre, line.lower, line.upper, line.lower_near, line.upper_near) == pytest.approx(expected)
    assert chart.marks[-1] == Mark("outside_limits", "high")
    assert stats.poisson.sf(19, mean) < 0.00135
    # 18 lies beyond three roots of 8.95 as well, but chance gives so many once in 200.
    almost = count_chart(list(enumerate([9] * 10 + [8] * 10 + [18])), 0.0)
    assert almost.lines[0].upper < 18
    assert stats.poisson.sf(17, 187 / 21) > 0.00135
    assert almost.marks[-1] is None


def test_months_without_any_event_or_with_all_have_lines_and_no_marks():
    for chart in (
        count_chart([(month, 0) for month in range(24)], 0.3),
        share_chart([(month, 20, 20) for month in range(24)], 0.3),
        share_chart([(month, 0, 20) for month in range(24)], 0.3),
        value_chart([(month, 0.1 + 0.2) for month in range(24)], 0.3),
    ):
        assert set(chart.marks) == {None}
        assert chart.lines[0].lower == chart.lines[0].centre == chart.lines[0].upper


def test_nothing_to_draw():
    assert share_chart([], 0.0) is None
    assert count_chart([], 0.0) is None
    assert value_chart([(0, 1.0)], 0.0) is None
    assert share_chart([(0, 1, 2)], 0.0).trial
    assert count_chart([(0, 3)], 0.0).marks == (None,)


def test_below_six_months_nothing_is_marked_and_below_twelve_limits_are_trial():
    counts = [(month, 900, 1000) for month in range(20)]
    for months, trial, marked in ((5, True, False), (6, True, True), (12, False, True)):
        chart = share_chart([*counts[: months - 1], (months - 1, 300, 1000)], 0.0)
        assert (chart.trial, chart.marks[-1] is not None) == (trial, marked)


def test_the_factor_is_that_of_the_indicator():
    percent, rate = share_chart(COUNTS, 0.3), share_chart(COUNTS, 0.3, factor=1.0)
    assert [line.lower for line in rate.lines] == pytest.approx([line.lower / 100 for line in percent.lines])
    assert rate.marks == percent.marks


def test_a_fall_hides_behind_the_autocorrelation_of_its_series_but_not_behind_that_of_all_regions():
    fall = [(month, 900 + 10 * (month % 3) - 60 * (month > 17), 1000) for month in range(24)]
    series = [(month, x / n) for month, x, n in fall]
    assert autocorrelation([series]) == 0.8
    assert not any(share_chart(fall, 0.8).marks[-6:])
    assert all(mark and mark.side == "low" for mark in share_chart(fall, 0.0).marks[-6:])


shares = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.lists(shares, min_size=6, max_size=36), st.sampled_from([0.0, 0.4, 0.8]))
def test_limits_are_never_narrower_than_chance_nor_outside_the_scale(counts, rho):
    chart = share_chart([(month, x, n) for month, (x, n) in enumerate(counts)], rho)
    share = sum(x for x, _ in counts) / sum(n for _, n in counts)
    for line, (_, n) in zip(chart.lines, counts, strict=True):
        error = 100 * math.sqrt(share * (1 - share) / n)
        assert line.lower <= max(100 * share - 3 * error, 0) + 1e-9
        assert line.upper >= min(100 * share + 3 * error, 100) - 1e-9
        order = (0, line.lower, line.lower_near, line.centre, line.upper_near, line.upper, 100)
        assert all(a <= b + 1e-9 for a, b in pairwise(order))


@given(st.lists(shares, min_size=6, max_size=36))
def test_a_mark_outside_lies_outside(counts):
    chart = share_chart([(month, x, n) for month, (x, n) in enumerate(counts)], 0.2)
    for mark, line, (x, n) in zip(chart.marks, chart.lines, counts, strict=True):
        if mark and mark.rule == "outside_limits":
            assert 100 * x / n > line.upper if mark.side == "high" else 100 * x / n < line.lower


@given(st.lists(st.integers(0, 60), min_size=6, max_size=36), st.sampled_from([0.0, 0.4, 0.8]))
def test_failures_mirror_successes(misses, rho):
    met = share_chart([(month, 60 - x, 60) for month, x in enumerate(misses)], rho)
    missed = share_chart([(month, x, 60) for month, x in enumerate(misses)], rho)
    other = {"high": "low", "low": "high"}
    assert met.marks == tuple(mark and Mark(mark.rule, other[mark.side]) for mark in missed.marks)
