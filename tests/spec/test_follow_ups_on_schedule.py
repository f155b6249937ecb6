"""Follow-ups done by their deadline."""

from dataclasses import replace

from access.identity.scope import EVERYTHING
from metrics.acts import follow_up_acts
from tests.metrics.test_follow_ups import DRAFT

COVERS = ("follow_ups_on_schedule_rate",)


def propose(home, **changed):
    return follow_up_acts.propose(home.home, EVERYTHING, "analis", replace(DRAFT, **changed)).seq


def change(home, seq, **changed):
    follow_up_acts.change(home.home, EVERYTHING, "analis", seq, **changed)


def test_a_follow_up_counts_in_the_month_of_its_deadline_once_it_is_done_or_overdue(home):
    """Tindak lanjut dihitung pada bulan tenggatnya, begitu selesai atau lewat tenggat; yang batal tidak dihitung."""
    home.today("2026-09-01")
    in_time, late, cancelled, open_still = (propose(home, deadline=f"2026-09-{day}") for day in (10, 11, 12, 30))
    propose(home, deadline="2026-12-31")
    home.today("2026-09-10")
    change(home, in_time, status="done")
    home.today("2026-09-14")
    change(home, late, status="done")
    change(home, cancelled, status="cancelled", remark="Diganti.")
    row = home.row("follow_ups_on_schedule_rate", "2026-09")
    assert (row.numerator, row.denominator) == (1, 2), "the one due on the 30th is not over yet"
    home.today("2026-11-16")
    assert home.row("follow_ups_on_schedule_rate", "2026-09").denominator == 3
    change(home, open_still, status="done")
    row = home.row("follow_ups_on_schedule_rate", "2026-09")
    assert (row.numerator, row.denominator) == (1, 3)
    assert home.actual("follow_ups_on_schedule_rate", "2026-12") is None
