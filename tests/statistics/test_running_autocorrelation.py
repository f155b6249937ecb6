"""The autocorrelation of all regions at the end of each month, against the plain one of the months up to it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.statistics.autocorrelation import autocorrelation
from metrics.statistics.charts.running_autocorrelation import running_autocorrelation


@st.composite
def regions(draw):
    months = draw(st.integers(1, 20))
    value = st.one_of(st.integers(0, 100), st.none())
    rows = draw(st.lists(st.lists(value, min_size=months, max_size=months), min_size=1, max_size=4))
    starts = [sorted(draw(st.lists(st.integers(0, months - 1), max_size=2))) for _ in rows]
    return rows, starts


def spread(starts, months):
    """For each month the column in which its segment begins."""
    return np.array([[max([0, *(s for s in own if s <= month)]) for month in range(months)] for own in starts])


@settings(max_examples=150)
@given(regions())
def test_each_month_knows_the_months_up_to_it_and_no_other_segment(made):
    rows, starts = made
    begins = spread(starts, len(rows[0]))
    found = running_autocorrelation(np.array(rows, dtype=float), begins)
    for month, rho in enumerate(found):
        series = [
            [(at, row[at]) for at in range(begins[place][month], month + 1) if row[at] is not None]
            for place, row in enumerate(rows)
        ]
        assert rho == pytest.approx(autocorrelation(series), abs=1e-6)


def test_a_step_makes_months_alike_unless_it_was_recorded():
    steady = [50, 52, 49, 51, 48, 50, 52, 49, 51, 48, 50, 51]
    row = np.array([[*steady, *(value + 30 for value in steady)]], dtype=float)
    assert running_autocorrelation(row, spread([[]], 24))[-1] == 0.8
    assert running_autocorrelation(row, spread([[12]], 24))[-1] == 0.0
