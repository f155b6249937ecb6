"""Months of stocks and waiting times where records are odd: outside the calendar, with gaps, at midnight."""

from datetime import date, timedelta

import pytest

from metrics.catalogue import indicators, streams
from metrics.cells import build
from metrics.periods import plus_months
from tests.spec.drawn import opened


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("odd")) as drawn:
        drawn.transactions("""
          received_at      | complete_at      | decided_at       | status  | standard
          1990-01-31 23:59 | 1990-01-31 23:59 |                  | proses  | 3 days
          2012-02-29 00:00 | 2012-02-29 00:00 | 2012-02-29 00:00 | selesai | 3 days
          2026-07-07 10:00 | 2026-07-07 10:00 | 2026-07-07 00:00 | selesai | 90 minutes
          2026-07-07 00:00 | 2026-07-07 00:00 | 2026-07-07 00:01 | selesai | 90 minutes
          2026-07-07 15:30 | 2026-07-07 15:30 | 2026-07-08 00:01 | selesai | 90 minutes
        """)
        drawn.complaints("""
          received_at      | resolved_at
          1998-05-01 00:00 | 2001-11-30 00:00
        """)
        drawn.milestones("""
          region_code | milestone      | happened_on
          11.11       | kajian_urgensi | 2019-12-31
          11.11       | lokasi         | 2020-01
          11.11       | anggaran       | 2022-02-28
        """)
        yield drawn.home


def rows(home, sql):
    with build.opened(home, indicators.load(home), None, date(2026, 11, 16)) as run:
        return run.rows(sql)


def months(first, last):
    """The first days of the months from `first` to `last` (YYYY-MM)."""
    listed = [first]
    while listed[-1] < last:
        listed.append(plus_months(listed[-1], 1))
    return [date.fromisoformat(f"{month}-01") for month in listed]


def last_day(month):
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)


@pytest.mark.parametrize(
    ("table", "first", "newest"),
    [("months", "1990-01", date(2026, 7, 8)), ("complaint_months", "1998-05", date(2001, 11, 30))],
)
def test_no_month_is_left_out_between_the_first_record_and_the_newest_day(home, table, first, newest):
    expected = [(month, min(last_day(month), newest)) for month in months(first, f"{newest:%Y-%m}")]
    assert rows(home, f"select month, stock_day from {table} order by month") == expected


def test_a_case_open_for_decades_is_open_in_each_of_its_months(home):
    open_in = rows(home, f"select month, count(*) from ({streams.sql('backlog')}) group by month order by month")
    assert [month for month, _ in open_in] == months("1990-01", "2026-07")
    assert {count for _, count in open_in} == {1}


def test_00_00_is_the_close_of_a_day_and_00_01_its_beginning(home):
    minutes = rows(
        home, "select working_minutes from transactions where standard_unit = 'minutes' order by received_at desc"
    )
    assert minutes == [(30,), (360,), (0,)]


def test_a_wait_has_each_month_between_two_milestones_once(home):
    waits = rows(
        home,
        f"select month, cast(n as integer), waited from ({streams.sql('milestone_waits')})"
        " where month < date '2022-05-01' order by month, waited",
    )
    assert waits[:2] == [(date(2019, 12, 1), 1, 0), (date(2020, 1, 1), 0, 0)]
    between = months("2020-02", "2022-01")
    assert waits[2:] == [
        *((month, 0, 1) for month in between),
        (date(2022, 2, 1), 0, -24),
        (date(2022, 3, 1), 0, 1),
        (date(2022, 4, 1), 0, 1),
    ]
