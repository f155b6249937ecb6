"""Target dan penilaian.

What holds for every indicator when an actual meets its target (rules.md 4).
"""

import pytest

COVERS = ()

NINE_OF_TEN = """
  complete_at | decided_at | n
  2026-07-06  | 2026-07-07 | 9
  2026-07-06  | 2026-07-20 | 1
"""


def test_the_target_is_the_one_in_force_on_the_last_day_of_the_period(home):
    """Target yang dipakai ialah yang berlaku pada hari terakhir periode."""
    home.targets("""
      on_time_rate:
        - {from: "2026-01", value: 80, decree: "SK 1"}
        - {from: "2026-08", value: 95, decree: "SK 2"}
    """)
    home.transactions(NINE_OF_TEN)
    assert home.row("on_time_rate", "2026-07").target == 80
    assert home.row("on_time_rate", "2026-Q3").target == 95
    assert home.status("on_time_rate", "2026-07") == "achieved"
    assert home.status("on_time_rate", "2026-Q3") == "missed"
    assert home.status("on_time_rate", "2025-12") == "no_data"


def test_a_region_and_its_parts_inherit_the_target_of_the_province_unless_they_have_their_own(home):
    """Kabupaten/kota mewarisi target provinsi kecuali memiliki target sendiri; layanan mewarisi target
    keseluruhannya.
    """
    home.targets("""
      on_time_rate:
        - {from: "2026-01", value: 90, regions: {"11.71": 95}, decree: "SK 1"}
    """)
    home.transactions("""
      region_code | complete_at | decided_at | n
      11.71       | 2026-07-06  | 2026-07-07 | 9
      11.71       | 2026-07-06  | 2026-07-20 | 1
      11.73       | 2026-07-06  | 2026-07-07 | 9
      11.73       | 2026-07-06  | 2026-07-20 | 1
    """)
    assert home.row("on_time_rate", "2026-07", "11.71", by="region").target == 95
    assert home.row("on_time_rate", "2026-07", "11.73", by="region").target == 90
    assert home.row("on_time_rate", "2026-07", "3-HARI", by="service").target == 90
    assert home.row("on_time_rate", "2026-07", "3-HARI", by="service", region="11.71").target == 95
    assert home.status("on_time_rate", "2026-07", "11.71", by="region") == "missed"
    assert home.status("on_time_rate", "2026-07", "11.73", by="region") == "achieved"


def test_exactly_on_the_target_is_achieved(home):
    """Tepat pada target berarti tercapai, dengan capaian 100 %."""
    home.targets("""
      on_time_rate:
        - {from: "2026-01", value: 90, decree: "SK 1"}
    """)
    home.transactions(NINE_OF_TEN)
    row = home.row("on_time_rate", "2026-07")
    assert (row.actual, row.achievement_pct, row.status) == (90, 100, "achieved")


def test_without_a_target_the_figure_stands_alone(home):
    """Tanpa target angkanya tetap tampil, tanpa capaian dan tanpa penilaian."""
    home.transactions(NINE_OF_TEN)
    row = home.row("on_time_rate", "2026-07")
    assert (row.actual, row.target, row.achievement_pct, row.status) == (90, None, None, "no_target")


def test_a_range_is_achieved_only_inside_its_bounds_and_the_percent_decides_nothing(home):
    """Target berentang tercapai hanya di dalam batasnya; capaian di atas 100 % pun tidak mengubah statusnya."""
    home.targets("""
      on_time_rate:
        - {from: "2026-01", range: [70, 80], decree: "SK 1"}
        - {from: "2026-08", range: [80, 90], decree: "SK 2"}
    """)
    home.transactions(NINE_OF_TEN)
    home.transactions("""
      complete_at | decided_at | n
      2026-08-03  | 2026-08-04 | 9
      2026-08-03  | 2026-08-20 | 1
    """)
    july, august = home.row("on_time_rate", "2026-07"), home.row("on_time_rate", "2026-08")
    assert (july.status, july.achievement_pct) == ("missed", 112.5)
    assert (august.status, august.achievement_pct) == ("achieved", 100)


def test_a_target_of_zero_where_higher_is_better_has_no_achievement_and_is_flagged(home):
    """Pada target 0 yang semakin tinggi semakin baik, capaian tidak dapat dihitung dan hal itu disebut."""
    home.targets("""
      on_time_rate:
        - {from: "2026-01", value: 0, decree: "SK 1"}
    """)
    home.transactions(NINE_OF_TEN)
    row = home.row("on_time_rate", "2026-07")
    assert (row.achievement_pct, row.status, row.reasons) == (None, "achieved", ("target_zero",))


