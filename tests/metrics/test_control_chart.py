import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.periods import plus_months
from metrics.statistics.charts.attribute_chart import value_chart
from metrics.statistics.charts.control_chart import segments
from metrics.statistics.charts.run_rules import Lines, Point, marks
from metrics.targets.achievement import Range
from tests.metrics.one_series import assurance, met_count, variation

WORKED = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
MARKS = {"outside_limits": "O", "trend": "T", "near_limit": "N", "one_side": "S"}
LINES = Lines(centre=50, lower=35, upper=65, lower_near=40, upper_near=60)
STEADY = [50, 52, 49, 51, 48, 50, 52, 49, 51, 48, 50, 51]

tens = st.lists(st.integers(0, 10).map(float), min_size=2, max_size=30)


def monthly(values, first="2025-01"):
    return [(plus_months(first, place), value) for place, value in enumerate(values)]


def chart(values, scale=(-math.inf, math.inf)):
    return value_chart(list(enumerate(values)), 0.0, scale)


def rules(values):
    """The marks of values between the LINES."""
    return drawn(marks([Point(place, value, LINES) for place, value in enumerate(values)], 7))


def drawn(causes):
    """`. O+ N-`: a letter for the rule and the side it points to, a dot for common variation."""
    return " ".join(MARKS[one.rule] + {"high": "+", "low": "-"}[one.side] if one else "." for one in causes)


def plain_limits(values, screening=True):
    """Lower limit, mean and upper limit in exact fractions."""
    values = [Fraction(value) for value in values]
    ranges = [abs(values[i + 1] - values[i]) for i in range(len(values) - 1)]
    usual = sum(ranges) / len(ranges)
    kept = [one for one in ranges if one < Fraction("3.267") * usual]
    if screening and sum(kept) > 0:
        usual = sum(kept) / len(kept)
    mean = sum(values) / len(values)
    return mean - Fraction("2.66") * usual, mean, mean + Fraction("2.66") * usual


def printed(three):
    return " / ".join(f"{float(line):.2f}" for line in three)


def test_the_worked_series_with_screening():
    found = chart(WORKED).lines[0]
    assert printed((found.lower, found.centre, found.upper)) == "-0.72 / 1.94 / 4.60"
    assert printed(plain_limits(WORKED)) == "-0.72 / 1.94 / 4.60"


def test_the_worked_series_would_have_wider_limits_without_screening():
    assert printed(plain_limits(WORKED, screening=False)) == "-3.06 / 1.94 / 6.95"


def test_only_the_leap_of_the_worked_series_has_a_special_cause():
    assert drawn(chart(WORKED).marks) == ". . . . O+ . . . . . . . . . . . . ."


@given(tens)
def test_limits_agree_with_exact_fractions_and_near_limits_stand_at_two_thirds(values):
    found, (lower, mean, upper) = chart(values).lines[0], plain_limits(values)
    assert (found.lower, found.centre, found.upper) == pytest.approx((float(lower), float(mean), float(upper)))
    assert found.upper_near == pytest.approx(float(mean + (upper - mean) * 2 / 3))
    assert found.lower_near == pytest.approx(float(mean - (mean - lower) * 2 / 3))


def test_fewer_than_12_points_give_trial_limits_and_fewer_than_2_none():
    assert chart([5, 6] * 6).trial is False
    assert chart(([5, 6] * 6)[:11]).trial is True
    assert chart([5]) is None
    assert chart([]) is None


def test_shares_are_drawn_within_0_and_100():
    shares = [99, 90, 99, 92, 100, 91]
    found, cut = (chart(shares, scale).lines[0] for scale in ((-math.inf, math.inf), (0, 100)))
    assert found.upper > 100
    assert (cut.upper, cut.lower) == (100, found.lower)
    assert chart(WORKED, (0, 100)).lines[0].lower == 0


def test_a_level_series_has_no_special_cause_whatever_its_binary_fraction():
    for value in (0.1, 1 / 49, 86.4, 100 / 3):
        for length in range(7, 60):
            assert drawn(chart([value] * length).marks) == " ".join("." * length)


