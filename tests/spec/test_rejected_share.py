"""The share of rejected applications, over single records."""

COVERS = ("rejected_share",)


def test_rejected_of_all_decided_and_withdrawn_ones_are_neither(home):
    """Ditolak dibagi yang diputus; yang dicabut dan yang masih proses tidak termasuk."""
    home.transactions("""
      complete_at | decided_at | status  | n
      2026-07-06  | 2026-07-07 | selesai | 3
      2026-07-06  | 2026-07-08 | ditolak | 1
      2026-07-06  | 2026-07-09 | dicabut | 2
      2026-07-06  |            | proses  | 2
    """)
    row = home.row("rejected_share", "2026-07")
    assert (row.numerator, row.denominator, row.actual) == (1, 4, 25)


def test_the_rejected_ones_of_a_recap_stand_in_no_share(home):
    """Penolakan dalam rekap dihitung dalam jumlah penolakan, tetapi rekap tidak ikut dalam persentasenya."""
    home.recap("""
      month   | received | completed | rejected
      2026-07 | 100      | 80        | 20
    """)
    assert home.actual("rejected", "2026-07") == 20
    assert home.status("rejected_share", "2026-07") == "no_data"
