"""The first sentence of Ringkasan says what the figures say, whatever they are."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.monitoring import region_matrix
from pages.components.regions import regions_sentence
from tests.pages.hand_made import row

NAMES = {f"11.{n:02}": f"Daerah {n}" for n in range(1, 7)}
IDS = ("on_time_rate", "digital_share", "clearance_rate")
STATUSES = ("achieved", "missed", "cannot_judge", "no_data")


def cell(region: str, indicator: str, status: str):
    return row(indicator, None if status == "no_data" else 50.0, 90, status, member=region)


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries({(region, id_): st.sampled_from(STATUSES) for region in NAMES for id_ in IDS}))
def test_its_numbers_are_counted_from_the_figures_themselves(drawn):
    lines = region_matrix.lines([cell(region, id_, status) for (region, id_), status in drawn.items()])
    said = regions_sentence.sentence(lines, NAMES, "2026-10", "id")
    lead = [drawn[region, "on_time_rate"] for region in NAMES]
    judged = sum(status in ("achieved", "missed") for status in lead)
    if not judged:
        assert said is None
        return
    misses = {region: sum(drawn[region, id_] == "missed" for id_ in IDS) for region in NAMES}
    silent = sum(all(drawn[region, id_] == "no_data" for id_ in IDS) for region in NAMES)
    most = max(misses.values())
    first, *others = said.split("; ")
    assert first.startswith(f"{lead.count('achieved')} dari {judged} daerah pelapor")
    assert any(f"{silent} daerah tanpa angka" == part for part in others) == (silent > 0)
    worst = [part for part in others if "meleset" in part]
    assert bool(worst) == (most > 0)
    if most:
        assert worst[0].endswith(f"meleset pada {most} target")
        named = set(re.findall(r"Daerah \d", worst[0]))
        true = {NAMES[region] for region, count in misses.items() if count == most}
        assert named == (true if len(true) <= 2 else set())
        assert len(true) <= 2 or worst[0].startswith(f"{len(true)} daerah ")
