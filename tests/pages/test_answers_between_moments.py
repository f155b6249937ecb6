"""What is kept is what would be worked out anew, whatever came in while it was worked out, and however it is asked.

| asked                                   | what happens                              |
|-----------------------------------------|-------------------------------------------|
| others of a region, stages of MPPs      | an entry between the reading and the answer |
| as of an entry                          | a later one came while all was asked      |
| a month, a region, indicators           | targets change and are put back           |
| how alike regions' months are           | the catalogue changes before it is learnt |
| a month                                 | the ledger is put back and goes on otherwise |
| regions in a quarter                    | some figures belong to no region          |
| a period                                | a blank before it, or it is none          |
"""

import shutil
from datetime import date

import pytest

from access.identity import roles
from access.identity.scope import EVERYTHING
from access.identity.viewer import Viewer
from api import moment
from data.errors import CapaianError
from metrics.acts import follow_up_acts
from metrics.cells import build
from metrics.periods import Period
from metrics.scorecard import monthly_marks
from metrics.scorecard.request import Question
from metrics.scorecard.score import score
from metrics.scorecard.scoring import Scoring
from metrics.scorecard.workspace import Workspace, freshness
from metrics.targets import in_force
from pages.components.runtime import cache, figures, run
from tests.metrics.test_thirty_faults import MINE, mine
from tests.workspaces import ask

TODAY = date(2026, 11, 16)
EVERYBODY = Viewer("", roles.GOVERNOR, None, "id")
FIRST = """
  region_code | received_at      | decided_at       | n
  11.71       | 2026-08-05 09:00 | 2026-08-06 10:00 | 4
  11.71       | 2026-10-05 09:00 | 2026-10-06 10:00 | 2
  11.05       | 2026-10-05 09:00 | 2026-10-06 10:00 | 5
  11.71       | 2026-11-05 09:00 | 2026-11-06 10:00 | 1
  11.05       | 2026-11-05 09:00 | 2026-11-06 10:00 | 1
"""
LATE = """
  region_code | received_at      | decided_at       | n
  11.05       | 2026-10-05 09:00 | 2026-10-30 10:00 | 5
"""
LATER = """
  region_code | received_at      | decided_at       | n
  11.05       | 2026-11-05 09:00 | 2026-11-06 10:00 | 1
"""
OCTOBER = (EVERYTHING, "2026-10", None, ("completed",), None)


@pytest.fixture
def shown(home):
    home.transactions(FIRST)
    with run.showing(home.home):
        yield home


def test_others_of_a_region_are_of_one_moment(shown, monkeypatch):
    read = figures._cells

    def overtaken(span):
        cells = read(span)
        shown.transactions(LATE)
        return cells

    with monkeypatch.context() as patched:
        patched.setattr(figures, "_cells", overtaken)
        figures.rest_of_province(EVERYBODY, "2026-10", "11.71")
    known = [figures.rest_of_province(EVERYBODY, "2026-10", "11.71")["on_time_rate"].actual]
    shown.transactions(LATER)
    known.append(figures.rest_of_province(EVERYBODY, "2026-10", "11.71")["on_time_rate"].actual)
    assert known == [50.0, 50.0], "and the next entry takes it over"


def test_stages_are_of_one_moment(shown, monkeypatch):
    answered, came = cache.answered, []

    def overtaken(scope, question, *rest, **named):
        answer = answered(scope, question, *rest, **named)
        if question == "coverage" and not came:
            came.append(shown.milestones("region_code | milestone | happened_on\n11.18 | soft_launch | 2026-10-02"))
        return answer

    with monkeypatch.context() as patched:
        patched.setattr(cache, "answered", overtaken)
        before = figures.coverage(EVERYBODY, TODAY)
    after = figures.coverage(EVERYBODY, TODAY)
    assert after != before
    cache._ANSWERS._found.clear()
    assert after == figures.coverage(EVERYBODY, TODAY)