def test_one_jump_in_a_level_series_keeps_its_moving_range_as_nothing_else_moves():
    series = [90.0] * 11 + [95.0]
    found = chart(series).lines[0]
    assert found.lower < 90 < found.upper < 95
    assert variation(monthly(series), "higher") == "improving"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([50, 66, 50, 34, 50], ". O+ . O- ."),
        ([65, 50, 35], ". . ."),  # on a limit is not outside it
        ([50, 61, 55, 61, 50], ". N+ . N+ ."),  # the third of the three only has to be on the same side
        ([61, 49, 61], ". . ."),  # one of the three lies on the other side
        ([61, 50, 61], ". . ."),  # the mean itself is on neither side
        ([60, 55, 61], ". . ."),  # on a near limit is not beyond it
        ([39, 45, 39], "N- . N-"),
        ([66, 55, 61], "O+ . N+"),  # outside is beyond the near limit too
        ([51] * 6 + [49], ". . . . . . ."),
        ([51] * 7 + [49], "S+ S+ S+ S+ S+ S+ S+ ."),
        ([49] * 3 + [50] + [49] * 6, ". . . . . . . . . ."),  # on the mean breaks a run
        ([47, 48, 49, 50, 51, 52], ". . . . . ."),  # six points are five steps
        ([47, 48, 49, 50, 51, 52, 53], "T+ T+ T+ T+ T+ T+ T+"),
        ([53, 52, 51, 50, 49, 48, 47, 48], "T- T- T- T- T- T- T- ."),
        ([47, 48, 49, 49, 50, 51, 52, 53], ". . . . . . . ."),  # a step that is level is no rise
        ([44, 46, 48, 49, 51, 53, 62, 63], "T+ T+ T+ T+ T+ T+ T+ T+"),  # the trend is named before two of three
        ([48, 49, 51, 52, 53, 54, 66], "T+ T+ T+ T+ T+ T+ O+"),  # and outside before the trend
        ([51, 51, 51, 51, 61, 51, 61], "S+ S+ S+ S+ N+ S+ N+"),  # two of three before seven on a side
        ([47, 48, 49, 51, 52, 53, 54, 53, 52, 51, 49, 48, 47], "T+ T+ T+ T+ T+ T+ T- T- T- T- T- T- T-"),
    ],
)
def test_which_rule_marks_which_point(values, expected):
    assert rules(values) == expected


def plain_cause(values, place, lines):
    """One point at a time: every window that holds it, the latest first, for each rule in the order of the methods."""

    def windows(length):
        return [values[s : s + length] for s in range(place, place - length, -1) if 0 <= s <= len(values) - length]

    value = values[place]
    if value > lines.upper or value < lines.lower:
        return "O+" if value > lines.upper else "O-"
    for window in windows(7):
        if all(window[i] < window[i + 1] for i in range(6)):
            return "T+"
        if all(window[i] > window[i + 1] for i in range(6)):
            return "T-"
    for window in windows(3):
        if value > lines.upper_near and min(window) > lines.centre and sum(v > lines.upper_near for v in window) > 1:
            return "N+"
        if value < lines.lower_near and max(window) < lines.centre and sum(v < lines.lower_near for v in window) > 1:
            return "N-"
    for window in windows(7):
        if all(v > lines.centre for v in window):
            return "S+"
        if all(v < lines.centre for v in window):
            return "S-"
    return "."


@given(st.lists(st.integers(32, 68), max_size=30), st.randoms(use_true_random=False))
def test_the_marks_agree_with_looking_at_one_point_at_a_time(values, random):
    # Runs and trends are rare among free numbers: stretches are sorted or folded to one side at random.
    for start in range(0, len(values), 8):
        stretch = values[start : start + 8]
        values[start : start + 8] = random.choice([stretch, sorted(stretch), sorted(stretch)[::-1], sided(stretch)])
    assert rules(values) == " ".join(plain_cause(values, i, LINES) for i in range(len(values)))


def sided(values):
    return [50 + abs(value - 50) for value in values]


def test_the_latest_point_decides_the_variation():
    assert variation(monthly(STEADY), "higher") == "common"
    assert variation(monthly([*STEADY, 70]), "higher") == "improving"
    assert variation(monthly([*STEADY, 70]), "lower") == "worsening"
    assert variation(monthly([*STEADY, 30]), "higher") == "worsening"
    assert variation(monthly([*STEADY, 30]), "lower") == "improving"
    assert variation(monthly([*STEADY, 70, 50]), "higher") == "common"


