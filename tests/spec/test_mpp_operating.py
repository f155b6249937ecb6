"""How many regions have an MPP in operation."""

COVERS = ("mpp_operating",)


def test_a_region_has_one_or_none_or_is_unknown(home):
    """Kabupaten/kota bernilai 1 atau 0; yang belum diketahui tetap belum ada data, dan provinsi menghitung yang
    beroperasi.
    """
    home.mpp_status("""
      code  | status         | soft_launch
      11.71 | operasi        | 2019-12-03
      11.73 | operasi        | 2024-12
      11.11 | rencana        |
      11.18 | belum          |
      11.01 | belum ada data |
    """)
    regions = {code: home.actual("mpp_operating", "2026-07", code, by="region") for code in ("11.71", "11.11", "11.18")}
    assert regions == {"11.71": 1, "11.11": 0, "11.18": 0}
    assert home.status("mpp_operating", "2026-07", "11.01", by="region") == "no_data"
    assert home.actual("mpp_operating", "2026-07") == 2


def test_it_counts_from_the_month_operation_began(home):
    """MPP dihitung sejak bulan mulai beroperasi; untuk periode yang lebih panjang berlaku keadaan pada akhirnya."""
    home.mpp_status("""
      code  | status  | soft_launch
      11.71 | operasi | 2019-12-03
      11.73 | operasi | 2024-12
    """)
    assert home.actual("mpp_operating", "2024-11") == 1
    assert home.actual("mpp_operating", "2024") == 2


def test_the_target_of_the_province_is_all_23(home):
    """Target provinsi 23; target itu tidak diwariskan kepada kabupaten/kota."""
    home.targets("""
      mpp_operating:
        - {from: "2021-11", value: 23, decree: "Arahan Wakil Presiden, 16 November 2021"}
    """)
    home.mpp_status("""
      code  | status  | soft_launch
      11.71 | operasi | 2019-12-03
      11.11 | rencana |
    """)
    row = home.row("mpp_operating", "2021-11")
    assert (row.actual, row.target, row.status) == (1, 23, "missed")
    assert home.status("mpp_operating", "2021-11", "11.71", by="region") == "no_target"


def test_a_region_without_an_mpp_still_has_its_zero(home):
    """Daerah yang belum memiliki MPP tidak dinilai pada indikator lain, tetapi di sini tetap dihitung 0."""
    home.mpp_status("""
      code  | status  | soft_launch
      11.71 | operasi | 2019-12-03
      11.11 | rencana |
    """)
    home.transactions("""
      complete_at | decided_at
      2026-07-06  | 2026-07-07
    """)
    assert home.actual("mpp_operating", "2026-07", "11.11", by="region") == 0
    assert home.status("on_time_rate", "2026-07", "11.11", by="region") == "not_applicable"


def test_an_accepted_milestone_replaces_the_news_about_its_region(home):
    """Tahap yang diunggah menggantikan kabar tentang daerah itu: beroperasi sejak soft launching, kalau tidak ada sejak
    operasi terbatas atau peresmian. Sesudah unggahan dibatalkan, kabar itu berlaku lagi.
    """
    home.mpp_status("""
      code  | status         | soft_launch
      11.07 | operasi        | 2024-11
      11.11 | rencana        |
      11.01 | belum ada data |
    """)
    assert home.actual("mpp_operating", "2024-12") == 1
    sent = home.milestones("""
      region_code | milestone        | planned_on | happened_on
      11.07       | soft_launch      | 2026-12    |
      11.11       | operasi_terbatas |            | 2026-02
      11.11       | peresmian        |            | 2026-05-02
      11.01       | lokasi           |            | 2026-01
    """)
    regions = {code: home.actual("mpp_operating", "2026-03", code, by="region") for code in ("11.07", "11.11", "11.01")}
    assert regions == {"11.07": 0, "11.11": 1, "11.01": 0}
    assert home.actual("mpp_operating", "2026-01") == 0
    home.undo(sent)
    assert home.actual("mpp_operating", "2024-12") == 1
    assert home.status("mpp_operating", "2026-03", "11.01", by="region") == "no_data"


def test_steps_that_break_the_order_of_the_path_are_refused(home):
    """Tahap yang terjadi mendahului tahap sebelumnya ditolak, begitu juga yang belum terjadi dan yang tidak dikenal."""
    home.mpp_status("""
      code  | status
      11.07 | belum ada data
    """)
    home.milestones(
        """
      region_code | milestone   | happened_on
      11.07       | soft_launch | 2025-02
      11.07       | peresmian   | 2025-01-31
      11.11       | soft_launch | 2027-01
      11.18       | rapat       | 2025-01
      11.73       | lokasi      | 2025-01
    """,
        refused=4,
    )
    assert home.status("mpp_operating", "2026-03", "11.07", by="region") == "no_data"
