"""Where a year ends, from the records themselves: the year's own figure once its months are known."""

import pytest

from access.identity.scope import EVERYTHING
from metrics.obstacles.explain import explain
from tests.spec.drawn import DrawnHome


def year_end(home: DrawnHome, indicator: str, period: str, region: str | None = None):
    return explain(home.home, EVERYTHING, indicator, period, region).forecast


def months(home: DrawnHome, numbers, region="11.71", year=2025):
    """Each month 4 on time, 1 late (1 more in even months); in every third month one that stays open past its due."""
    lines = ["n | region_code | complete_at | decided_at"]
    for month in numbers:
        lines += [
            f"4 | {region} | {year}-{month:02}-03 | {year}-{month:02}-05",
            f"{1 + (month % 2 == 0)} | {region} | {year}-{month:02}-03 | {year}-{month:02}-26",
        ]
        if month % 3 == 0:
            lines.append(f"1 | {region} | {year}-{month:02}-03 |")
    home.transactions("\n".join(lines))


@pytest.mark.parametrize(
    "indicator",
    [
        "on_time_rate",
        "on_time_rate_with_open",
        "disposition_days",
        "p90_processing_days",
        "received",
        "overdue_backlog",
    ],
)
def test_with_every_month_known_it_is_the_figure_of_the_year(home, indicator):
    """Bila semua bulan diketahui, perkiraan adalah angka tahun itu sendiri, tanpa rentang."""
    months(home, range(1, 13))
    home.today("2026-02-10 09:00")
    found = year_end(home, indicator, "2025-12")
    assert found.year_end == home.actual(indicator, "2025")
    assert (found.interval, found.interval_reason, found.needed_per_month) == (None, "year_known", None)


def test_the_open_are_counted_once_a_year(home):
    """Berkas yang masih terbuka dihitung sekali: 48 dari 66 yang diputus dan 4 yang terbuka."""
    months(home, range(1, 13))
    home.today("2026-02-10 09:00")
    assert year_end(home, "on_time_rate_with_open", "2025-12").year_end == pytest.approx(100 * 48 / (66 + 4))


def test_a_year_that_began_in_may_ends_with_its_own_months(home):
    """Bulan sebelum laporan pertama tidak akan pernah ada."""
    months(home, range(5, 11))
    home.today("2025-11-10 09:00")
    found = year_end(home, "received", "2025-10")
    assert found.only_if_months_recur  # six months of a count: its season is not known
    assert found.year_end == pytest.approx(8 * home.actual("received", "2025") / 6, rel=0.05)


def test_a_month_that_a_region_has_not_sent_yet_is_unknown_and_not_low(home):
    """Bulan yang laporannya belum lengkap tidak dianggap rendah."""
    months(home, range(1, 9))
    whole = year_end(home, "received", "2025-08")
    months(home, range(1, 9), "11.73")
    months(home, [9])
    home.today("2025-10-10 09:00")
    late = year_end(home, "received", "2025-09")
    assert late.year_end == pytest.approx(2 * whole.year_end)
    assert year_end(home, "received", "2025-09", "11.73").year_end == pytest.approx(whole.year_end)


def test_months_of_force_majeure_are_unknown_and_the_year_ends_all_the_same(home):
    """Bulan kahar bukan bulan yang rendah; tahun yang selesai tetap memakai semua berkasnya."""
    months(home, [1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12])
    home.transactions("n | complete_at | decided_at\n9 | 2025-06-03 | 2025-06-25")
    home.force_majeure("region_code | from | to\n11.71 | 2025-06-01 | 2025-06-30")
    home.today("2026-02-10 09:00")
    before = year_end(home, "on_time_rate", "2025-08", "11.71")
    assert before.interval[0] > 66  # June's nine late ones are no part of it
    found = year_end(home, "on_time_rate", "2025-12", "11.71")
    assert (found.year_end, found.is_known) == (home.actual("on_time_rate", "2025", region="11.71"), True)
