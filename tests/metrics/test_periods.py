from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.periods import (
    Period,
    compared_before,
    months_between,
    next_month,
    plus_months,
    previous,
    previous_month,
    same_last_year,
)

FORMS = "2026-10, 2026-Q3, 2026-S1, 2026, 2024-01..2026-10, ytd:2026-10, r12:2026-10"

# code | first day | last day | months | the period before | the same last year
EVERY_FORM = """
2026-10          | 2026-10-01 | 2026-10-31 | 1  | 2026-09          | 2025-10
2026-01          | 2026-01-01 | 2026-01-31 | 1  | 2025-12          | 2025-01
2024-02          | 2024-02-01 | 2024-02-29 | 1  | 2024-01          | 2023-02
2026-Q1          | 2026-01-01 | 2026-03-31 | 3  | 2025-Q4          | 2025-Q1
2026-Q3          | 2026-07-01 | 2026-09-30 | 3  | 2026-Q2          | 2025-Q3
2026-S1          | 2026-01-01 | 2026-06-30 | 6  | 2025-S2          | 2025-S1
2026-S2          | 2026-07-01 | 2026-12-31 | 6  | 2026-S1          | 2025-S2
2026             | 2026-01-01 | 2026-12-31 | 12 | 2025             | 2025
2024-01..2026-10 | 2024-01-01 | 2026-10-31 | 34 | 2021-03..2023-12 | 2023-01..2025-10
2026-10..2026-10 | 2026-10-01 | 2026-10-31 | 1  | 2026-09..2026-09 | 2025-10..2025-10
ytd:2026-10      | 2026-01-01 | 2026-10-31 | 10 | 2025-03..2025-12 | ytd:2025-10
ytd:2026-12      | 2026-01-01 | 2026-12-31 | 12 | ytd:2025-12      | ytd:2025-12
ytd:2026-01      | 2026-01-01 | 2026-01-31 | 1  | 2025-12..2025-12 | ytd:2025-01
r12:2026-10      | 2025-11-01 | 2026-10-31 | 12 | r12:2025-10      | r12:2025-10
r12:2026-12      | 2026-01-01 | 2026-12-31 | 12 | r12:2025-12      | r12:2025-12
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in EVERY_FORM.strip().splitlines()]

any_month = st.builds("{:04}-{:02}".format, st.integers(1910, 2090), st.integers(1, 12))
any_period = st.one_of(
    any_month,
    st.builds("{:04}-Q{}".format, st.integers(1910, 2090), st.integers(1, 4)),
    st.builds("{:04}-S{}".format, st.integers(1910, 2090), st.integers(1, 2)),
    st.integers(1910, 2090).map(str),
    st.builds(lambda first, more: f"{first}..{plus_months(first, more)}", any_month, st.integers(0, 60)),
    any_month.map("ytd:{}".format),
    any_month.map("r12:{}".format),
).map(Period)


def test_a_year_to_date_is_compared_with_that_of_the_month_before():
    compared = [compared_before(Period(code)).code for code in ("ytd:2026-10", "ytd:2026-01", "2026-10", "2026-Q1")]
    assert compared == ["ytd:2026-09", "ytd:2025-12", "2026-09", "2025-Q4"]


@pytest.mark.parametrize(("code", "first", "last", "count", "before", "year_before"), ROWS)
def test_every_form_names_whole_months(code, first, last, count, before, year_before):
    period = Period(code)
    assert (period.first_day.isoformat(), period.last_day.isoformat()) == (first, last)
    assert len(period.months) == int(count)
    assert (period.first_month, period.last_month) == (period.months[0], period.months[-1])
    assert previous(period) == Period(before)
    assert same_last_year(period) == Period(year_before)


def test_the_months_of_a_rolling_year_cross_new_year():
    assert Period("r12:2026-02").months == (
        *("2025-03", "2025-04", "2025-05", "2025-06", "2025-07", "2025-08"),
        *("2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02"),
    )


def test_a_period_is_partial_until_its_last_day_is_over():
    october = Period("2026-10")
    assert not october.has_ended(date(2026, 10, 30))
    assert not october.has_ended(date(2026, 10, 31))
    assert october.has_ended(date(2026, 11, 1))


def test_a_cumulative_period_has_ended_with_its_last_month_although_its_year_has_not():
    in_november = date(2026, 11, 24)
    assert Period("ytd:2026-10").has_ended(in_november)
    assert Period("r12:2026-10").has_ended(in_november)
    assert not Period("ytd:2026-11").has_ended(in_november)
    assert not Period("2026").has_ended(in_november)


def test_blanks_around_what_a_person_wrote_do_not_matter():
    assert Period.parse(" 2026-Q3 \n") == Period("2026-Q3")


REFUSED = """
2026-00    | 2026-13  | 2026-1  | 2026-Q0    | 2026-Q5          | 2026-q3    | 2026-S3  | 26-10
0026       | 2126     | 2026/10 | 2026-10-01 | okt 2026         | 2026 -10   | 20२६-10  | r6:2026-10
2026-10..  | ..2026-10 | 2026-01...2026-10   | 2026..2027       | ytd:2026   | r12:2026-Q3 | YTD:2026-10
"""


@pytest.mark.parametrize(
    "text", ["", "2026-10\n2026-11", *(cell.strip() for cell in REFUSED.replace("\n", "|")[1:-1].split("|"))]
)
def test_any_other_text_is_refused_with_the_seven_forms(text):
    with pytest.raises(ValueError) as refused:
        Period.parse(text)
    assert str(refused.value) == f"Periode {text!r} tidak dikenal. Tulis salah satu dari: {FORMS}."
    assert "\n" not in str(refused.value)


def test_a_very_long_text_is_cut_in_the_message():
    with pytest.raises(ValueError) as refused:
        Period.parse("2026-10" * 1000)
    assert len(str(refused.value)) < 200


def test_a_span_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError) as refused:
        Period("2026-10..2026-09")
    assert str(refused.value) == (
        f"Periode '2026-10..2026-09' berakhir sebelum dimulai. Tulis salah satu dari: {FORMS}."
    )


def test_months_step_over_new_year():
    assert next_month("2026-12") == "2027-01"
    assert previous_month("2027-01") == "2026-12"
    assert plus_months("2026-10", -22) == "2024-12"
    assert months_between("2026-11", "2027-02") == ("2026-11", "2026-12", "2027-01", "2027-02")
    assert months_between("2026-11", "2026-10") == ()


@given(any_period)
def test_the_months_are_those_of_its_days_counted_one_by_one(period):
    day, months = period.first_day, []
    while day <= period.last_day:
        months += [f"{day:%Y-%m}"] if f"{day:%Y-%m}" not in months[-1:] else []
        day += timedelta(days=1)
    assert period.months == tuple(months)
    assert (period.last_day + timedelta(days=1)).day == 1


@given(any_period)
def test_the_period_before_is_as_long_and_leaves_no_gap(period):
    before = previous(period)
    assert len(before.months) == len(period.months)
    assert next_month(before.last_month) == period.first_month


@given(any_period)
def test_the_same_last_year_has_the_same_months_a_year_earlier(period):
    def year_earlier(month):
        return f"{int(month[:4]) - 1:04}{month[4:]}"

    assert same_last_year(period).months == tuple(year_earlier(month) for month in period.months)


@given(any_month, st.integers(-600, 600))
def test_adding_months_is_stepping_one_by_one(month, number):
    step, there = (next_month if number > 0 else previous_month), month
    for _ in range(abs(number)):
        there = step(there)
    assert plus_months(month, number) == there


@pytest.mark.parametrize(
    "code", ["1900", "1900-01", "1900-Q1", "1900-S1", "ytd:1900-03", "r12:1900-12", "1900-01..1900-05"]
)
def test_the_earliest_period_that_may_be_asked_for_has_one_before_it(code):
    period = Period.parse(code)
    assert previous(period).last_month == "1899-12" and same_last_year(period).first_month < "1900"
    with pytest.raises(ValueError):
        Period.parse(previous(period).code)
