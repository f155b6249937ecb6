"""Kepuasan says beside the index that answers were given on another scale, and its tables show the converted means."""

import re

from data.home import Home
from metrics.cells import build
from metrics.survey.index import UNSUR
from tests.data import uploads
from tests.pages.test_ringkasan import html

ASKED = {"wilayah": "11.71", "periode": "2026-10"}


def test_the_scale_is_said_beside_the_index(at_home, tmp_path):
    home = Home(tmp_path / "home")
    lines = (f"R-{i} | 11.71 | 2026-10-07 | L | {' | '.join(['4'] * 9)}" for i in range(6))
    table = "\n".join([f"nomor_respons | kode_wilayah | tanggal | jenis_kelamin | {' | '.join(UNSUR)}", *lines])
    uploads.send(home, table, "surveys", profile=uploads.profile_of(scale={"low": 1, "high": 5}))
    build.catch_up(home)
    at = at_home(home.root, "satisfaction", **ASKED, silang="sex")
    words = " ".join(re.sub("<[^>]+>", " ", html(at)).split())
    assert "Indeks kepuasan 81,25" in words and not at.exception
    assert "berskala lain dan diubah ke 1–4" in words.split("Sembilan unsur")[0]
    assert f"Laki-laki 6 81,25 {'3,25 ' * 9}" in words
