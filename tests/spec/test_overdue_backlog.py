"""The open cases whose due day has come, on the last day of the period: how many, of how many, and how old."""

COVERS = ("overdue_backlog", "overdue_backlog_share", "median_overdue_age_days")

STOCK = """
  complete_at | decided_at | standard
  2026-07-01  |            | 3 days
  2026-07-13  |            | 3 days
  2026-07-30  |            | 3 days
  2026-07-06  |            | none
  2026-07-01  | 2026-07-31 | 3 days
"""


def test_open_on_the_last_day_with_a_due_day_that_has_come(home):
    """Dihitung yang masih terbuka pada hari terakhir dan sudah jatuh tempo; umurnya hari kerja sejak berkas lengkap."""
    home.transactions(STOCK)
    assert home.actual("overdue_backlog", "2026-07") == 2
    share = home.row("overdue_backlog_share", "2026-07")
    assert (share.numerator, share.denominator) == (2, 3)
    assert home.actual("median_overdue_age_days", "2026-07") == (22 + 14) / 2


def test_a_longer_period_has_the_stock_of_its_last_day_and_not_a_sum(home):
    """Tunggakan adalah keadaan: triwulan memakai keadaan hari terakhirnya, bukan jumlah ketiga bulannya."""
    home.transactions("""
      complete_at | decided_at
      2026-07-01  |
      2026-07-01  | 2026-08-10
      2026-09-28  | 2026-09-30
    """)
    months = [home.actual("overdue_backlog", month) for month in ("2026-07", "2026-08", "2026-09")]
    assert months == [2, 1, 1]
    assert home.actual("overdue_backlog", "2026-Q3") == 1
    assert home.actual("median_overdue_age_days", "2026-Q3") == 63


def test_days_that_waited_for_the_applicant_are_not_part_of_the_age(home):
    """Hari jeda pemohon dikurangkan dari umur, seperti dari waktu penyelesaian."""
    home.transactions("""
      complete_at | decided_at | applicant_pause_days
      2026-07-01  |            | 5
      2026-07-31  | 2026-07-31 |
    """)
    assert home.actual("median_overdue_age_days", "2026-07") == 22 - 5


def test_a_recap_tells_how_many_but_not_how_old(home):
    """Rekap menyebut jumlah yang lewat standar, tetapi tidak umurnya; berlaku rekap terbaru dalam periode."""
    home.recap("""
      month   | completed | open | open_overdue
      2026-07 | 80        | 30   | 12
      2026-08 | 80        | 20   | 5
    """)
    assert home.actual("overdue_backlog", "2026-Q3") == 5
    assert home.actual("overdue_backlog_share", "2026-Q3") == 25
    assert home.status("median_overdue_age_days", "2026-Q3") == "no_data"


def test_the_stock_of_a_month_nobody_reported_is_shown_and_not_judged(home):
    """Tunggakan bulan yang belum dilaporkan tetap ditampilkan, tetapi tidak dinilai."""
    home.targets("""
      overdue_backlog:
        - {from: "2026-01", regions: {"11.71": 0}, decree: "SK 1"}
    """)
    home.transactions("""
      region_code | received_at | decided_at
      11.71       | 2026-07-01  |
      11.73       | 2026-08-03  | 2026-08-31
    """)
    row = home.row("overdue_backlog", "2026-08", region="11.71")
    assert (row.actual, row.status, row.reasons[0]) == (1, "cannot_judge", "not_reported")
