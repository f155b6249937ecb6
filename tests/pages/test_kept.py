"""Answers that are kept: worked out once, for one moment, and forgotten with it."""

import threading
from datetime import date

import pytest

from access.identity.scope import EVERYTHING
from data.home import Home
from pages.components.runtime import cache, run
from pages.components.runtime.cache import AnswerCache, Moment
from tests.spec.drawn import opened

NOON = date(2026, 11, 16)


def moment(tmp_path, head=1):
    return Moment(Home(tmp_path), head, "1", NOON)


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
    for at in (first, moment(tmp_path, 2), Moment(first.home, 1, "1", date(2026, 11, 17)), moment(tmp_path / "other")):
        assert answers.answer(at, "question", lambda at=at: at) == at


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
def office(tmp_path):
    with opened(tmp_path / "office") as office:
        office.transactions("received_at | decided_at | n\n2026-10-05 09:00 | 2026-10-06 10:00 | 4")
        yield office.home


def test_who_asks_alone_does_not_wait_for_the_sheet_and_is_told_the_same(office, monkeypatch):
    question = (EVERYTHING, "2026-10", None, ("completed", "on_time_rate"), None)
    with run.showing(office), monkeypatch.context() as patched:
        patched.setattr(cache.monthly_cube, "read", lambda _workspace: pytest.fail("the sheet was worked out"))
        alone = cache.scored(*question, alone=True)
    with run.showing(office):
        assert cache.scored(*question) == alone
        monkeypatch.setattr(cache, "score", lambda *_asked, **_how: pytest.fail("the sheet was not used"))
        assert cache.scored(EVERYTHING, "2026-10", None, ("completed",), None, alone=True).rows == alone.rows[:1]
