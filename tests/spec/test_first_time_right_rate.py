"""Decided without the file having been returned to the applicant."""

COVERS = ("first_time_right_rate",)


def test_a_file_returned_even_once_is_not_right_the_first_time(home):
    """Berkas yang dikembalikan satu kali saja sudah tidak selesai sekali jalan; penolakan adalah putusan."""
    home.transactions("""
      complete_at | decided_at | status  | returns
      2026-07-06  | 2026-07-07 | selesai | 0
      2026-07-06  | 2026-07-07 | ditolak | 0
      2026-07-06  | 2026-07-08 | selesai | 1
      2026-07-06  | 2026-07-08 | selesai | 3
    """)
    assert home.actual("first_time_right_rate", "2026-07") == 50


def test_where_the_number_of_returns_is_not_told_it_is_unknown_and_not_none(home):
    """Kolom pengembalian yang kosong berarti tidak diketahui, bukan nol; kolom *dikembalikan* dalam rekap tidak
    menyebut berkas mana, sehingga tidak ikut.
    """
    home.transactions("""
      complete_at | decided_at | returns
      2026-07-06  | 2026-07-07 | 0
      2026-07-06  | 2026-07-07 |
    """)
    home.recap("""
      region_code | month   | completed | returned
      11.73       | 2026-07 | 80        | 5
    """)
    row = home.row("first_time_right_rate", "2026-07")
    assert (row.numerator, row.denominator) == (1, 1)
    assert home.status("first_time_right_rate", "2026-07", region="11.73") == "no_data"
