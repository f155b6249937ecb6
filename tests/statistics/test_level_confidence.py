import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.statistics.intervals import confidence_against, wilson
from metrics.statistics.level_confidence import LevelConfidence, share_level, value_level
from metrics.targets.achievement import Range

# Twelve earlier months of 200 cases each: q .905, the months differ by 2.2417 times what chance explains.
EARLIER = [(x, 200) for x in (190, 184, 178, 186, 172, 181, 188, 176, 183, 179, 185, 170)]


@pytest.mark.parametrize(
    ("x", "t", "wilson_says", "level"),
    [  #  critical values with 11 degrees: 1.3634 and 2.2010
        (170, "-1.5743", "surely_missed", "likely_missed"),
        (166, "-2.2040", "surely_missed", "surely_missed"),
        (160, "-3.1485", "surely_missed", "surely_missed"),
        (177, "-0.4723", "cannot_tell", "cannot_tell"),
        (174, "-0.9446", "likely_missed", "cannot_tell"),
        (192, "1.8891", "surely_met", "likely_met"),
        (196, "2.5188", "surely_met", "surely_met"),
    ],
)
def test_a_word_of_the_level_needs_the_months_own_spread_too(x, t, wilson_says, level):
    assert of_month(x, 200, 0.90) == wilson_says
    judged = share_level(wilson_says, (x, 200), EARLIER, [0.90])
    assert (f"{judged.t:.4f}", judged.word, judged.about) == (t, level, "level")


def test_how_far_months_sway_is_their_standard_deviation():
    judged = share_level("surely_missed", (170, 200), EARLIER, [0.90])
    assert judged.sway == pytest.approx(statistics.stdev(x / 200 for x, _ in EARLIER))


@pytest.mark.parametrize(
    ("earlier", "edges", "expected"),
    [
        (EARLIER[:5], [0.90], ("surely_missed", "month")),  # too few months to know their spread
        (EARLIER[:6], [0.90], ("likely_missed", "level")),
        (EARLIER, [1.0], ("surely_missed", "level")),  # one case less than all is never all
        (EARLIER, [0.0], ("surely_missed", "level")),
        ([(200, 200)] * 12, [0.90], ("surely_missed", "level")),  # no month differs: chance alone
        ([(0, 200)] * 12, [0.90], ("surely_missed", "level")),
    ],
)
def test_edges(earlier, edges, expected):
    judged = share_level("surely_missed", (165, 200), earlier, edges)
    assert (judged.word, judged.about) == expected


def test_a_range_target_is_judged_at_its_nearest_edge():
    # 170 of 200 = 85 %: far above 70, but .9446 standard errors below the upper end.
    inside = share_level("surely_met", (174, 200), EARLIER, [0.70, 0.90])
    assert (inside.word, f"{inside.t:.4f}") == ("cannot_tell", "-0.9446")
    assert share_level("surely_met", (160, 200), EARLIER, [0.60, 1.0]).word == "surely_met"


@pytest.mark.parametrize(
    ("value", "word", "level"),
    [  # earlier: sd 1 exactly; critical values with 6 degrees: 1.4398 and 2.4469
        (82.40, "surely_met", "likely_met"),
        (82.45, "surely_met", "surely_met"),
        (82.45, "likely_met", "likely_met"),
        (81.43, "surely_met", "cannot_tell"),
        (77.55, "surely_missed", "surely_missed"),
        (80.00, "cannot_tell", "cannot_tell"),
    ],
)
def test_an_index_or_a_time_is_judged_by_the_spread_of_its_months(value, word, level):
    earlier = [84.0 + part for part in (-1.5, 0.5, 0.5, 0.5, 0.5, 0.5, -1.0)]
    earlier = [84 + (month - statistics.fmean(earlier)) / statistics.stdev(earlier) for month in earlier]
    judged = value_level(word, value, earlier, [80.0])
    assert (judged.word, judged.sway, judged.t) == (level, pytest.approx(1), pytest.approx(value - 80))


def test_months_that_do_not_differ_leave_the_month_s_own_word():
    assert value_level("surely_met", 85.0, [84.0] * 6, [80.0]) == LevelConfidence("surely_met", "level", 0.0, None)
    assert value_level("surely_met", 85.0, [84.0] * 5, [80.0]) == LevelConfidence("surely_met", "month", None, None)


months = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
STRENGTH = {"surely_met": 2, "likely_met": 1, "cannot_tell": 0, "likely_missed": -1, "surely_missed": -2}


@given(months, st.lists(months, min_size=6, max_size=30), st.sampled_from([0.0, 0.5, 0.8, 0.9, 0.95, 1.0]))
def test_the_level_is_never_spoken_of_more_surely_than_the_month_nor_on_the_other_side(judged, earlier, target):
    month = of_month(*judged, target)
    level = share_level(month, judged, earlier, [target])
    strong, weak = STRENGTH[month], STRENGTH[level.word]
    assert abs(weak) <= abs(strong)
    assert strong * weak >= 0
    assert math.isfinite(level.sway)


@given(months, st.lists(months, min_size=6, max_size=30))
def test_a_range_target_too(judged, earlier):
    intervals = (wilson(*judged), wilson(*judged, 0.80))
    month = confidence_against(Range(0.8, 0.9), "higher", *intervals)
    level = share_level(month, judged, earlier, [0.8, 0.9])
    assert 0 <= STRENGTH[month] * STRENGTH[level.word] <= STRENGTH[month] ** 2


def of_month(x, n, target):
    return confidence_against(target, "higher", wilson(x, n), wilson(x, n, 0.80))
