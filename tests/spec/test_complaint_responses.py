"""The first answer to a complaint: how soon, and within 3 working days."""

COVERS = ("complaint_response_on_time_rate", "median_complaint_response_days")


def test_working_days_from_receipt_to_the_first_answer_and_the_day_of_receipt_is_day_0(home):
    """Dihitung dalam hari kerja sejak diterima (hari ke-0) sampai tanggapan pertama; batasnya 3 hari kerja."""
    home.complaints("""
      received_at      | first_response_at | resolved_at
      2026-07-03 15:00 | 2026-07-08 15:30  | 2026-07-10
      2026-07-03 08:00 | 2026-07-09 08:00  | 2026-07-10
      2026-07-06       | 2026-07-06        | 2026-07-10
    """)
    row = home.row("complaint_response_on_time_rate", "2026-07")
    assert (row.numerator, row.denominator) == (2, 3)
    assert home.actual("median_complaint_response_days", "2026-07") == 3


def test_an_answer_counts_in_its_own_month_though_the_complaint_is_still_open(home):
    """Tanggapan dihitung pada bulannya sendiri, walaupun pengaduannya belum selesai."""
    home.complaints("""
      received_at | first_response_at | resolved_at
      2026-07-30  | 2026-08-03        |
    """)
    assert home.status("complaint_response_on_time_rate", "2026-07") == "no_data"
    assert home.actual("complaint_response_on_time_rate", "2026-08") == 100


def test_without_a_recorded_answer_nothing_is_known_of_it(home):
    """Tanpa tanggapan yang tercatat, waktunya tidak diketahui, juga bila pengaduannya sudah selesai."""
    home.complaints("""
      received_at | first_response_at | resolved_at
      2026-07-06  | 2026-07-07        | 2026-07-10
      2026-07-06  |                   | 2026-07-07
    """)
    assert home.row("complaint_response_on_time_rate", "2026-07").denominator == 1
