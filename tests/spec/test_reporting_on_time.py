"""Monthly reports that came by the 10th of the next month."""

COVERS = ("reporting_on_time_rate",)


def test_the_first_upload_that_tells_of_a_month_decides_whether_it_was_on_time(home):
    """Yang menentukan ialah unggahan pertama yang memuat bulan itu sejak hari terakhirnya: satu berkas awal bulan yang
    terbawa pada laporan sebelumnya belum merupakan laporan. Tanggal 10 masih tepat waktu, tanggal 11 tidak.
    """
    home.today("2026-08-10")
    home.transactions("""
      application_no | region_code | received_at
      A-1            | 11.71       | 2026-07-06
    """)
    home.today("2026-08-11")
    home.transactions("""
      application_no | region_code | received_at
      A-1            | 11.71       | 2026-07-06
      A-2            | 11.71       | 2026-08-03
    """)
    assert home.actual("reporting_on_time_rate", "2026-07") == 100
    home.today("2026-10-11")
    home.transactions("""
      application_no | region_code | received_at
      A-3            | 11.71       | 2026-09-07
    """)
    months = ("2026-07", "2026-08", "2026-09")
    assert [home.actual("reporting_on_time_rate", month) for month in months] == [100, 0, 0], (
        "one case of August is no report"
    )
    row = home.row("reporting_on_time_rate", "2026-Q3")
    assert (row.numerator, row.denominator) == (1, 3)


def test_a_region_that_sends_nothing_is_late_once_the_10th_has_passed(home):
    """Daerah yang belum melapor menjadi terlambat begitu tanggal 10 lewat dan ada unggahan sesudahnya."""
    home.today("2026-08-05")
    home.transactions("""
      region_code | received_at
      11.71       | 2026-07-06
      11.73       | 2026-07-06
    """)
    home.today("2026-09-10")
    home.transactions("""
      region_code | received_at
      11.71       | 2026-08-03
    """)
    assert home.row("reporting_on_time_rate", "2026-08").denominator == 1
    home.today("2026-09-11")
    home.transactions("""
      region_code | received_at
      11.71       | 2026-08-04
    """)
    row = home.row("reporting_on_time_rate", "2026-08")
    assert (row.numerator, row.denominator) == (1, 2)
    assert home.actual("reporting_on_time_rate", "2026-08", "11.73", by="region") == 0


def test_a_region_is_counted_from_its_first_upload(home):
    """Kewajiban dihitung sejak unggahan pertama; bulan-bulan lama yang ikut dimuat saat itu tidak terlambat."""
    home.today("2026-08-05")
    home.transactions("""
      received_at
      2026-03-02
      2026-05-04
      2026-07-06
    """)
    row = home.row("reporting_on_time_rate", "2026-03..2026-07")
    assert (row.numerator, row.denominator) == (1, 1)
    assert home.status("reporting_on_time_rate", "2026-05") == "no_data"


def test_a_recap_is_a_report_too_and_an_undone_file_is_none(home):
    """Rekap adalah laporan; berkas yang dibatalkan bukan."""
    home.today("2026-08-05")
    receipt = home.recap("""
      month   | received
      2026-07 | 12
    """)
    assert home.actual("reporting_on_time_rate", "2026-07") == 100
    home.undo(receipt)
    assert home.status("reporting_on_time_rate", "2026-07") == "no_data"
