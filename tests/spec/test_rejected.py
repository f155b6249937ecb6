"""Applications rejected: a refusal is an answer."""

COVERS = ("rejected",)


def test_a_rejection_counts_in_the_month_it_was_decided(home):
    """Penolakan dihitung pada bulan diputus."""
    home.transactions("""
      received_at | decided_at | status
      2026-07-06  | 2026-07-08 | ditolak
      2026-07-30  | 2026-08-03 | ditolak
      2026-07-06  | 2026-07-08 | selesai
      2026-07-06  | 2026-07-08 | dicabut
    """)
    assert home.actual("rejected", "2026-07") == 1
    assert home.actual("rejected", "2026-08") == 1


def test_with_a_target_of_none_at_all_only_none_at_all_achieves_it(home):
    """Pada target 0 yang semakin rendah semakin baik, capaian 100 % hanya bila tidak ada satu pun."""
    home.targets("""
      rejected:
        - {from: "2026-01", value: 0, decree: "SK 1"}
    """)
    home.transactions("""
      received_at | decided_at | status
      2026-07-06  | 2026-07-08 | selesai
      2026-08-06  | 2026-08-07 | ditolak
    """)
    july, august = home.row("rejected", "2026-07"), home.row("rejected", "2026-08")
    assert (july.actual, july.achievement_pct, july.status) == (0, 100, "achieved")
    assert (august.actual, august.achievement_pct, august.status) == (1, 0, "missed")
    assert july.reasons == august.reasons == ("target_zero",)
