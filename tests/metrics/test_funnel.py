import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import composite

from metrics.judgement.row import Row
from metrics.monitoring import region_funnel
from metrics.statistics.charts.funnel import funnel, tau_squared, winsorise
from metrics.statistics.charts.funnel_limits import Z_INNER, Z_OUTER, funnel_limits

# A worked example, in round numbers: ten regions of 400 cases each about 80 %.
TEN = [("a", 320), ("b", 312), ("c", 328), ("d", 300), ("e", 340), ("f", 316), ("g", 324), ("h", 260), ("i", 380)]
WORKED = [(member, x, 400) for member, x in TEN] + [("j", 320, 400)]

LIMITS = [0.727, 0.864, 0.681, 0.896]


def test_a_worked_example_where_regions_differ_by_more_than_chance():
    found = funnel(WORKED)
    assert (found.share, found.winsorised) == (0.8, 2)
    # By hand: (asin(sqrt(x / 400)) - 1.107149) / 0.025; the least and the greatest are pulled in to the next.
    printed = [round((math.asin(math.sqrt(x / 400)) - 1.107149) / 0.025, 2) for _, x, _ in WORKED]
    assert printed == [0.0, -0.98, 1.02, -2.4, 2.64, -0.5, 0.5, -6.78, 9.53, 0.0]
    pulled = [0.0, -0.98, 1.02, -2.4, 2.64, -0.5, 0.5, -2.4, 2.64, 0.0]
    total = sum(score**2 for score in pulled)
    assert round(total, 2) == 27.96
    # The weights are 4 x 400 = 1600 each: (27.96 - 9) / (16000 - 1600).
    assert round(found.tau_squared, 4) == 0.0013
    edges = found.points[0].limits
    assert [round(edge, 3) for edge in (edges.low95, edges.high95, edges.low998, edges.high998)] == LIMITS
    assert {point.member: point.place for point in found.points if point.place != "within"} == {
        "h": "far_low",
        "i": "far_high",
    }


def test_where_chance_explains_all_nothing_is_widened():
    found = funnel([("a", 80, 100), ("b", 79, 100), ("c", 81, 100)])
    assert found.tau_squared == 0
    assert {point.place for point in found.points} == {"within"}
    assert found.points[0].limits == funnel_limits(0.8, 100)


def test_units_without_cases_are_left_out_and_the_order_given_is_kept():
    assert funnel([("a", 0, 0)]) is None
    assert [point.member for point in funnel([("z", 1, 9), ("a", 0, 0), ("b", 9, 9)]).points] == ["z", "b"]


def test_winsorising_23_points_pulls_in_two_at_each_end_and_few_points_not_at_all():
    pulled, moved = winsorise(list(range(23)))
    assert (pulled[:3], pulled[-3:], moved) == ([2, 2, 2], [20, 20, 20], 4)
    assert winsorise(list(range(9))) == (list(range(9)), 0)


@composite
def counted(draw):
    return [
        (f"{place}", draw(st.integers(0, n)), n)
        for place, n in enumerate(draw(st.lists(st.integers(1, 5000), min_size=1, max_size=25)))
    ]


def plainly(counts):
    """The steps of the methods one after the other, with lists and nothing else."""
    share = sum(x for _, x, _ in counts) / sum(n for _, _, n in counts)
    y0 = math.asin(math.sqrt(share))
    scores, weights = [], []
    for _, x, n in counts:
        s = 1 / (2 * math.sqrt(n))
        scores.append((math.asin(math.sqrt(x / n)) - y0) / s)
        weights.append(1 / s**2)
    ordered, out = sorted(scores), len(scores) // 10
    scores = [min(max(score, ordered[out]), ordered[len(scores) - 1 - out]) for score in scores]
    phi = sum(score**2 for score in scores) / len(scores)
    tau = 0.0
    if len(scores) > 1 and len(scores) * phi >= len(scores) - 1:
        spread = sum(weights) - sum(weight**2 for weight in weights) / sum(weights)
        tau = max(0.0, (len(scores) * phi - (len(scores) - 1)) / spread)
    found = []
    for member, x, n in counts:
        if tau == 0:
            reach = [z * math.sqrt(share * (1 - share) / n) for z in (Z_INNER, Z_OUTER)]
            edges = [min(max(share + side * half, 0), 1) for half in reach for side in (-1, 1)]
        else:
            reach = [z * math.sqrt(1 / (4 * n) + tau) for z in (Z_INNER, Z_OUTER)]
            angles = [min(max(y0 + side * half, 0), math.pi / 2) for half in reach for side in (-1, 1)]
            edges = [math.sin(angle) ** 2 for angle in angles]
        found.append((member, x / n, edges))
    return share, tau, found


def test_regions_of_five_cases_that_differ_in_nothing_lie_within():
    # Of 60 %: all five on time happens once in 13, and says nothing of a region.
    found = funnel([("a", 5, 5), ("b", 1, 5), ("c", 3, 5), ("d", 3, 5)])
    assert {point.place for point in found.points} == {"within"}


@given(counted())
def test_the_funnel_agrees_with_its_plain_twin(counts):
    found, (share, tau, points) = funnel(counts), plainly(counts)
    assert found.share == pytest.approx(share) and found.tau_squared == pytest.approx(tau, abs=1e-9)
    for point, (member, own, edges) in zip(found.points, points, strict=True):
        around = point.limits
        assert (point.member, point.share) == (member, pytest.approx(own))
        assert (around.low95, around.high95, around.low998, around.high998) == pytest.approx(tuple(edges), abs=1e-6)


def test_no_spread_is_found_in_a_single_unit():
    assert tau_squared([5.0], [100]) == 0


@pytest.mark.parametrize(("regions", "points"), [(2, None), (3, 3), (10, 10)])
def test_two_regions_are_no_funnel_and_a_region_without_cases_is_no_point(regions, points):
    cells = [*WORKED[:regions], ("z", 0, 0)]
    rows = [
        Row.of(indicator="on_time_rate", period="2026-10", member=m, numerator=x, denominator=n) for m, x, n in cells
    ]
    found = region_funnel.of_rows(rows)
    assert points == (found and len(found.points))
    if found:
        point = found.points[0]
        assert region_funnel.curves(found, [point.n]) == [point.limits]
