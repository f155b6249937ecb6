"""Answers that are kept: worked out once, for one moment, and forgotten with it."""

import contextvars
import threading
from datetime import date

import pytest

from access.identity import roles
from access.identity.scope import EVERYTHING
from access.identity.viewer import Viewer
from data.home import Home
from data.ledger import acts, entries
from metrics.scorecard import monthly_cube
from metrics.scorecard.score import score
from pages.components.runtime import cache, figures, run
from pages.components.runtime.cache import AnswerCache, Moment
from tests.spec.drawn import opened

NOON = date(2026, 11, 16)
EVERYBODY = Viewer("", roles.GOVERNOR, None, "id")


def moment(tmp_path, head=1):
    return Moment(Home(tmp_path), head, "1", NOON, head)


def test_many_who_ask_at_once_wait_for_one_answer(tmp_path):
    answers, times, begun = AnswerCache(4), [], threading.Barrier(8)

    def work_out():
        times.append(1)
        return object()

    def ask(found):
        begun.wait()
        found.append(answers.answer(moment(tmp_path), "question", work_out))

    found: list[object] = []
    asking = [threading.Thread(target=ask, args=(found,)) for _ in range(8)]
    for one in asking:
        one.start()
    for one in asking:
        one.join(10)
    assert len(times) == 1 and len(found) == 8 and len(set(map(id, found))) == 1


def test_a_new_entry_a_new_day_or_another_home_begins_anew(tmp_path):
    answers = AnswerCache(4)
    first = moment(tmp_path)
    later = (moment(tmp_path, 2), Moment(first.home, 1, "1", date(2026, 11, 17), 1), moment(tmp_path / "other"))
    for at in (first, *later):
        assert answers.answer(at, "question", lambda at=at: at) == at


def test_runs_of_two_moments_take_nothing_from_each_other_and_one_that_is_overtaken_is_given_the_newest(tmp_path):
    answers, asked, runs = AnswerCache(9), [], {head: moment(tmp_path, head) for head in (1, 2, 3)}

    def given(at):
        return answers.answer(at, "question", lambda: asked.append(at.head) or at.head)

    assert [given(runs[head]) for head in (1, 2, 1, 2, 3, 2, 1)] == [1, 2, 1, 2, 3, 2, 3]
    assert asked == [1, 2, 3]
    assert given(moment(tmp_path, 1)) == 1, "a ledger put back from a copy is looked at later, and is no run of before"


def test_of_many_answers_those_not_asked_for_the_longest_go(tmp_path):
    answers, asked = AnswerCache(2), []
    for question in "abacabb":
        answers.answer(moment(tmp_path), question, lambda question=question: asked.append(question))
    assert "".join(asked) == "abcb"


def test_an_error_is_not_kept(tmp_path):
    answers = AnswerCache(2)
    with pytest.raises(ZeroDivisionError):
        answers.answer(moment(tmp_path), "question", lambda: 1 / 0)
    assert answers.answer(moment(tmp_path), "question", lambda: 7) == 7


def test_figures_of_one_run_rest_on_one_moment(tmp_path, monkeypatch):
    heads = iter(range(10))
    monkeypatch.setattr(cache, "freshness", lambda home: (next(heads), "1"))
    with run.showing(Home(tmp_path)):
        with cache.one_moment():
            assert cache.moment().head == cache.moment().head == 0
        assert cache.moment().head == 1, "a new entry is seen by the next run"


@pytest.fixture
def drawn(tmp_path):
    with opened(tmp_path / "office") as office:
        office.transactions("""
          received_at      | decided_at       | n
          2026-06-08 09:00 | 2026-06-09 10:00 | 3
          2026-10-05 09:00 | 2026-10-06 10:00 | 4
        """)
        yield office


@pytest.fixture
def office(drawn):
    return drawn.home


def test_nobody_waits_for_all_months_of_a_new_entry_and_is_told_the_same(office, monkeypatch):
    asked = [
        (EVERYTHING, period, None, ("completed", "on_time_rate"), by)
        for period in ("2026-10", "2026-09", "2026-07", "2026-01", "2025-11..2026-10")
        for by in (None, "region", "month")
    ]
    made, read = [], monthly_cube.read

    def noted(workspace, months):
        made.append(months)
        return read(workspace, months)

    monkeypatch.setattr(cache.monthly_cube, "read", noted)
    with run.showing(office):
        before = [cache.scored(*question) for question in asked]
        assert made == [], "some indicators are not worth a sheet"
        months = figures.monthly(EVERYBODY, "2025-11..2026-10", None)
        assert made == [cache.NEWEST]
        cache.make_sheet()
        assert [cache.scored(*question) for question in asked] == before
        assert figures.monthly(EVERYBODY, "2025-11..2026-10", None) == months
        assert made == [cache.NEWEST, None]
        with monkeypatch.context() as patched:
            patched.setattr(cache, "score", lambda *_asked, **_how: pytest.fail("the sheet was not used"))
            assert {row.member for row in cache.scored(EVERYTHING, "2026-07", None, ("received",), "region").rows}