def test_a_period_that_is_not_over_is_not_judged(home):
    """Periode yang belum berakhir tidak dinilai; kumulatif dan 12 bulan sampai bulan yang sudah berakhir dinilai."""
    home.targets("""
      on_time_rate:
        - {from: "2025-01", value: 90, decree: "SK 1"}
    """)
    home.transactions("""
      complete_at | decided_at | n
      2026-10-05  | 2026-10-06 | 9
      2026-11-02  | 2026-11-03 | 1
    """)
    for partial in ("2026-11", "2026-Q4", "2026-S2", "2026"):
        row = home.row("on_time_rate", partial)
        assert (row.status, "partial_period" in row.reasons) == ("cannot_judge", True)
        assert row.actual == 100
    assert home.status("on_time_rate", "2026-10") == "achieved"
    assert home.status("on_time_rate", "ytd:2026-10") == "achieved"
    assert home.status("on_time_rate", "r12:2026-10") == "achieved"


def test_a_period_is_over_the_day_after_its_last_day(home):
    """Suatu bulan berakhir sesudah hari terakhirnya lewat: pada 31 Juli belum dinilai, pada 1 Agustus sudah."""
    home.targets("""
      on_time_rate:
        - {from: "2026-01", value: 90, decree: "SK 1"}
    """)
    home.today("2026-07-31 23:59")
    home.transactions(NINE_OF_TEN)
    assert home.status("on_time_rate", "2026-07") == "cannot_judge"
    home.today("2026-08-01 00:00")
    assert home.status("on_time_rate", "2026-07") == "achieved"


def test_lower_is_better_never_falls_below_zero_percent(home):
    """Semakin rendah semakin baik: 18 terhadap target 15 memberi 80 %, dan 31 memberi 0 %, tidak pernah kurang."""
    home.targets("""
      median_processing_minutes:
        - {from: "2026-01", value: 15, decree: "SK 1"}
    """)
    home.transactions("""
      complete_at      | decided_at       | standard
      2026-07-06 09:00 | 2026-07-06 09:18 | 30 minutes
      2026-08-06 09:00 | 2026-08-06 09:31 | 30 minutes
    """)
    assert home.row("median_processing_minutes", "2026-07").achievement_pct == pytest.approx(80)
    assert home.row("median_processing_minutes", "2026-08").achievement_pct == 0


def test_a_target_may_move_on_a_path_and_the_last_month_of_the_period_says_where_it_stands(home):
    """Target dapat bergeser menurut jalannya; untuk satu periode dipakai nilai bulan terakhirnya."""
    home.targets("""
      on_time_rate:
        - {from: "2026-01", value: 84, path: {to: 96, by: "2026-07"}, decree: "SK 1"}
    """)
    home.transactions(NINE_OF_TEN)
    drawn = [
        home.row("on_time_rate", period).target for period in ("2026-01", "2026-04", "2026-Q2", "2026-07", "2026-Q3")
    ]
    assert drawn == [84, 90, 94, 96, 96]
    assert home.status("on_time_rate", "2026-07") == "missed"


def test_a_service_and_a_region_may_have_a_target_of_their_own_also_a_range(home):
    """Layanan dan kabupaten/kota dapat memiliki target sendiri, juga berupa rentang; target layanan didahulukan."""
    home.targets("""
      on_time_rate:
        - {from: "2026-01", value: 95, regions: {"11.71": [85, 92]}, services: {3-HARI: 80}, decree: "SK 1"}
    """)
    home.transactions(NINE_OF_TEN)
    assert home.row("on_time_rate", "2026-07").status == "missed"
    assert home.row("on_time_rate", "2026-07", "11.71", by="region").target == (85, 92)
    assert home.status("on_time_rate", "2026-07", "11.71", by="region") == "achieved"
    assert home.row("on_time_rate", "2026-07", "3-HARI", by="service").target == 80
    assert home.row("on_time_rate", "2026-07", "3-HARI", by="service", region="11.71").target == 80


def test_a_year_of_a_count_may_have_a_target_beside_those_of_its_months(home):
    """Jumlah dapat bertarget setahun di samping target bulanannya: setahun utuh memakai target tahunan, selain itu
    target bulanan dijumlahkan.
    """
    home.targets("""
      completed:
        - {from: "2025-01", value: 3, decree: "SK 1"}
        - {from: "2025-01", value: 20, per: year, decree: "SK 1"}
    """)
    home.transactions("""
      complete_at | decided_at | n
      2025-07-07  | 2025-07-08 | 10
    """)
    assert home.row("completed", "2025-Q3").target == 9
    assert home.row("completed", "ytd:2025-10").target == 30
    assert home.row("completed", "2025").target == 20
    assert home.status("completed", "2025-Q3") == "achieved"
    assert home.status("completed", "2025") == "missed"


def test_from_a_month_on_there_may_be_no_target_any_more(home):
    """Target dapat diakhiri: sejak bulan itu angkanya tampil tanpa penilaian."""
    home.targets("""
      on_time_rate:
        - {from: "2026-01", value: 90, decree: "SK 1"}
        - {from: "2026-08", ends: true, decree: "SK 2"}
    """)
    home.transactions("""
      complete_at | decided_at
      2026-07-06  | 2026-07-07
      2026-08-03  | 2026-08-04
    """)
    assert home.status("on_time_rate", "2026-07") == "achieved"
    assert home.status("on_time_rate", "2026-08") == "no_target"
