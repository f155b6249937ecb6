"""Which target holds where and when: paths month by month, places, and counts over longer periods."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.home import PROJECT, Home
from metrics.catalogue import indicators
from metrics.periods import Period, months_between, plus_months
from metrics.targets import in_force
from metrics.targets.achievement import Range
from metrics.targets.goals import Goal
from metrics.targets.paths import LENGTHS, Path, on_path

KNOWN = indicators.load(Home(PROJECT / "nowhere"))
SHARE, COUNT, LAST = KNOWN["on_time_rate"], KNOWN["received"], KNOWN["mpp_operating"]


@pytest.fixture
def load(tmp_path):
    """Write targets.yaml into a home and load it."""

    def loaded(content):
        (tmp_path / "targets.yaml").write_text(content, encoding="utf-8")
        return in_force.load(Home(tmp_path), KNOWN)

    return loaded


def asked(goals, indicator=SHARE) -> Callable[..., object]:
    return lambda period, region=None, service=None: in_force.in_force(
        goals, indicator, Period(period), region, service
    )


# shape | every | month by month, from 80 in 2026-01 to 92 by 2026-12 (steps) or 2026-07 (straight)
@pytest.mark.parametrize(
    ("path", "drawn"),
    [
        (
            {"to": 92, "by": "2026-07"},
            "2026-01 80 | 2026-02 82 | 2026-04 86 | 2026-06 90 | 2026-07 92 | 2026-08 92 | 2030-01 92",
        ),
        (
            {"to": 92, "by": "2026-12", "shape": "steps"},
            "2026-01 80 | 2026-03 80 | 2026-04 84 | 2026-06 84 | 2026-07 88 | 2026-10 92 | 2026-12 92",
        ),
        (
            {"to": 92, "by": "2029-12", "shape": "steps", "every": "year"},
            "2026-01 80 | 2026-12 80 | 2027-01 84 | 2028-06 88 | 2029-01 92 | 2029-12 92",
        ),
        ({"to": 92, "by": "2027-06", "shape": "steps", "every": "half"}, "2026-06 80 | 2026-07 86 | 2027-01 92"),
        ({"to": 68, "by": "2026-07"}, "2026-01 80 | 2026-02 78 | 2026-07 68"),
    ],
)
def test_a_path_has_one_target_each_month(path, drawn):
    for cell in drawn.split(" | "):
        month, wanted = cell.split()
        assert on_path(80, "2026-01", Path.model_validate(path), month) == float(wanted), month


@given(
    st.decimals(0, 100, places=1).map(float),
    st.decimals(0, 100, places=1).map(float),
    st.integers(1, 60),
    st.integers(0, 80),
    st.sampled_from([None, "quarter", "half", "year"]),
)
def test_a_path_never_leaves_its_ends_and_moves_one_way_only(start, end, length, ahead, every):
    by = plus_months("2024-01", length)
    told = {"to": end, "by": by} | ({"shape": "steps", "every": every} if every else {})
    path = Path.model_validate(told)
    if path.fault("2024-01"):
        return
    months = [plus_months("2024-01", n) for n in range(ahead + 1)]
    found = [on_path(start, "2024-01", path, month) for month in months]
    assert found[0] == start
    assert found == sorted(found, reverse=end < start)
    assert all(min(start, end) <= value <= max(start, end) for value in found)
    if ahead >= length:
        assert found[-1] == end


def test_half_of_the_way_is_reached_exactly():
    path = Path.model_validate({"to": 80.3, "by": "2026-03"})
    assert on_path(80.1, "2026-01", path, "2026-02") == 80.2


def test_a_path_of_a_longer_period_is_that_of_its_last_month(load):
    held = asked(load('on_time_rate:\n  - {from: "2026-01", value: 80, path: {to: 91, by: "2026-12"}, decree: SK}\n'))
    assert [held(period) for period in ("2026-01", "2026-Q1", "2026", "r12:2026-03")] == [80, 82, 91, 82]


PLACES = """
on_time_rate:
  - from: "2025-01"
    value: 90
    regions: {"11.71": [88, 97], "11.73": {value: 70, path: {to: 81, by: "2025-12"}}}
    services: {PTS-05: 60}
    decree: SK 1
  - {from: "2026-01", regions: {"11.72": 99}, decree: SK 2}
  - {from: "2026-07", value: 95, decree: SK 3}
  - {from: "2027-01", ends: true, decree: SK 4}
