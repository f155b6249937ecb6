"""Electronic and self-service shares of what was decided."""

COVERS = ("digital_share", "self_service_share")


def test_electronic_and_self_service_are_digital_of_all_with_a_known_channel(home):
    """Elektronik dan mandiri dihitung dari putusan yang kanalnya diketahui; yang tanpa kanal tidak ikut."""
    home.transactions("""
      complete_at | decided_at | channel
      2026-07-06  | 2026-07-07 | langsung
      2026-07-06  | 2026-07-07 | bergerak
      2026-07-06  | 2026-07-07 | elektronik
      2026-07-06  | 2026-07-07 | mandiri
      2026-07-06  | 2026-07-07 |
    """)
    digital, own = home.row("digital_share", "2026-07"), home.row("self_service_share", "2026-07")
    assert (digital.numerator, digital.denominator, digital.actual) == (2, 4, 50)
    assert (own.numerator, own.denominator, own.actual) == (1, 4, 25)


def test_the_share_is_of_decisions_rejections_among_them(home):
    """Yang dihitung ialah putusan, termasuk penolakan; yang berproses dan yang dicabut tidak."""
    home.transactions("""
      complete_at | decided_at | status  | channel
      2026-07-06  | 2026-07-07 | selesai | langsung
      2026-07-06  | 2026-07-07 | ditolak | elektronik
      2026-07-06  | 2026-07-07 | dicabut | elektronik
      2026-07-06  |            | proses  | elektronik
    """)
    assert home.actual("digital_share", "2026-07") == 50


def test_words_of_a_channel_are_understood(home):
    """Sebutan lazim dikenali: online berarti elektronik, loket berarti langsung, keliling berarti bergerak."""
    home.transactions("""
      complete_at | decided_at | kanal
      2026-07-06  | 2026-07-07 | Online
      2026-07-06  | 2026-07-07 | loket
      2026-07-06  | 2026-07-07 | keliling
      2026-07-06  | 2026-07-07 | ADM
    """)
    assert home.actual("digital_share", "2026-07") == 50
    assert home.actual("self_service_share", "2026-07") == 25


def test_when_no_channel_is_known_there_is_no_share(home):
    """Bila tidak satu pun kanal diketahui, pangsanya tidak ada, bukan 0 %."""
    home.transactions("""
      complete_at | decided_at
      2026-07-06  | 2026-07-07
    """)
    row = home.row("digital_share", "2026-07")
    assert (row.denominator, row.actual, row.status) == (0, None, "no_data")
