"""The first sentence of a page says what the figures say, whatever they are."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from access.identity import roles
from access.identity.viewer import Viewer
from data.home import SHIPPED, Home
from metrics.acts.follow_ups import FollowUp
from metrics.catalogue import indicators
from metrics.monitoring import region_matrix
from metrics.monitoring.early_warnings import Alert
from metrics.periods import Period
from metrics.scorecard.summary import summary
from pages import follow_ups, services
from pages.components.breakdown import finding
from pages.components.figures import headline
from pages.components.layout.filters import Scope
from pages.components.regions import regions_sentence
from pages.components.regions.warnings import Group
from pages.components.services.worklist import Service
from tests.pages.hand_made import row
from text import formats

CATALOGUE = indicators.load(Home(SHIPPED))
SHARE = CATALOGUE["on_time_rate"]
MONTHS = Period("2026-01..2026-10").months
HERE = Scope(Viewer("", roles.GOVERNOR, None, "id"), "11.71", "Kota Banda Aceh", "2026-10", "2026-01..2026-10")
TODAY = date(2026, 11, 1)
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
    listed, short, sure = [], {}, 0
    for at, (cases, share, is_judged) in enumerate(drawn):
        met = round(cases * share)
        missed = 10 * met < 9 * cases
        status = "cannot_judge" if not is_judged else "missed" if missed else "achieved"
        doubt = "cannot_tell" if cases < 40 else "surely_missed"
        rate = row(
            "on_time_rate", met / cases * 100, 90, status, numerator=met, denominator=cases, n=cases, confidence=doubt
        )
        listed.append(Service(f"S{at}", f"Layanan {at}", "", None, {"on_time_rate": rate}))
        if is_judged and missed:
            short[f"Layanan {at}"] = -(-(9 * cases - 10 * met) // 10)
            sure += cases >= 40
    scope = Scope(Viewer("", roles.GOVERNOR, None, "id"), None, "Seluruh Aceh", "2026-10", "2026-01..2026-10")
    drawn_line = services.headline(listed, scope)
    said = re.search(r"<h1>(.*?)</h1>", drawn_line)[1]
    assert ("Pada semuanya berkasnya" in drawn_line) == (bool(short) and not sure)
    assert (f"Pada {sure} dari {len(short)} itu" in drawn_line) == (0 < sure < len(short))
    judged = sum(is_judged for *_, is_judged in drawn)
    if not judged:
        assert said.startswith("Belum ada layanan yang dapat dinilai")
    elif not short:
        assert str(judged) in said and "terjauh" not in said
    else:
        assert said.startswith(f"{len(short)} dari {judged} layanan belum tepat waktu")
        begins, name, most = re.search(r"; (.*?),? (Layanan \d): .* kurang (\d+) berkas", said).groups()
        assert short[name] == int(most) == max(short.values())
        alike = [*short.values()].count(int(most))
        assert begins == ("terjauh" if alike == 1 else f"di antara {alike} yang terjauh")


OF_MONTHS = st.lists(st.sampled_from(("achieved", "missed", "cannot_judge")), min_size=1, max_size=len(MONTHS))
OF_REGIONS = st.lists(st.sampled_from(STATUSES), max_size=9)


@settings(max_examples=60, deadline=None)
@given(OF_MONTHS, OF_REGIONS, st.integers(1, 500), st.floats(0, 1))
def test_an_indicator_tells_figure_target_since_when_and_how_many_regions_miss_it(course, regions, n, share):
    months = [
        row("on_time_rate", 100 * share, 90, word, period=m)
        for word, m in zip(course, MONTHS[-len(course) :], strict=True)
    ]
    now = row("on_time_rate", 100 * share, 90, course[-1], n=n)
    of_regions = [cell(f"11.{i:02}", "on_time_rate", status) for i, status in enumerate(regions)]
    first, *others = finding.sentence(now, months, of_regions, SHARE, "id").split("; ")
    assert f"(n = {n})" in first and "target 90 %" in first
    words = {"achieved": "tercapai", "missed": "belum tercapai", "cannot_judge": "belum dapat dinilai"}
    told, _, since = first.partition(" sejak ")
    assert told.endswith(f"90 % {words[course[-1]]}")
    alike = next((i for i, word in enumerate(reversed(course)) if word != course[-1]), None)
    begins = MONTHS[-alike] if alike and alike > 1 and course[-1] != "cannot_judge" else None
    assert since == (formats.month(begins, "id") if begins else "")
    missed, judged = regions.count("missed"), sum(word in ("achieved", "missed") for word in regions)
    apart = f"belum di {missed} dari {judged} daerah" if missed else f"tercapai di semua {judged} daerah"
    assert others == ([apart] if judged > 1 else [])


OF_TARGETS = st.lists(st.tuples(st.integers(1, 300), st.floats(0, 1), st.booleans()), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(OF_TARGETS)
def test_a_region_tells_targets_met_the_furthest_and_the_cases_it_lacks(drawn):
    rows = []
    for id_, (n, share, is_judged) in zip(IDS, drawn, strict=False):
        met = round(n * share)
        status = "cannot_judge" if not is_judged else "missed" if 10 * met < 9 * n else "achieved"
        rows.append(row(id_, met / n * 100, 90, status, numerator=met, denominator=n, n=n))
    said = headline.sentence(summary(rows), CATALOGUE, HERE)
    assert said.startswith("Kota Banda Aceh: ") and "Oktober 2026" in said
    short = [one for one in rows if one.status == "missed"]
    if any(one.status != "cannot_judge" for one in rows):
        met = sum(one.status == "achieved" for one in rows)
        assert f"{met} dari {len(rows)} target" in said or f"semua {met} target" in said
    assert ("terjauh" in said) == bool(short)
    if short:
        worst = min(short, key=lambda one: one.actual)
        lacks = -(-(9 * worst.n - 10 * worst.numerator) // 10)
        names = [CATALOGUE[one.indicator].name["id"] for one in short if one.actual == worst.actual]
        begins = "terjauh" if len(names) == 1 else f"di antara {len(names)} yang terjauh"
        assert any(f"; {begins} dari target: {name}, " in said for name in names)
        assert len(names) > 1 or said.endswith(f"kurang {lacks} berkas")


def follow_up(region: str, is_late: bool, is_done: bool) -> FollowUp:
    told = dict.fromkeys(FollowUp.__dataclass_fields__, "") | {
        "evidence": (),
        "remarks": (),
        "seq": 1,
        "region": region,
    }
    told |= {"deadline": date(2026, 10 if is_late else 12, 1), "status": "done" if is_done else "in_progress"}
    return FollowUp(**told)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 3), max_size=5),
    st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.booleans()), max_size=6),
)
def test_follow_ups_tell_warnings_idle_regions_and_what_is_late(warned, acts):
    groups = [
        Group(f"11.{i:02}", tuple(Alert("overdue_soon", f"11.{i:02}", None, None, 1) for _ in range(count)), {}, 0.0)
        for i, count in enumerate(warned)
    ]
    found = [follow_up(f"11.{i:02}", is_late, is_done) for i, is_late, is_done in acts]
    first, rest = follow_ups.sentences(found, groups, TODAY, "id")
    late = sum(is_late and not is_done for _, is_late, is_done in acts)
    running = sum(not is_done for *_, is_done in acts)
    busy = {i for i, _, is_done in acts if not is_done}
    if warned:
        idle = sum(i not in busy for i in range(len(warned)))
        assert first.startswith(f"{sum(warned)} peringatan di {len(warned)} daerah; {idle} daerah belum")
        own, _ = follow_ups.sentences(found, groups, TODAY, "id", "Daerah 1")
        state = "belum ditindaklanjuti" if idle else "sedang ditindaklanjuti"
        assert own.startswith(f"Daerah 1: {sum(warned)} peringatan, {state}")
    assert (f"{late} tindak lanjut melewati tenggat; {running} belum selesai" in first) == bool(late)
    if not late and running:
        assert f"{running} tindak lanjut berjalan" in first + rest
