"""What shares the first place is never named alone: neither in answers of programs nor on pages.

| written beside late cases    | said                                          |
|------------------------------|-----------------------------------------------|
| H04 3, H01 2                 | H04                                           |
| H01 2, H04 2, no code 2      | both, with the cases of each                  |
| H01, H04, H07 1              | that three are written equally often          |
"""

import pytest

from access.identity.scope import EVERYTHING
from metrics.obstacles.explain import explained
from metrics.scorecard.workspace import Workspace
from tests.pages.test_ringkasan import html

TARGETS = 'on_time_rate: [{from: "2026-01", value: 90, decree: SK 1}]'
FIRST = "Menunggu rekomendasi teknis"
BOTH = "Berkas tidak lengkap atau tidak sesuai dan Menunggu rekomendasi teknis"
BESIDE = "Hambatan yang paling sering dicatat pada berkas terlambat adalah"
CASES = {
    "one": ({"H04": 3, "H01": 2}, f"{BESIDE} {FIRST} (3 berkas, 60 %)", f"tercatat: {FIRST} (60 %", f"{FIRST} (H04)."),
    "two": (
        {"H04": 2, "H01": 2, "": 2},
        f"{BESIDE} {BOTH} (masing-masing 2 berkas, 33 %)",
        f"tercatat: {BOTH} (masing-masing 33 %",
        "Berkas tidak lengkap atau tidak sesuai (H01) dan Menunggu rekomendasi teknis (H04).",
    ),
    "many": (
        {"H04": 1, "H01": 1, "H07": 1},
        "3 hambatan sama seringnya dicatat (masing-masing 1 berkas, 33 %)",
        "3 hambatan sama banyak tercatat (masing-masing 33 %",
        "3 hambatan sama seringnya dicatat.",
    ),
}


@pytest.mark.parametrize(("codes", "sentence", "summary", "slide"), CASES.values(), ids=CASES)
def test_obstacles_recorded_equally_often(at_home, home, codes, sentence, summary, slide):
    late = [f"11.71 | 2026-10-05 | 2026-10-20 | {code} | {n}" for code, n in codes.items()]
    on_time = ["11.71 | 2026-10-05 | 2026-10-06 |  | 4"]
    home.targets(TARGETS)
    home.transactions("\n".join(["region_code | received_at | decided_at | obstacle_code | n", *late, *on_time]))
    with Workspace(home.home, EVERYTHING) as here:
        assert sentence in explained(here, "on_time_rate", "2026-10", None, "target").sentences["id"][-1]
    root, view = home.home.root, {"periode": "2026-10"}
    assert summary in html(at_home(root, "overview", **view))
    assert slide in html(at_home(root, "overview", **view, tampilan="rapat", indikator="on_time_rate"))
    proposal = at_home(root, "follow_ups", **view, indikator="on_time_rate", wilayah="11.71")
    assert any(summary in area.value for area in proposal.text_area)


@pytest.mark.parametrize(
    ("late", "said"),
    [
        ((6, 3, 1, 1, 0), "pada 2 dari 4 kabupaten/kota yang kurang. Yang terbesar: Kabupaten Aceh Tengah."),
        ((6, 6, 1, 1, 0), "pada 2 dari 4 kabupaten/kota yang kurang."),
    ],
)
def test_regions_that_fall_equally_short(home, late, said):
    home.targets(TARGETS)
    rows = ["region_code | received_at | decided_at | n"]
    for region, n in zip(("11.04", "11.05", "11.06", "11.71", "11.73"), late, strict=True):
        rows += [f"{region} | 2026-10-05 | 2026-10-20 | {n}"] * bool(n) + [f"{region} | 2026-10-05 | 2026-10-06 | 2"]
    home.transactions("\n".join(rows))
    with Workspace(home.home, EVERYTHING) as here:
        found = explained(here, "on_time_rate", "2026-10", None, "target").sentences["id"]
    assert any(line.endswith(f"Sedikitnya 80 % kekurangan terdapat {said}") for line in found), found


@pytest.mark.parametrize(
    ("on_time", "said"),
    [
        (2, "berasal dari 1 dari 3 bagian yang kurang."),
        (20, "berasal dari 1 dari 1 bagian yang kurang; bagian lain menutup 4,0."),
    ],
)
def test_what_others_make_up_for_is_said_where_there_are_any(at_home, home, on_time, said):
    home.targets(TARGETS)
    rows = ["region_code | received_at | decided_at | n", "11.04 | 2026-10-05 | 2026-10-20 | 12"]
    for region in ("11.05", "11.71"):
        rows += [f"{region} | 2026-10-05 | 2026-10-20 | {int(on_time == 2)}"] * (on_time == 2)
        rows += [f"{region} | 2026-10-05 | 2026-10-06 | {on_time}"]
    home.transactions("\n".join(rows))
    assert said in html(at_home(home.home.root, "obstacles", periode="2026-10", indikator="on_time_rate"))


@pytest.mark.parametrize(
    ("regions", "services", "said"),
    [
        ({"11.04": 3, "11.05": 0, "11.71": 0}, ("3-HARI",), "Seluruh kekurangan terdapat pada Kabupaten Aceh Tengah."),
        ({"11.04": 3}, ("3-HARI", "5-HARI"), "Kekurangan itu tersebar; tidak ada bagian yang menonjol."),
        ({"11.04": 3}, ("3-HARI",), None),
    ],
    ids=["one of three regions", "two services alike", "nothing has parts"],
)
def test_a_shortfall_of_one_part_is_not_spread(home, regions, services, said):
    home.targets(TARGETS)
    lines = ["region_code | standard | received_at | decided_at | n"]
    for region, late in regions.items():
        for service in services:
            standard = f"{service[0]} days"
            lines += [f"{region} | {standard} | 2026-10-05 | 2026-10-20 | {late}"] * bool(late)
            lines += [f"{region} | {standard} | 2026-10-05 | 2026-10-06 | 2"]
    home.transactions("\n".join(lines))
    with Workspace(home.home, EVERYTHING) as here:
        [first, *further] = explained(here, "on_time_rate", "2026-10", None, "target").sentences["id"]
    assert "berkas." in first and further == ([said] if said else [])
