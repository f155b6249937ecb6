"""Visitors are queue tickets; applications and completed services are other counts."""

COVERS = ("visitors",)


def test_a_ticket_counts_in_its_month_whenever_the_application_came(home):
    """Nomor antrean dihitung pada bulan diambil; pengunjung, permohonan, dan layanan selesai adalah tiga hitungan."""
    home.transactions("""
      ticket_at        | called_at        | received_at      | decided_at
      2026-07-31 15:00 | 2026-07-31 15:10 | 2026-08-03 08:00 |
      2026-07-06 08:00 | 2026-07-06 08:10 | 2026-07-06 08:15 | 2026-07-07
                       |                  | 2026-07-06       | 2026-07-08
    """)
    counts = [home.actual(indicator, "2026-07") for indicator in ("visitors", "received", "completed")]
    assert counts == [2, 2, 2]
    assert (home.actual("visitors", "2026-08"), home.actual("received", "2026-08")) == (0, 1)
