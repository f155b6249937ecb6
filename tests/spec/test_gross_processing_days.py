"""Gross beside net: from the application to the decision, whoever held the file."""

COVERS = ("gross_median_processing_days",)


def test_gross_runs_from_the_application_and_net_from_the_complete_file(home):
    """Waktu bruto berjalan sejak diajukan; waktu bersih sejak berkas lengkap, dikurangi jeda pemohon."""
    home.transactions("""
      received_at | complete_at | decided_at | applicant_pause_days
      2026-07-06  | 2026-07-08  | 2026-07-15 | 2
    """)
    assert home.actual("gross_median_processing_days", "2026-07") == 7
    assert home.actual("median_processing_days", "2026-07") == 3


def test_services_with_a_standard_in_minutes_are_left_out_as_from_the_net_time(home):
    """Layanan bermenit tidak ikut, sama seperti pada waktu bersih."""
    home.transactions("""
      received_at      | decided_at       | standard
      2026-07-06 08:00 | 2026-07-06 08:10 | 15 minutes
      2026-07-06       | 2026-07-07       | 3 days
      2026-07-06       | 2026-07-09       | none
    """)
    assert home.actual("gross_median_processing_days", "2026-07") == 2
