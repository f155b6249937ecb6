"""A list that a page cuts loses nothing: shown, left out and offset add up to the gap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.obstacles import listing

shortfalls = st.lists(st.floats(-1e4, 1e4), max_size=40).map(lambda values: sorted(values, reverse=True))


@given(shortfalls, st.integers(1, 12))
def test_shown_left_and_offset_add_up(values, most):
    rows = [{"member": str(i), "shortfall": value} for i, value in enumerate(values)]
    short, offset = listing.short_and_offset(rows, most)
    assert short.total + offset.total == pytest.approx(sum(values), abs=1e-6)
    for one, sign in ((short, 1), (offset, -1)):
        sizes = [sign * row["shortfall"] for row in one.shown]
        assert sizes == sorted(sizes, reverse=True) and all(size > 0 for size in sizes)
        assert one.others != 1, "one alone is named"
        assert len(one.shown) <= most + 1
