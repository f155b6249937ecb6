import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.catalogue.indicators import Indicator
from metrics.figures.figures import UNKNOWN, Figure
from metrics.judgement.context import Circumstances
from metrics.judgement.status import judged
from metrics.judgement.variation import Mark, bounds, kind_of, marks, scale
from metrics.periods import plus_months
from metrics.statistics.charts import stretches
from metrics.statistics.charts.control_chart import segments
from metrics.statistics.charts.stretches import Series
from metrics.statistics.intervals import confidence_against
from metrics.statistics.level_confidence import level_word, share_level, value_level
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
COUNT = SHARE.model_copy(update={"unit": "count", "denominator": None, "consolidation": "sum"})
RUNNING = COUNT.model_copy(update={"numerator": {"coverage": "1"}})
FIRST = "2023-01"
STEADY = [50, 52, 49, 51, 48, 50, 52, 49, 51, 48, 50, 51]


def marked(rows, periods, target=None, indicator=SHARE, rebased=None, cases=None, rho=0.0):
    """The marks of rows of values (None where a month has none), for periods as (first, last) columns."""
    values = np.array(rows, dtype=float)
    behind = np.full(values.shape, 100.0) if cases is None else np.array(cases, dtype=float)
    firsts, lasts = (np.array(edge, dtype=np.int64) for edge in zip(*periods, strict=True))
    low, high = (np.full((len(rows), len(periods)), edge) for edge in bounds(target, indicator.better))
    series = Series(values, behind, firsts, lasts, np.full(len(periods), rho), rebased or {})
    return marks(series, low, high, indicator)


def alone(row, behind, period, target, indicator, rebased, rho, looked_back):
    """One period of one series by its plain twin, from so many months up to its last."""
    months = [plus_months(FIRST, place) for place in range(len(row))]
    known = [(m, value, n) for m, value, n in zip(months, row, behind, strict=True) if value is not None]
    first = plus_months(months[period[1]], 1 - looked_back)
    known = [point for point in known if first <= point[0] <= months[period[1]]]
    if not any(point[0] >= months[period[0]] for point in known):
        return None, None, 0, None, False
    points, cases = [point[:2] for point in known], [point[2] for point in known]
    changes = [months[column] for column in rebased]
    like = {"kind": kind_of(indicator), "rho": rho, "cases": cases}
    like["minimum_n"] = indicator.minimum_n or 1
    latest = segments(points, changes, **like)[-1].points
    verdict, unstable = assurance(points, target, indicator.better, changes, scale(indicator), **like)
    met = met_count(latest[-12:], target, indicator.better)
    return variation(points, indicator.better, changes, **like), verdict, len(latest), met, unstable


@st.composite
def drawn(draw, indicator):
    """Series with gaps, sorted or one-sided stretches (runs and trends are rare among free numbers), and questions."""
    length = draw(st.integers(1, 40))
    cases = st.lists(st.sampled_from([4, 20, 50, 100, 400]), min_size=length, max_size=length)
    value = st.one_of(st.integers(40, 60), st.integers(0, 130 if indicator is PASSING else 100), st.none())
    rows, behind = [], []
    for _ in range(draw(st.integers(1, 3))):
        row, n = draw(st.lists(value, min_size=length, max_size=length)), draw(cases)
        for start in range(0, length, 9):
            stretch = row[start : start + 9]
            if None not in stretch and draw(st.booleans()):
                row[start : start + 9] = draw(st.sampled_from([sorted(stretch), sorted(stretch)[::-1], sided(stretch)]))
        if kind_of(indicator) == "share":
            row = [None if v is None else 100 * round(v * m / 100) / m for v, m in zip(row, n, strict=True)]
        rows.append(row)
        behind.append(n)
    months = st.integers(0, length - 1)
    periods = draw(st.lists(st.tuples(months, months).map(lambda ends: tuple(sorted(ends))), min_size=1, max_size=4))
    rebased = {row: draw(st.lists(months, max_size=2)) for row in range(len(rows))}
    return rows, behind, periods, rebased, draw(st.sampled_from([0.0, 0.1, 0.4, 0.8]))


FEW = SHARE.model_copy(update={"minimum_n": 30})
PASSING = SHARE.model_copy(update={"id": "passing"})


