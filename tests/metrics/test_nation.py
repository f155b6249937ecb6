"""A home of three levels and three clocks: each place is the plain sum of its regions, and nobody sees beside his own.

Small and made once; what a home of two levels answers is held by all other tests.
"""

from collections import defaultdict

import pytest

from access.identity.scope import EVERYTHING, Scope
from data.errors import RefusedError
from data.settings.places import places
from metrics.monitoring import early_warnings
from metrics.obstacles import explain
from metrics.periods import Period
from metrics.scorecard import comparator, monthly_cube, score
from metrics.scorecard.workspace import Workspace
from reports.answers import places as answers
from tests.data.test_places import HEAD
from tests.spec.drawn import opened, parsed

OCTOBER = "2026-10"
REGIONS = """
  code  | parent | time_zone
  00    |        |
  11    | 00     |
  11.01 | 11     |
  11.71 | 11     |
  51    | 00     | WITA
  51.01 | 51     |
  51.71 | 51     |
  91    | 00     | WIT
  91.03 | 91     |
"""
APPLICATIONS = """
  region_code | received_at      | decided_at       | n
  11.01       | 2026-09-02 09:00 | 2026-09-04 09:00 | 3
  11.01       | 2026-10-05 09:00 | 2026-10-07 10:00 | 4
  11.01       | 2026-10-05 09:00 | 2026-10-20 10:00 | 2
  11.71       | 2026-10-06 09:00 | 2026-10-09 10:00 | 5
  11.71       | 2026-10-06 09:00 |                  | 1
  51.01       | 2026-10-01 09:00 | 2026-10-02 10:00 | 7
  51.01       | 2026-10-01 09:00 | 2026-10-12 10:00 | 3
  51.71       | 2026-10-08 09:00 | 2026-10-30 10:00 | 6
  91.03       | 2026-10-08 09:00 | 2026-10-09 10:00 | 8
  91.03       | 2026-09-08 09:00 | 2026-09-09 10:00 | 1
"""
MIDNIGHT = """
  application_no | region_code | received_at
  M-1            | 11.01       | 2026-08-31T23:30:00+07:00
  M-2            | 51.01       | 2026-08-31T23:30:00+07:00
  M-3            | 91.03       | 2026-08-31T23:30:00+07:00
  M-4            | 11.71       | 2026-09-01T00:30:00+09:00
  M-5            | 51.71       | 2026-09-01T00:30:00+09:00
  M-6            | 91.03       | 2026-09-01T00:30:00+09:00
  M-7            | 91.03       | 31/08/2026 23.30 WIB
  M-8            | 51.01       | 31/08/2026 23.30
"""
"""Half an hour before midnight in Aceh and half an hour after it in Papua, told in the clock of each office."""
IN_AUGUST = {"11.01": 1, "11.71": 1, "51.01": 1, "51.71": 1, "91.03": 0}
"""M-1, M-4 (22.30 WIB), M-8 (its own clock), M-5 (23.30 WITA)."""
FIGURES = """
  indicator_id | region_code | period  | numerator | denominator
  {share}      | 51.01       | 2026-10 | 30        | 100
  {share}      | 51.71       | 2026-10 | 10        | 100
  {share}      | 11          | 2026-10 | 50        | 200
  {share}      | 11.01       | 2026-10 | 1         | 2
"""
TARGETS = """
on_time_rate:
  - {from: "2026-01", value: 90, decree: SK 1}
  - {from: "2026-06", regions: {"51": 80, "51.71": 70}, decree: SK 2}
received:
  - {from: "2026-01", value: 100, regions: {"51": 20}, decree: SK 3}
"""


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("nation") / "home") as home:
        lines = [
            f"{row['code']},Tempat {row['code']},tempat,,{row['parent']},{row['time_zone']},,,"
            for row in parsed(REGIONS)
        ]
        (home.home.root / "reference" / "regions.csv").write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
        home.targets(TARGETS)
        home.transactions(APPLICATIONS)
        home.transactions(MIDNIGHT)
        yield home


