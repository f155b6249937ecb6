"""Processing time of counter services, in working minutes."""

import pytest

COVERS = ("median_processing_minutes", "p90_processing_minutes")


def test_minutes_run_while_the_office_is_open_the_midday_rest_included(home):
    """Menit dihitung selama kantor buka, istirahat siang tidak dikurangkan: 11.30 sampai 13.30 adalah 120 menit."""
    home.transactions("""
      complete_at      | decided_at       | standard
      2026-07-06 09:00 | 2026-07-06 09:10 | 30 minutes
      2026-07-06 11:30 | 2026-07-06 13:30 | 30 minutes
      2026-07-06 15:50 | 2026-07-07 07:50 | 30 minutes
    """)
    assert home.actual("median_processing_minutes", "2026-07") == 30
    assert home.actual("p90_processing_minutes", "2026-07") == pytest.approx(102)


def test_hours_outside_opening_count_nothing(home):
    """Di luar jam buka waktu tidak berjalan: datang pukul 06.00, atau pada hari Sabtu, dihitung sejak kantor buka."""
    home.transactions("""
      complete_at      | decided_at       | standard
      2026-07-06 06:00 | 2026-07-06 07:40 | 30 minutes
      2026-07-11 10:00 | 2026-07-13 07:40 | 30 minutes
      2026-07-11 10:00 | 2026-07-11 11:00 | 30 minutes
    """)
    assert home.actual("median_processing_minutes", "2026-07") == 10


def test_a_decision_without_a_time_took_until_the_close(home):
    """Putusan tanpa jam dihitung sampai jam tutup: Jumat pukul 16.00 sampai 16.30 adalah 30 menit."""
    home.transactions("""
      complete_at      | decided_at | standard
      2026-07-10 16:00 | 2026-07-10 | 30 minutes
    """)
    assert home.actual("median_processing_minutes", "2026-07") == 30


def test_only_services_with_a_standard_in_minutes_or_hours_count(home):
    """Hanya layanan berstandar menit atau jam; layanan berstandar hari dan layanan tanpa standar tidak ikut."""
    home.transactions("""
      complete_at      | decided_at       | standard
      2026-07-06 09:00 | 2026-07-06 09:10 | 2 hours
      2026-07-06 09:00 | 2026-07-06 09:50 | 3 days
      2026-07-06 09:00 | 2026-07-06 09:50 | none
    """)
    assert home.actual("median_processing_minutes", "2026-07") == 10


def test_pauses_are_not_taken_off_minutes(home):
    """Hari jeda pemohon tidak dikurangkan dari menit."""
    home.transactions("""
      complete_at      | decided_at       | applicant_pause_days | standard
      2026-07-06 09:00 | 2026-07-06 09:25 | 1                    | 30 minutes
    """)
    assert home.actual("median_processing_minutes", "2026-07") == 25