@pytest.mark.parametrize(
    "indicator", [SHARE, FEW, PASSING, DAYS, COUNT], ids=["share", "few", "passing", "days", "count"]
)
@settings(max_examples=60)
@given(
    st.data(),
    st.sampled_from([45, 50, 100 / 3, Range(0, 70), Range(45, 55), Range(0, 110)]),
    st.sampled_from([15, 120]),
)
def test_all_at_once_gives_what_one_series_at_a_time_gives(indicator, data, target, looked_back):
    rows, behind, periods, rebased, rho = data.draw(drawn(indicator))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stretches, "LOOKED_BACK", looked_back)
        found = marked(rows, periods, target, indicator, rebased, behind, rho)
    for i, row in enumerate(rows):
        for j, period in enumerate(periods):
            plain = alone(row, behind[i], period, target, indicator, rebased[i], rho, looked_back)
            assert found[i][j][:5] == plain, (row, behind[i], period)


@settings(max_examples=60)
@given(st.data(), st.sampled_from([50, 100 / 3, 0, 100, Range(45, 55)]), st.sampled_from([SHARE, DAYS]))
def test_what_may_be_said_of_the_level_is_what_the_plain_test_allows(data, target, indicator):
    rows, behind, _, _, _ = data.draw(drawn(indicator))
    last = len(rows[0]) - 1
    found = marked(rows, [(last, last)], target, indicator, cases=behind)
    edges = [edge for edge in bounds(target, indicator.better) if math.isfinite(edge)]
    for row, n, [mark] in zip(rows, behind, found, strict=True):
        known = [(value, m) for value, m in zip(row, n, strict=True) if value is not None]
        if row[-1] is None or len(known) < 7:
            assert mark.level is None
            continue
        for word in ("surely_met", "likely_missed", "cannot_tell"):
            if indicator is SHARE:
                counted = [(round(value * m / 100), m) for value, m in known]
                plain = share_level(word, counted[-1], counted[:-1], [edge / 100 for edge in edges])
            else:
                plain = value_level(word, known[-1][0], [value for value, _ in known[:-1]], edges)
            assert level_word(word, mark.level) == plain.word
            sway = plain.sway * (100 if indicator is SHARE else 1)
            assert mark.level.sway == pytest.approx(sway, abs=1e-6)


def test_worked_words_of_a_level():
    counted = [190, 184, 178, 186, 172, 181, 188, 176, 183, 179, 185, 170]
    for last, most in ((170, "likely"), (166, "surely"), (160, "surely"), (176, "cannot_tell")):
        row = [x / 2 for x in (*counted[:11], 170, last)]
        [[mark]] = marked([row], [(12, 12)], 90, cases=[[200] * 13])
        assert (mark.level.most, f"{mark.level.sway:.1f}") == (most, "3.1")
    assert confidence_against(90, "higher", (80, 89), (82, 88)) == "surely_missed"


def test_of_a_period_longer_than_a_month_nothing_is_said_of_the_level():
    assert marked([STEADY], [(0, 11), (11, 11)], 50)[0][0].level is None
    assert marked([STEADY], [(0, 11), (11, 11)], 50)[0][1].level is not None


def test_a_period_is_marked_as_if_later_months_were_not_yet_known():
    series = [*STEADY, 90, 20]
    found = marked([series], [(place, place) for place in range(len(series))], 90)[0]
    assert [mark.variation for mark in found] == [None] * 5 + ["common"] * 7 + ["improving", "worsening"]
    assert {mark.assurance for mark in found[:11]} == {None} and found[11].assurance == "keeps_missing"


def test_a_period_without_a_figure_of_its_own_has_no_marks():
    assert marked([[*STEADY, None]], [(12, 12)], 90)[0][0][:4] == (None, None, 0, None)
    assert marked([[*STEADY, None]], [(10, 12)], 90)[0][0][:4] == ("common", "keeps_missing", 12, (0, 12))


def test_a_longer_period_has_the_marks_of_its_last_month_with_a_figure():
    month, year = marked([STEADY], [(11, 11), (0, 11)], 50)[0]
    assert month[:5] == year[:5] == ("common", "hit_and_miss", 12, (8, 12), False)


@pytest.mark.parametrize(
    ("series", "assured", "unstable"),
    [
        (STEADY, "keeps_missing", False),
        (STEADY[:11], None, True),  # 11 points
        (STEADY[:5], None, False),  # of so few nothing is said at all
        ([*STEADY, 95], None, True),  # the latest month is no common variation
        ([*STEADY, 20, *STEADY], "keeps_missing", False),  # what lies more than a year back does not count
    ],
)
def test_whether_it_keeps_its_target_is_said_only_of_a_stable_year(series, assured, unstable):
    [[mark]] = marked([series], [(len(series) - 1,) * 2], 90)
    assert (mark.assurance, mark.unstable) == (assured, unstable)


