"""Kepuasan says beside the index that answers were given on another scale, and its tables show the converted means."""

import re
from types import SimpleNamespace

import pytest

from data.home import Home
from metrics.cells import build
from metrics.survey.index import UNSUR
from pages import satisfaction
from tests.data import uploads
from tests.pages.hand_made import row
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
    assert "Indeks kepuasan 81,3" in words and not at.exception
    assert "berskala lain dan diubah ke 1–4" in words.split("Sembilan unsur")[0]
    assert f"Laki-laki 6 81,3 {'3,25 ' * 9}" in words


@pytest.mark.parametrize(
    ("actual", "said"), [(86.01, "86,0, mutu B"), (76.6, "76,6, mutu C"), (76.62, "76,62, mutu B")]
)
def test_an_index_keeps_two_decimals_where_one_has_another_grade(monkeypatch, actual, said):
    drawn = []
    monkeypatch.setattr(satisfaction.st, "html", lambda markup: drawn.append(str(markup)))
    rows = {
        "satisfaction_index": row("satisfaction_index", actual, None, "no_target"),
        "respondents": row("respondents", 8, None, "no_target"),
    }
    scope = SimpleNamespace(language="id", period="2026-10", region_name="Kota Banda Aceh")
    satisfaction._headline(rows, scope)
    assert f"Indeks kepuasan {said}" in drawn[0]


@pytest.mark.parametrize(
    ("actual", "target", "status", "said"),
    [
        (87.3, 85, "achieved", ["target 85 tercapai"]),
        (84.98, 85, "missed", ["target 85 belum tercapai"]),
        (87.3, 85, "cannot_judge", ["terhadap target 85 belum dapat dinilai"]),
        (87.3, None, "no_target", []),
    ],
)
def test_the_first_sentence_tells_whether_the_target_is_reached(actual, target, status, said):
    assert satisfaction._against_goal(row("satisfaction_index", actual, target, status), "id") == said
