"""What a follow-up has done, and what deserves a warning."""

from dataclasses import replace
from datetime import date

import pytest

from access.identity.scope import EVERYTHING, Scope
from metrics.acts import follow_up_acts
from metrics.acts.follow_ups import FollowUp
from metrics.monitoring import follow_up_effect
from metrics.monitoring.early_warnings import Alert, early_warnings, worse_since
from metrics.monitoring.follow_up_effect import compared
from tests.workspaces import ask

DONE = FollowUp(
    seq=9,
    indicator="on_time_rate",
    region="11.71",
    where={},
    period="2026-03",
    fact="",
    cause="",
    action="",
    owner="",
    deadline=date(2026, 5, 31),
    obstacle_code=None,
    controllable=None,
    opened_by="",
    opened_at="2026-04-20T10:00:00+07:00",
    status="done",
    done_on=date(2026, 5, 20),
)


@pytest.mark.parametrize(
    ("before", "after", "sign", "verdict"),
    [
        ([80, 82, 81, 79], [90, 92, 91], 1, "shifted"),
        ([80, 82, 81, 79], [90, 92, 91], -1, "worsened"),
        ([80, 90, 70, 85], [82, 88, 79], 1, "not_yet_visible"),
        ([80, 82, 81, 79], [90, 92], 1, "too_few"),
        ([80, 80, 80], [80, 80, 80], 1, "not_yet_visible"),
        ([80, 80, 80], [81, 81, 81], 1, "shifted"),
    ],
)
def test_a_shift_is_told_only_where_the_interval_of_the_difference_leaves_nought(before, after, sign, verdict):
    assert compared(before, after, sign).verdict == verdict


def test_the_interval_is_welchs(home):
    """By hand: means 80.5 and 91, variances 5/3 and 1; error 5/12 + 1/3 = 0.75, freedom 4.959, t 2.5765."""
    found = compared([80, 82, 81, 79], [90, 92, 91], 1)
    assert found.difference == 10.5
    assert found.interval == pytest.approx((8.268, 12.732), abs=0.002)


def test_the_months_between_proposal_and_completion_belong_to_neither_side(home):
    late, in_time = "2026-{m:02}-20", "2026-{m:02}-07"
    rows = []
    for month in range(1, 11):
        share = 5 if month <= 4 else 0 if month == 5 else 9  # of ten; May, under way, had none in time
        for number in range(10):
            decided = (in_time if number < share + month % 2 else late).format(m=month)
            rows.append(f"2026-{month:02}-06 | {decided} | {'PTS' if number < 5 else ''}")
    home.transactions("received_at | decided_at | note\n" + "\n".join(row.rsplit(" | ", 1)[0] + " | " for row in rows))
    found = ask(home.home, follow_up_effect.effect, DONE)
    assert found.months == (4, 5)
    assert found.verdict == "shifted" and (found.before, found.after) == (55.0, 94.0)


def test_a_follow_up_that_is_not_done_has_no_effect_yet(home):
    assert ask(home.home, follow_up_effect.effect, replace(DONE, status="in_progress", done_on=None)) is None


def test_the_effect_of_a_slice_is_that_of_the_whole_where_the_slice_is_all(home):
    rows = "\n".join(f"2026-{m:02}-06 | 2026-{m:02}-{'20' if m % 3 else '07'} | elektronik" for m in range(1, 11))
    home.transactions(f"received_at | decided_at | channel\n{rows}")
    whole = ask(home.home, follow_up_effect.effect, DONE)
    assert ask(home.home, follow_up_effect.effect, replace(DONE, where={"channel": "elektronik"})) == whole
    nothing = ask(home.home, follow_up_effect.effect, replace(DONE, where={"channel": "mandiri"}))
    assert nothing.verdict == "too_few" and nothing.months == (0, 0)


NOISE = [91, 89, 90, 92, 90, 88, 91, 90, 89, 90, 91, 90]


@pytest.mark.parametrize(
    ("later", "began"),
    [
        ([90, 91, 89, 90], None),
        ([80, 79, 78], 12),
        ([80], None),
        ([80, 97, 97, 97], None),
        ([90, 88, 88, 87, 87, 86, 86], 13),
    ],
)
def test_a_worsening_is_told_when_it_persists_and_dated_from_its_beginning(later, began):
    assert worse_since([*NOISE, *later], 1) == began
    assert worse_since([180 - value for value in (*NOISE, *later)], -1) == began


def test_a_series_too_short_or_without_any_spread_warns_of_nothing():
    assert worse_since(NOISE, 1) is None
    assert worse_since([90] * 12 + [10] * 5, 1) is None


def test_a_region_that_stopped_reporting_and_a_backlog_about_to_be_late_are_told(home):
    """Today is Monday 16 November 2026; the report of October was due on the 10th."""
    home.transactions("""
      region_code | received_at | decided_at | standard | n
      11.71       | 2026-08-03  | 2026-08-04 | 3 days   | 1
      11.05       | 2026-10-05  | 2026-10-06 | 3 days   | 1
      11.05       | 2026-11-13  |            | 3 days   | 4
      11.05       | 2026-11-02  |            | 3 days   | 1
    """)
    found = ask(home.home, early_warnings)
    assert found == (Alert("backlog_due", "11.05", count=4), Alert("silent", "11.71", since="2026-09", count=2))
    assert ask(home.home, early_warnings, scope=Scope(frozenset({"11.71"}))) == found[1:]


def test_overdue_follow_ups_are_counted_by_region(home):
    from tests.metrics.test_follow_ups import DRAFT

    for deadline in ("2026-11-01", "2026-11-15", "2026-12-01"):
        follow_up_acts.propose(home.home, EVERYTHING, "regent", replace(DRAFT, deadline=deadline))
    assert ask(home.home, early_warnings) == (Alert("follow_up_overdue", "11.71", count=2),)
