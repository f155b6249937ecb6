"""The first sentences of Ringkasan and Layanan say what the figures say, whatever they are."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from access.identity import roles
from access.identity.viewer import Viewer
from metrics.monitoring import region_matrix
from pages import services
from pages.components.layout.filters import Scope
from pages.components.regions import regions_sentence
from pages.components.services.worklist import Service
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


OF_SERVICES = st.lists(st.tuples(st.integers(1, 400), st.floats(0, 1), st.booleans()), max_size=8)
"""Services: cases, the share of them on time, and whether that is judged."""


@settings(max_examples=60, deadline=None)
@given(OF_SERVICES)
def test_layanan_counts_its_services_and_names_one_that_lacks_most(drawn):
    listed, short = [], {}
    for at, (cases, share, is_judged) in enumerate(drawn):
        met = round(cases * share)
        missed = 10 * met < 9 * cases
        status = "cannot_judge" if not is_judged else "missed" if missed else "achieved"
        rate = row("on_time_rate", met / cases * 100, 90, status, numerator=met, denominator=cases, n=cases)
        listed.append(Service(f"S{at}", f"Layanan {at}", "", None, {"on_time_rate": rate}))
        if is_judged and missed:
            short[f"Layanan {at}"] = -(-(9 * cases - 10 * met) // 10)
    scope = Scope(Viewer("", roles.GOVERNOR, None, "id"), None, "Seluruh Aceh", "2026-10", "2026-01..2026-10")
    said = re.search(r"<h1>(.*?)</h1>", services.headline(listed, scope))[1]
    judged = sum(is_judged for *_, is_judged in drawn)
    if not judged:
        assert said.startswith("Belum ada layanan yang dapat dinilai")
    elif not short:
        assert str(judged) in said and "terjauh" not in said
    else:
        assert said.startswith(f"{len(short)} dari {judged} layanan belum tepat waktu")
        name, most = re.search(r"terjauh (Layanan \d): .* kurang (\d+) berkas", said).groups()
        assert short[name] == int(most) == max(short.values())
