from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from metrics.statistics.year_end import series as year_series
from metrics.statistics.year_end.forecast import IF_THE_LATEST_MONTHS_RECUR, forecast
from metrics.statistics.year_end.stories import DAMPING, happenings, stories
from tests.depth import examples

JANUARY = 12 * 2024
Y24 = [84, 86, 85, 83, 87, 85, 84, 86, 82, 85, 86, 84, 85, 83, 86, 87, 84, 85, 86, 84, 85, 83, 86, 85]
TWO_LOW = [85, 85, 80, 81, 85, 86, 85, 84, 86, 85, 86, 85]
COUNT = [400, 420, 390, 410, 405, 395, 415, 400, 385, 410, 420, 400, 410, 400, 395]
STOCK = [60, 64, 58, 66, 70, 68, 72, 69, 75, 74, 78, 77, 80, 79, 83]
STEPPED, FLOOD, UNSURE = [85, 89, 90, 91, 89, 90], [84, 86, 85, 70, 85, 84], [85, 84, 86, 85, 84, 79]


def month(name):
    """The index of a month written 2026-02."""
    return 12 * int(name[:4]) + int(name[5:]) - 1


def shares(percents, months=None, cases=400):
    months = months or list(range(JANUARY, JANUARY + len(percents)))
    return year_series.share(months, [cases * p / 100 for p in percents], [cases] * len(percents), months[-1] // 12)


def counts(values, months=None):
    months = months or list(range(JANUARY, JANUARY + len(values)))
    return year_series.count(months, values, months[-1] // 12)


def stocks(values):
    months = range(JANUARY, JANUARY + len(values))
    return year_series.stock(months, values, months[-1] // 12, (0, np.inf))


@pytest.mark.parametrize(
    ("series", "figure", "low", "high"),
    [
        (shares([*Y24, 85, 84, 86]), "85.0215", "83.9342", "86.4789"),
        (shares(Y24 + STEPPED), "89.3235", "88.5197", "90.1215"),
        (shares(Y24 + FLOOD), "83.5669", "82.9173", "84.2107"),
        (shares(Y24 + UNSURE), "82.1686", "80.5658", "84.5365"),
        (shares([85, 84, 86, 83, 85, 84]), "84.3781", "82.9554", "85.7385"),
        (shares([*TWO_LOW, *TWO_LOW, 85, 86]), "84.8899", "83.6497", "86.1701"),
        (counts(COUNT), "4820.574", "4651.906", "4961.938"),
        (stocks(STOCK), "82.315", "63.591", "101.336"),
    ],
)
def test_worked_forecasts_to_the_last_digit(series, figure, low, high):
    answer = forecast(series)
    places = len(figure.split(".")[1])
    assert [f"{number:.{places}f}" for number in (answer.year_end, *answer.interval)] == [figure, low, high]


@pytest.mark.parametrize(
    ("series", "figure", "reason"),
    [
        (shares(Y24), 84.9167, "year_known"),
        (stocks([*STOCK, 84, 82, 85, 83, 86, 84, 87, 85, 88]), 88, "year_known"),
        (shares([85, 84, 86, 83, 85]), None, "few_months"),
        (shares([85]), 85, "few_months"),
        (shares([85, 85, 85]), 85, "few_months"),
        (shares([85] * 9), 85, "no_spread"),
        (counts([400] * 15), 4800, "no_spread"),
        (counts(COUNT[:12], range(JANUARY + 1, JANUARY + 13)), None, "season_unknown"),
        (counts(COUNT[:7]), None, "season_unknown"),
        (counts(COUNT[:5]), None, "few_months"),
    ],
)
def test_where_no_interval_is_given_and_why(series, figure, reason):
    answer = forecast(series)
    assert (answer.interval, answer.reason, answer.alternatives) == (None, reason, None)
    if figure is not None:
        assert answer.year_end == pytest.approx(figure, abs=5e-5)


def test_thirteen_months_of_a_count_have_an_interval():
    assert forecast(counts(COUNT[:13])).interval is not None


@pytest.mark.parametrize(
    ("known", "province_season", "reason"),
    [(12, 0.51, "season_unknown"), (13, 0.51, None), (12, 0.5, None), (12, None, None), (5, 0.51, "few_months")],
)
def test_a_season_of_the_province_stands_for_that_of_a_young_series(known, province_season, reason):
    # Begun in March, so that twelve known months are not yet a year.
    answer = forecast(shares(Y24[:known], list(range(JANUARY + 2, JANUARY + 2 + known))), province_season)
    assert answer.reason == reason
    assert (reason in IF_THE_LATEST_MONTHS_RECUR) == (answer.interval is None)


def test_the_season_of_two_years_outweighs_the_rest():
    assert forecast(shares([*TWO_LOW, *TWO_LOW, 85, 86])).season > 0.99
    assert forecast(shares(Y24[:23])).season is None


@pytest.mark.parametrize(
    ("percents", "kind", "at", "height"),
    [
        (Y24 + STEPPED, "step", "2026-02", 4.7),
        (Y24 + FLOOD, "odd_month", "2026-04", -14.2),
        (Y24 + UNSURE, "step", "2026-06", -5.0),
    ],
)
def test_the_heaviest_event_by_its_month(percents, kind, at, height):
    event = forecast(shares(percents)).event
    assert (event.kind, event.month) == (kind, month(at))
    assert event.height == pytest.approx(height, abs=0.05)
    assert 0.5 < event.weight < 1


def test_where_no_event_outweighs_that_there_is_none_none_is_named():
    assert forecast(shares([*Y24, 85, 84, 86])).event is None


def test_of_fewer_than_six_months_no_event_is_named():
    # Of two months that differ the prior alone would say that something changed between them.
    for known in range(1, 6):
        assert forecast(shares(UNSURE[6 - known :])).event is None


def test_two_figures_where_it_cannot_be_known_whether_the_last_months_last():
    # June stands five points lower: lasting, the year has seven such months; passing, one.
    answer = forecast(shares(Y24 + UNSURE))
    assert answer.alternatives.if_it_lasts == pytest.approx(81.89, abs=0.01)
    assert answer.alternatives.if_it_passes == pytest.approx(84.21, abs=0.01)
    assert answer.alternatives.if_it_lasts < answer.year_end < answer.alternatives.if_it_passes
    for settled in (STEPPED, FLOOD, [85, 84, 86]):
        assert forecast(shares(Y24 + settled)).alternatives is None


def test_of_more_than_sixty_months_the_latest_count():
    long = [70, 95, 70, 95, *Y24, *Y24, *TWO_LOW[:6], 85, 84, 86, 85, 83, 86]
    months = list(range(JANUARY - 4, JANUARY + 60))
    assert forecast(shares(long[:-3], months[:-3])) == forecast(shares(long[1:-3], months[1:-3]))
    assert forecast(shares(long[4:-3], months[4:-3])) != forecast(shares(long[5:-3], months[5:-3]))


@pytest.mark.parametrize(
    ("series", "bounds"),
    [
        (shares([99.5, 100, 99, 100, 99.5, 100]), (0, 100)),
        (shares([0.5, 0, 1, 0, 0.5, 0]), (0, 100)),
        (counts([0, 3, 0, 0, 9, 0, 1, 0, 0, 0, 2, 0, 0, 1]), (1, np.inf)),  # the year has one already
        (year_series.mean(range(JANUARY, JANUARY + 7), [25, 26, 25, 25, 27, 25, 25], 2024, 25.3, (25, 100)), (25, 100)),
    ],
)
def test_neither_figure_nor_interval_leaves_the_scale(series, bounds):
    answer = forecast(series)
    low, high = answer.interval
    assert bounds[0] <= low <= answer.year_end <= high <= bounds[1]
    assert bounds[0] == low or high == bounds[1]  # it would have left it


def test_a_coming_month_has_as_many_cases_as_a_year_before():
    months, sizes = list(range(JANUARY, JANUARY + 26)), [100] * 12 + [*range(110, 230, 10)] + [300, 310]
    series = year_series.share(months, [size * 0.8 for size in sizes], sizes, 2026)
    total = 610 + sum(range(130, 230, 10))
    assert series.shares == pytest.approx([size / total for size in range(130, 230, 10)])
    assert series.known == pytest.approx(100 * 610 * 0.8 / total)


def test_with_less_than_two_years_it_has_the_mean_of_the_latest_twelve_months():
    sizes = [1000, *range(100, 220, 10)]
    series = year_series.share(range(JANUARY, JANUARY + 13), [size * 0.8 for size in sizes], sizes, 2025)
    assert series.shares == pytest.approx([155 / (210 + 11 * 155)] * 11)


def test_small_months_are_noisier_in_proportion_when_nothing_else_varies():
    # Ranges smaller than the binomial ones leave no spread between months: variances go as 1/n alone.
    sizes = [10, 40] * 5
    series = year_series.share(range(JANUARY, JANUARY + 10), [size * 0.5 for size in sizes], sizes, 2024)
    assert series.noise[0] / series.noise[1] == pytest.approx(4)
    assert np.mean(series.noise) == pytest.approx(1)


@pytest.mark.parametrize("every_year", [[50], [50, 500, 60, 90], list(range(50, 62))])
def test_cases_that_come_as_they_did_a_year_before_widen_nothing(every_year):
    sizes = (every_year * 30)[:30]
    series = year_series.share(range(JANUARY, JANUARY + 30), sizes, sizes, 2026)
    assert series.uneven == pytest.approx(0, abs=1e-12)


def test_cases_that_come_in_no_order_widen_the_interval():
    # A coming month may have ten times the cases expected of it, and then weighs so much more in the year.
    sizes = ([50, 500, 70, 80, 90] * 6)[:29]
    numerators = [size * percent / 100 for size, percent in zip(sizes, Y24 + STEPPED, strict=False)]
    series = year_series.share(range(JANUARY, JANUARY + 29), numerators, sizes, 2026)
    low, high = forecast(series).interval
    narrow_low, narrow_high = forecast(replace(series, uneven=0)).interval
    assert low < narrow_low < narrow_high < high


def test_an_index_weighs_the_known_months_by_their_part_of_the_year():
    series = year_series.mean(range(JANUARY, JANUARY + 9), [80, 82] * 4 + [80], 2024, 81.5, (25, 100))
    assert series.known == pytest.approx(81.5 * 9 / 12)
    assert series.shares == (1 / 12,) * 3


def test_an_index_of_a_year_without_a_known_month():
    series = year_series.mean(range(JANUARY, JANUARY + 9), [80, 82] * 4 + [80], 2025, None, (25, 100))
    assert (series.known, len(series.coming)) == (0, 12)
    assert 78 < forecast(series).year_end < 84


def test_a_missing_month_leaves_a_gap_and_no_row():
    months = [JANUARY + t for t in range(28) if t not in (5, 25)]
    series = shares([*Y24, 85, 84][:26], months)
    assert JANUARY + 25 in series.coming  # unknown, not low: it is filled in with the months to come
    assert len(series.coming) == 9
    shifted = shares([*Y24, 85, 84][:26], list(range(JANUARY, JANUARY + 26)))
    assert forecast(series).year_end != forecast(shifted).year_end


@pytest.mark.parametrize("n", [2, 6, 13, 14, 30, 60])
def test_what_may_happen_has_a_prior_of_one(n):
    prior, steps = happenings(n).prior, n - 1
    assert prior.sum() == pytest.approx(1)
    assert (prior[0], prior[1 : 1 + steps].sum(), len(prior)) == pytest.approx((0.05, 0.8, 2 * n))
    recent = prior[1 : 1 + steps][-6:].sum()
    assert recent == pytest.approx(0.4 if n > 13 else 0.8 * min(6 / steps, 1))


def test_the_stories_have_a_prior_of_one():
    for known, is_stock, number in ((23, False, 12), (24, False, 24), (23, True, 14), (24, True, 28)):
        candidates = stories(range(known), (known,), is_stock)
        assert (len(candidates.prior), candidates.prior.sum()) == pytest.approx((number, 1))


def slow_forecast(series):
    """Figure, 2.5 and 97.5 % weights below the two ends: one covariance of all months after the other, events in it."""
    t, n = np.array([*series.months, *series.coming]), len(series.months)
    y, w = np.array(series.values) - np.mean(series.values), np.array(series.shares)
    parts = []
    for base, prior in slow_bases(t, n, series.kind == "stock"):
        k = base * np.sqrt(np.outer(series.noise, series.noise))
        for h, variance, event_prior in slow_events(t, n):
            joint = k + variance * np.outer(h, h)
            inner, cross = np.linalg.inv(joint[:n, :n]), joint[:n, n:] @ w
            u = inner.sum(axis=1)
            level = u @ y / u.sum()
            rss = (y - level) @ inner @ (y - level)
            log = -(np.linalg.slogdet(joint[:n, :n])[1] + np.log(u.sum()) + (n - 1) * np.log(rss)) / 2
            centre = w.sum() * level + cross @ inner @ (y - level)
            variance_ahead = w @ joint[n:, n:] @ w - cross @ inner @ cross + (w.sum() - u @ cross) ** 2 / u.sum()
            variance_ahead += series.uneven
            parts.append((log + np.log(prior * event_prior), centre, np.sqrt(rss / (n - 1) * variance_ahead)))
    log, centre, scale = np.array(parts).T
    weight = np.exp(log - log.max()) / np.exp(log - log.max()).sum()
    base = series.known + w.sum() * np.mean(series.values)
    return base + weight @ centre, lambda end: weight @ student.cdf((end - base - centre) / scale, n - 1)


def slow_bases(t, n, is_stock):
    ahead = [0.0 if i <= t[n - 1] else DAMPING * (1 - DAMPING ** (i - t[n - 1])) / (1 - DAMPING) for i in t]
    damped = [a or i - t[n - 1] for a, i in zip(ahead, t, strict=True)]
    for season, season_prior in ((0, 0.5), (2.25, 0.5)) if n >= 24 else ((0, 1),):
        more = np.array([[season * ((i % 12 == j % 12) - 1 / 12) for j in t] for i in t])
        for phi, phi_prior in ((0, 0.4), (0.3, 0.25), (0.6, 0.2), (0.85, 0.15)):
            for x, slope_prior in ((t * 0, 0.5), (t - t[n - 1], 0.25), (np.array(damped), 0.25)):
                k = np.array([[1.0 if i == j else phi ** abs(i - j) for j in t] for i in t]) + 0.0225 * np.outer(x, x)
                yield k + more, phi_prior * slope_prior * season_prior * (0.2 if is_stock else 1)
        for q in (0.001, 1) if is_stock else ():
            k = np.array([[min(i, j) - t[0] + q * (i == j) for j in t] for i in t])
            yield k + more, 0.8 * 0.5 * season_prior


def slow_events(t, n):
    yield np.zeros(len(t)), 1, 0.05
    for j in range(1, n):
        step_prior = 0.8 / (n - 1) if n <= 13 else 0.4 / 6 if j >= n - 6 else 0.4 / (n - 7)
        yield (t >= t[j]) * 1.0, 6, step_prior
    for j in range(n):
        yield (t == t[j]) * 1.0, 25, 0.15 / n


@st.composite
def drawn_series(draw):
    known = draw(st.lists(st.integers(0, 34), min_size=6, max_size=30, unique=True).map(sorted))
    months = [JANUARY + t for t in known]
    values = draw(st.lists(st.integers(20, 60), min_size=len(months), max_size=len(months)))
    if draw(st.booleans()):
        sizes = draw(st.lists(st.integers(60, 400), min_size=len(months), max_size=len(months)))
        return year_series.share(months, values, sizes, months[-1] // 12)
    kind = draw(st.sampled_from(["count", "mean", "stock"]))
    series = counts(values, months)
    return series if kind == "count" else replace(series, kind=kind, bounds=(-np.inf, np.inf))


@settings(max_examples=examples(40, 600), deadline=None)
@given(drawn_series())
def test_the_fast_forecast_is_the_slow_one(series):
    assume(series.coming and np.ptp(series.values) > 1e-9)
    answer = forecast(series)
    figure, below = slow_forecast(series)
    assert min(max(figure, series.bounds[0]), series.bounds[1]) == pytest.approx(answer.year_end, rel=1e-7)
    if answer.interval:
        for end, tail in zip(answer.interval, (0.025, 0.975), strict=True):
            if end not in series.bounds:
                assert below(end) == pytest.approx(tail, abs=1e-7)