def test_the_months_that_met_are_counted_over_the_last_12_of_the_latest_segment():
    series = [0] * 12 + STEADY
    assert marked([series], [(23, 23)], 50)[0][0].met_months == (8, 12)
    assert marked([series], [(15, 15)], 50)[0][0].met_months == (3, 12)
    assert marked([series], [(15, 15)], 50, rebased={0: [12]})[0][0].met_months == (3, 4)


def test_a_change_after_the_last_point_does_not_undo_the_one_before_it():
    series = [*[40] * 7, None]
    assert marked([series], [(0, 6)], 45, rebased={0: [6, 7]})[0][0][:4] == (None, None, 1, (0, 1))


def test_no_run_crosses_a_month_without_a_figure():
    low, high = [48] * 10, [51] * 7
    assert marked([low + high], [(16, 16)])[0][0].variation == "improving"
    assert marked([low + high[:3] + [None] + high[3:]], [(17, 17)])[0][0].variation == "common"


def test_a_month_of_few_cases_lies_between_wider_limits_and_below_the_least_number_has_no_mark():
    few = [[100] * 12 + [8]]
    assert marked([[*STEADY, 25]], [(12, 12)], cases=[[100] * 13])[0][0].variation == "worsening"
    assert marked([[*STEADY, 25]], [(12, 12)], cases=few)[0][0].variation == "common"
    assert marked([[*STEADY, 25]], [(12, 12)], indicator=FEW, cases=few)[0][0].variation is None


def test_counts_have_no_better_or_worse_and_running_ones_no_limits_at_all():
    series = [400, 420, 390, 410, 405, 395, 415, 400, 385, 410, 420, 400]
    steady, leap = (
        marked([series], [(11, 11)], 300, COUNT)[0][0],
        marked([[*series, 900]], [(12, 12)], 300, COUNT)[0][0],
    )
    assert (steady.variation, steady.assurance) == ("common", "keeps_meeting")
    assert (leap.variation, leap.assurance, leap.unstable) == (None, None, True)
    running = marked([list(range(1, 24))], [(22, 22)], 20, RUNNING)[0][0]
    assert running[:5] == (None, None, 23, (4, 12), False)


def test_a_share_above_its_whole_makes_values_of_its_own_segment_alone():
    above = [*STEADY, 110]
    both = marked([[*STEADY, 50], above], [(11, 11), (12, 12)], 90)
    assert both == [marked([row], [(11, 11), (12, 12)], 90)[0] for row in ([*STEADY, 50], above)]
    assert both[1][0] == both[0][0], "an earlier month does not know it"
    year = [*above, *STEADY]
    last = marked([year, [*STEADY, 50, *STEADY]], [(24, 24)], 90, rebased={0: [13], 1: [13]})
    assert last[0] == last[1], "nor does a segment that a recorded change began"


def test_limits_of_shares_end_at_0_and_100():
    # The limits of nearly full shares reach beyond 100: a range that ends there is kept all the same.
    shares = [99, 98, 100, 99, 97, 100, 99, 98, 99, 97, 100, 98]
    assert marked([shares], [(11, 11)], Range(90, 100))[0][0].assurance == "keeps_meeting"
    assert marked([shares], [(11, 11)], Range(90, 100), DAYS)[0][0].assurance == "hit_and_miss"


@pytest.mark.parametrize("value", [0.1, 1 / 49, 86.4, 100 / 3])
def test_a_level_series_is_common_and_keeps_meeting_a_target_exactly_there(value):
    for length in range(12, 40):
        [[found]] = marked([[value] * length], [(length - 1, length - 1)], value, DAYS)
        assert found[:2] == ("common", "keeps_meeting")


def test_without_a_target_there_is_variation_only():
    [[found]] = marked([STEADY], [(11, 11)])
    assert found[:5] == ("common", None, 12, None, False)


@pytest.mark.parametrize(
    ("actual", "interval", "said"),
    [
        (42.1, (41.0, 43.2), (None, True)),  # surely met this month, beside "keeps missing"
        (40.5, (38.0, 43.0), (None, True)),  # achieved, if only just
        (38.0, (36.0, 42.0), ("keeps_missing", False)),
    ],
)
def test_what_is_said_of_all_months_never_denies_what_is_said_of_this_one(actual, interval, said):
    figure = Figure(421, 1000, actual, interval, interval)
    mark = Mark("common", "keeps_missing", 24, (0, 12))
    row = judged(SHARE, ("2026-10", "11.71"), figure, 40.0, Circumstances(ended=True), mark, UNKNOWN)
    assert (row.assurance, "unstable" in row.reasons) == said
    assert row.status_reasons == ()
