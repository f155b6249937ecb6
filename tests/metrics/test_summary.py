"""How many targets are met, beside a plain count; and the one sentence that screen, paper and terminal share."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.home import Home
from metrics.catalogue import indicators
from metrics.catalogue.indicators import OPERATING
from metrics.judgement.row import Row
from metrics.scorecard.summary import missed_first, summary
from reports.parts.scorecard_text import headline
from reports.terminal import scorecard_table
from tests.pages.hand_made import WHOLE, card, row
from text import formats

STATUSES = ("achieved", "missed", "cannot_judge", "no_data", "no_target", "not_applicable", "force_majeure")


def of(*drawn: tuple[str, str, float | None]) -> list[Row]:
    """Rows as (indicator, status, target)."""
    return [row(indicator, None, target, status) for indicator, status, target in drawn]


@pytest.mark.parametrize(
    ("rows", "counts", "verdict"),
    [
        (of(), (0, 0, 0), "no_target"),
        (of(("a", "achieved", 90)), (1, 0, 0), "all"),
        (of(("a", "achieved", 90), ("b", "missed", 90)), (1, 1, 0), "some"),
        (of(("a", "missed", 90)), (0, 1, 0), "some"),
        (of(("a", "achieved", 90), ("b", "cannot_judge", 90)), (1, 0, 1), "some"),
        (of(("a", "cannot_judge", 90), ("b", "no_target", None)), (0, 0, 1), "unjudged"),
        (of(("a", "no_target", None), ("b", "no_data", None)), (0, 0, 0), "no_target"),
        (of(("a", "no_data", 90), ("b", "no_data", None)), (0, 0, 1), "no_data"),
        (of(("a", "not_applicable", 90)), (0, 0, 0), "not_applicable"),
        # the spread of MPPs is known without records, and makes no silent place one with data
        (of(("a", "no_data", 90), (OPERATING, "missed", 23)), (0, 1, 1), "no_data"),
        (of((OPERATING, "achieved", 23)), (1, 0, 0), "all"),
    ],
)
def test_what_can_be_said_of_all_targets_together(rows, counts, verdict):
    found = summary(rows)
    assert (found.met, found.missed, found.unjudged) == counts
    assert found.verdict == verdict


def test_the_worst_is_furthest_from_its_target_and_one_without_achievement_comes_last():
    rows = [replace(one, achievement_pct=pct) for one, pct in zip(_missed("abc"), (80.0, None, 40.0), strict=True)]
    assert [one.indicator for one in missed_first(rows)] == ["c", "a", "b"]
    assert summary(rows).worst == rows[2]


def _missed(names: str) -> list[Row]:
    return of(*((name, "missed", 90.0) for name in names))


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.sampled_from([None, 90.0]))))
def test_the_counts_are_those_of_a_plain_count(drawn):
    rows = of(*((f"i{at}", status, target) for at, (status, target) in enumerate(drawn)))
    found = summary(rows)
    judged = {"achieved", "missed"}
    with_target = [s for s, t in drawn if s in judged or (t and s not in {"no_target", "not_applicable"})]
    assert found.met == [s for s, _ in drawn].count("achieved")
    assert found.missed == [s for s, _ in drawn].count("missed")
    assert found.total == len(with_target) and found.judged == found.met + found.missed
    assert (found.worst is None) == (found.missed == 0)


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.sampled_from([None, 90.0])), max_size=6))
def test_paper_says_of_rows_from_json_what_the_screen_says_of_the_rows(drawn):
    rows = of(*((f"i{at}", status, target) for at, (status, target) in enumerate(drawn)))
    found = summary(rows)
    screen = formats.targets_met(found.verdict, found.met, found.total, "2026-10", "id")
    assert headline([one.as_dict() for one in rows], "2026-10", "id") == screen


@pytest.mark.parametrize(
    ("language", "told"),
    [("id", "1 dari 5 target tercapai pada Oktober 2026."), ("en", "1 of 5 targets achieved in October 2026.")],
)
def test_the_table_of_the_terminal_says_it_under_the_rows_of_one_place_and_period(tmp_path, language, told):
    known = indicators.load(Home(tmp_path))
    whole = card(WHOLE, period="2026-10")
    assert told in scorecard_table.text(whole, known, language).splitlines()
    months = (*WHOLE, *(replace(one, period="2026-09") for one in WHOLE))
    assert told not in scorecard_table.text(replace(whole, rows=months), known, language)
    assert "tercapai pada" not in scorecard_table.text(replace(whole, rows=WHOLE[:1]), known)
