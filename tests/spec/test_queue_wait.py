"""The wait between taking a queue ticket and being called, in clock minutes."""

COVERS = ("median_queue_wait_minutes",)


def test_the_wait_runs_in_clock_minutes_from_ticket_to_call(home):
    """Waktu tunggu dihitung dalam menit jam dinding, dari nomor antrean diambil sampai dipanggil."""
    home.transactions("""
      ticket_at        | called_at        | received_at
      2026-07-06 08:00 | 2026-07-06 08:10 | 2026-07-06 08:10
      2026-07-06 06:45 | 2026-07-06 07:45 | 2026-07-06 07:45
      2026-07-06 11:50 | 2026-07-06 13:20 | 2026-07-06 13:20
    """)
    assert home.actual("median_queue_wait_minutes", "2026-07") == 60


def test_only_a_ticket_called_on_its_own_day_counts(home):
    """Hanya nomor yang dipanggil pada hari yang sama dihitung; tanpa nomor atau tanpa panggilan tidak ikut."""
    home.transactions("""
      ticket_at        | called_at        | received_at
      2026-07-06 08:00 | 2026-07-06 08:10 | 2026-07-06 08:10
      2026-07-06 15:30 | 2026-07-07 08:00 | 2026-07-07 08:00
      2026-07-06 08:00 |                  | 2026-07-06 09:00
                       | 2026-07-06 08:00 | 2026-07-06 08:00
    """)
    assert home.actual("median_queue_wait_minutes", "2026-07") == 10


def test_everyone_who_waited_counts_whatever_became_of_the_application(home):
    """Semua yang menunggu dihitung, apa pun hasil permohonannya, pada bulan nomor diambil."""
    home.transactions("""
      ticket_at        | called_at        | received_at      | decided_at       | status
      2026-07-31 08:00 | 2026-07-31 08:10 | 2026-07-31 08:10 | 2026-08-03 09:00 | selesai
      2026-07-31 08:00 | 2026-07-31 08:20 | 2026-07-31 08:20 |                  | dicabut
      2026-07-31 08:00 | 2026-07-31 08:30 | 2026-07-31 08:30 |                  | proses
    """)
    assert home.actual("median_queue_wait_minutes", "2026-07") == 20
    assert home.actual("median_queue_wait_minutes", "2026-08") is None
