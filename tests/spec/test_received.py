"""Applications received: every application counts once, in the month it was received."""

COVERS = ("received",)


def test_every_application_counts_in_the_month_it_was_received_withdrawn_ones_too(home):
    """Setiap permohonan dihitung pada bulan diajukan, termasuk yang kemudian dicabut."""
    home.transactions("""
      received_at | decided_at | status
      2026-07-06  | 2026-07-08 | selesai
      2026-07-07  | 2026-07-09 | ditolak
      2026-07-08  | 2026-07-10 | dicabut
      2026-07-30  | 2026-08-04 | selesai
      2026-08-03  |            | proses
    """)
    assert home.actual("received", "2026-07") == 4
    assert home.actual("received", "2026-08") == 1
    assert home.actual("received", "2026-Q3") == 5


def test_an_application_sent_again_counts_once_as_it_was_told_last(home):
    """Permohonan yang dikirim ulang dihitung satu kali, menurut kiriman terbaru."""
    home.transactions("""
      application_no | received_at | decided_at
      A-1            | 2026-07-06  |
      A-2            | 2026-07-07  |
    """)
    home.transactions("""
      application_no | received_at | decided_at
      A-1            | 2026-08-03  | 2026-08-05
    """)
    assert home.actual("received", "2026-07") == 1
    assert home.actual("received", "2026-08") == 1
    assert home.actual("completed", "2026-08") == 1


def test_the_same_number_in_two_regions_is_two_applications(home):
    """Nomor yang sama di dua kabupaten/kota adalah dua permohonan."""
    home.transactions("""
      region_code | application_no | received_at
      11.71       | A-1            | 2026-07-06
      11.73       | A-1            | 2026-07-06
    """)
    assert home.actual("received", "2026-07") == 2
    assert home.actual("received", "2026-07", "11.71", by="region") == 1


def test_equal_rows_of_one_number_count_once_and_different_ones_are_refused(home):
    """Baris kembar yang sama dihitung satu kali; baris senomor yang berbeda isinya ditolak semua."""
    home.transactions(
        """
      application_no | received_at
      A-1            | 2026-07-06
      A-1            | 2026-07-06
      A-2            | 2026-07-06
      A-2            | 2026-07-07
    """,
        refused=2,
    )
    assert home.actual("received", "2026-07") == 1


def test_a_record_without_channel_belongs_to_the_dash_so_that_parts_add_up(home):
    """Permohonan tanpa kanal masuk bagian "-", sehingga jumlah semua bagian sama dengan keseluruhannya."""
    home.transactions("""
      received_at | channel
      2026-07-06  | langsung
      2026-07-06  | elektronik
      2026-07-07  | elektronik
      2026-07-08  |
    """)
    assert home.actual("received", "2026-07", "langsung", by="channel") == 1
    assert home.actual("received", "2026-07", "elektronik", by="channel") == 2
    assert home.actual("received", "2026-07", "-", by="channel") == 1
    assert home.actual("received", "2026-07") == 4


def test_monthly_targets_of_a_count_add_up_over_a_longer_period(home):
    """Target bulanan suatu jumlah dijumlahkan untuk periode yang lebih panjang, menurut yang berlaku tiap bulan."""
    home.targets("""
      received:
        - {from: "2026-01", value: 2, decree: "SK 1"}
        - {from: "2026-09", value: 4, decree: "SK 2"}
    """)
    home.transactions("""
      received_at | n
      2026-07-06  | 3
      2026-08-06  | 1
      2026-09-07  | 4
    """)
    assert home.row("received", "2026-Q3").target == 2 + 2 + 4
    assert home.status("received", "2026-Q3") == "achieved"
    assert home.status("received", "2026-08") == "missed"


def test_a_count_never_inherits_the_target_of_its_whole(home):
    """Target suatu jumlah tidak diwariskan: kabupaten/kota dan layanan tanpa target sendiri menjadi tanpa target."""
    home.targets("""
      received:
        - {from: "2026-01", value: 1, regions: {"11.73": 2}, decree: "SK 1"}
    """)
    home.transactions("""
      region_code | received_at
      11.71       | 2026-07-06
      11.73       | 2026-07-06
    """)
    assert home.status("received", "2026-07") == "achieved"
    assert home.status("received", "2026-07", "11.71", by="region") == "no_target"
    assert home.status("received", "2026-07", "11.73", by="region") == "missed"
    assert home.status("received", "2026-07", "3-HARI", by="service") == "no_target"
