import math
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.judgement.forecast import forecast
from metrics.judgement.row import Row
from metrics.periods import plus_months
from tests.metrics.test_marks import SHARE

COUNT = SHARE.model_copy(update={"unit": "count", "consolidation": "sum", "denominator": None})
STOCK = COUNT.model_copy(update={"consolidation": "last"})
INDEX = SHARE.model_copy(update={"unit": "index", "consolidation": "pooled"})
T11 = 2.200985  # the printed t table, 11 degrees, 95 %


def month(place, actual, numerator=None, denominator=None, status="no_target", reasons=()):
    told = dict.fromkeys(("target", "achievement_pct", "interval", "confidence", "variation", "assurance"))
    code = plus_months("2026-01", place)
    return Row(
        **told, indicator="x", period=code, member=code, numerator=numerator, denominator=denominator,
        actual=actual, status=status, reasons=reasons,
    )  # fmt: skip


def shares(*cases, first=0):
    return [month(first + place, 100 * x / n, x, n) for place, (x, n) in enumerate(cases)]


def counts(*values, first=0):
    return [month(first + place, value, value) for place, value in enumerate(values)]


def test_a_count_goes_on_at_the_pace_of_its_latest_months():
    found = forecast(counts(10, 20, 30, 20, 10, 30), 300, COUNT)
    assert (found.year_end, found.left, found.months) == (240, 6, 6)
    assert found.needed_per_month == found.needed_value == 30  # 180 are still to come in 6 months


def test_the_interval_is_t_times_the_spread_of_the_moving_ranges():
    # Twelve months of 2025 alternate by 10: the mean range is 10, the spread 10 / 1.128; then January of 2026.
    rows = counts(*[100, 110] * 6, first=-12)[1:] + counts(100, first=0)
    found = forecast(rows, None, COUNT)
    half = T11 * 10 / 1.128 * math.sqrt(11 + 11**2 / 12)
    assert found.year_end == 100 + 11 * 105
    assert found.interval == pytest.approx((found.year_end - half, found.year_end + half), abs=1e-3)


def test_a_share_is_weighted_by_its_cases_and_told_how_many_must_move():
    # 820 of 1000 so far; 3 months of 200 at 90 in 100 would follow, and the year end at 90.
    found = forecast(shares((50, 100), (90, 100), (95, 100), *[(90, 100)] * 6), 90, SHARE)
    level = 100 * (50 + 90 + 95 + 540) / 900
    assert found.year_end == pytest.approx(level)
    assert found.needed_cases == pytest.approx((90 - level) / 100 * 1200 / 3)
    assert found.needed_value == pytest.approx((90 * 1200 - level * 900) / 300)
    assert found.needed_per_month == found.needed_cases


def test_a_target_that_the_pace_reaches_asks_for_no_case_more():
    found = forecast(shares(*[(95, 100)] * 6), 90, SHARE)
    assert found.needed_cases == 0
    assert found.needed_value == pytest.approx(85)


def test_the_interval_of_a_share_ends_at_100():
    assert forecast(shares((100, 100), (80, 100), (100, 100)), 90, SHARE).interval[1] == 100


def test_of_an_index_the_months_count_alike():
    found = forecast([month(place, value) for place, value in enumerate((80, 82, 84, 82))], 85, INDEX)
    assert found.year_end == 82 and found.needed_cases is None
    assert found.needed_value == pytest.approx((85 * 12 - 82 * 4) / 8)


def test_a_stock_goes_on_from_its_last_month():
    found = forecast(counts(5, 9, 7), 3, STOCK)
    assert (found.year_end, found.needed_value) == (7, 3)


def test_months_not_judged_as_whole_are_passed_over():
    rows = counts(10, 20, 30)
    rows[1:1] = [month(0, 1, reasons=("not_reported",)), month(0, None), month(0, 1, status="force_majeure")]
    rows.append(month(3, 2, reasons=("partial_period",)))
    assert forecast(rows, None, COUNT) == forecast(counts(10, 20, 30), None, COUNT)


def test_below_three_months_nothing_is_said_and_in_december_nothing_is_left_to_reach():
    assert forecast(counts(1, 2), 9, COUNT) is None
    found = forecast(counts(*range(12)), 100, COUNT)
    assert (found.year_end, found.interval) == (66, (66, 66))
    assert (found.left, found.needed_per_month) == (0, None)


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(50, 90)), min_size=3, max_size=11), st.integers(0, 100))
def test_if_every_month_left_brings_what_is_needed_the_year_ends_on_target(cases, target):
    found = forecast(shares(*cases), target, SHARE)
    usual = fmean(n for _, n in cases)
    done, whole = sum(x for x, _ in cases), sum(n for _, n in cases) + found.left * usual
    assert 100 * (done + found.left * usual * found.needed_value / 100) / whole == pytest.approx(target, abs=1e-6)
    if found.year_end < target:
        moved = found.year_end / 100 * whole + found.left * found.needed_cases
        assert 100 * moved / whole == pytest.approx(target)
