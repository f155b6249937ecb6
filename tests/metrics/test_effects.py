"""What a follow-up has done, and what deserves a warning."""

from dataclasses import replace
from datetime import date

import pytest

from access.identity.scope import EVERYTHING, Scope
from data.errors import RefusedError
from metrics.acts import annotations, follow_up_acts
from metrics.acts.annotations import Annotation
from metrics.acts.follow_ups import FollowUp
from metrics.monitoring import follow_up_effect
from metrics.monitoring.early_warnings import Alert, early_warnings, within
from metrics.periods import plus_months
from tests.metrics.test_follow_ups import DRAFT
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


OTHERS = ("11.05", "11.01", "11.06", "11.12")
BEFORE = [*[60, 62, 61, 59, 63, 60, 58, 61, 62, 60, 61, 59] * 2, 15]
"""Two years of months up to March 2026, and April, the bad one that made somebody look."""


def years(gain=0):
    return [*BEFORE, 20, *(value + gain for value in (60, 61, 59, 62, 60))]


def swinging(place, gain=0):
    """Every other region swings a little of its own, for else nothing shows what is usual."""
    return [value + place % 2 * (at % 3) for at, value in enumerate(years(gain))]


def filled(home, **regions):
    """A hundred applications a month up to October 2026; May, when the work was under way, is a bad month."""
    every = {**{code: years() for code in OTHERS}, **{code.replace("_", "."): row for code, row in regions.items()}}
    lines = [line for code, row in every.items() for line in months_of(code, row)]
    home.transactions("region_code | complete_at | decided_at | n\n" + "\n".join(lines))
    return home.home


@pytest.mark.parametrize(
    ("own", "others", "verdict"),
    [(20, 0, "beyond_others"), (20, 20, "with_the_tide"), (0, 0, "not_visible_yet"), (-20, 0, "not_visible_yet")],
)
def test_a_gain_is_one_only_beyond_what_the_others_gained(home, own, others, verdict):
    swing = {code.replace(".", "_"): swinging(place, others) for place, code in enumerate(OTHERS)}
    found = ask(filled(home, **{"11_71": years(own)}, **swing), follow_up_effect.effect, DONE)
    assert (found.verdict, found.others, found.months) == (verdict, 4, (24, 5))
    assert found.change == pytest.approx(own - 0.1, abs=0.2)
    assert found.others_change == pytest.approx(others, abs=0.4)


def test_the_month_of_the_proposal_and_those_until_the_deed_belong_to_neither_side(home):
    found = ask(filled(home, **{"11_71": years()}), follow_up_effect.effect, DONE)
    assert found.months == (24, 5)
    mean = sum(BEFORE[:-1]) / 24
    assert found.change == pytest.approx((60 + 61 + 59 + 62 + 60) / 5 - mean)


def test_a_region_with_a_follow_up_of_its_own_is_not_compared_with(home):
    here = filled(home, **{"11_71": years(20)})
    draft = replace(DRAFT, indicator="on_time_rate", region="11.05", deadline="2026-12-31")
    assert ask(here, follow_up_effect.effect, DONE).others == 4
    home.today("2026-08-05")
    follow_up_acts.propose(here, EVERYTHING, "dinas", draft)
    assert ask(here, follow_up_effect.effect, DONE, today=date(2026, 11, 16)).others == 3


def test_the_others_are_those_of_the_home_whatever_the_reader_sees(home):
    here = filled(home, **{"11_71": years(20)})
    own = Scope(frozenset({"11.71"}))
    assert ask(here, follow_up_effect.effect, DONE, scope=own) == ask(here, follow_up_effect.effect, DONE)
    with pytest.raises(RefusedError):
        ask(here, follow_up_effect.effect, DONE, scope=Scope(frozenset({"11.05"})))


def test_with_few_months_or_few_others_nothing_is_said(home):
    found = ask(filled(home, **{"11_71": years(20)[-12:]}), follow_up_effect.effect, DONE)
    assert (found.verdict, found.difference, found.interval) == ("too_few_cases", None, None)
    assert ask(home.home, follow_up_effect.looked_at) == 0


def test_a_follow_up_that_is_not_done_has_no_effect_yet(home):
    assert ask(home.home, follow_up_effect.effect, replace(DONE, status="in_progress", done_on=None)) is None


def test_the_effect_of_a_slice_is_that_of_the_whole_where_the_slice_is_all(home):
    every = {"11.71": years(20)} | {code: swinging(place) for place, code in enumerate(OTHERS)}
    lines = [f"{line} | elektronik" for code, row in every.items() for line in months_of(code, row)]
    home.transactions("region_code | complete_at | decided_at | n | channel\n" + "\n".join(lines))
    whole = ask(home.home, follow_up_effect.effect, DONE)
    assert whole.verdict == "beyond_others"
    assert ask(home.home, follow_up_effect.effect, replace(DONE, where={"channel": "elektronik"})) == whole
    nothing = ask(home.home, follow_up_effect.effect, replace(DONE, where={"channel": "mandiri"}))
    assert nothing.verdict == "too_few_cases" and nothing.months == (0, 0)


