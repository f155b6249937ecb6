import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from metrics.statistics.effect import effect, estimate, verdict, welch
from metrics.statistics.panel import comparable

OWN = "88 87 89 88 90 87 88 89 88 87 89 88 91 92 90 93 91 92"
OTHERS = (
    "85 86 84 85 86 85 84 86 85 85 84 86 85 86 85 84 86 85",
    "90 91 90 89 90 92 91 90 89 91 90 90 91 90 92 90 91 90",
    "80 79 81 80 82 80 79 81 80 81 80 79 80 81 80 82 80 81",
)


def monthly(text, first=1):
    return list(enumerate((float(value) for value in text.split()), first))


def worked(raised=0.0):
    """Months 1 to 10 before, 13 to 18 after: proposed in 11, done in 12."""
    others = [[(month, value + raised * (month > 12)) for month, value in monthly(row)] for row in OTHERS]
    return comparable(monthly(OWN), others, 11, 12)


@pytest.mark.parametrize(
    ("raised", "difference", "low", "high", "says"),
    [
        (0.0, "3.1896", "1.6092", "4.8268", "beyond_others"),
        (3.0, "0.1896", "-1.3908", "1.8268", "with_the_tide"),
    ],
)
def test_worked_effect(raised, difference, low, high, says):
    panel = worked(raised)
    measured = estimate(panel)
    assert (f"{measured.difference:.4f}", *(f"{end:.4f}" for end in measured.interval)) == (difference, low, high)
    assert measured.degrees == 34
    assert verdict(panel, measured, 1) == says
    assert verdict(panel, measured, -1) == "not_visible_yet"


def test_the_plain_difference_of_differences_stands_beside_it():
    measured = effect(monthly(OWN), [monthly(row) for row in OTHERS], 11, 12, 1)
    assert f"{measured.change - measured.others_change:.4f}" == "3.1333"
    assert measured.verdict == "too_few_cases"  # ten months before
    assert (measured.difference, measured.interval, measured.months, measured.others) == (None, None, (10, 6), 3)


def slow(panel, confidence=0.95):
    """The estimate once more, one covariance at a time, as the formulas are told."""
    m, n = panel.others.shape
    ones, a, x = np.ones(n), panel.after, np.array(panel.months) - np.mean(panel.months)
    d, apart = panel.treated - panel.others.mean(axis=0), panel.others - panel.others.mean(axis=0)
    logs, deltas, scales = [], [], []
    for phi, b, f in product((0, 0.2, 0.4, 0.6, 0.8), (0, 0.05, 0.1, 0.2), (0, 0.08)):
        lag = np.abs(np.subtract.outer(panel.months, panel.months))
        k0 = np.where(lag == 0, 1.0, float(phi) ** lag)
        k, kf = k0 + b**2 * np.outer(x, x), k0 + (b**2 + f**2) * np.outer(x, x)
        (p, log_p), (q, log_q) = (projected(matrix, ones) for matrix in (k, kf))
        s, degrees = sum(row @ p @ row for row in apart), (m - 1) * (n - 1)
        delta = (a @ q @ d) / (a @ q @ a)
        lent = 20 * s / degrees
        t = lent + m / (m + 1) * (d @ q @ d - (a @ q @ a) * delta**2)
        deltas.append(delta)
        scales.append(math.sqrt(t / (18 + n) * (m + 1) / m / (a @ q @ a)))
        logs.append(
            -((m - 1) * log_p + degrees * math.log(s) + log_q + math.log(a @ q @ a)) / 2
            + 10 * math.log(lent)
            - (18 + n) * math.log(t) / 2
        )
    weight = np.exp(np.array(logs) - max(logs))
    weight /= weight.sum()

    def cumulated(y):
        return float(weight @ stats.t.cdf((y - np.array(deltas)) / scales, 18 + n))

    reach = 60 * max(scales)
    tails = ((1 - confidence) / 2, (1 + confidence) / 2)
    ends = [
        optimize.brentq(lambda y, p=p: cumulated(y) - p, min(deltas) - reach, max(deltas) + reach, xtol=1e-12)
        for p in tails
    ]
    return float(weight @ deltas), ends


def projected(matrix, ones):
    inverse = np.linalg.inv(matrix)
    u = inverse @ ones
    return inverse - np.outer(u, u) / u.sum(), np.linalg.slogdet(matrix)[1] + math.log(u.sum())


