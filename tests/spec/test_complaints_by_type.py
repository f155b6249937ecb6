"""Complaints resolved on time, each type by its own limit."""

COVERS = (
    "complaint_on_time_rate_informasi",
    "complaint_on_time_rate_tanpa_pemeriksaan",
    "complaint_on_time_rate_dengan_pemeriksaan",
)


def test_each_type_stands_alone_and_together_they_are_all(home):
    """Setiap jenis dinilai sendiri: 5, 14, dan 60 hari kerja; bersama-sama mereka adalah angka keseluruhan."""
    home.complaints("""
      complaint_type     | received_at | resolved_at
      informasi          | 2026-07-06  | 2026-07-13
      informasi          | 2026-07-06  | 2026-07-14
      tanpa_pemeriksaan  | 2026-07-06  | 2026-07-24
      dengan_pemeriksaan | 2026-04-20  | 2026-07-23
    """)
    found = [home.actual(f"complaint_on_time_rate_{of}", "2026-07") for of in ("informasi", "tanpa_pemeriksaan")]
    assert found == [50, 100]
    assert home.actual("complaint_on_time_rate_dengan_pemeriksaan", "2026-07") == 0
    assert home.row("complaint_on_time_rate", "2026-07").denominator == 4


def test_a_type_without_complaints_has_no_figure(home):
    """Jenis yang tidak ada pengaduannya tidak bernilai nol maupun seratus."""
    home.complaints("""
      complaint_type | received_at | resolved_at
      informasi      | 2026-07-06  | 2026-07-07
    """)
    assert home.status("complaint_on_time_rate_dengan_pemeriksaan", "2026-07") == "no_data"