"""


@pytest.mark.parametrize(
    "line",
    # period | region | service | target
    [
        "2024-12 | -     | -      | none",
        "2025-06 | -     | -      | 90",
        "2025-06 | 11.71 | -      | 88-97",
        "2025-06 | 11.72 | -      | 90",
        "2025-02 | 11.73 | -      | 71",
        "2025-06 | -     | PTS-05 | 60",
        "2025-06 | -     | PTS-06 | 90",
        "2025-06 | 11.71 | PTS-05 | 60",
        "2025-06 | 11.71 | PTS-06 | 88-97",
        "2026-01 | 11.72 | -      | 99",
        "2026-01 | 11.71 | -      | 88-97",
        "2026-01 | 11.72 | PTS-05 | 60",
        "2026-07 | 11.71 | -      | 95",
        "2026-07 | -     | PTS-05 | 95",
        "2027-01 | -     | -      | none",
        "2027-01 | 11.71 | PTS-05 | none",
    ],
)
def test_a_place_has_its_own_target_until_a_newer_one_of_the_whole(load, line):
    period, region, service, wanted = (cell.strip() for cell in line.split("|"))
    found = asked(load(PLACES))(period, *(None if code == "-" else code for code in (region, service)))
    low, dash, high = wanted.partition("-")
    assert found == (None if wanted == "none" else Range(float(low), float(high)) if dash else float(wanted))


COUNTS = """
received:
  - {from: "2026-01", value: 100, regions: {"11.71": 7}, services: {PTS-05: 3}, decree: SK 1}
  - {from: "2026-01", value: 1500, per: year, decree: SK 1}
  - {from: "2026-07", value: 330, per: quarter, regions: {"11.71": 20}, decree: SK 2}
