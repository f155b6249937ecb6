"""Processing time in working days: the median and the ninetieth percentile."""

import pytest

COVERS = ("median_processing_days", "p90_processing_days")


def test_the_median_is_the_middle_of_the_net_working_days(home):
    """Nilai tengah hari kerja bersih: 1, 2, dan 5 hari kerja memberi 2; akhir pekan tidak dihitung."""
    home.transactions("""
      complete_at | decided_at
      2026-07-06  | 2026-07-07
      2026-07-06  | 2026-07-08
      2026-07-06  | 2026-07-13
    """)
    assert home.actual("median_processing_days", "2026-07") == 2


def test_between_two_cases_it_is_interpolated(home):
    """Di antara dua permohonan dihitung secara linear: 1, 2, 3, dan 5 memberi nilai tengah 2,5 dan persentil 90 4,4."""
    home.transactions("""
      complete_at | decided_at
      2026-07-06  | 2026-07-07
      2026-07-06  | 2026-07-08
      2026-07-06  | 2026-07-09
      2026-07-06  | 2026-07-13
    """)
    assert home.actual("median_processing_days", "2026-07") == 2.5
    assert home.actual("p90_processing_days", "2026-07") == pytest.approx(4.4)


def test_net_time_runs_from_the_complete_file_less_the_pauses_and_never_below_zero(home):
    """Waktu bersih dihitung dari berkas lengkap, dikurangi hari jeda pemohon, dan tidak pernah di bawah 0."""
    home.transactions("""
      received_at | complete_at | decided_at | applicant_pause_days
      2026-07-01  | 2026-07-06  | 2026-07-13 | 2
      2026-07-01  | 2026-07-06  | 2026-07-08 | 5
      2026-07-06  |             | 2026-07-15 |
    """)
    assert home.actual("median_processing_days", "2026-07") == 3
    assert home.actual("p90_processing_days", "2026-07") == pytest.approx(6.2)


def test_rejections_count_and_withdrawn_and_open_cases_do_not(home):
    """Yang ditolak ikut dihitung; yang dicabut dan yang masih berproses tidak."""
    home.transactions("""
      complete_at | decided_at | status
      2026-07-06  | 2026-07-07 | selesai
      2026-07-06  | 2026-07-09 | ditolak
      2026-07-06  | 2026-07-30 | dicabut
      2026-07-06  |            | proses
    """)
    assert home.actual("median_processing_days", "2026-07") == 2


def test_services_with_a_standard_in_minutes_are_left_out_those_without_one_are_not(home):
    """Layanan berstandar menit tidak ikut; layanan tanpa standar ikut."""
    home.transactions("""
      complete_at      | decided_at       | standard
      2026-07-06 09:00 | 2026-07-06 09:10 | 30 minutes
      2026-07-06 09:00 | 2026-07-08 09:00 | 3 days
      2026-07-06 09:00 | 2026-07-10 09:00 | none
    """)
    assert home.actual("median_processing_days", "2026-07") == 3


def test_all_cases_of_a_longer_period_are_pooled(home):
    """Untuk beberapa bulan semua permohonan digabung; nilai tengah bulanan tidak dirata-ratakan."""
    home.transactions("""
      complete_at | decided_at | n
      2026-07-06  | 2026-07-07 | 5
      2026-08-03  | 2026-08-06 | 2
    """)
    assert home.actual("median_processing_days", "2026-07") == 1
    assert home.actual("median_processing_days", "2026-08") == 3
    assert home.actual("median_processing_days", "2026-07..2026-08") == 1


def test_lower_is_better(home):
    """Semakin rendah semakin baik: nilai tengah 12 hari terhadap target 15 hari memberi capaian 120 %."""
    home.targets("""
      median_processing_days:
        - {from: "2026-01", value: 15, decree: "SK 1"}
    """)
    home.transactions("""
      complete_at | decided_at
      2026-07-01  | 2026-07-17
    """)
    row = home.row("median_processing_days", "2026-07")
    assert (row.actual, row.achievement_pct, row.status) == (12, 120, "achieved")


def test_without_a_decided_case_there_is_no_figure(home):
    """Tanpa satu pun putusan tidak ada angka, dan tidak dianggap 0 hari."""
    home.transactions("""
      complete_at | decided_at
      2026-07-06  |
    """)
    row = home.row("median_processing_days", "2026-07")
    assert (row.actual, row.status, row.reasons) == (None, "no_data", ("no_cases",))


def test_outside_the_calendar_the_working_days_are_unknown_and_not_zero(home):
    """Di luar kalender kerja hari kerjanya tidak diketahui, bukan 0: permohonan itu tidak ikut."""
    home.transactions("""
      complete_at | decided_at
      2020-12-30  | 2021-01-06
      2021-01-04  | 2021-01-06
      2021-01-04  | 2021-01-06
    """)
    assert home.actual("median_processing_days", "2021-01") == 2
    assert home.actual("p90_processing_days", "2021-01") == 2
