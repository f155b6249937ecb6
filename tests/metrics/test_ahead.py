"""Sums that were read ahead, cut into slices."""

import numpy as np
import pytest

from metrics.cells.ahead import Ahead
from metrics.cells.query import Slice
from metrics.periods import Period

MONTH = "2026-10"


@pytest.mark.parametrize(
    ("sums", "cut"),
    [
        ({"period": [], "member": []}, {"period": [], "member": []}),
        ({"period": [MONTH], "member": ["11.71"]}, {"period": [MONTH], "member": [""]}),
        ({"period": [], "member": [], "x": []}, {"period": [], "member": [], "x": []}),
        (
            {"period": [MONTH, MONTH], "member": ["11.71", "11.05"], "x": [1.0, 2.0]},
            {"period": [MONTH], "member": [""], "x": [3.0]},
        ),
    ],
    ids=["no measure and no row", "no measure", "no row", "two regions"],
)
def test_the_whole_is_cut_from_its_regions_also_where_there_is_nothing(sums, cut):
    table = {name: np.array(column, dtype=None if name == "x" else object) for name, column in sums.items()}
    ahead = Ahead.of(frozenset({MONTH}), frozenset(), [table], {})
    slice_ = Slice((Period(MONTH),), None, None)
    told = ahead.cut_sums(slice_, None, None)
    assert {name: list(column) for name, column in told.items()}.keys() == cut.keys()
    assert told["period"] == cut["period"] and told.get("x") == cut.get("x")