@pytest.fixture(scope="module")
def by_leaf(nation):
    return {(row.indicator, row.member): row for row in nation.score(OCTOBER, by="leaf", marked=False).rows}


def test_the_parts_of_a_place_and_all_that_report(nation):
    def members(**asked):
        return list(dict.fromkeys(row.member for row in nation.score(OCTOBER, marked=False, **asked).rows))

    assert members(by="region") == ["11", "51", "91"]
    assert members(by="leaf") == ["11.01", "11.71", "51.01", "51.71", "91.03"]
    assert members(by="region", region="51") == members(by="leaf", region="51") == ["51.01", "51.71"]
    assert members(by="region", region="51.71") == ["51.71"]
    assert members(region="51") == ["51"]


@pytest.mark.parametrize("place", ["00", "11", "51", "91"])
def test_every_figure_of_a_place_is_the_sum_of_its_regions(nation, by_leaf, place):
    leaves = places(nation.home).leaves(place)
    summed = 0
    for row in nation.score(OCTOBER, region=place, marked=False).rows:
        each = [by_leaf[row.indicator, leaf] for leaf in leaves]
        for side in ("numerator", "denominator"):
            parts = [getattr(one, side) for one in each if getattr(one, side) is not None]
            if parts and not nation_only(row.indicator):
                assert getattr(row, side) == sum(parts), (row.indicator, place, side)
                summed += 1
    assert summed >= 20


def nation_only(indicator):
    """States and figures that are no sums: whether an MPP runs is known of regions, not of what they belong to."""
    return indicator == "mpp_operating"


def test_parts_by_region_are_what_each_place_answers_itself(nation):
    rows = nation.score(f"2026-09..{OCTOBER}", by="region,month").rows
    for place in ("11", "51", "91"):
        own = nation.score(f"2026-09..{OCTOBER}", by="month", region=place).rows
        listed = [row for row in rows if row.member == place]
        told = [(r.indicator, r.period, r.actual, r.status, r.variation) for r in listed]
        assert told == [(r.indicator, r.period, r.actual, r.status, r.variation) for r in own]


def test_quantiles_of_a_place_are_those_of_all_its_records(nation):
    median = nation.actual("median_processing_days", OCTOBER, region="11")
    assert median == nation.actual("median_processing_days", OCTOBER, "11", by="region")
    assert median is not None


CLOCKS = [*IN_AUGUST.items(), ("11", 2), ("51", 2), ("91", 0), ("00", 4)]


@pytest.mark.parametrize(("place", "received"), CLOCKS)
def test_a_record_is_of_the_month_it_is_by_the_clock_of_its_region(nation, place, received):
    assert nation.actual("received", "2026-08", region=place) in ((received,) if received else (0, None))


def test_what_has_not_happened_yet_is_asked_of_the_clock_of_the_region(nation):
    """It is 08.00 in Aceh and 10.00 in Papua."""
    receipt = nation.transactions(
        """
        region_code | received_at      | status
        11.01       | 2026-11-16 09:30 | proses
        51.01       | 2026-11-16 09:30 | proses
        91.03       | 2026-11-16 09:30 | proses
        """,
        refused=2,
    )
    nation.undo(receipt)


def test_a_target_is_that_of_the_nearest_place_and_a_count_inherits_none(nation, by_leaf):
    targets = {leaf: by_leaf["on_time_rate", leaf].target for leaf in places(nation.home).all_leaves}
    assert targets == {"11.01": 90, "11.71": 90, "51.01": 80, "51.71": 70, "91.03": 90}
    assert nation.row("on_time_rate", OCTOBER, region="51").target == 80
    assert nation.row("received", OCTOBER, region="51").target == 20
    assert by_leaf["received", "51.01"].target is None


def test_completeness_and_coverage_are_asked_of_a_place(nation):
    cards = {place: nation.score(OCTOBER, region=place, marked=False) for place in ("00", "51", "91", "51.71")}
    assert {place: card.coverage[1] for place, card in cards.items()} == {"00": 5, "51": 2, "91": 1, "51.71": 1}
    assert cards["51"].complete_through == OCTOBER