"""


@pytest.mark.parametrize(
    "line",
    [
        "2026-03 | 100 | the month's own",
        "2026-Q2 | 300 | no quarter is set yet: its months",
        "2026-Q3 | 330 | the quarter's own",
        "2026-S1 | 600 | its months",
        "2026-S2 | 660 | its quarters",
        "2026 | 1500 | the year's own, whatever its parts add up to",
        "r12:2026-12 | 1500 | the same months, the same target",
        "ytd:2026-10 | 1030 | six months, one quarter, one month",
        "2026-01..2027-01 | 1600 | the year and a month",
        "2026-02..2026-12 | 1160 | five months and two quarters, for the year is not whole",
        "2025-12..2026-12 | none | a month without a target",
    ],
)
def test_a_count_over_a_longer_period_takes_the_longest_targets_that_fit(load, line):
    period, wanted, _ = (cell.strip() for cell in line.split("|"))
    assert asked(load(COUNTS), COUNT)(period) == (None if wanted == "none" else float(wanted))


def test_a_place_of_a_count_has_only_what_is_set_for_it(load):
    held = asked(load(COUNTS), COUNT)
    assert [held("2026-Q2", "11.71"), held("2026-Q3", "11.71"), held("2026", "11.71")] == [21, 20, 21 + 21 + 20 + 20]
    assert [held("2026-03", None, "PTS-05"), held("2026-03", None, "PTS-06")] == [3, None]
    assert held("2026-03", "11.71", "PTS-05") is None
    assert held("2026-03", "11.72") is None


def test_a_year_alone_is_no_target_of_its_months(load):
    held = asked(load('received:\n  - {from: "2026-01", value: 1500, per: year, decree: SK}\n'), COUNT)
    assert [held(period) for period in ("2026-03", "2026-Q1", "ytd:2026-10", "2026", "2027")] == [
        None, None, None, 1500, 1500,
    ]  # fmt: skip


def test_ranges_of_a_count_add_up_bound_by_bound(load):
    held = asked(load('received:\n  - {from: "2026-01", range: [80, 90], decree: SK}\n'), COUNT)
    assert held("2026-Q1") == Range(240, 270)


def test_a_count_of_the_last_day_does_not_add_up(load):
    held = asked(load('mpp_operating:\n  - {from: "2026-01", value: 23, decree: SK}\n'), LAST)
    assert [held("2026-01"), held("2026"), held("2026", "11.71")] == [23, 23, None]


@st.composite
def goals_of_a_count(draw) -> tuple[Goal, ...]:
    found = {}
    for per in ("month", "quarter", "half", "year"):
        starts = draw(st.lists(st.integers(0, 23), max_size=2))
        for start in starts:
            since = plus_months("2024-01", start // LENGTHS[per] * LENGTHS[per])
            written = {"from": since, "value": draw(st.integers(0, 50)), "per": per, "decree": "SK"}
            found[since, per] = Goal.model_validate(written)
    return tuple(found[key] for key in sorted(found))


def twin(goals: tuple[Goal, ...], months: tuple[str, ...]) -> Fraction | None:
    """From the top: each calendar year that is whole and has a target, else its halves, quarters and months."""

    def value(first: str, per: str) -> int | None:
        own = [goal for goal in goals if goal.per == per and goal.from_month <= first]
        return int(own[-1].value or 0) if own else None

    def cover(first: str, pers: tuple[str, ...]) -> Fraction | None:
        span = months_between(first, plus_months(first, LENGTHS[pers[0]] - 1))
        inside = [month for month in span if month in months]
        if not inside:
            return Fraction(0)
        if len(inside) == len(span) and (own := value(first, pers[0])) is not None:
            return Fraction(own)
        if len(pers) == 1:
            return None
        step = LENGTHS[pers[1]]
        parts = [cover(plus_months(first, n), pers[1:]) for n in range(0, LENGTHS[pers[0]], step)]
        return None if None in parts else sum((part for part in parts if part is not None), Fraction(0))

    years = sorted({month[:4] for month in months})
    parts = [cover(f"{year}-01", ("year", "half", "quarter", "month")) for year in years]
    return None if None in parts else sum((part for part in parts if part is not None), Fraction(0))


@settings(max_examples=300)
@given(goals_of_a_count(), st.integers(0, 30), st.integers(0, 30))
def test_the_twin_adds_up_the_same(goals, first, length):
    start = plus_months("2024-01", first)
    period = Period(f"{start}..{plus_months(start, length)}")
    found = in_force.in_force({"received": goals}, COUNT, period, None)
    assert found == twin(goals, period.months)


def test_what_is_written_last_of_weight_and_reference_holds(load):
    goals = load("""
on_time_rate:
  - {from: "2025-01", value: 90, weight: 2, reference: {value: 92, source: RPJMN}, decree: SK 1}
  - {from: "2026-01", value: 91, decree: SK 2}
  - {from: "2026-06", value: 91, weight: 0, decree: SK 3}
received:
  - {from: "2025-01", value: 100, decree: SK 1}
""")
    assert [in_force.weights(goals, month) for month in ("2024-12", "2026-01", "2026-06")] == [
        {"on_time_rate": 1, "received": 1}, {"on_time_rate": 2, "received": 1}, {"on_time_rate": 0, "received": 1},
    ]  # fmt: skip
    held = in_force.reference(goals, "on_time_rate", "2026-06")
    assert held is not None and (held.value, held.source) == (92, "RPJMN")
    assert in_force.reference(goals, "on_time_rate", "2024-12") is None
    goal = in_force.current(goals, SHARE, "2026-03", "11.71")
    assert goal is not None and goal.decree == "SK 2"
