"""The sheet of all months: what is cut from it is what `score` answers, and never more than a reader may see."""

import itertools
from datetime import date

import pytest

from access.identity.scope import EVERYTHING, Scope
from data.ledger import acts
from metrics.acts import annotations
from metrics.acts.annotations import Annotation
from metrics.periods import months_between, plus_months
from metrics.scorecard import monthly_cube, monthly_marks
from metrics.scorecard.basis import NO_MONTH
from metrics.scorecard.score import score
from tests.metrics.test_thirty_faults import mine
from tests.sheets import differences
from tests.spec.drawn import opened
from tests.workspaces import ask

TODAY = date(2026, 11, 16)
OWN = Scope(frozenset({"11.71"}))
MONTHS = (None, "2026-12", "2026-10", "2026-09", "2026-08")
SPANS = ("2026-10", "2026-01..2026-10", "2025-11..2026-12")
ASKED = [
    *itertools.product(MONTHS, (None, "11", "11.71", "11.05"), (None, ("on_time_rate", "received")), (None, "region")),
    *itertools.product(
        ("2026-10", "2026-01..2026-10", "2025-11..2026-12"), (None, "11.71"), (None, ("clearance_rate",)), ("month",)
    ),
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Two regions over three months, one of which only one of them has reported."""
    with opened(tmp_path_factory.mktemp("sheet") / "home") as home:
        home.targets('on_time_rate:\n  - {from: "2026-01", value: 90, regions: {"11.71": 95}, decree: SK 1}\n')
        home.transactions("""
          region_code | received_at      | decided_at       | channel    | n
          11.71       | 2026-08-05 09:00 | 2026-08-06 10:00 | mandiri    | 4
          11.71       | 2026-09-07 09:00 | 2026-09-08 10:00 | elektronik | 8
          11.71       | 2026-10-05 09:00 | 2026-10-20 10:00 | langsung   | 2
          11.05       | 2026-10-05 09:00 | 2026-10-06 10:00 | mandiri    | 5
        """)
        home.surveys("""
          region_code | answered_on | all | n
          11.71       | 2026-10-07  | 4   | 6
        """)
        yield home.home


@pytest.fixture(scope="module")
def whole(filled):
    return ask(filled, monthly_cube.read, today=TODAY)


def test_a_card_cut_from_the_sheet_is_the_card_that_was_asked_for(filled, whole):
    for period, region, indicators, by in ASKED[::3]:
        cut = whole.card(period, region, indicators, by)
        assert cut == score(filled, EVERYTHING, period, region, indicators, by, today=TODAY), (period, region, by)


def test_a_reader_of_one_region_gets_that_region_and_the_whole(filled, whole):
    cut, read = whole.within(OWN), ask(filled, monthly_cube.read, scope=OWN, today=TODAY)
    assert cut == read
    assert {place for place, _ in cut.rows} == {"11", "11.71"}
    assert cut.card("2026-10", "11.05", None, None) is None
    assert {row.member for row in cut.card("2026-10", None, None, "region").rows} == {"11.71"}
    assert cut.monthly("2026-09..2026-10", "11.05") is None


def test_months_stand_oldest_first_under_each_indicator(whole):
    months = whole.monthly("2026-08..2026-10", "11.71")
    assert [(row.period, row.actual) for row in months["received"]] == [("2026-08", 4), ("2026-09", 8), ("2026-10", 2)]


@pytest.mark.parametrize(
    ("period", "by"),
    [("2026-Q3", None), ("ytd:2026-10", None), ("2026-09..2026-10", None), ("2026-10", "service"), ("x", "month")],
)
def test_what_the_sheet_does_not_hold_it_does_not_answer(whole, period, by):
    assert not monthly_cube.is_held(period, by)
    assert whole.card(period, None, None, by) is None


@pytest.mark.parametrize(
    ("period", "region", "indicators"),
    [("1999-01", None, None), ("2026-07", None, None), ("2026-10", "99.99", None), ("2026-10", None, ("unknown",))],
)
def test_a_month_before_the_first_record_and_a_wrong_question_are_left_to_score(whole, period, region, indicators):
    assert whole.card(period, region, indicators, None) is None


LONGER = ("2026-Q3", "2026-S2", "2026", "ytd:2026-10", "r12:2026-10", "2026-Q4")


@pytest.mark.parametrize("period", LONGER)
def test_a_card_cut_from_the_sheet_of_a_longer_period_is_the_card_that_was_asked_for(filled, period):
    sheet = ask(filled, lambda here: monthly_cube.read_period(here, period), today=TODAY)
    for region, indicators, by in itertools.product((None, "11.71", "11.05"), (None, ("received",)), (None, "region")):
        cut = sheet.card(period, region, indicators, by)
        assert cut == score(filled, EVERYTHING, period, region, indicators, by, today=TODAY), (period, region, by)
    assert sheet.card("2026-10", None, None, None) is None and sheet.card(period, None, None, "month") is None
    own = sheet.within(OWN)
    assert own.card(period, "11.05", None, None) is None
    assert {row.member for row in own.card(period, None, None, "region").rows} == {"11.71"}


@pytest.mark.parametrize(
    ("period", "by", "is_longer"),
    [
        *((period, by, True) for period in LONGER for by in (None, "region")),
        ("2026-Q3", "service", False),
        ("2026-Q3", "month", False),
        ("2026-10", None, False),
        ("2026-09..2026-10", None, False),
        (None, None, False),
    ],
)
def test_a_longer_period_is_no_month_and_no_span_of_months(period, by, is_longer):
    assert monthly_cube.is_longer(period, by) is is_longer


FIRST = """
  region_code | received_at      | decided_at       | status  | n
  11.71       | 2026-08-05 09:00 | 2026-08-06 10:00 | selesai | 4
  11.71       | 2026-08-06 09:00 |                  | proses  | 1
  11.71       | 2026-09-07 09:00 | 2026-09-08 10:00 | selesai | 8
  11.71       | 2026-10-05 09:00 | 2026-10-20 10:00 | selesai | 2
  11.05       | 2026-10-05 09:00 | 2026-10-06 10:00 | selesai | 5
"""
NEWEST_MONTH = """
  region_code | received_at      | decided_at       | n
  11.71       | 2026-10-12 09:00 | 2026-10-12 10:00 | 3
"""
LATE = """
  region_code | received_at      | decided_at       | n
  11.71       | 2026-08-11 09:00 | 2026-08-12 10:00 | 2
"""
OPEN = """
  region_code | received_at      | decided_at | status | n
  11.71       | 2026-09-14 09:00 |            | proses | 2
"""
NEVER_REPORTED = """
  region_code | received_at      | decided_at       | n
  11.05       | 2026-09-14 09:00 | 2026-09-15 10:00 | 2
"""
NOTE = Annotation("2026-09", "Loket pindah.", region="11.71", rebase=True)
CLEARED = mine("denominator: {completions: sum(n)}", "denominator: {receipts: sum(n)}")
# What happens between two sheets, and the first month whose rows may be others by it; None: any month's.
BETWEEN = [
    (lambda home: home.transactions(NEWEST_MONTH), "2026-10"),
    (lambda home: home.undo(home.transactions(NEWEST_MONTH)), NO_MONTH),
    (lambda home: home.transactions(LATE), "2026-08"),
    (lambda home: home.transactions(OPEN), "2026-09"),
    (lambda home: acts.record(home.home, "document", "auditor", {}), NO_MONTH),
    (lambda home: home.transactions(NEVER_REPORTED), None),
    (lambda home: annotations.annotate(home.home, EVERYTHING, "analis", NOTE), None),
    (lambda home: home.targets('on_time_rate:\n  - {from: "2026-01", value: 90, decree: SK 1}\n'), None),
    (lambda home: home.figures("indicator_id | period | value\nsystem_availability | 2026-10 | 99"), None),
]


def test_a_sheet_is_continued_from_the_first_month_that_has_changed_as_if_it_were_read_anew(tmp_path):
    with opened(tmp_path / "home") as home:
        home.transactions(FIRST)
        before = ask(home.home, monthly_cube.read, today=TODAY)
        for act, month in BETWEEN:
            act(home)
            anew, sheet = (
                ask(home.home, *how, today=TODAY) for how in ((monthly_cube.read,), (monthly_cube.continued, before))
            )
            changed = ask(
                home.home, lambda here, at=anew.basis, of=before.basis: at.changed_from(of, here), today=TODAY
            )
            assert (changed, sheet is None) == (month, month is None)
            if sheet is not None:
                assert differences(sheet, anew) == []
                assert (ask(home.home, monthly_cube.continued, before, 1, today=TODAY) is None) == (month < "2026-09")
            before = sheet or anew
        assert ask(home.home, monthly_cube.continued, before, today=date(2026, 11, 17)) is None


def test_a_sheet_of_another_ledger_or_of_a_part_of_the_months_is_not_continued(tmp_path):
    with opened(tmp_path / "one") as one, opened(tmp_path / "other") as other:
        one.transactions(FIRST)
        other.transactions(LATE)
        other.transactions(FIRST)
        of_one, newest = (ask(one.home, monthly_cube.read, *months, today=TODAY) for months in ((), (2,)))
        assert ask(other.home, monthly_cube.continued, of_one, today=TODAY) is None
        assert ask(one.home, monthly_cube.continued, newest, today=TODAY) is None


def test_a_share_above_its_whole_changes_no_month_before_it(tmp_path):
    with opened(tmp_path / "home") as home:
        home.indicators(CLEARED)
        home.transactions(FIRST)
        before = ask(home.home, monthly_cube.read, today=TODAY)
        home.transactions("""
          region_code | received_at      | decided_at       | n
          11.71       | 2026-09-14 09:00 | 2026-10-15 10:00 | 2
        """)
        sheet = ask(home.home, monthly_cube.continued, before, today=TODAY)
        assert differences(sheet, ask(home.home, monthly_cube.read, today=TODAY)) == []


def twelve_years():
    """Of two regions and one that came late, whose clearance passes 100 % in one month of each half."""
    yield "region_code | received_at | decided_at | n"
    for at, month in enumerate(months_between("2014-11", "2026-10")):
        for place, region in enumerate(("11.71", "11.05", "11.73")):
            if place < 2 or at > 130:
                many = 8 + (at * (place + 3)) % 5
                yield f"{region} | {month}-05 09:00 | {month}-{6 + (at + place) % 17:02} 10:00 | {many}"
                yield f"{region} | {month}-05 09:00 | {plus_months(month, 1)}-03 10:00 | {1 + at % 3}"
    yield "11.71 | 2017-03-02 09:00 | 2017-04-03 10:00 | 9"
    yield "11.05 | 2024-05-02 09:00 | 2024-06-03 10:00 | 9"


def test_a_mark_is_the_same_alone_and_beside_other_months_and_regions(tmp_path):
    wanted = ("mine", "on_time_rate", "received", "median_processing_days")
    with opened(tmp_path / "home") as home:
        home.targets('mine:\n  - {from: "2014-01", value: 85, decree: SK 1}\n')
        home.indicators(CLEARED)
        home.transactions("\n".join(twelve_years()))
        together = score(home.home, EVERYTHING, "2014-11..2026-10", None, wanted, "region,month", today=TODAY).rows
        found = {(row.indicator, row.member, row.period): row for row in together}
        for region in ("11.71", "11.05", "11.73"):
            for month in ("2017-03", "2017-04", "2022-01", "2024-05", "2024-06", "2024-12", "2026-09", "2026-10"):
                monthly_marks._KNOWN._moments.clear()
                for row in score(home.home, EVERYTHING, month, region, wanted, today=TODAY).rows:
                    beside = found[row.indicator, region, month]
                    assert row == beside.of_member(row.member), (row.indicator, region, month)
                    assert row.level == beside.level and row.autocorrelation == pytest.approx(beside.autocorrelation)
    assert found["mine", "11.71", "2026-10"].points == found["received", "11.05", "2025-01"].points == 120
    assert any((row.actual or 0) > 100 for row in together if row.indicator == "mine")
    assert {"common", "improving"} <= {row.variation for row in together if row.indicator == "mine"}
