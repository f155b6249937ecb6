import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.catalogue.indicators import Indicator
from metrics.judgement.variation import Series, bounds, marks, scale
from metrics.periods import plus_months
from metrics.statistics.control_chart import segments
from metrics.targets.achievement import Range
from tests.metrics.one_series import assurance, met_count, variation
from tests.metrics.test_control_chart import sided

WORDS = {"id": "x", "en": "x"}
SHARE = Indicator(
    id="share", name=WORDS, why_it_matters=WORDS, demand="cepat", unit="percent", better="higher",
    consolidation="weighted", numerator={"s": "1"}, denominator={"s": "1"}, legal_basis="x", owner="x",
    reviewed_on="2026-01-01", next_review="2027-01-01",
)  # fmt: skip
DAYS = SHARE.model_copy(update={"unit": "days", "better": "lower"})
FIRST = "2023-01"
STEADY = [50, 52, 49, 51, 48, 50, 52, 49, 51, 48, 50, 51]


def marked(rows, periods, target=None, indicator=SHARE, rebased=None):
    """The marks of rows of values (None where a month has none), for periods as (first, last) columns."""
    values = np.array(rows, dtype=float)
    firsts, lasts = (np.array(edge, dtype=np.int64) for edge in zip(*periods, strict=True))
    low, high = (np.full((len(rows), len(periods)), edge) for edge in bounds(target, indicator.better))
    return marks(Series(values, firsts, lasts, rebased or {}), low, high, indicator)


def alone(row, period, target, indicator, rebased):
    """One period of one series by its plain twin, from the months up to its last."""
    months = [plus_months(FIRST, place) for place in range(len(row))]
    points = [(month, value) for month, value in zip(months, row, strict=True) if value is not None]
    points = [point for point in points if point[0] <= months[period[1]]]
    if not any(point[0] >= months[period[0]] for point in points):
        return None, None, 0, None
    changes = [months[column] for column in rebased]
    latest = segments(points, changes)[-1].points
    verdict = assurance(points, target, indicator.better, changes, scale(indicator))
    met = met_count(latest[-12:], target, indicator.better)
    return variation(points, indicator.better, changes), verdict, len(latest), met


@st.composite
def drawn(draw):
    """Series with gaps, sorted or one-sided stretches (runs and trends are rare among free numbers), and questions."""
    length = draw(st.integers(1, 30))
    value = st.one_of(st.integers(40, 60), st.integers(0, 300).map(lambda tenth: tenth / 3), st.none())
    rows = draw(st.lists(st.lists(value, min_size=length, max_size=length), min_size=1, max_size=3))
    for row in rows:
        for start in range(0, length, 9):
            stretch = row[start : start + 9]
            if None not in stretch and draw(st.booleans()):
                row[start : start + 9] = draw(st.sampled_from([sorted(stretch), sorted(stretch)[::-1], sided(stretch)]))
    months = st.integers(0, length - 1)
    periods = draw(st.lists(st.tuples(months, months).map(lambda ends: tuple(sorted(ends))), min_size=1, max_size=4))
    rebased = {row: draw(st.lists(months, max_size=2)) for row in range(len(rows))}
    return rows, periods, rebased


@settings(max_examples=150)
@given(drawn(), st.sampled_from([45, 50, 100 / 3, Range(0, 70), Range(45, 55)]), st.sampled_from([SHARE, DAYS]))
def test_all_at_once_gives_what_one_series_at_a_time_gives(made, target, indicator):
    rows, periods, rebased = made
    found = marked(rows, periods, target, indicator, rebased)
    for i, row in enumerate(rows):
        for j, period in enumerate(periods):
            assert found[i][j] == alone(row, period, target, indicator, rebased[i]), (row, period)


def test_a_period_is_marked_as_if_later_months_were_not_yet_known():
    series = [*STEADY, 70, 20]
    found = marked([series], [(place, place) for place in range(len(series))], 90)[0]
    assert [one[0] for one in found] == [None] * 5 + ["common"] * 7 + ["improving", "worsening"]
    assert {one[1] for one in found[:5]} == {None} and found[11][1] == "keeps_missing"


def test_a_period_without_a_figure_of_its_own_has_no_marks():
    assert marked([[*STEADY, None]], [(12, 12)], 90)[0] == [(None, None, 0, None)]
    assert marked([[*STEADY, None]], [(10, 12)], 90)[0] == [("common", "keeps_missing", 12, (0, 12))]


def test_a_longer_period_has_the_marks_of_its_last_month_with_a_figure():
    month, year = marked([STEADY], [(11, 11), (0, 11)], 50)[0]
    assert month == year == ("common", "hit_and_miss", 12, (8, 12))


def test_fewer_than_12_points_are_told_for_their_limits_are_trial_limits():
    assert marked([STEADY[:8]], [(7, 7)], 50)[0][0][2] == 8


def test_the_months_that_met_are_counted_over_the_last_12_of_the_latest_segment():
    series = [0] * 12 + STEADY
    assert marked([series], [(23, 23)], 50)[0][0][3] == (8, 12)
    assert marked([series], [(15, 15)], 50)[0][0][3] == (3, 12)
    assert marked([series], [(15, 15)], 50, rebased={0: [12]})[0][0][3] == (3, 4)


def test_a_change_after_the_last_point_does_not_undo_the_one_before_it():
    series = [*[40] * 7, None]
    assert marked([series], [(0, 6)], 45, rebased={0: [6, 7]}) == [[(None, None, 1, (0, 1))]]


def test_limits_of_shares_end_at_0_and_100():
    # The limits of nearly full shares reach beyond 100: a range that ends there is kept all the same.
    shares = [99, 98, 100, 99, 97, 100, 99, 98]
    assert marked([shares], [(7, 7)], Range(90, 100))[0][0][1] == "keeps_meeting"
    assert marked([shares], [(7, 7)], Range(90, 100), DAYS)[0][0][1] == "hit_and_miss"


@pytest.mark.parametrize("value", [0.1, 1 / 49, 86.4, 100 / 3])
def test_a_level_series_is_common_and_keeps_meeting_a_target_exactly_there(value):
    for length in range(6, 40):
        [[found]] = marked([[value] * length], [(length - 1, length - 1)], value)
        assert found[:2] == ("common", "keeps_meeting")


def test_without_a_target_there_is_variation_only():
    [[found]] = marked([STEADY], [(11, 11)])
    assert found == ("common", None, 12, None)
