"""Pelaporan: nol, belum lapor, dan tidak berlaku.

Zero, not reported and not applicable are three different things (rules.md 1 and 4).
"""

COVERS = ()

ON_TIME_90 = """
  on_time_rate:
    - {from: "2020-01", value: 90, decree: "SK 1"}
"""


def test_a_month_is_reported_when_an_application_is_received_or_decided_in_it(home):
    """Bulan terlaporkan bila ada permohonan yang masuk atau diputus di dalamnya."""
    home.targets(ON_TIME_90)
    home.transactions("""
      received_at | decided_at
      2026-06-29  | 2026-07-01
      2026-08-03  |
    """)
    assert home.actual("received", "2026-07") == 0
    july, august = home.row("on_time_rate", "2026-07"), home.row("on_time_rate", "2026-08")
    september = home.row("on_time_rate", "2026-09")
    assert (july.status, july.denominator) == ("achieved", 1)
    assert (august.status, august.denominator, august.reasons) == ("no_data", 0, ("no_cases",))
    assert (september.status, september.denominator, september.reasons) == ("no_data", None, ("not_reported",))


def test_a_period_that_ended_with_months_unreported_is_judged_and_says_so(home):
    """Periode yang sudah berakhir tetap dinilai walaupun ada bulan yang belum dilaporkan, dan hal itu disebut."""
    home.targets(ON_TIME_90)
    home.transactions("""
      complete_at | decided_at
      2026-07-06  | 2026-07-07
      2026-09-07  | 2026-09-08
    """)
    row = home.row("on_time_rate", "2026-Q3")
    assert (row.status, row.reasons) == ("achieved", ("unreported_months",))


def test_only_a_region_known_to_have_no_mpp_is_not_applicable_and_only_without_records(home):
    """Tidak berlaku hanya bagi daerah yang diketahui belum memiliki MPP dan tidak mengirim catatan; selainnya belum
    ada data.
    """
    home.targets(ON_TIME_90)
    home.mpp_status("""
      code  | status
      11.71 | operasi
      11.11 | rencana
      11.18 | belum
      11.01 | belum ada data
      11.15 | belum
    """)
    home.transactions("""
      region_code | complete_at | decided_at
      11.15       | 2026-07-06  | 2026-07-07
    """)
    codes = ("11.71", "11.11", "11.18", "11.01", "11.15")
    assert [home.status("on_time_rate", "2026-07", code, by="region") for code in codes] == [
        "no_data",
        "not_applicable",
        "not_applicable",
        "no_data",
        "achieved",
    ]


def test_all_23_regions_are_listed_with_or_without_records(home):
    """Semua 23 kabupaten/kota tercantum, dengan atau tanpa catatan."""
    home.transactions("""
      received_at
      2026-07-06
    """)
    assert len(home.score("2026-07", indicators=["received"], by="region").rows) == 23
    assert home.status("received", "2026-07", "11.10", by="region") == "no_data"


def test_a_region_is_complete_up_to_the_month_before_its_first_gap(home):
    """Data suatu daerah lengkap sampai bulan terakhir sebelum ada yang terlewat; bulan itu menjadi periode bawaan."""
    home.transactions("""
      received_at
      2026-03-02
      2026-04-06
      2026-05-04
      2026-07-06
    """)
    card = home.card(region="11.71")
    assert (card.complete_through, card.period) == ("2026-05", "2026-05")


def test_the_province_is_complete_when_half_of_the_reporting_regions_have_reported(home):
    """Data provinsi lengkap sampai bulan terbaru yang dilaporkan sedikitnya separuh daerah pelapor, dengan
    cakupannya.
    """
    home.transactions("""
      region_code | received_at
      11.71       | 2026-06-02
      11.71       | 2026-07-06
      11.71       | 2026-08-03
      11.73       | 2026-06-02
      11.73       | 2026-07-06
      11.74       | 2026-06-02
    """)
    card = home.card()
    assert (card.complete_through, card.period, card.coverage) == ("2026-07", "2026-07", (2, 3))


def test_the_running_month_is_never_the_complete_one(home):
    """Bulan yang sedang berjalan tidak pernah menjadi periode bawaan."""
    home.transactions("""
      received_at
      2026-10-05
      2026-11-02
    """)
    assert home.card().period == "2026-10"
    assert home.card(region="11.71").complete_through == "2026-10"


def test_an_empty_home_answers_with_no_data_for_the_last_month_that_ended(home):
    """Rumah data yang kosong menjawab belum ada data untuk bulan terakhir yang sudah berakhir."""
    card = home.card()
    assert (card.period, card.complete_through, card.coverage) == ("2026-10", None, (0, 0))
    assert home.status("on_time_rate", "2026-10") == "no_data"


def test_a_period_wholly_inside_force_majeure_is_not_judged(home):
    """Periode yang seluruhnya keadaan kahar ditandai dan tidak dinilai; angkanya tetap tampil."""
    home.targets(ON_TIME_90)
    home.force_majeure("""
      region_code | from       | to
      11.71       | 2026-07-01 | 2026-07-31
    """)
    home.transactions("""
      complete_at | decided_at
      2026-07-06  | 2026-07-20
    """)
    row = home.row("on_time_rate", "2026-07", region="11.71")
    assert (row.status, row.actual) == ("force_majeure", 0)


def test_a_decree_and_its_extension_count_as_one(home):
    """Keadaan kahar yang diperpanjang dihitung bersambung: dua SK yang bersama menutup bulan
    itu menandai seluruhnya.
    """
    home.force_majeure("""
      region_code | from       | to
      11.71       | 2026-07-01 | 2026-07-14
      11.71       | 2026-07-15 | 2026-08-10
    """)
    assert home.status("on_time_rate", "2026-07", region="11.71") == "force_majeure"
    assert home.status("on_time_rate", "2026-08", region="11.71") == "no_data"


def test_a_longer_period_that_touches_force_majeure_is_judged_and_says_so_the_province_too(home):
    """Periode yang hanya sebagian keadaan kahar tetap dinilai dan hal itu disebut; begitu pula provinsi."""
    home.targets(ON_TIME_90)
    home.force_majeure("""
      region_code | from       | to
      11.71       | 2026-07-01 | 2026-07-31
    """)
    home.transactions("""
      region_code | complete_at | decided_at
      11.71       | 2026-07-06  | 2026-07-07
      11.71       | 2026-08-06  | 2026-08-07
      11.73       | 2026-07-06  | 2026-07-07
      11.73       | 2026-08-06  | 2026-08-07
    """)
    for row in (
        home.row("on_time_rate", "2026-07..2026-08", region="11.71"),
        home.row("on_time_rate", "2026-07"),
    ):
        assert (row.status, row.reasons) == ("achieved", ("force_majeure_in_period",))
    elsewhere = home.row("on_time_rate", "2026-07", region="11.73")
    assert (elsewhere.status, elsewhere.reasons) == ("achieved", ())


def test_a_region_closed_by_force_majeure_is_not_without_data(home):
    """Daerah yang tidak melapor karena keadaan kahar ditandai keadaan kahar, bukan belum ada data."""
    home.force_majeure("""
      region_code | from       | to
      11.71       | 2026-07-01 | 2026-07-31
    """)
    assert home.status("on_time_rate", "2026-07", region="11.71") == "force_majeure"