def test_as_of_an_entry_holds_nothing_later(home, monkeypatch):
    home.transactions(FIRST)
    asked = (EVERYTHING, "2026-10", None, ("completed", "on_time_rate"), None)
    seq = ask(home.home, lambda here: here.head)
    right = score(home.home, *asked, seq)
    monthly_marks._KNOWN._moments.clear()
    opened, came = build.opened, []

    def overtaken(*asked):
        if not came:
            came.append(home.transactions(LATE))
        return opened(*asked)

    monkeypatch.setattr(build, "opened", overtaken)
    score(home.home, *asked)
    assert came and score(home.home, *asked, seq).rows == right.rows


def test_another_entry_of_the_same_number_is_another(shown, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(shown.home.ledger_dir, copy)
    shown.transactions(LATE)
    assert cache.scored(*OCTOBER).rows[0].actual == 12
    before = moment.now(shown.home)
    shutil.rmtree(shown.home.ledger_dir)
    shutil.copytree(copy, shown.home.ledger_dir)
    shown.transactions(LATE.replace("| 5", "| 3"))
    assert cache.scored(*OCTOBER).rows[0].actual == score(shown.home, *OCTOBER).rows[0].actual == 10
    assert moment.now(shown.home).head == before.head and moment.now(shown.home) != before


TARGET = 'on_time_rate:\n  - {{from: "2026-01", value: {}, decree: SK 1}}\n'
AT_STAKE = ("on_time_rate", "completed")


@pytest.mark.parametrize("asked", [("2026-10", None, None, None), ("2026-10", "11.71", AT_STAKE, None)])
def test_targets_changed_and_put_back_within_an_answer_are_not_kept_as_the_first(shown, monkeypatch, asked):
    shown.targets(TARGET.format(10))
    load, came = in_force.load, []

    def overtaken(*given):
        if came:
            return load(*given)
        came.append(shown.targets(TARGET.format(99)))
        goals = load(*given)
        shown.targets(TARGET.format(10))
        return goals

    with monkeypatch.context() as patched:
        patched.setattr(in_force, "load", overtaken)
        cache.scored(EVERYTHING, *asked)
    assert came and cache.scored(EVERYTHING, *asked).rows == score(shown.home, EVERYTHING, *asked).rows


def test_what_was_learnt_of_another_catalogue_is_not_kept_as_that_of_the_newest(shown):
    monthly_marks._KNOWN._moments.clear()
    shown.indicators(MINE)
    with Workspace(shown.home, EVERYTHING, today=TODAY) as workspace:
        assert workspace.indicators["mine"]
        shown.indicators(mine("unit: percent", "unit: index"))
        asked = Question(Period("2026-10"), None, "11", (workspace.indicators["mine"],), None, TODAY)
        [*Scoring(workspace, asked).rows()]
    newest = freshness(shown.home)[1]
    assert not any(moment[2] == newest for moment in monthly_marks._KNOWN._moments)
    assert not any(learnt.rho or learnt.ahead for learnt in monthly_marks._KNOWN._moments.values())


@pytest.mark.parametrize("period", ["2026-10", "2026-Q4", "2026", "r12:2026-10"])
def test_what_belongs_to_no_region_stands_in_every_period(shown, period):
    draft = follow_up_acts.Draft("on_time_rate", "2026-10", "f", "c", "a", "Dinas", "2026-11-20")
    follow_up_acts.propose(shown.home, EVERYTHING, "a", draft)
    asked = (EVERYTHING, period, None, None, "region")
    cut, anew = cache.scored(*asked).rows, score(shown.home, *asked, today=TODAY).rows
    assert {(row.indicator, row.member) for row in cut} == {(row.indicator, row.member) for row in anew}


def test_a_blank_is_no_part_of_a_period(shown):
    scope, period, *rest = OCTOBER
    assert cache.scored(scope, f" {period}", *rest).rows[0].actual == 7


@pytest.mark.parametrize("period", ["2026-13", "kemarin"])
def test_what_is_no_period_is_refused(shown, period):
    scope, _, *rest = OCTOBER
    with pytest.raises(CapaianError):
        cache.scored(scope, period, *rest)
