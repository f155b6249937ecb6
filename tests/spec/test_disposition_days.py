"""How long it would take to clear what is open at the present pace."""

COVERS = ("disposition_days",)


def test_open_at_the_end_over_decided_times_the_days_of_the_period(home):
    """Terbuka pada akhir periode dibagi yang diputus, kali banyaknya hari kalender dalam periode."""
    home.transactions("""
      received_at | decided_at | n
      2026-07-06  | 2026-07-31 | 2
      2026-07-06  |            | 3
    """)
    row = home.row("disposition_days", "2026-07")
    assert (row.numerator, row.denominator, row.actual) == (3, 2, 3 / 2 * 31)


def test_a_quarter_has_its_own_days_its_last_stock_and_all_of_its_decisions(home):
    """Triwulan memakai harinya sendiri (92), keadaan akhirnya, dan semua putusannya."""
    home.transactions("""
      received_at | decided_at | n
      2026-07-06  | 2026-07-31 | 2
      2026-08-03  | 2026-09-30 | 2
      2026-09-01  |            | 1
    """)
    assert home.actual("disposition_days", "2026-Q3") == 1 / 4 * 92


def test_a_recap_counts_with_its_open_ones(home):
    """Rekap ikut dengan kolom *proses* dan semua putusannya."""
    home.recap("""
      month   | completed | rejected | open
      2026-09 | 25        | 5        | 10
    """)
    assert home.actual("disposition_days", "2026-09") == 10


def test_where_nothing_was_decided_there_is_no_pace(home):
    """Tanpa putusan tidak ada kecepatan, sehingga tidak ada perkiraan."""
    home.transactions("""
      received_at
      2026-07-06
    """)
    assert home.status("disposition_days", "2026-07") == "no_data"
