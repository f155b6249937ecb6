"""Steps of a region's path to its MPP: kept on time or not, and how long nothing has happened."""

COVERS = ("milestones_on_schedule_rate", "months_since_last_milestone")


def test_a_step_is_on_schedule_when_it_happened_by_its_planned_date(home):
    """Tahap dihitung pada bulan rencananya; sesuai rencana bila terjadi paling lambat pada tanggal itu. Yang hanya
    diketahui bulannya dibandingkan menurut bulan; yang belum terjadi tidak sesuai rencana.
    """
    home.milestones("""
      region_code | milestone      | planned_on | happened_on
      11.11       | kajian_urgensi | 2026-03-10 | 2026-03-10
      11.11       | lokasi         | 2026-03-10 | 2026-03-11
      11.11       | anggaran       | 2026-03    | 2026-03-31
      11.11       | pks            | 2026-03-31 |
      11.11       | soft_launch    | 2026-12    |
    """)
    assert home.actual("milestones_on_schedule_rate", "2026-03") == 50
    assert home.status("milestones_on_schedule_rate", "2026-02") == "no_data"


def test_months_pass_since_the_last_step_until_the_next_one_or_operation(home):
    """Bulan sejak tahap terakhir, rata-rata daerah yang belum ber-MPP dan pernah melaporkan tahap; tahap baru
    memulainya lagi dari 0, dan daerah yang beroperasi tidak ikut lagi.
    """
    home.milestones("""
      region_code | milestone      | happened_on
      11.11       | kajian_urgensi | 2025-01-15
      11.11       | lokasi         | 2025-04
      11.18       | kajian_urgensi | 2025-05-01
      11.18       | soft_launch    | 2026-03-01
    """)
    months = {
        month: home.actual("months_since_last_milestone", month)
        for month in ("2025-03", "2025-04", "2025-06", "2026-02", "2026-03")
    }
    assert months == {"2025-03": 2, "2025-04": 0, "2025-06": 1.5, "2026-02": 9.5, "2026-03": 11}
    assert home.status("months_since_last_milestone", "2026-03", "11.18", by="region") == "no_data"
