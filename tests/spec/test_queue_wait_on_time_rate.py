"""Called within 15 minutes of taking a ticket."""

COVERS = ("queue_wait_on_time_rate",)


def test_fifteen_minutes_are_still_in_time(home):
    """Lima belas menit masih tepat waktu, enam belas tidak."""
    home.transactions("""
      ticket_at        | called_at        | received_at
      2026-07-06 08:00 | 2026-07-06 08:15 | 2026-07-06 08:15
      2026-07-06 08:00 | 2026-07-06 08:16 | 2026-07-06 08:16
    """)
    row = home.row("queue_wait_on_time_rate", "2026-07")
    assert (row.numerator, row.denominator) == (1, 2)


def test_who_was_not_called_on_the_same_day_has_no_wait(home):
    """Nomor yang tidak dipanggil pada hari itu tidak mempunyai waktu tunggu, tetapi tetap seorang pengunjung."""
    home.transactions("""
      ticket_at        | called_at        | received_at
      2026-07-06 08:00 | 2026-07-06 08:10 | 2026-07-06 08:10
      2026-07-06 15:30 | 2026-07-07 08:00 | 2026-07-07 08:00
      2026-07-06 08:00 |                  | 2026-07-06 09:00
    """)
    assert home.row("queue_wait_on_time_rate", "2026-07").denominator == 1
    assert home.actual("visitors", "2026-07") == 3
