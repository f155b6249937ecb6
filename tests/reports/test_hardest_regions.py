"""The governor's sheet names three regions that miss most targets; of others that miss as many it says how many."""

import pytest

from reports.content.blocks import Items
from reports.content.options import Options
from reports.documents.governor_sheet import _hardest
from tests.reports.offices import content

REGIONS = ("11.03", "11.04", "11.05", "11.06", "11.71")
LAST = {
    0: [],
    1: ["1 kabupaten/kota lain: masing-masing 1 target belum tercapai"],
    2: ["2 kabupaten/kota lain: masing-masing 1 target belum tercapai"],
}


@pytest.mark.parametrize("missing", [3, 4, 5])
def test_who_misses_as_many_as_the_last_one_named_is_counted(home, missing):
    home.targets('on_time_rate: [{from: "2026-01", value: 90, decree: SK 1}]')
    rows = ["region_code | received_at | decided_at | n"]
    for place, region in enumerate(REGIONS):
        rows.append(f"{region} | 2026-10-05 | 2026-10-{20 if place < missing else 6:02} | 3")
    home.transactions("\n".join(rows))
    [_, items] = _hardest(content(home.home, Options("2026-10", None, "lembar"), only=["on_time_rate"]), "id")
    assert isinstance(items, Items)
    named = [item for item in items.texts if item.endswith(": 1 target belum tercapai") and "lain" not in item]
    alike = [item for item in items.texts if "lain: masing-masing" in item]
    assert len(named) == 3
    assert alike == LAST[missing - 3]
