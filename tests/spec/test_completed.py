"""Services completed: what reaches the applicant, in the month it was decided."""

COVERS = ("completed",)


def test_completed_counts_in_the_month_of_the_decision(home):
    """Layanan selesai dihitung pada bulan diputus, bukan pada bulan diajukan."""
    home.transactions("""
      received_at | decided_at
      2026-06-29  | 2026-07-01
      2026-07-06  | 2026-07-08
      2026-07-30  | 2026-08-03
    """)
    assert home.actual("completed", "2026-06") == 0
    assert home.actual("completed", "2026-07") == 2
    assert home.actual("completed", "2026-08") == 1


def test_neither_rejected_nor_withdrawn_nor_open_is_completed(home):
    """Yang ditolak, dicabut, atau masih berproses tidak termasuk layanan selesai."""
    home.transactions("""
      received_at | decided_at | status
      2026-07-06  | 2026-07-08 | selesai
      2026-07-06  | 2026-07-08 | ditolak
      2026-07-06  | 2026-07-08 | dicabut
      2026-07-06  |            | proses
    """)
    assert home.actual("completed", "2026-07") == 1


def test_midnight_is_a_date_without_a_time_and_belongs_to_that_day(home):
    """Pukul 00.00 adalah tanggal tanpa jam: selesai 31 Juli tetap dihitung pada bulan Juli."""
    home.transactions("""
      received_at      | decided_at
      2026-07-31 10:00 | 2026-07-31 00:00
      2026-07-30 10:00 | 2026-07-31
      2026-07-30 10:00 | 2026-08-01 00:00
    """)
    assert home.actual("completed", "2026-07") == 2
    assert home.actual("completed", "2026-08") == 1


def test_without_a_status_a_row_with_a_decision_time_is_completed(home):
    """Tanpa kolom status, baris yang memiliki waktu selesai dianggap selesai dan yang lain berproses."""
    home.transactions("""
      received_at | decided_at
      2026-07-06  | 2026-07-08
      2026-07-06  |
    """)
    assert home.actual("completed", "2026-07") == 1
    assert home.actual("received", "2026-07") == 2


def test_a_contradicting_row_is_refused_and_counts_nowhere(home):
    """Baris yang bertentangan dengan dirinya sendiri ditolak dan tidak dihitung di mana pun."""
    home.transactions(
        """
      received_at | complete_at | decided_at | status
      2026-07-06  | 2026-07-06  | 2026-07-08 | selesai
      2026-07-06  | 2026-07-06  |            | selesai
      2026-07-06  | 2026-07-06  | 2026-07-08 | proses
      2026-07-06  | 2026-07-03  | 2026-07-08 | selesai
      2026-07-06  | 2026-07-07  | 2026-07-06 | selesai
      2026-07-06  | 2026-07-06  | 2027-01-04 | selesai
    """,
        refused=5,
    )
    home.transactions(
        """
      received_at      | complete_at | decided_at
      2026-07-06 10:00 | 2026-07-06  | 2026-07-06 09:00
    """,
        refused=1,
    )
    assert home.actual("completed", "2026-07") == 1
    assert home.actual("received", "2026-07") == 1


def test_nothing_completed_in_a_reported_month_is_zero_and_in_an_unreported_one_unknown(home):
    """Bulan yang dilaporkan tanpa hasil bernilai 0; bulan yang tidak dilaporkan bukan 0 melainkan belum ada data."""
    home.transactions("""
      received_at | decided_at
      2026-07-06  |
      2026-09-07  | 2026-09-08
    """)
    assert home.actual("completed", "2026-07") == 0
    assert home.actual("completed", "2026-08") is None
    assert home.status("completed", "2026-08") == "no_data"
