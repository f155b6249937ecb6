"""Complaints received in the period, and those not resolved on its last day."""

COVERS = ("complaints_received", "complaints_open")


def test_complaints_received_and_open(home):
    """Pengaduan masuk dihitung pada bulan diterima; yang belum selesai pada hari terakhir masih terbuka."""
    home.transactions("received_at\n2026-07-06\n2026-09-07")
    home.complaints("""
      received_at | resolved_at
      2026-07-06  | 2026-07-10
      2026-07-30  | 2026-08-03
      2026-07-30  |
      2026-08-31  | 2026-08-31
    """)
    assert [home.actual("complaints_received", month) for month in ("2026-07", "2026-08", "2026-09")] == [3, 1, 0]
    assert [home.actual("complaints_open", month) for month in ("2026-07", "2026-08")] == [2, 1]
    assert home.actual("complaints_open", "2026-Q3") == 1, "the state of its last day"