BASE = [88, 90, 86, 89, 87, 91, 88, 90, 87, 89, 88, 86, 90, 89, 88, 87, 91, 88]
LATER = [88, 84, 80, 78, 77, 78]
"""The worked series' base, then a fall: with so few series it is warned of in the third month, since the second."""


def months_of(region, values, last="2026-10"):
    """A hundred applications decided each month up to the last, so many of them on time."""
    for back, value in enumerate(reversed(values)):
        month = plus_months(last, -back)
        yield f"{region} | {month}-02 | {month}-03 | {value}"
        yield f"{region} | {month}-02 | {month}-25 | {100 - value}"


@pytest.fixture
def falling(home):
    """Regions by code → on time of a hundred in each of their latest months."""

    def fill(**regions):
        lines = [line for code, values in regions.items() for line in months_of(code.replace("_", "."), values)]
        home.targets(TARGET)
        home.transactions("region_code | complete_at | decided_at | n\n" + "\n".join(lines))
        return home

    return fill


TARGET = """
  on_time_rate:
    - {from: "2020-01", value: 75, decree: "SK 1"}
"""
STEADY = [*BASE, 88, 90, 87, 89, 88, 90]


def worsening(home, **asked):
    return [alert for alert in ask(home.home, early_warnings, **asked) if alert.name == "worsening"]


def test_a_fall_is_warned_of_since_its_first_month_whatever_the_reader_sees(falling):
    here = falling(**{"11_71": BASE + LATER, "11_73": STEADY, "11_05": STEADY, "11_01": STEADY})
    expected = [Alert("worsening", "11.71", "on_time_rate", "2026-06", 5)]
    assert worsening(here) == expected
    assert worsening(here, scope=Scope(frozenset({"11.71"}))) == expected
    assert worsening(here, scope=Scope(frozenset({"11.73"}))) == []


def test_a_warning_is_new_in_the_one_month_it_begins_in(falling):
    here = falling(**{"11_71": BASE + LATER[:5], "11_73": STEADY, "11_05": STEADY, "11_01": STEADY})
    [found] = worsening(here)
    assert (found.since, found.new) == ("2026-07", False)
    [before] = worsening(here, today=date(2026, 10, 15))
    assert (before.since, before.new) == ("2026-07", True)


def test_where_half_of_the_regions_worsen_it_is_said_once_of_the_province(falling):
    here = falling(**{"11_71": BASE + LATER, "11_73": BASE + LATER, "11_05": STEADY, "11_01": STEADY})
    expected = [Alert("worsening", None, "on_time_rate", "2026-06", 2)]
    assert worsening(here) == worsening(here, scope=Scope(frozenset({"11.05"}))) == expected


def test_a_recorded_change_begins_a_new_base_and_17_months_are_too_few(falling):
    here = falling(**{"11_71": BASE + LATER, "11_73": STEADY, "11_05": STEADY, "11_01": STEADY})
    annotations.annotate(here.home, EVERYTHING, "analis", Annotation("2026-06", "loket baru", rebase=True))
    assert worsening(here) == []


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


@pytest.mark.parametrize("regions", [{"11.71"}, {"11.73"}, {"11.71", "11.05"}, {"11.01"}])
def test_what_a_reader_of_some_regions_is_warned_of_is_cut_from_the_warnings_of_all(falling, regions):
    fall = BASE + LATER
    here = falling(**{"11_71": fall, "11_73": fall, "11_05": STEADY, "11_74": STEADY})
    here.transactions("""
      region_code | received_at | decided_at | standard | n
      11.05       | 2026-11-13  |            | 3 days   | 4
      11.01       | 2026-08-03  | 2026-08-04 | 3 days   | 1
    """)
    for region in ("11.71", "11.05", None):
        draft = replace(DRAFT, deadline="2026-11-01", region=region)
        follow_up_acts.propose(here.home, EVERYTHING, "regent", draft)
    scope, every = Scope(frozenset(regions)), ask(here.home, early_warnings)
    assert {alert.name for alert in every} == {"worsening", "backlog_due", "silent", "follow_up_overdue"}
    assert {alert.region for alert in every} > {None}
    assert within(every, scope) == ask(here.home, early_warnings, scope=scope)
    assert within(every, EVERYTHING) == every


def test_overdue_follow_ups_are_counted_by_region(home):
    for deadline in ("2026-11-01", "2026-11-15", "2026-12-01"):
        follow_up_acts.propose(home.home, EVERYTHING, "regent", replace(DRAFT, deadline=deadline))
    assert ask(home.home, early_warnings) == (Alert("follow_up_overdue", "11.71", count=2),)
