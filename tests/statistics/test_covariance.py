import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from metrics.statistics.covariance import Events, FreeLevel, autocorrelation, fit, mixture_interval, weights

GAPPED = [0, 1, 3, 4, 5, 9]


def test_months_apart_by_the_calendar_are_correlated_by_their_distance():
    k = autocorrelation([0, 1, 3], np.array([0.0, 0.5]))
    assert k[0].tolist() == np.eye(3).tolist()
    assert k[1].tolist() == [[1, 0.5, 0.125], [0.5, 1, 0.25], [0.125, 0.25, 1]]


def test_without_correlation_a_free_level_is_the_mean_and_its_residuals():
    level, y = FreeLevel(np.eye(4)), np.array([1.0, 2.0, 3.0, 6.0])
    assert level.loading @ y / level.information == pytest.approx(3)
    assert y @ level.projection @ y == pytest.approx(14)  # 4 + 1 + 0 + 9
    assert level.log_determinant == pytest.approx(np.log(4))


@given(st.integers(0, 10**6))
def test_an_event_is_the_same_as_a_covariance_that_holds_it(seed):
    # The slow twin: K + v·hh' taken whole, for each covariance and each event, one after the other.
    random = np.random.default_rng(seed)
    y = random.normal(size=len(GAPPED))
    k = autocorrelation(GAPPED, np.array([0.0, 0.6]))
    columns, variances = random.integers(0, 2, (len(GAPPED), 3)).astype(float), np.array([6.0, 9.0, 25.0])
    answer = fit(y, FreeLevel(k), Events(columns, variances))
    for base in range(2):
        for event, variance in enumerate(variances):
            h = columns[:, event]
            twin = FreeLevel(k[base] + variance * np.outer(h, h))
            rss = y @ twin.projection @ y
            evidence = -(twin.log_determinant + (len(y) - 1) * np.log(rss)) / 2
            height = variance * h @ twin.projection @ y  # the best guess of the size, seen past the free level
            assert answer.rss[base, event] == pytest.approx(rss, rel=1e-9)
            assert answer.log_evidence[base, event] == pytest.approx(evidence, rel=1e-9, abs=1e-9)
            assert answer.height[base, event] == pytest.approx(height, rel=1e-9, abs=1e-9)


def test_the_event_that_nothing_happened_is_a_column_of_zeros():
    y = np.array([1.0, 2.0, 3.0, 6.0])
    nothing = fit(y, FreeLevel(np.eye(4)), Events(np.zeros((4, 1)), np.array([6.0])))
    assert (nothing.height[0], nothing.rss[0]) == pytest.approx((0, 14))


def test_weights_of_evidence_far_below_the_smallest_number():
    assert weights(np.log([[1.0, 2.0], [3.0, 4.0]]) - 9000) == pytest.approx(np.array([[0.1, 0.2], [0.3, 0.4]]))


@given(
    st.lists(st.tuples(st.floats(1e-6, 1), st.floats(-50, 50), st.floats(0.01, 20)), min_size=1, max_size=8),
    st.integers(1, 60),
    st.sampled_from([0.8, 0.9, 0.95, 0.99]),
)
def test_the_ends_of_a_mixture_leave_half_of_the_rest_on_each_side(parts, degrees, confidence):
    weight, centre, scale = np.array(parts).T
    weight /= weight.sum()
    low, high = mixture_interval(weight, centre, scale, degrees, confidence)
    tail = (1 - confidence) / 2
    for end, below in ((low, tail), (high, 1 - tail)):
        assert weight @ student.cdf((end - centre) / scale, degrees) == pytest.approx(below, abs=1e-9)


@pytest.mark.parametrize(("apart", "degrees"), [(1e3, 10), (1e9, 59), (1e14, 100)])
def test_two_far_components_have_their_ends_in_the_two_tails(apart, degrees):
    # Half at 0, half far away: the 2.5 % point is the 5 % point of the first.
    low, high = mixture_interval(np.array([0.5, 0.5]), np.array([0, apart]), np.ones(2), degrees)
    expected = student.ppf(0.05, degrees)
    assert (low, high - apart) == pytest.approx((expected, -expected), rel=1e-6, abs=apart * 1e-15)


def test_a_single_component_is_its_own_interval():
    assert mixture_interval(np.ones(1), np.array([84.0]), np.array([2.0]), 9) == pytest.approx((79.475686, 88.524314))
