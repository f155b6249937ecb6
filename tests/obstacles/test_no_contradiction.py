"""Every explanation of a home agrees with itself: verdict, slices, month, status, sentences, lists and effects."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from access.identity.scope import EVERYTHING
from metrics.cells.query import Slice
from metrics.obstacles import sentences
from metrics.obstacles.explain import explain, of
from metrics.obstacles.input import terms
from metrics.obstacles.input.tables import FINE, Gatherer
from metrics.periods import Period, compared_before, same_last_year
from metrics.scorecard import request
from metrics.scorecard.workspace import Workspace
from tests.obstacles import test_hidden
from tests.spec.drawn import opened
from text.words import say

office = test_hidden.office
INDICATORS = ("on_time_rate", "digital_share", "median_processing_days", "clearance_rate", "completed")
TARGETS = """
on_time_rate: [{from: "2026-01", value: 90, decree: "SK"}]
digital_share: [{from: "2026-01", value: 10, decree: "SK"}]
median_processing_days: [{from: "2026-01", value: 1, decree: "SK"}]
completed: [{from: "2026-01", value: 400, decree: "SK"}]
"""
NOW = Period("2026-07")
BEFORE = {"previous": compared_before, "last_year": same_last_year}
QUESTIONS = [
    (period, region, against)
    for period in ("2026-07", "2026-04..2026-06")
    for region in ((None, "11.71", "11.73") if period == "2026-07" else (None, "11.71"))
    for against in ("target", *BEFORE, "province")
    if region or against != "province"
]


@pytest.fixture(scope="module")
def explanations(office):
    """Every question about every indicator, of one home opened once, with the side on which its figure is better."""
    office.targets(TARGETS)
    with Workspace(office.home, EVERYTHING) as here:
        answers = []
        for id_ in INDICATORS:
            for period, region, against in QUESTIONS:
                question = request.checked(here, period, region, [id_])
                answer = of(here, question, against, with_forecast=against == "target" and region is None)
                answers.append((answer, here.indicators[id_].better))
        return answers


def comparable(explanations):
    return [(one, better) for one, better in explanations if one.gap is not None]


def test_many_are_missed_met_and_hidden(explanations):
    """So that what follows is not empty."""
    gaps = [one.gap for one, _ in comparable(explanations)]
    assert min(sum(gap > 0 for gap in gaps), sum(gap < 0 for gap in gaps)) >= 5
    assert any(one.slices and one.gap < 0 for one, _ in comparable(explanations))
    assert any(one.since for one, _ in explanations)


def test_lists_and_effects_add_up_to_the_gap(explanations):
    for one, better in comparable(explanations):
        worse = one.actual < one.reference if better == "higher" else one.actual > one.reference
        assert (one.gap > 1e-9) == worse
        for rows in one.where.values():
            assert sum(row["shortfall"] for row in rows) == pytest.approx(one.gap, abs=1e-9)
        assert one.rate_effect + one.mix_effect == pytest.approx(one.actual - one.reference, abs=1e-9)
        assert one.gap_cases == (one.gap if one.parts_unit != "points" else None)


def test_a_month_is_told_only_of_what_is_worse_and_notable(explanations):
    for one, _ in explanations:
        if one.since is None:
            assert not any("kurang baik sejak" in line for line in one.sentences["id"])
            continue
        now = Period(one.period)
        assert one.gap > 0 and one.verdict != "nothing_notable" and one.since <= now.last_month
        assert one.against not in BEFORE or one.since > BEFORE[one.against](now).last_month
        assert any("kurang baik sejak" in line for line in one.sentences["id"])


def test_verdict_and_words_follow_the_slices(explanations):
    for one, _ in explanations:
        spoken = any("berkaitan dengan" in line for line in one.sentences["id"])
        if one.slices:
            assert one.verdict in ("rate", "both") and spoken
            assert all((part.share is None) == (one.gap <= 0) and part.cases > 0 for part in one.slices)
        else:
            assert not spoken or one.verdict in ("mix", "both")


def test_a_difference_from_others_is_no_change(tmp_path):
    """Others at the same time have not changed into the one that is asked about."""
    with opened(tmp_path / "home") as home:
        home.transactions("""
          n  | region_code | complete_at | decided_at | standard
          17 | 11.71       | 2026-07-06  | 2026-07-08 | 3 days
          3  | 11.71       | 2026-07-06  | 2026-07-20 | 3 days
          18 | 11.73       | 2026-07-06  | 2026-07-08 | 3 days
          2  | 11.73       | 2026-07-06  | 2026-07-20 | 3 days
        """)
        found = explain(home.home, EVERYTHING, "on_time_rate", "2026-07", "11.71", "province")
    assert (found.gap_cases, found.verdict) == (pytest.approx(1), "nothing_notable")
    words = " ".join(found.sentences["id"])
    assert "Selisih sebesar ini" in words and "Perubahan" not in words and "periode ke periode" not in words


@pytest.mark.parametrize(("rate", "said"), [(-3.0, "terutama"), (-15.06, "masih dalam kebetulan")])
@pytest.mark.parametrize("against", ["previous", "province"])
def test_not_the_services_themselves_is_said_of_their_smaller_part_only(explanations, rate, said, against):
    one = next(one for one, _ in explanations if one.indicator == "on_time_rate" and one.gap)
    found = replace(one, verdict="mix", slices=(), rate_effect=rate, mix_effect=-10.43, against=against)
    share = SimpleNamespace(unit="percent")
    [line] = sentences._where(sentences.Context(found, share, {}, 0.0), "id")
    assert said in line and ("bukan dengan layanan" in line) == (rate == -3.0)
    assert ("bergeser" in line) == (against == "previous")


@pytest.mark.parametrize("verdict", ["rate", "mix", "both", "nothing_notable"])
def test_the_page_of_parts_has_one_wording_for_a_change_and_for_a_difference_from_others(verdict):
    line = say(f"obstacle_page.verdict_{verdict}", "id", rate="-15,06 poin", mix="-10,43 poin")
    assert "erubahan" not in line and "bergeser" not in line and "-15,06 poin" in line and "-10,43 poin" in line


def test_words_and_status_say_the_same_of_a_target(explanations):
    for one, _ in comparable(explanations):
        if one.against != "target":
            continue
        met = any("mencapai target" in line or "memenuhi target" in line for line in one.sentences["id"])
        assert met == (one.status == "achieved") == (one.gap <= 0)
        assert all("belum tercapai" not in line for line in one.sentences["id"]) or one.verdict == "nothing_notable"
        assert one.forecast.needed_per_month is None or one.forecast.reason != "out_of_reach"


def test_some_cases_are_never_0_and_the_same_is_no_change(explanations):
    for one, _ in comparable(explanations):
        words = " ".join(one.sentences["id"])
        assert one.actual == one.reference or "setara 0 berkas" not in words
        assert one.against == "target" or one.actual != one.reference or ": sama" not in words


@pytest.mark.parametrize("indicator", ["on_time_rate", "on_time_rate_with_open", "digital_share"])
def test_the_months_of_cells_are_those_of_the_records(office, indicator):
    keys = ["period", *FINE[:-2]]
    with Workspace(office.home, EVERYTHING) as here:
        gatherer = Gatherer(here.reader, terms.of(here.indicators[indicator], here.indicators), NOW, None, None)
        months = Slice(tuple(Period(f"2026-0{month}") for month in range(1, 7)), None, "region")
        records, cells = gatherer._leaves(FINE[:-2], months), gatherer.monthly()
    sides = [table[table["n"] > 0].set_index(keys)[["x", "n"]].sort_index() for table in (records, cells)]
    assert len(sides[0]) == 12 and sides[0].equals(sides[1].astype(sides[0].dtypes))
