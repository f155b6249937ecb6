"""Rekap bulanan.

Counts of a month without single records (rules.md 1 and 3).
"""

COVERS = ()


def test_completed_and_on_time_of_a_recap_serve_the_on_time_rate(home):
    """Selesai dan tepat_waktu dari rekap masuk ketepatan waktu, bersama permohonan dari layanan lain."""
    home.recap("""
      month   | standard | received | completed | completed_on_time
      2026-07 | 5 days   | 120      | 100       | 80
    """)
    home.transactions("""
      complete_at | decided_at | standard | n
      2026-07-06  | 2026-07-07 | 3 days   | 10
    """)
    row = home.row("on_time_rate", "2026-07")
    assert (row.numerator, row.denominator) == (90, 110)
    assert home.actual("received", "2026-07") == 130
    assert home.actual("completed", "2026-07") == 110


def test_rejections_of_a_recap_count_in_rejected_and_clearance_only(home):
    """Ditolak dari rekap hanya masuk jumlah penolakan dan rasio penyelesaian."""
    home.recap("""
      month   | channel    | received | completed | completed_on_time | rejected
      2026-07 | elektronik | 10       | 6         | 6                 | 2
    """)
    assert home.actual("rejected", "2026-07") == 2
    assert home.actual("clearance_rate", "2026-07") == 80
    assert home.row("on_time_rate", "2026-07").denominator == 6
    assert home.row("digital_share", "2026-07").denominator == 6


def test_recap_rows_without_a_channel_stay_out_of_channel_shares(home):
    """Baris rekap tanpa kanal tidak ikut dalam pangsa kanal."""
    home.recap("""
      month   | standard | channel    | received | completed
      2026-07 | 3 days   | elektronik | 10       | 6
      2026-07 | 3 days   | langsung   | 10       | 2
      2026-07 | 5 days   |            | 10       | 8
    """)
    row = home.row("digital_share", "2026-07")
    assert (row.numerator, row.denominator) == (6, 8)


def test_a_recap_that_does_not_say_how_many_were_on_time_is_not_judged(home):
    """Sel tepat_waktu yang kosong berarti tidak diketahui: layanan itu tidak ikut dinilai ketepatan waktunya."""
    home.recap("""
      month   | standard | received | completed | completed_on_time
      2026-07 | 3 days   | 10       | 6         | 3
      2026-07 | 5 days   | 10       | 8         |
    """)
    row = home.row("on_time_rate", "2026-07")
    assert (row.numerator, row.denominator) == (3, 6)
    assert home.actual("completed", "2026-07") == 14


def test_medians_leave_recaps_out(home):
    """Nilai tengah hanya dapat dihitung dari permohonan satu per satu; rekap tidak ikut."""
    home.recap("""
      month   | standard | received | completed
      2026-07 | 5 days   | 100      | 100
    """)
    assert home.actual("median_processing_days", "2026-07") is None
    home.transactions("""
      complete_at | decided_at
      2026-07-06  | 2026-07-08
    """)
    assert home.actual("median_processing_days", "2026-07") == 2


def test_beside_records_of_the_service_and_month_its_recap_does_not_count(home):
    """Bila permohonan suatu layanan pada bulan itu ada, rekap layanan dan bulan itu tidak dihitung."""
    home.recap("""
      month   | received | completed | completed_on_time
      2026-06 | 50       | 50        | 50
      2026-07 | 50       | 50        | 50
    """)
    records = home.transactions("""
      complete_at | decided_at
      2026-07-06  | 2026-07-07
      2026-07-06  | 2026-07-20
    """)
    assert home.actual("received", "2026-06") == 50
    assert home.actual("received", "2026-07") == 2
    assert home.actual("on_time_rate", "2026-07") == 50
    home.undo(records)
    assert home.actual("received", "2026-07") == 50


def test_a_closing_time_alone_puts_the_recap_of_that_month_aside(home):
    """Satu permohonan yang ditutup pada bulan itu, juga karena dicabut, sudah mengesampingkan rekapnya."""
    home.recap("""
      month   | received | completed
      2026-08 | 50       | 50
    """)
    home.transactions("""
      received_at | decided_at | status
      2026-07-06  | 2026-08-03 | dicabut
    """)
    assert home.actual("received", "2026-08") is None
    assert home.status("received", "2026-08") == "no_data"


def test_another_region_or_service_keeps_its_recap(home):
    """Rekap kabupaten/kota atau layanan lain tetap dihitung."""
    home.recap("""
      region_code | month   | standard | received
      11.71       | 2026-07 | 3 days   | 10
      11.71       | 2026-07 | 5 days   | 20
      11.73       | 2026-07 | 3 days   | 40
    """)
    home.transactions("""
      region_code | received_at | standard
      11.71       | 2026-07-06  | 3 days
    """)
    assert home.actual("received", "2026-07") == 1 + 20 + 40


def test_open_past_the_standard_is_the_stock_of_the_newest_recap_month_of_a_region(home):
    """Lewat_standar adalah persediaan: yang dipakai ialah bulan rekap terbaru daerah itu dalam periode, bukan
    jumlahnya.
    """
    home.recap("""
      region_code | month   | received | completed | completed_on_time | open | open_overdue
      11.71       | 2026-07 | 10       | 10        | 10                | 9    | 5
      11.71       | 2026-08 | 10       | 10        | 10                | 4    | 2
      11.73       | 2026-07 | 10       | 10        | 10                | 8    | 7
    """)
    assert home.row("on_time_rate_with_open", "2026-07").denominator == 20 + 5 + 7
    assert home.row("on_time_rate_with_open", "2026-Q3").denominator == 30 + 2 + 7


def test_a_counting_recap_row_reports_its_month(home):
    """Rekap yang dihitung juga melaporkan bulannya: tidak ada yang masuk berarti 0, bukan belum lapor."""
    home.recap("""
      month   | received | completed
      2026-07 | 0        | 0
    """)
    assert home.actual("received", "2026-07") == 0
    assert home.card(region="11.71").complete_through == "2026-07"


def test_more_on_time_than_completed_is_refused(home):
    """Tepat waktu lebih banyak daripada yang selesai, atau lewat standar lebih banyak daripada yang diproses,
    ditolak.
    """
    home.recap(
        """
      month   | received | completed | completed_on_time | open | open_overdue
      2026-06 | 10       | 5         | 5                 | 2    | 1
      2026-07 | 10       | 5         | 6                 | 2    | 1
      2026-08 | 10       | 5         | 5                 | 2    | 3
    """,
        refused=2,
    )
    assert home.actual("completed", "2026-Q3") is None
    assert home.actual("completed", "2026-06") == 5
