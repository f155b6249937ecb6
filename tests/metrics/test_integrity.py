"""Ways of writing decisions down that deserve a question, and those that do not."""

from access.identity.scope import Scope
from metrics.monitoring.anomalies import Sign, signs
from tests.workspaces import ask


def test_many_decisions_in_one_minute_are_asked_about(home):
    home.transactions("""
      received_at      | decided_at       | n
      2026-08-03 09:00 | 2026-08-04 10:17 | 40
      2026-08-03 09:00 | 2026-08-04       | 90
    """)
    assert ask(home.home, signs) == (), "a date without a time is no minute, and 40 decisions are too few"
    home.transactions("""
      received_at      | decided_at       | n
      2026-08-03 09:00 | 2026-08-04 10:18 | 61
    """)
    assert ask(home.home, signs) == (Sign("shared_minute", "11.71", 101, 101),)


def test_decisions_that_crowd_on_the_last_day_of_the_standard_are_asked_about(home):
    home.transactions("""
      standard | received_at      | decided_at | n
      3 days   | 2026-08-03 09:00 | 2026-08-05 | 30
      3 days   | 2026-08-03 09:00 | 2026-08-06 | 100
      3 days   | 2026-08-03 09:00 | 2026-08-07 | 20
    """)
    assert ask(home.home, signs) == (Sign("last_day", "11.71", 100, 120),)


def test_a_smooth_spread_about_the_last_day_is_not(home):
    home.transactions("""
      standard | received_at      | decided_at | n
      3 days   | 2026-08-03 09:00 | 2026-08-05 | 120
      3 days   | 2026-08-03 09:00 | 2026-08-06 | 100
      3 days   | 2026-08-03 09:00 | 2026-08-07 | 20
    """)
    assert ask(home.home, signs) == ()


def test_times_that_end_in_five_or_nought_are_asked_about(home):
    minutes = "\n".join(f"2026-08-03 08:00 | 2026-08-04 10:{minute:02} | 9" for minute in (*range(0, 60, 5), 7))
    home.transactions(f"received_at | decided_at | n\n{minutes}")
    assert ask(home.home, signs) == (Sign("round_minutes", "11.71", 108, 117),)
    assert ask(home.home, signs, scope=Scope(frozenset({"11.05"}))) == (), (
        "another region's way of writing is not shown"
    )


def test_an_empty_home_has_nothing_to_ask(home):
    assert ask(home.home, signs) == ()
