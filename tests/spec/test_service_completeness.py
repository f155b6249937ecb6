"""Services at work of those that a region planned, by authority and by kind; and how many services and agencies."""

COVERS = (
    "service_completeness_rate",
    "service_completeness_rate_pusat",
    "service_completeness_rate_daerah",
    "service_completeness_rate_bumn",
    "service_completeness_rate_bumd",
    "service_completeness_rate_perizinan",
    "service_completeness_rate_nonperizinan",
    "active_services",
    "agencies_present",
)

CATALOGUE = """
  code   | agency_code | standard | authority | kind
  DKC-01 | DKC         | 1 days   | daerah    | nonperizinan
  PTS-03 | PTS         | 10 days  | daerah    | perizinan
  PTS-09 | PTS         | 5 days   | daerah    | perizinan
  IMI-01 | IMI         | 4 days   | pusat     | nonperizinan
  PLN-01 | PLN         | 5 days   | bumn      | nonperizinan
  BAS-01 | BAS         | 2 days   | bumd      | nonperizinan
"""


def test_at_work_of_those_planned_in_all_by_authority_and_by_kind(home):
    """Dari enam layanan yang direncanakan, empat berjalan; kewenangan dan jenisnya masing-masing dihitung."""
    home.services(CATALOGUE)
    home.service_plan("""
      service_code
      DKC-01
      PTS-03
      PTS-09
      IMI-01
      PLN-01
      BAS-01
    """)
    home.transactions("""
      service_code | received_at | decided_at
      DKC-01       | 2026-07-06  | 2026-07-07
      PTS-03       | 2026-07-06  |
      PLN-01       | 2026-07-06  | 2026-07-07
      BAS-01       | 2026-07-06  | 2026-07-07
    """)
    row = home.row("service_completeness_rate", "2026-07")
    assert (row.numerator, row.denominator) == (4, 6)
    found = {of: home.actual(f"service_completeness_rate_{of}", "2026-07") for of in ("pusat", "bumn", "bumd")}
    assert found == {"pusat": 0, "bumn": 100, "bumd": 100}
    assert home.row("service_completeness_rate_daerah", "2026-07").denominator == 3
    assert home.actual("service_completeness_rate_perizinan", "2026-07") == 50
    assert home.actual("service_completeness_rate_nonperizinan", "2026-07") == 75
    assert home.actual("active_services", "2026-07") == 4
    assert home.actual("agencies_present", "2026-07") == 4


def test_a_service_is_at_work_for_three_months_after_it_last_received_or_decided(home):
    """Layanan dianggap berjalan dalam bulan ia menerima atau memutus permohonan dan dua bulan sesudahnya."""
    home.services(CATALOGUE)
    home.service_plan("""
      service_code
      DKC-01
      IMI-01
    """)
    home.transactions("""
      service_code | received_at | decided_at
      IMI-01       | 2026-04-06  | 2026-05-04
      DKC-01       | 2026-07-06  | 2026-08-31
    """)
    months = ("2026-05", "2026-07", "2026-08")
    assert [home.actual("service_completeness_rate", month) for month in months] == [50, 100, 50]
    assert home.actual("service_completeness_rate", "2026-Q3") == 50


def test_without_a_plan_completeness_is_unknown(home):
    """Tanpa rencana, kelengkapan belum diketahui; provinsi menghitung daerah yang rencananya diketahui."""
    home.services(CATALOGUE)
    home.service_plan("""
      region_code | service_code
      11.71       | DKC-01
    """)
    home.transactions("""
      region_code | service_code | received_at
      11.71       | DKC-01       | 2026-07-06
      11.73       | DKC-01       | 2026-07-06
    """)
    assert home.status("service_completeness_rate", "2026-07", region="11.73") == "no_data"
    assert home.row("service_completeness_rate", "2026-07").denominator == 1
    assert home.actual("active_services", "2026-07") == 2


def test_the_plan_is_that_of_the_last_day_of_the_period(home):
    """Berlaku rencana pada hari terakhir periode; layanan di luar rencana tidak menaikkan kelengkapan."""
    home.services(CATALOGUE)
    home.service_plan("""
      service_code | planned_from | planned_to
      DKC-01       | 2026-01-01   | 2026-07-30
      IMI-01       | 2026-01-01   |
      PLN-01       | 2026-08-01   |
    """)
    home.transactions("""
      service_code | received_at
      DKC-01       | 2026-07-06
      DKC-01       | 2026-08-06
    """)
    rows = [home.row("service_completeness_rate", month) for month in ("2026-07", "2026-08")]
    assert [(row.numerator, row.denominator) for row in rows] == [(0, 1), (0, 2)]


def test_a_region_that_told_nothing_for_three_months_is_unknown(home):
    """Daerah yang tiga bulan tidak melapor tidak dinilai nol: apakah layanannya berjalan, tidak diketahui."""
    home.services(CATALOGUE)
    home.service_plan("""
      region_code | service_code
      11.71       | DKC-01
      11.73       | DKC-01
    """)
    home.transactions("""
      region_code | service_code | received_at
      11.71       | DKC-01       | 2026-04-06
      11.73       | DKC-01       | 2026-07-06
    """)
    assert home.row("service_completeness_rate", "2026-06", region="11.71").reasons == ("not_reported",)
    assert home.actual("service_completeness_rate", "2026-06", region="11.71") == 100
    assert home.status("service_completeness_rate", "2026-07", region="11.71") == "no_data"
    assert home.row("service_completeness_rate", "2026-07").denominator == 1


def test_a_recap_row_that_tells_of_something_is_enough(home):
    """Baris rekap cukup, asalkan menyebut sesuatu yang masuk atau diputus; baris yang seluruhnya nol tidak."""
    home.services(CATALOGUE)
    home.service_plan("""
      service_code
      DKC-01
      IMI-01
    """)
    home.recap("""
      service_code | month   | received | completed
      DKC-01       | 2026-07 | 12       | 9
      IMI-01       | 2026-07 | 0        | 0
    """)
    assert home.actual("service_completeness_rate", "2026-07") == 50
    assert home.actual("agencies_present", "2026-07") == 1


def test_agencies_of_the_province_are_added_up_over_its_malls(home):
    """Untuk provinsi, instansi yang hadir dijumlahkan dari semua MPP; satu instansi di dua MPP dihitung dua."""
    home.services(CATALOGUE)
    home.transactions("""
      region_code | service_code | received_at
      11.71       | PTS-03       | 2026-07-06
      11.71       | PTS-09       | 2026-07-06
      11.73       | PTS-03       | 2026-07-06
    """)
    by_region = {code: home.actual("agencies_present", "2026-07", code, by="region") for code in ("11.71", "11.73")}
    assert by_region == {"11.71": 1, "11.73": 1}
    assert home.actual("agencies_present", "2026-07") == 2