def test_fewer_than_6_points_are_not_marked():
    assert variation(monthly([50, 50, 51, 49, 50]), "higher") is None
    assert assurance(monthly([50, 50, 51, 49, 50]), 10, "higher") == (None, False)
    assert variation(monthly([50, 50, 51, 49, 50, 50]), "higher") == "common"
    assert assurance(monthly([50, 50, 51, 49, 50, 50]), 10, "higher") == (None, True)
    assert variation([], "higher") is None
    assert assurance([], 10, "higher") == (None, False)


def test_a_recorded_change_starts_new_limits():
    series = monthly(STEADY + [value + 30 for value in STEADY])
    assert variation(series, "higher") == "improving"
    assert variation(series, "higher", rebased=["2026-01"]) == "common"
    before, after = segments(series, rebased=["2026-01"])
    assert [month for month, _ in before.points] == [month for month, _ in series[:12]]
    assert after.chart.lines[0].centre == pytest.approx(before.chart.lines[0].centre + 30)
    assert drawn(after.marks) == drawn(before.marks) == ". . . . . . . . . . . ."


def test_a_change_in_a_month_without_a_figure_starts_with_the_next_one_that_has_one():
    series = [("2025-01", 1.0), ("2025-02", 2.0), ("2025-05", 3.0)]
    assert [len(one.points) for one in segments(series, rebased=["2025-03", "2025-04"])] == [2, 1]


def test_a_change_before_the_first_or_after_the_last_figure_starts_nothing():
    assert [len(one.points) for one in segments(monthly([1, 2, 3]), rebased=["2024-06", "2025-09"])] == [3]
    assert segments([], rebased=["2025-01"]) == ()


def test_a_young_segment_has_limits_at_most_and_no_marks():
    series = monthly([*STEADY, 90, 20])
    young = segments(series, rebased=["2026-01"])[-1]
    assert young.chart.trial
    assert young.marks == (None, None)
    assert variation(series, "higher", rebased=["2026-01"]) is None


def test_points_out_of_order_are_our_own_mistake():
    with pytest.raises(AssertionError):
        segments([("2025-02", 1.0), ("2025-01", 2.0)])


# The limits of STEADY are 43.5 and 56.7.
@pytest.mark.parametrize(
    ("better", "target", "verdict"),
    [
        ("higher", 57, "keeps_missing"),
        ("higher", 50, "hit_and_miss"),
        ("higher", 43, "keeps_meeting"),
        ("lower", 57, "keeps_meeting"),
        ("lower", 50, "hit_and_miss"),
        ("lower", 43, "keeps_missing"),
        ("higher", Range(40, 60), "keeps_meeting"),
        ("higher", Range(45, 60), "hit_and_miss"),
        ("higher", Range(48, 52), "hit_and_miss"),
        ("lower", Range(60, 70), "keeps_missing"),
    ],
)
def test_whether_the_process_will_keep_meeting_its_target(better, target, verdict):
    assert assurance(monthly(STEADY), target, better) == (verdict, False)


def test_every_month_exactly_on_target_keeps_meeting_it():
    assert assurance(monthly([23.0] * 12), 23, "higher") == ("keeps_meeting", False)
    assert assurance(monthly([0.0] * 12), 0, "lower") == ("keeps_meeting", False)


def test_assurance_rests_on_the_latest_segment():
    series = monthly(STEADY + [value + 30 for value in STEADY])
    assert assurance(series, 70, "higher", rebased=["2026-01"]) == ("keeps_meeting", False)
    assert assurance(series, 70, "higher") == (None, True)


def test_the_plain_count_of_months_that_met_the_target():
    assert met_count(monthly([89.999, 90, 91, 50]), 90, "higher") == (2, 4)
    assert met_count(monthly([89.999, 90, 91, 50]), 90, "lower") == (3, 4)
    assert met_count(monthly([70, 80, 85, 91]), Range(80, 90), "higher") == (2, 4)
    assert met_count([], 90, "higher") == (0, 0)


@given(tens, st.integers(0, 10))
def test_a_series_turned_upside_down_is_judged_the_same_when_lower_is_better(values, target):
    turned = [-value for value in values]
    assert variation(monthly(turned), "lower") == variation(monthly(values), "higher")
    assert assurance(monthly(turned), -target, "lower") == assurance(monthly(values), target, "higher")
    assert met_count(monthly(turned), -target, "lower") == met_count(monthly(values), target, "higher")
