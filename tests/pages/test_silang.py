"""Kepuasan by who answered: small groups leave no trace in table, words or download."""

import re

import pytest

from tests.pages.test_ringkasan import html
from tests.spec.drawn import opened

ASKED = {"wilayah": "11.71", "periode": "2026-10"}


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory):
    """Twelve women, eight men, two of a rare occupation; two of them at a mobile counter."""
    with opened(tmp_path_factory.mktemp("cross") / "home") as home:
        home.surveys("""
          region_code | answered_on | all | jenis_kelamin | pendidikan | pekerjaan | kanal      | n
          11.71       | 2026-10-07  | 4   | perempuan     | SMA        | =petani   | langsung   | 12
          11.71       | 2026-10-07  | 3   | L             | S1         | guru      | mandiri    | 6
          11.71       | 2026-10-07  | 1   | laki-laki     | Doktor     | pawang    | bergerak   | 2
        """)
        yield home.home.root


def test_the_table_tells_each_group_by_unsur_and_index(at_home, surveyed):
    words = " ".join(re.sub("<[^>]+>", " ", html(at_home(surveyed, "satisfaction", **ASKED, silang="sex"))).split())
    assert f"Perempuan 12 100,0 {'4,00 ' * 9}Laki-laki 8 62,5 {'2,50 ' * 9}" in words
    assert "Kelompok kecil" not in words


@pytest.mark.parametrize(("by", "small"), [("occupation", "pawang"), ("education", "Doktor"), ("channel", "bergerak")])
def test_a_small_group_is_nowhere_on_the_page(at_home, surveyed, by, small):
    at = at_home(surveyed, "satisfaction", **ASKED, silang=by)
    everything = html(at).casefold() + str([element.proto for element in at.main]).casefold()
    assert small.casefold() not in everything
    assert "kelompok kecil" in everything and "tidak ditampilkan" in everything and not at.error


def test_the_download_holds_what_the_table_shows_and_no_formula(at_home, surveyed):
    from pages.components.figures import survey_table

    written = survey_table.written([{"Pekerjaan": "=petani", "Responden": "12"}]).decode("utf-8-sig")
    assert written == "Pekerjaan,Responden\r\n'=petani,12\r\n"


def test_the_index_of_a_channel_with_few_answers_is_not_told_on_indikator_either(at_home, surveyed):
    shown = html(at_home(surveyed, "indicator", **ASKED, indikator="satisfaction_index", bagian="channel"))
    assert "Bagian dengan terlalu sedikit responden tidak ditampilkan." in shown and "25,00" not in shown


def test_an_office_that_asks_nothing_of_persons_is_told_so_in_english(at_home, surveyed):
    shown = html(at_home(surveyed, "satisfaction", "en", **ASKED, silang="age_group"))
    assert "The survey files of this period do not tell this." in shown
