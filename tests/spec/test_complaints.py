"""Complaints resolved within the working days of their type, of all resolved."""

COVERS = ("complaint_on_time_rate",)


def test_each_type_has_its_own_working_days_and_the_day_of_receipt_is_day_0(home):
    """Batasnya 5 hari kerja untuk informasi, 14 tanpa pemeriksaan, dan 60 dengan pemeriksaan; hari diterima hari
    ke-0.
    """
    home.complaints("""
      complaint_type     | received_at      | resolved_at
      informasi          | 2026-07-06 15:00 | 2026-07-13 15:59
      informasi          | 2026-07-06 07:30 | 2026-07-14 07:31
      tanpa_pemeriksaan  | 2026-07-06       | 2026-07-24
      tanpa_pemeriksaan  | 2026-07-06       | 2026-07-27
      dengan_pemeriksaan | 2026-04-20       | 2026-07-22
      dengan_pemeriksaan | 2026-04-20       | 2026-07-23
    """)
    row = home.row("complaint_on_time_rate", "2026-07")
    assert (row.numerator, row.denominator) == (3, 6)


def test_a_complaint_counts_in_the_month_it_was_resolved_and_open_ones_do_not(home):
    """Pengaduan dihitung pada bulan selesai; yang masih berproses tidak termasuk."""
    home.complaints("""
      received_at | resolved_at
      2026-07-30  | 2026-08-03
      2026-07-30  |
    """)
    assert home.row("complaint_on_time_rate", "2026-07").status == "no_data"
    assert home.row("complaint_on_time_rate", "2026-08").denominator == 1


def test_a_complaint_without_a_type_cannot_be_judged(home):
    """Pengaduan tanpa jenis tidak memiliki batas waktu, sehingga tidak ikut dalam penyebut."""
    home.complaints("""
      complaint_type | received_at | resolved_at
      informasi      | 2026-07-06  | 2026-07-07
                     | 2026-07-06  | 2026-07-07
    """)
    assert home.row("complaint_on_time_rate", "2026-07").denominator == 1


def test_words_of_sp4n_are_understood(home):
    """Sebutan SP4N dikenali: permintaan informasi, tidak berkadar pengawasan, berkadar pengawasan."""
    home.complaints("""
      complaint_type            | received_at | resolved_at
      Permintaan Informasi      | 2026-07-06  | 2026-07-20
      Tidak Berkadar Pengawasan | 2026-07-06  | 2026-07-20
      Berkadar Pengawasan       | 2026-07-06  | 2026-07-20
    """)
    row = home.row("complaint_on_time_rate", "2026-07")
    assert (row.numerator, row.denominator) == (2, 3)


def test_complaints_need_no_reported_applications(home):
    """Pengaduan dinilai juga pada bulan tanpa permohonan yang dilaporkan."""
    home.targets("""
      complaint_on_time_rate:
        - {from: "2026-01", value: 90, decree: "SK 1"}
    """)
    home.complaints("""
      received_at | resolved_at
      2026-07-06  | 2026-07-07
    """)
    assert home.status("complaint_on_time_rate", "2026-07") == "achieved"