def test_an_account_of_a_province_sees_its_subtree_and_nothing_beside(nation):
    bali = Scope(frozenset(places(nation.home).closed(["51"])))

    def seen(**asked):
        return {row.member for row in score.score(nation.home, bali, OCTOBER, marked=False, **asked).rows}

    assert seen(by="region") == {"51"}
    assert seen(by="leaf") == seen(region="51", by="leaf") == {"51.01", "51.71"}
    for place in ("11", "11.71", "91"):
        with pytest.raises(RefusedError):
            seen(region=place)
        with pytest.raises(RefusedError):
            explain.explain(nation.home, bali, "on_time_rate", OCTOBER, place)
    with pytest.raises(RefusedError):
        explain.explain(nation.home, bali, "on_time_rate", OCTOBER)
    with Workspace(nation.home, bali) as workspace:
        alerts = early_warnings.early_warnings(workspace)
        assert not [alert for alert in alerts if alert.region and not bali.sees(alert.region)]
        sheet = monthly_cube.read(workspace.of_all_regions()).within(bali)
        assert {place for place, _ in sheet.rows} == {"00", "51"}


def test_a_place_is_held_beside_the_others_in_what_it_belongs_to(nation, by_leaf):
    with Workspace(nation.home, EVERYTHING) as workspace:
        wanted = [workspace.indicators["on_time_rate"]]

        def others(place):
            rest = comparator.rest_of_province(workspace.reader, Period(OCTOBER), place, wanted, workspace.indicators)
            return rest["on_time_rate"].actual

        assert others("51.71") == by_leaf["on_time_rate", "51.01"].actual
        beside = [by_leaf["on_time_rate", leaf] for leaf in ("11.01", "11.71", "91.03")]
        assert others("51") == pytest.approx(
            100 * sum(r.numerator for r in beside) / sum(r.denominator for r in beside)
        )


def test_a_gap_of_a_place_is_told_by_its_parts(nation):
    told = explain.explain(nation.home, EVERYTHING, "on_time_rate", OCTOBER, "51")
    assert {row["member"] for row in told.where["region"]} == {"51.01", "51.71"}
    assert sum(row["shortfall"] for row in told.where["region"]) == pytest.approx(told.gap_cases)


def test_a_figure_entered_for_a_place_goes_before_the_sum_of_its_parts(nation):
    share = next(id_ for id_, one in indicators(nation).items() if one.entered and one.consolidation == "weighted")
    nation.figures(FIGURES.format(share=share))
    found = defaultdict(dict)
    for row in nation.score(OCTOBER, indicators=[share], by="region", marked=False).rows:
        found[row.member] = (row.numerator, row.denominator)
    assert (found["51"], found["11"]) == ((40, 200), (50, 200))
    whole = nation.score(OCTOBER, indicators=[share], marked=False).rows[0]
    assert (whole.numerator, whole.denominator) == (90, 400)


def indicators(nation):
    with Workspace(nation.home, EVERYTHING) as workspace:
        return workspace.indicators


def test_programs_are_told_which_place_each_lies_in(nation):
    listed = answers.regions(nation.home, EVERYTHING)
    parents = {row["region"]: row["parent"] for row in listed}
    assert list(parents) == ["11", "11.01", "11.71", "51", "51.01", "51.71", "91", "91.03"]
    assert [parents[code] for code in ("11", "11.71", "91.03")] == ["00", "11", "91"]
    bali = Scope(frozenset(places(nation.home).closed(["51"])))
    assert [row["region"] for row in answers.regions(nation.home, bali)] == ["51", "51.01", "51.71"]
    with Workspace(nation.home, bali) as workspace:
        fresh = answers.freshness(workspace)["regions"]
        reporting, today = workspace.reporting, workspace.today
    assert [(row["region"], row["parent"]) for row in fresh] == [("51", "00"), ("51.01", "51"), ("51.71", "51")]
    assert [row["complete_through"] for row in fresh] == [
        reporting.complete_through(code, today) for code in ("51", "51.01", "51.71")
    ]
