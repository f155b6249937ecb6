"""Time used of the time promised: by working days, and by minutes at the counter."""

COVERS = ("standard_days_used_share", "standard_minutes_used_share")


def test_days_used_of_days_promised_added_up_over_all_cases(home):
    """Hari yang dipakai dijumlahkan, lalu dibagi jumlah hari yang dijanjikan: 2 + 5 dari 3 + 7 hari."""
    home.transactions("""
      complete_at | decided_at | standard
      2026-07-06  | 2026-07-08 | 3 days
      2026-07-06  | 2026-07-13 | 7 days
    """)
    row = home.row("standard_days_used_share", "2026-07")
    assert (row.numerator, row.denominator, row.actual, row.interval) == (7, 10, 70, None)


def test_it_passes_100_percent_when_the_promise_is_broken(home):
    """Di atas 100 % berarti layanan lebih lama daripada janjinya; jeda pemohon tidak dihitung."""
    home.transactions("""
      complete_at | decided_at | applicant_pause_days | standard
      2026-07-06  | 2026-07-13 | 0                    | 3 days
      2026-07-06  | 2026-07-13 | 4                    | 3 days
    """)
    assert home.actual("standard_days_used_share", "2026-07") == 100 * (5 + 1) / 6


def test_counter_services_have_their_own_figure_in_minutes(home):
    """Layanan bermenit dihitung tersendiri, dalam menit jam buka."""
    home.transactions("""
      complete_at      | decided_at       | standard
      2026-07-06 08:00 | 2026-07-06 08:10 | 15 minutes
      2026-07-06 08:00 | 2026-07-06 08:20 | 1 hours
      2026-07-06       | 2026-07-07       | 3 days
    """)
    row = home.row("standard_minutes_used_share", "2026-07")
    assert (row.numerator, row.denominator, row.actual) == (30, 75, 40)
    assert home.row("standard_days_used_share", "2026-07").denominator == 3


def test_a_case_with_a_promise_of_its_own_or_without_a_standard_stays_out(home):
    """Yang bertenggat sendiri dan yang tanpa standar tidak ikut, demikian pula rekap."""
    home.transactions("""
      complete_at | decided_at | due_on     | standard
      2026-07-06  | 2026-07-08 | 2026-07-31 | 3 days
      2026-07-06  | 2026-07-08 |            | none
      2026-07-06  | 2026-07-07 |            | 4 days
    """)
    home.recap("""
      region_code | month   | completed
      11.73       | 2026-07 | 80
    """)
    row = home.row("standard_days_used_share", "2026-07")
    assert (row.numerator, row.denominator) == (1, 4)