@pytest.mark.parametrize(("others", "before", "after", "confidence"), [(3, 12, 3, 0.9), (8, 24, 12, 0.95)])
def test_the_estimate_is_that_of_its_formulas(others, before, after, confidence):
    random = np.random.default_rng(others)
    rows = [list(enumerate(random.normal(90, 2, before + after + 1))) for _ in range(others + 1)]
    panel = comparable(rows[0], rows[1:], before, before)
    measured, (difference, interval) = estimate(panel, confidence), slow(panel, confidence)
    assert measured.difference == pytest.approx(difference, abs=1e-9)
    assert measured.interval == pytest.approx(interval, abs=1e-7)


def figures(random, months, level=90.0):
    return [(month, level + float(random.normal(0, 2))) for month in months]


def province(seed=2, others=8, months=range(1, 51)):
    random = np.random.default_rng(seed)
    return [figures(random, months) for _ in range(others + 1)]


@pytest.mark.parametrize(
    ("before", "after", "others", "says_something", "confidence"),
    [
        (36, 12, 3, True, 0.95),
        (24, 3, 3, True, 0.95),
        (23, 3, 3, False, 0.90),  # a trend of its own cannot be told from an effect: eight others
        (23, 3, 8, True, 0.90),
        (12, 3, 8, True, 0.90),
        (11, 3, 8, False, 0.90),
        (36, 2, 8, False, 0.95),
        (36, 12, 2, False, 0.95),
        (36, 12, 0, False, 0.95),
        (0, 3, 8, False, 0.90),
        (24, 0, 8, False, 0.95),
    ],
)
def test_with_too_little_to_compare_nothing_is_said(before, after, others, says_something, confidence):
    rows = province(others=others, months=range(100 - before, 101 + after))
    measured = effect(rows[0], rows[1:], 100, 100, 1)
    assert (measured.months, measured.others, measured.confidence) == ((before, after), others, confidence)
    assert (measured.verdict != "too_few_cases") is says_something
    assert (measured.interval is not None) is says_something
    assert (measured.change is None) is (before == 0 or after == 0)


@pytest.mark.parametrize(
    ("cases", "says_something"),
    [([30] * 48, True), ([29] * 24 + [30] * 24, False), ([29] * 23 + [30] * 25, True), ([5] * 48, False), (None, True)],
)
def test_a_median_month_of_too_few_cases_is_too_little(cases, says_something):
    rows = province(months=range(1, 49))
    measured = effect(rows[0], rows[1:], 37, 36, 1, cases, 30)
    assert measured.months == (36, 12)
    assert (measured.verdict != "too_few_cases") is says_something


def test_the_month_of_the_proposal_and_what_lies_between_belong_to_neither_side():
    rows = [monthly(" ".join(["90"] * 80)) for _ in range(4)]
    panel = comparable(rows[0], rows[1:], 50, 53)
    assert panel.months == (*range(14, 50), *range(54, 66))  # 36 before the month of the proposal, 12 after the deed
    assert panel.after.tolist() == [0.0] * 36 + [1.0] * 12


def test_a_region_that_lacks_more_than_a_fifth_is_left_out_then_every_month_one_of_the_rest_lacks():
    full = [(month, 90.0) for month in range(1, 51)]
    fifth = [point for point in full if point[0] not in range(10, 20)]  # 10 of the 49 compared months: over a fifth
    less = [point for point in full if point[0] not in range(10, 19)]  # 9 of 49
    treated = [point for point in full if point[0] != 20]
    panel = comparable(treated, [fifth, less, full], 38, 38)
    assert panel.others.shape == (2, 36 + 12 - 9 - 1)
    assert set(panel.months) == set(range(2, 51)) - set(range(10, 19)) - {20, 38}


def test_many_regions_that_each_lack_another_month_do_not_cost_all_months():
    # Twelve others, of which eight lack another month each: with all of them 8 of 12 months after would be lost.
    lacking = {region: {39 + region} for region in range(8)}
    others = [[(month, 90.0) for month in range(1, 51) if month not in lacking.get(region, ())] for region in range(12)]
    treated = [(month, 90.0) for month in range(1, 51)]
    panel = comparable(treated, others, 38, 38)
    # Four go until eight are left; the other four cost their months.
    assert panel.others.shape == (8, 36 + 12 - 4)
    # Two in twelve are less than a fifth, and nobody goes.
    few = comparable(treated, others[6:], 38, 38)
    assert few.others.shape == (6, 36 + 12 - 2)
    enough_others = comparable(treated, [*others[6:], *others[8:] * 2], 38, 38)
    assert enough_others.others.shape == (14, 36 + 12 - 2)


