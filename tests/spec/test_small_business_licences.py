"""Business numbers (NIB) issued to micro and small businesses."""

COVERS = ("small_business_licences",)

NIB = """
  code   | standard
  PTS-01 | 30 minutes
"""


def test_completed_nib_of_micro_and_small_businesses(home):
    """NIB yang selesai bagi usaha mikro dan kecil; layanan lain, skala lain, dan penolakan tidak termasuk."""
    home.services(NIB)
    home.transactions("""
      service_code | received_at | decided_at | status  | business_scale
      PTS-01       | 2026-07-06  | 2026-07-06 | selesai | mikro
      PTS-01       | 2026-07-06  | 2026-07-06 | selesai | Usaha Kecil
      PTS-01       | 2026-07-06  | 2026-07-06 | selesai | menengah
      PTS-01       | 2026-07-06  | 2026-07-06 | ditolak | mikro
      3-HARI       | 2026-07-06  | 2026-07-06 | selesai | mikro
    """)
    assert home.actual("small_business_licences", "2026-07") == 2


def test_where_no_scale_is_written_the_number_is_unknown_and_not_zero(home):
    """Bila skala usaha tidak ditulis sama sekali, jumlahnya belum diketahui; bila ditulis, nol adalah nol."""
    home.services(NIB)
    home.transactions("""
      region_code | service_code | received_at | decided_at | business_scale
      11.71       | PTS-01       | 2026-07-06  | 2026-07-06 |
      11.73       | PTS-01       | 2026-07-06  | 2026-07-06 | besar
    """)
    assert home.status("small_business_licences", "2026-07", region="11.71") == "no_data"
    assert home.actual("small_business_licences", "2026-07", region="11.73") == 0
