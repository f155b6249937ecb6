"""Decided, of what was received in the same period."""

COVERS = ("clearance_rate",)


def test_it_compares_what_left_with_what_came_and_may_pass_a_hundred(home):
    """Yang diputus dibandingkan dengan yang masuk pada periode yang sama; boleh melebihi 100 %."""
    home.transactions("""
      received_at | decided_at
      2026-06-29  | 2026-07-01
      2026-06-30  | 2026-07-02
      2026-07-06  | 2026-07-08
      2026-07-07  |
    """)
    row = home.row("clearance_rate", "2026-07")
    assert (row.numerator, row.denominator, row.actual) == (3, 2, 150)
    assert home.actual("clearance_rate", "2026-06") == 0


def test_rejections_leave_and_withdrawn_cases_only_came(home):
    """Penolakan termasuk yang diputus; yang dicabut hanya termasuk yang masuk."""
    home.transactions("""
      received_at | decided_at | status
      2026-07-06  | 2026-07-08 | selesai
      2026-07-06  | 2026-07-08 | ditolak
      2026-07-06  | 2026-07-08 | dicabut
      2026-07-06  |            | proses
    """)
    row = home.row("clearance_rate", "2026-07")
    assert (row.numerator, row.denominator) == (2, 4)


def test_a_ratio_that_may_pass_one_has_no_interval_and_no_confidence(home):
    """Rasio yang dapat melebihi 100 % tidak memiliki selang kepercayaan; statusnya tetap perbandingan biasa."""
    home.targets("""
      clearance_rate:
        - {from: "2026-01", value: 95, decree: "SK 1"}
    """)
    home.transactions("""
      received_at | decided_at | n
      2026-07-06  | 2026-07-08 | 10
    """)
    row = home.row("clearance_rate", "2026-07")
    assert (row.status, row.interval, row.confidence) == ("achieved", None, None)


def test_with_nothing_received_there_is_no_ratio(home):
    """Bila tidak ada yang masuk, rasionya tidak ada, walaupun ada yang diputus."""
    home.transactions("""
      received_at | decided_at
      2026-06-29  | 2026-07-01
    """)
    row = home.row("clearance_rate", "2026-07")
    assert (row.numerator, row.denominator, row.actual, row.status) == (1, 0, None, "no_data")
