"""What a year is made of, and what its months left must bring; the interval itself: tests/statistics/test_year_end."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.judgement.forecast import Months, forecast, series_of
from metrics.judgement.reporting import Reporting
from metrics.judgement.row import Row
from metrics.periods import plus_months
from tests.metrics import test_marks

OF_CASES = {"completions": "sum(n) filter (where on_time)"}, {"completions": "sum(n)"}
SHARE = test_marks.SHARE.model_copy(update=dict(zip(("numerator", "denominator"), OF_CASES, strict=True)))
COUNT = SHARE.model_copy(update={"unit": "count", "consolidation": "sum", "denominator": None})
STOCK = COUNT.model_copy(update={"consolidation": "last"})
INDEX = SHARE.model_copy(update={"unit": "index", "consolidation": "pooled"})
DAYS = SHARE.model_copy(update={"unit": "days", "consolidation": "pooled", "better": "lower"})
WAITING = SHARE.model_copy(
    update={
        "unit": "calendar_days", "times": "days_of_period", "better": "lower",
        "numerator": {"backlog": "sum(n)"}, "denominator": {"completions": "sum(n)"},
    }
)  # fmt: skip


def month(place, actual, numerator=None, denominator=None):
    told = dict.fromkeys(("target", "achievement_pct", "interval", "confidence", "variation", "assurance"))
    code = plus_months("2026-01", place)
    return Row(
        **told, indicator="x", period=code, member=code, numerator=numerator, denominator=denominator,
        actual=actual, status="no_target", reasons=(),
    )  # fmt: skip


def shares(*cases, first=0):
    return tuple(month(first + place, 100 * x / n, x, n) for place, (x, n) in enumerate(cases))


def counts(*values, first=0):
    return tuple(month(first + place, value, value) for place, value in enumerate(values))


def year(rows, target, indicator, **more):
    return forecast(series_of(indicator, Months(tuple(rows), 2026, **more)), target, indicator)


def test_a_share_pools_its_cases_and_needs_whole_ones():
    found = year(shares(*[(170, 200)] * 6), 90, SHARE)
    assert found.year_end == pytest.approx(85)
    assert (found.interval, found.interval_reason) == (None, "no_spread")
    assert found.needed_per_month == 20  # 120 of the 2,400 of the year, in 6 months


def test_a_share_whose_year_cannot_be_mended_any_more_says_what_still_can():
    found = year(shares(*[(100, 200)] * 9), 90, SHARE)
    assert (found.needed_per_month, found.reason) == (None, "out_of_reach")
    assert found.still_possible == pytest.approx(100 * (900 + 600) / 2400)
    assert found.interval_reason == "no_spread"
    assert year(shares(*[(100, 200)] * 9), 62.5, SHARE).needed_per_month == 100


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(50, 90)), min_size=2, max_size=11), st.integers(1, 99))
def test_the_cases_needed_suffice_and_one_less_a_month_does_not(cases, target):
    rows = shares(*cases)
    found, left = year(rows, target, SHARE), 12 - len(rows)
    usual = math.fsum(n for _, n in cases[-12:]) / len(cases[-12:])
    total = math.fsum(n for _, n in cases) + left * usual
    best = 100 * (math.fsum(x for x, _ in cases) + left * usual) / total
    assert (found.reason == "out_of_reach") == (best < target - 1e-7)
    if found.needed_per_month is None:
        assert found.still_possible == pytest.approx(best)
        return
    assert found.needed_per_month == int(found.needed_per_month)
    after = found.year_end + 100 * left * found.needed_per_month / total
    assert after >= target - 1e-6
    if found.needed_per_month:
        assert after - 100 * left / total < target + 1e-6


def test_what_stands_on_a_day_is_counted_once_a_year():
    """20 open cases stand beside 100 decided ones each month: of the year they are 20, not 240."""
    rows = shares(*[(90, 120)] * 12)
    series = series_of(SHARE, Months(rows, 2026, standing=(20,) * 12))
    assert series.known == pytest.approx(100 * 12 * 90 / (12 * 100 + 20))
    half = year(rows[:6], None, SHARE, standing=(20,) * 6)
    assert half.year_end == pytest.approx(series.known)


def test_a_stock_over_the_cases_of_a_year_is_that_of_december():
    rows = tuple(month(place, 30 * 40 / 100, 40, 100) for place in range(12))
    assert year(rows, None, WAITING).year_end == pytest.approx(365 * 40 / 1200)
    assert year(rows[:6], None, WAITING).year_end == pytest.approx(365 * 40 / 1200)


def test_a_count_is_summed_and_needs_whole_cases():
    found = year(counts(10, 20, 30, 20, 10, 30), 301, COUNT)
    assert (found.interval, found.only_if_months_recur) == (None, True)
    assert found.needed_per_month == 31  # 181 are still to come in 6 months
    assert year(counts(10, 20, 30, 20, 10, 30), 100, COUNT).needed_per_month == 0


def test_of_a_count_that_should_be_low_no_more_than_so_many_may_come():
    rejected = COUNT.model_copy(update={"better": "lower"})
    assert year(counts(*[10] * 6), 101, rejected).needed_per_month == 6  # 41 in 6 months
    found = year(counts(*[10] * 6), 59, rejected)
    assert (found.reason, found.still_possible) == ("out_of_reach", 60)


def test_a_stock_is_that_of_december():
    found = year(counts(5, 9, 7, 6, 8, 7, 9, 8), 3, STOCK)
    assert found.interval[0] < 8 < found.interval[1] and found.needed_per_month == 3
    assert year(counts(*range(12)), 3, STOCK).year_end == 11


def test_an_index_weighs_its_pooled_months_and_reaches_no_further_than_its_scale():
    rows = [month(place, 80) for place in range(9)]
    found = year(rows, 85, INDEX, pooled=82)
    assert found.year_end == pytest.approx((9 * 82 + 3 * 80) / 12)
    assert found.needed_per_month == pytest.approx((12 * 85 - 9 * 82) / 3)
    out = year(rows, 90, INDEX, pooled=82)
    assert (out.reason, out.still_possible) == ("out_of_reach", pytest.approx((9 * 82 + 300) / 12))


def test_days_cannot_fall_below_none():
    rows = [month(place, 8) for place in range(9)]
    assert year(rows, 5, DAYS, pooled=8).reason == "out_of_reach"
    assert year(rows, 7, DAYS, pooled=8).needed_per_month == pytest.approx(4)


def test_months_before_the_first_report_never_come_and_unknown_ones_between_do():
    assert year(counts(*[10] * 4, first=4), None, COUNT).year_end == 80  # May to December
    gap = (*counts(10, 10), *counts(10, 10, first=3))  # March is not known
    assert year(gap, None, COUNT).year_end == 120
    assert year(gap, 140, COUNT).needed_per_month == 13  # 50 with March's; 90 in 7 months


def test_two_young_years_are_printed_as_the_sheet_prints_them():
    y24 = [84, 86, 85, 83, 87, 85, 84, 86, 82, 85, 86, 84, 85, 83, 86, 87, 84, 85, 86, 84, 85, 83, 86, 85]
    told = year(shares(*[(4 * y, 400) for y in [*y24, 84, 86, 85, 70, 85, 84]], first=-24), 85, SHARE).as_dict()
    assert round(told["year_end"], 4) == 83.5669
    assert [round(end, 4) for end in told["interval"]] == [82.9173, 84.2107]
    assert told["event"] == {"kind": "odd_month", "month": "2026-04"}
    told = year(shares(*[(4 * y, 400) for y in [*y24, 85, 89, 90, 91, 89, 90]], first=-24), 85, SHARE).as_dict()
    assert told["event"] == {"kind": "step", "month": "2026-02"}
    assert told["alternatives"] is None and told["needed_per_month"] == 0


def test_a_month_is_complete_when_all_who_may_be_expected_have_reported():
    reporting = Reporting({"a": frozenset({"2026-01", "2026-02", "2026-03", "2026-09"}), "b": frozenset({"2026-02"})})
    complete = {place: [reporting.is_complete(f"2026-{m:02}", place) for m in range(1, 10)] for place in (None, "a")}
    assert complete["a"] == [True, True, True, False, False, False, False, False, True]
    assert complete[None] == [True, True, False, False, False, False, False, False, True]
