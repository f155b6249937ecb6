"""What stands beside a figure in its row: its marks, force majeure, periods, and small numbers."""

import pytest

from access.identity.scope import EVERYTHING
from data.ledger import acts
from metrics.acts import annotations
from metrics.acts.annotations import Annotation
from tests.spec.drawn import opened

TARGET = """
  on_time_rate:
    - {from: "2020-01", value: 75, decree: "SK 1"}
"""
LEVELS = [5, 6, 5, 6, 5, 6, 5, 6, 5, 6]
"""On time of ten each month of 2025-09 to 2026-06, in 11.71; in July 2026 all ten."""


def month(code, on_time, region="11.71"):
    """Ten applications decided in a month, so many of them on time (the standard is 3 days)."""
    return f"{region} | {code}-01 | {code}-02 | {on_time}\n{region} | {code}-01 | {code}-20 | {10 - on_time}\n"


def table(*months):
    rows = "".join(month(*one) for one in months)
    return "region_code | complete_at | decided_at | n\n" + "\n".join(
        line for line in rows.splitlines() if not line.endswith("| 0")
    )


MONTHS = [f"2025-{m:02}" for m in range(9, 13)] + [f"2026-{m:02}" for m in range(1, 7)]


PERIODS = [
    ("2026-06", ("2026-06", "2026-06")),
    ("2026-Q2", ("2026-04", "2026-06")),
    ("2026-S1", ("2026-01", "2026-06")),
    ("2026", ("2026-01", "2026-12")),
    ("2025-11..2026-02", ("2025-11", "2026-02")),
    ("ytd:2026-04", ("2026-01", "2026-04")),
    ("r12:2026-10", ("2025-11", "2026-10")),
]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Eleven months of 11.71 and two of 11.73; a flood in 11.71 through May 2026."""
    with opened(tmp_path_factory.mktemp("office") / "home") as home:
        home.targets(TARGET)
        home.force_majeure("""
          region_code | from       | to
          11.71       | 2026-05-01 | 2026-05-31
        """)
        home.transactions(
            table(*zip(MONTHS, LEVELS, strict=True), ("2026-07", 10), ("2026-05", 9, "11.73"), ("2026-06", 8, "11.73"))
        )
        yield home


def row(home, period, region="11.71", **asked):
    [found] = home.score(period, region=region, indicators=["on_time_rate"], **asked).rows
    return found


def test_the_marks_look_back_on_every_month_up_to_the_period(office):
    june, july = row(office, "2026-06"), row(office, "2026-07")
    # May is not a point: nothing can be learnt of a process from a flood.
    assert (june.variation, june.assurance, june.points, june.met_months) == ("common", None, 9, (0, 9))
    assert june.reasons == ("unstable",)  # of nine months it is not said what they keep doing
    assert (july.variation, july.points, july.met_months) == ("common", 10, (1, 10))  # all of ten can be chance


def test_with_few_months_nothing_is_marked(office):
    found = row(office, "2025-12")
    assert (found.variation, found.assurance, found.points) == (None, None, 4)


def test_every_way_to_ask_gives_the_same_marks(office):
    alone = {code: row(office, code) for code in MONTHS}
    by_month = office.score("2025-09..2026-06", region="11.71", indicators=["on_time_rate"], by="month").rows
    both = office.score("2025-09..2026-06", indicators=["on_time_rate"], by="region,month").rows
    for found in (*by_month, *(one for one in both if one.member == "11.71")):
        was = alone[found.period]
        marks = (found.variation, found.assurance, found.points, found.met_months)
        assert marks == (was.variation, was.assurance, was.points, was.met_months)


def test_a_longer_period_has_the_marks_of_its_last_month(office):
    year, month = row(office, "2025-09..2026-07"), row(office, "2026-07")
    assert (year.variation, year.assurance, year.points) == (month.variation, month.assurance, month.points)


def test_a_recorded_change_starts_a_new_segment_until_it_is_withdrawn(office):
    note = annotations.annotate(office.home, EVERYTHING, "analis", Annotation("2026-02", "loket baru", rebase=True))
    assert row(office, "2026-07").points == 5
    acts.withdraw(office.home, note.seq, "analis", "keliru", "annotation")
    assert row(office, "2026-07").points == 10


def test_a_recorded_change_of_another_region_or_indicator_changes_nothing(office):
    here = annotations.annotate(
        office.home, EVERYTHING, "analis", Annotation("2026-02", "x", "received", "11.71", rebase=True)
    )
    there = annotations.annotate(
        office.home, EVERYTHING, "analis", Annotation("2026-02", "x", "on_time_rate", "11.73", rebase=True)
    )
    assert row(office, "2026-07").points == 10
    for note in (here, there):
        acts.withdraw(office.home, note.seq, "analis", "selesai", "annotation")


def test_a_period_that_touches_force_majeure_is_judged_on_all_and_shows_the_figure_without_it(office):
    found = row(office, "2026-Q2")
    assert (found.actual, found.status, found.reasons) == (
        100 * 17 / 30,
        "missed",
        ("force_majeure_in_period", "unstable"),
    )
    assert found.actual_without_force_majeure == 100 * (6 + 6) / 20


def test_so_does_the_province_without_that_region_in_those_months(office):
    found = row(office, "2026-05", None)
    assert (found.actual, found.reasons) == (100 * (5 + 9) / 20, ("force_majeure_in_period", "unstable"))
    assert found.actual_without_force_majeure == 90
    assert row(office, "2026-Q2", None).actual_without_force_majeure == 100 * (6 + 6 + 9 + 8) / 40


def test_of_a_month_of_force_majeure_nothing_is_left_and_elsewhere_nothing_is_left_out(office):
    assert row(office, "2026-05").actual_without_force_majeure is None
    assert row(office, "2026-06").actual_without_force_majeure is None
    assert row(office, "2026-Q2", "11.73").actual_without_force_majeure is None


@pytest.mark.parametrize(("period", "code"), PERIODS)
def test_each_way_to_name_a_period_holds_the_cases_of_its_months(office, period, code):
    months = zip([*MONTHS, "2026-07"], [*LEVELS, 10], strict=True)
    inside = [level for month, level in months if code[0] <= month <= code[1]]
    found = row(office, period)
    assert (found.numerator, found.denominator) == (sum(inside), 10 * len(inside))


def test_a_partial_period_is_marked_and_not_judged_but_year_to_date_is(office):
    year, so_far, last_year = (row(office, period) for period in ("2026", "ytd:2026-10", "r12:2026-07"))
    assert (year.status, so_far.status, last_year.status) == ("cannot_judge", "missed", "missed")
    assert "partial_period" in year.reasons and "partial_period" not in so_far.reasons


MINE = """
  rare:
    name: {id: Jarang, en: Rare}
    why_it_matters: {id: contoh, en: example}
    demand: cepat
    unit: percent
    better: higher
    consolidation: weighted
    numerator: {completions: sum(n) filter (where on_time)}
    denominator: {completions: sum(n)}
    minimum_n: 11
    legal_basis: x
    owner: x
    reviewed_on: 2026-11-01
    next_review: 2027-11-01
"""


def test_below_the_least_number_of_its_indicator_a_figure_is_shown_and_not_judged(tmp_path):
    with opened(tmp_path / "home") as home:
        home.indicators(MINE)
        home.targets(TARGET.replace("on_time_rate", "rare"))
        home.transactions(table(("2026-06", 8), ("2026-07", 8), ("2026-07", 8, "11.73")))
        few, enough = (home.score(p, indicators=["rare"]).rows[0] for p in ("2026-06", "2026-07"))
        assert (few.actual, few.status, few.reasons) == (80, "cannot_judge", ("small_n",))
        assert (enough.status, enough.reasons) == ("achieved", ())
