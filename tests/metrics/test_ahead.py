"""Sums and entered figures that were read ahead, cut into slices."""

import numpy as np
import pytest

from access.identity.scope import EVERYTHING, Scope
from data.errors import RefusedError
from metrics.cells.ahead import Ahead
from metrics.cells.query import Slice
from metrics.periods import Period
from metrics.scorecard.workspace import Workspace
from tests.spec.drawn import opened

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
    told = ahead.cut_sums(slice_, [name for name in sums if name == "x"], None, None)
    assert {name: list(column) for name, column in told.items()}.keys() == cut.keys()
    assert told["period"] == cut["period"] and list(told.get("x", ())) == cut.get("x", [])


@pytest.fixture(scope="module")
def documented(tmp_path_factory):
    with opened(tmp_path_factory.mktemp("office") / "home") as office:
        office.figures("""
          indicator_id        | region_code | period  | value | numerator | denominator
          ipp_index           | 11          | 2026-07 | 4,56  |           |
          ipp_index           | 11.71       | 2026-07 | 4,21  |           |
          system_availability | 11.71       | 2026-07 |       | 190       | 200
          system_availability | 11.73       | 2025    |       | 50        | 100
        """)
        yield office.home


@pytest.mark.parametrize("scope", [EVERYTHING, Scope(frozenset({"11.71"}))], ids=["all", "one region"])
@pytest.mark.parametrize("ids", [("ipp_index",), ("ipp_index", "system_availability")])
@pytest.mark.parametrize(
    ("region", "by", "beside", "count"),
    [
        (None, None, None, (2, 4)),
        (None, "region", None, (2, 4)),
        ("11.71", None, None, (1, 2)),
        ("11.73", None, None, (0, 1)),
        (None, None, "11.71", (0, 1)),
    ],
)
def test_entered_figures_are_cut_as_they_are_read(documented, scope, ids, region, by, beside, count):
    slice_ = Slice((Period("2026-07"),), region, by, rest_of=beside)
    with Workspace(documented, scope) as workspace:
        wanted = [workspace.indicators[id_] for id_ in ids]
        ahead = workspace.reader.ahead_of([Period("2026-07")], list(workspace.indicators.values()))
        if region is not None and not scope.sees(region):
            with pytest.raises(RefusedError):
                workspace.reader.with_ahead(ahead).entered(slice_, wanted)
            return
        read = workspace.reader.entered(slice_, wanted)
        assert workspace.reader.with_ahead(ahead).entered(slice_, wanted) == read
        assert len(read) == (count[len(ids) - 1] if scope is EVERYTHING or by is None else len(ids))