LATE = """
  received_at      | decided_at       | n
  2026-10-12 09:00 | 2026-10-13 10:00 | 2
"""
OLD = ("2026-06", "2026-Q2", "2026-06..2026-07")


def test_what_rests_on_earlier_months_than_an_entry_changes_is_not_worked_out_again(drawn, monkeypatch):
    asked, work_out = [], cache.score
    monkeypatch.setattr(cache, "score", lambda *given, **how: asked.append(given[2]) or work_out(*given, **how))
    questions = [
        (EVERYTHING, period, None, ("completed",), by) for period in (*OLD, "2026-10", None) for by in (None, "region")
    ]
    with run.showing(drawn.home):
        for act, anew in (
            (lambda: None, {*OLD, "2026-10", None}),
            (lambda: drawn.transactions(LATE), {"2026-10", None}),
            (lambda: drawn.transactions(LATE.replace("2026-10", "2026-06")), {*OLD, "2026-10", None}),
            (lambda: drawn.undo(drawn.transactions(LATE)), {None}),
            (lambda: acts.record(drawn.home, "annotation", "auditor", {}), {*OLD, "2026-10", None}),
        ):
            act()
            asked.clear()
            told = [cache.scored(*question) for question in questions]
            assert set(asked) == anew
            assert told == [work_out(drawn.home, *question, today=cache.today_of(drawn.home)) for question in questions]


def test_what_was_worked_out_while_something_came_in_is_not_taken_over_when_that_is_taken_back(drawn, monkeypatch):
    work_out, came = cache.score, []

    def overtaken(*asked, **how):
        if not came:
            came.append(drawn.transactions(LATE.replace("2026-10", "2026-06")))
        return work_out(*asked, **how)

    question = (EVERYTHING, "2026-06", None, ("completed",), None)
    monkeypatch.setattr(cache, "score", overtaken)
    with run.showing(drawn.home):
        assert cache.scored(*question).rows[0].actual == 5, "read with what came in meanwhile"
        drawn.undo(came[0])
        assert cache.scored(*question).rows[0].actual == 3


@pytest.mark.parametrize("kind, worked_out_anew", [*((kind, False) for kind in entries.PROOF), ("annotation", True)])
def test_a_document_changes_no_figure_and_answers_stay_as_of_it(office, monkeypatch, kind, worked_out_anew):
    asked, work_out = [], cache.score
    monkeypatch.setattr(cache, "score", lambda *given, **how: asked.append(given) or work_out(*given, **how))
    question = (EVERYTHING, "2026-10", None, ("completed",), None)
    with run.showing(office):
        before = cache.scored(*question)
        head = acts.record(office, kind, "auditor", {}).seq
        after = cache.scored(*question)
    assert (after.as_of, after.rows, len(asked)) == (head, before.rows, 1 + worked_out_anew)
    assert before.as_of == head - 1


def test_a_home_without_entries_has_no_sheet(tmp_path):
    with run.showing(Home(tmp_path)):
        assert [*cache.sheets_of(EVERYTHING)] == []


def test_who_comes_while_all_months_are_made_waits_for_them_with_some_patience(office, monkeypatch):
    going, begun, read, scored = threading.Event(), threading.Event(), monthly_cube.read, []

    def slow(workspace, months):
        begun.set()
        assert months is not None or going.wait(10)
        return read(workspace, months)

    def noted(*asked, **how):
        scored.append(asked)
        return score(*asked, **how)

    def of_a_region():
        with run.showing(office):
            months = figures.monthly(EVERYBODY, "2025-11..2026-10", "11.71")
        return {indicator: [row.of_member(row.period) for row in rows] for indicator, rows in months.items()}

    monkeypatch.setattr(cache.monthly_cube, "read", slow)
    monkeypatch.setattr(cache, "score", noted)
    with run.showing(office):
        making = threading.Thread(target=contextvars.copy_context().run, args=(cache.make_sheet,))
    making.start()
    assert begun.wait(10)
    monkeypatch.setattr(cache, "PATIENCE", 0.0)
    impatient = of_a_region()
    assert len(scored) == 1
    monkeypatch.setattr(cache, "PATIENCE", 60.0)
    threading.Timer(0.05, going.set).start()
    assert of_a_region() == impatient
    assert len(scored) == 1
    making.join(10)
