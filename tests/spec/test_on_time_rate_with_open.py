"""On time, of all decided and all still open past their standard."""

import pytest

COVERS = ("on_time_rate_with_open",)


def test_leaving_late_cases_open_does_not_raise_the_figure(home):
    """Berkas terlambat yang dibiarkan terbuka tidak menaikkan angka: 190 dari 200, dan 30 terbuka lewat standar."""
    home.transactions("""
      complete_at | decided_at | n
      2026-07-06  | 2026-07-08 | 190
      2026-07-06  | 2026-07-13 | 10
      2026-07-06  |            | 30
    """)
    assert home.actual("on_time_rate", "2026-07") == 95
    assert home.actual("on_time_rate_with_open", "2026-07") == pytest.approx(82.61, abs=0.005)


def test_an_open_case_counts_from_its_due_day_on(home):
    """Berkas terbuka dihitung terlambat bila tenggatnya jatuh pada hari persediaan atau sebelumnya."""
    home.transactions("""
      complete_at | decided_at | standard
      2026-07-27  | 2026-07-28 | 3 days
      2026-07-28  |            | 3 days
      2026-07-29  |            | 3 days
      2026-08-03  | 2026-08-04 | 3 days
    """)
    row = home.row("on_time_rate_with_open", "2026-07")
    assert (row.numerator, row.denominator) == (1, 2)


def test_the_stock_day_is_the_newest_day_the_records_tell_of_when_that_is_earlier(home):
    """Hari persediaan ialah hari terakhir periode, atau hari terbaru dalam catatan bila lebih awal."""
    home.transactions("""
      complete_at | decided_at | standard
      2026-07-06  |            | 3 days
      2026-07-07  | 2026-07-08 | 3 days
    """)
    assert home.row("on_time_rate_with_open", "2026-07").denominator == 1
    home.transactions("""
      complete_at | decided_at | standard
      2026-07-09  |            | 3 days
    """)
    assert home.row("on_time_rate_with_open", "2026-07").denominator == 2


def test_a_case_decided_later_was_still_open_on_the_stock_day(home):
    """Berkas yang baru diputus sesudah hari persediaan masih terbuka pada hari itu; sesudahnya dinilai sebagai
    putusan.
    """
    home.transactions("""
      complete_at | decided_at | standard
      2026-07-06  | 2026-08-03 | 3 days
      2026-07-06  | 2026-07-08 | 3 days
    """)
    assert home.actual("on_time_rate_with_open", "2026-07") == 50
    assert home.actual("on_time_rate_with_open", "2026-08") == 0


def test_a_withdrawn_case_is_open_until_it_was_withdrawn_and_never_without_a_time(home):
    """Permohonan yang dicabut terbuka sampai saat dicabut; tanpa saat itu tidak pernah terbuka."""
    home.transactions("""
      complete_at | decided_at | status  | standard
      2026-07-06  | 2026-07-08 | selesai | 3 days
      2026-07-06  | 2026-08-03 | dicabut | 3 days
      2026-07-06  | 2026-07-20 | dicabut | 3 days
      2026-07-06  |            | dicabut | 3 days
      2026-08-03  | 2026-08-04 | selesai | 3 days
    """)
    assert home.row("on_time_rate_with_open", "2026-07").denominator == 2
    assert home.row("on_time_rate_with_open", "2026-08").denominator == 1


def test_a_standard_in_minutes_falls_due_on_the_complete_day_or_the_next_working_day(home):
    """Layanan berstandar menit jatuh tempo pada hari berkas lengkap, atau hari kerja berikutnya bila itu hari libur."""
    home.transactions("""
      complete_at      | decided_at       | standard
      2026-07-30 09:00 | 2026-07-30 09:10 | 30 minutes
      2026-07-31 15:59 |                  | 30 minutes
    """)
    assert home.row("on_time_rate_with_open", "2026-07").denominator == 2
    home.transactions("""
      complete_at      | decided_at       | standard
      2026-08-01 10:00 |                  | 30 minutes
      2026-08-02 10:00 | 2026-08-02 10:10 | 30 minutes
    """)
    assert home.row("on_time_rate_with_open", "2026-08", "30-MENIT", by="service").denominator == 2
    home.transactions("""
      complete_at | decided_at | standard
      2026-08-03  | 2026-08-03 | 3 days
    """)
    assert home.row("on_time_rate_with_open", "2026-08", "30-MENIT", by="service").denominator == 3


def test_an_open_case_without_standard_and_promise_is_never_overdue(home):
    """Berkas terbuka tanpa standar dan tanpa tenggat tidak pernah dihitung terlambat; yang bertenggat menurut
    tenggatnya.
    """
    home.transactions("""
      complete_at | decided_at | due_on     | standard
      2026-07-06  |            |            | none
      2026-07-06  |            | 2026-07-10 | none
      2026-07-06  |            | 2026-08-31 | 3 days
      2026-07-30  | 2026-07-31 |            | 3 days
    """)
    row = home.row("on_time_rate_with_open", "2026-07")
    assert (row.numerator, row.denominator) == (1, 2)


def test_a_stock_is_that_of_the_last_day_and_never_added_up_over_months(home):
    """Persediaan suatu triwulan ialah persediaan hari terakhirnya, bukan jumlah tiga bulan."""
    home.transactions("""
      complete_at | decided_at | standard
      2026-07-06  |            | 3 days
      2026-07-06  | 2026-07-07 | 3 days
      2026-09-29  | 2026-09-30 | 3 days
    """)
    assert home.row("on_time_rate_with_open", "2026-07").denominator == 2
    row = home.row("on_time_rate_with_open", "2026-Q3")
    assert (row.numerator, row.denominator) == (2, 3)


def test_there_is_no_stock_when_the_period_begins_after_the_newest_day(home):
    """Periode yang dimulai sesudah hari terbaru dalam catatan tidak memiliki persediaan."""
    home.transactions("""
      complete_at | decided_at | standard
      2026-07-06  |            | 3 days
      2026-07-30  | 2026-07-30 | 3 days
    """)
    row = home.row("on_time_rate_with_open", "2026-08")
    assert (row.actual, row.denominator) == (None, None)
    assert home.row("on_time_rate_with_open", "2026-Q3").denominator == 2