@pytest.mark.parametrize(
    ("others", "lacking", "left"),
    [
        (5, {0: {39}}, (4, 36, 3)),  # a month of three after: the region goes, so that something can be said
        (5, {0: {39}, 1: {40}, 2: {41}}, (3, 36, 2)),  # not below three regions
        (3, {0: {39}}, (3, 36, 2)),
        (5, {0: {10}, 1: {11}}, (5, 34, 3)),  # two months of 36 before cost little
    ],
)
def test_few_regions_stay_beside_as_long_as_something_can_be_said(others, lacking, left):
    rows = [[(month, 90.0) for month in range(1, 42) if month not in lacking.get(k, ())] for k in range(others)]
    panel = comparable([(month, 90.0) for month in range(1, 42)], rows, 38, 38)
    assert (len(panel.others), *panel.sides) == left


def test_gaps_count_as_time():
    # Without the months 20 to 28 the slopes still run through them: not the same as months moved together.
    rows = province(months=[month for month in range(5, 51) if not 20 <= month <= 28])
    closed = [[(month if month < 20 else month - 9, value) for month, value in row] for row in rows]
    wide, narrow = comparable(rows[0], rows[1:], 40, 40), comparable(closed[0], closed[1:], 31, 31)
    assert wide.sides == narrow.sides
    assert estimate(wide).difference == pytest.approx(slow(wide)[0], abs=1e-9)
    assert estimate(wide).difference != pytest.approx(estimate(narrow).difference, abs=1e-3)


def test_others_that_never_differ_show_nothing_to_judge_by():
    level = [[(month, 100.0) for month in range(1, 51)]] * 5
    treated = [(month, 80.0 + month) for month in range(1, 51)]
    measured = effect(treated, level, 38, 38, 1)
    assert (measured.interval, measured.verdict) == (None, "not_visible_yet")
    assert math.isfinite(measured.difference)


def test_a_region_that_copies_the_mean_of_the_others_gained_nothing():
    rows = province()[1:]
    treated = [(month, float(np.mean([dict(row)[month] for row in rows]))) for month, _ in rows[0]]
    measured = effect(treated, rows, 38, 38, 1)
    assert measured.difference == pytest.approx(0, abs=1e-9)
    assert measured.verdict in ("not_visible_yet", "with_the_tide")


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.integers(3, 9), st.floats(-20, 20), st.floats(0.1, 50))
def test_what_moves_all_regions_is_no_effect_and_the_unit_does_not_matter(seed, others, common, factor):
    rows = province(seed, others)
    sway = np.random.default_rng(seed + 1).normal(0, 5, 51)
    moved = [[(month, factor * (value + sway[month] + common * (month > 38))) for month, value in row] for row in rows]
    plain, shaken = effect(rows[0], rows[1:], 38, 38, 1), effect(moved[0], moved[1:], 38, 38, 1)
    assert shaken.difference == pytest.approx(factor * plain.difference, rel=1e-6, abs=1e-6)
    assert shaken.interval == pytest.approx([factor * end for end in plain.interval], rel=1e-5, abs=1e-5)
    assert (shaken.verdict == "beyond_others") == (plain.verdict == "beyond_others")


@settings(max_examples=25)
@given(st.integers(0, 10**6), st.floats(-6, 6))
def test_verdicts_mirror_where_lower_is_better(seed, gain):
    rows = [[(month, value + gain * (month > 38)) for month, value in row] if k == 0 else row
            for k, row in enumerate(province(seed))]  # fmt: skip
    mirrored = [[(month, -value) for month, value in row] for row in rows]
    plain, other = effect(rows[0], rows[1:], 38, 38, 1), effect(mirrored[0], mirrored[1:], 38, 38, -1)
    assert plain.verdict == other.verdict
    assert other.interval == pytest.approx([-end for end in reversed(plain.interval)], abs=1e-6)
    # Words agree with the interval they stand beside.
    assert (plain.verdict == "beyond_others") == (plain.interval[0] > 0)


@pytest.mark.parametrize(
    ("treated", "others", "says"),
    [
        (10.0, 10.0, "with_the_tide"),
        (10.0, 4.0, "beyond_others"),
        (0.0, 10.0, "not_visible_yet"),
        (10.0, 0.0, "beyond_others"),
        (-10.0, -10.0, "not_visible_yet"),
    ],
)
def test_planted_changes(treated, others, says):
    rows = [
        [(month, value + (treated if k == 0 else others) * (month > 38)) for month, value in row]
        for k, row in enumerate(province())
    ]
    assert effect(rows[0], rows[1:], 38, 38, 1).verdict == says


def test_welch_against_scipy():
    random = np.random.default_rng(4)
    before, after = random.normal(90, 2, 24), random.normal(92, 4, 6)
    expected = stats.ttest_ind(after, before, equal_var=False).confidence_interval(0.95)
    assert welch(before, after) == pytest.approx((expected.low, expected.high))
    assert welch(np.full(12, 5.0), np.full(3, 6.0)) == (1.0, 1.0)
