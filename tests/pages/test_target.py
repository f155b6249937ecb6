"""Target: what is aimed at beside the figure, the history of each target, versions compared, and a new version set."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.home import Home
from data.ledger import entries, setting_versions
from tests import patience
from tests.pages.test_ringkasan import html
from tests.spec.drawn import opened

FIRST = """\
on_time_rate:
  - {from: "2026-01", value: 80, decree: SK 1}
  - {from: "2026-07", value: 85, path: {to: 97, by: "2027-07"}, regions: {"11.71": [70, 80], "11.72": 99},
     owner: Kepala DPMPTSP, reference: {value: 92, source: RPJMN}, decree: SK 2}
received:
  - {from: "2026-01", value: 2, decree: SK 1}
"""
SECOND = FIRST + '  - {from: "2090-01", value: 9, decree: SK 3}\n'
HARDER = SECOND.replace("value: 2, decree: SK 1", "value: 20, decree: SK 1, correction: salah ketik")
TEN = """
  complete_at | decided_at | n
  2026-09-07  | 2026-09-08 | 2
  2026-10-05  | 2026-10-06 | 9
  2026-10-05  | 2026-10-30 | 1
"""


def page(role: str, region: str | None, language: str) -> None:
    from access.identity.viewer import Viewer
    from data import home as homes
    from pages import target
    from pages.components.runtime import errors, run

    with run.showing(homes.from_environment()), errors.shown(language):
        target.render(Viewer("bappeda", role, (region,) if region else None, language))


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A home with two months of records, whose ledger holds two versions of the targets."""
    st.cache_data.clear()
    with opened(tmp_path_factory.mktemp("target") / "home") as drawn:
        drawn.targets(FIRST)
        drawn.transactions(TEN)
        drawn.targets(SECOND)
        setting_versions.register(drawn.home, "Bagian Organisasi")
        yield drawn.home


@pytest.fixture
def visit(monkeypatch):
    def opened(home: Home, role="governor", region=None, language="id", **address):
        monkeypatch.setenv("CAPAIAN_HOME", str(home.root))
        at = AppTest.from_function(page, default_timeout=patience.SECONDS, args=(role, region, language))
        for key, value in address.items():
            at.query_params[key] = value
        return at.run()

    return opened


def drop(at: AppTest, text: str) -> AppTest:
    return at.get("file_uploader")[0].set_value([("apa-saja.yaml", text.encode(), "text/yaml")]).run()


def test_each_target_stands_beside_its_figure_with_decree_owner_and_path(visit, office):
    at = visit(office, periode="2026-10")
    assert not at.exception and not at.error
    shown = html(at)
    assert "4 target ditetapkan untuk 2 indikator" in shown
    assert "Indeks capaian" in shown and "tetapi" not in shown
    assert "≥ 88 %" in shown and "90,0 %" in shown and "sejak Juli 2026" in shown
    assert "SK 2" in shown and "Penanggung jawab: Kepala DPMPTSP" in shown and "Pembanding: 92,0 % (RPJMN)" in shown
    assert "ke 97 % pada Juli 2027" in shown
    assert "Tercapai 2 dari 2 bulan yang dinilai" in shown
    assert at.get("file_uploader") == [], "a governor reads, and sets nothing"


def test_the_history_of_one_target_is_told_goal_by_goal(visit, office):
    at = visit(office, periode="2026-10", indikator="on_time_rate")
    shown = html(at)
    assert "Riwayat target: Selesai tepat waktu" in shown
    assert "85 %, lurus setiap bulan ke 97 % pada Juli 2027" in shown
    assert "<td>Kota Banda Aceh</td><td>70–80 %</td><td>berlaku</td>" in shown
    assert "<td>80 %</td><td>diganti</td><td>SK 1</td>" in shown
    assert len(at.get("plotly_chart")) == 1


def test_any_two_versions_can_be_compared(visit, office):
    at = visit(office)
    assert "Bagian Organisasi" in html(at)
    assert "<td>Januari 2090</td><td>2</td><td>9</td><td>SK 3</td>" in html(at)
    older, newer = (at.selectbox(key=f"target_{name}") for name in ("older", "newer"))
    at = newer.select(older.value).run()
    assert "Tidak ada target yang berbeda." in html(at)


def test_a_regent_sees_the_targets_of_their_own_region(visit, office):
    shown = html(visit(office, "regent", "11.71", periode="2026-10"))
    assert "70–80 %" in shown and "belum tercapai" in shown
    assert "Kota Sabang" not in shown and "99 %" not in shown


def test_the_page_speaks_english(visit, office):
    shown = html(visit(office, language="en", periode="2026-10"))
    assert "4 targets are set for 2 indicators" in shown and "Owner: Kepala DPMPTSP" in shown


def test_every_fault_of_a_dropped_version_is_told_by_its_line(visit, office):
    at = drop(visit(office, "administrator"), SECOND.replace("value: 80", "value: 800") + "nix: []\n")
    shown = html(at)
    assert "Belum dapat ditetapkan: 2 hal perlu diperbaiki" in shown
    assert "targets.yaml, baris 2, bagian on_time_rate: nilai di luar 0 sampai 200" in shown
    assert "targets.yaml, baris 8, bagian nix: indikator tidak dikenal" in shown
    assert not [button for button in at.button if button.key == "target_put"]
    english = html(drop(visit(office, "administrator", language="en"), SECOND.replace("value: 80", "value: 70")))
    assert "the target since 2026-01 was in force, and its month is over" in english


def test_a_version_is_previewed_then_set_with_who_set_it(visit, office):
    at = drop(visit(office, "administrator"), HARDER)
    shown = html(at)
    assert "Pratinjau: 1 perubahan" in shown and "koreksi: salah ketik" in shown
    assert "Penilaian Oktober 2026 yang berubah: 1" in shown
    before = entries.head_seq(office)
    assert before == setting_versions.target_versions(office)[-1].seq, "a preview stores nothing"

    at = at.button(key="target_put").click().run()
    entry = setting_versions.target_versions(office)[-1]
    assert (entry.seq, entry.who) == (before + 1, "bappeda")
    assert f"dicatat sebagai entri {entry.seq}" in at.success[0].value
    assert office.targets.read_text(encoding="utf-8") == HARDER
    assert "tetapi 1 dari 2 target belum tercapai: Permohonan masuk" in html(at)


def test_an_empty_home_shows_the_targets_without_figures(visit, tmp_path):
    at = visit(Home(tmp_path / "empty"), "administrator")
    assert not at.exception and not at.error
    shown = html(at)
    assert "Belum ada catatan layanan" in shown and "Belum ada versi target dalam buku besar" in shown
    assert [button.label for button in at.get("download_button")] == [
        "Unduh targets.yaml yang berlaku", "Unduh skema untuk penyunting teks",
    ]  # fmt: skip


def test_a_home_with_targets_and_no_records_can_be_opened(visit, tmp_path):
    home = Home(tmp_path / "new")
    home.root.mkdir()
    (home.root / "targets.yaml").write_text(FIRST, encoding="utf-8")
    setting_versions.register(home, "bappeda")
    at = visit(home)
    assert not at.exception and not at.error
    assert "3 target ditetapkan untuk 2 indikator" in html(at)
