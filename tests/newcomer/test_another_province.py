"""Another province's home: made from the national table, it answers, and says Aceh nowhere."""

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from access.identity.scope import EVERYTHING
from data import clock
from data.errors import CapaianError
from data.home import Home
from data.intake import load
from data.ledger import entries
from data.settings import tables
from data.settings.places import places
from metrics.scorecard import score
from pages.components.runtime import lookups, run
from reports.content.options import Options
from reports.content.stamp import Stamp
from reports.documents import registry
from reports.lifecycle import letterhead
from reports.safekeeping import new_home
from reports.words import place_words
from tests import patience
from tests.pages.conftest import page
from tests.pages.test_ringkasan import html
from text import words
from text.words import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
APPLICATIONS = """nomor_permohonan,kode_layanan,waktu_diajukan,waktu_selesai,status
B-1,DKC-01,2026-08-31 23:30,2026-09-02 08:00,selesai
B-2,DKC-01,2026-08-31T23:30:00+07:00,2026-09-02 08:00,selesai
B-3,DKC-01,2026-09-01T00:30:00+09:00,2026-09-02 08:00,selesai
"""
"""The first and the last on 31 August by the clock of Bali, the second half an hour into September."""


@pytest.fixture(scope="module")
def bali(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bali")
    home = Home(folder / "home")
    assert new_home.write(home, "Pemerintah Provinsi Bali", "51", "WITA") == 9
    file = folder / "permohonan.csv"
    file.write_text(APPLICATIONS, encoding="utf-8")
    receipt = load.load(home, load.request(home, file, "transactions", region="51.71"))
    assert receipt.rows_accepted == 3, receipt.problems
    return home


def test_the_national_table_has_38_provinces_and_514_regions_and_its_people_add_up():
    with (new_home.NATIONAL / "regions.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert Counter(len(row["code"]) for row in rows) == {2: 39, 5: 514}
    assert len({row["name"] for row in rows if len(row["code"]) == 5}) == 514
    below = defaultdict(int)
    for row in rows:
        below[row["parent"]] += int(row["population"])
    assert all(below[row["code"]] == int(row["population"]) for row in rows if row["code"] in below)
    assert Counter(row["time_zone"] for row in rows if row["parent"] == "00") == {"WIB": 18, "WITA": 12, "WIT": 8}


def test_the_home_is_that_of_its_province(bali):
    assert places(bali).root == "51"
    assert tables.place_names(bali)["51"] == "Bali"
    assert places(bali).zone(None) == clock.ZONES["WITA"]
    assert tables.services(bali)["example"].all()
    assert "Contoh" in bali.targets.read_text(encoding="utf-8")


def test_its_months_are_those_of_its_own_clock(bali):
    received = score.score(bali, EVERYTHING, "2026-08..2026-09", "51", ["received"], "month", marked=False).rows
    assert [row.actual for row in received] == [2, 1]


WRONG = {
    "a place that there is not": ("99", None, "tabel nasional"),
    "a clock of elsewhere": ("51", "CET", "WIB, WITA, WIT"),
}


@pytest.mark.parametrize(("root", "zone", "finding"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_made_is_refused_and_leaves_nothing(tmp_path, root, zone, finding):
    with pytest.raises(CapaianError, match=finding):
        new_home.write(Home(tmp_path / "new"), "Kantor", root, zone)
    assert not (tmp_path / "new").exists()


def test_a_folder_that_holds_something_is_left_alone(bali):
    with pytest.raises(CapaianError, match="sudah berisi"):
        new_home.write(bali, "Kantor", "51")


# --- Aceh is a home, not the program ----------------------------------------------------------------------------------

NAMES_ACEH = re.compile(r"\bAceh", re.IGNORECASE)


def texts(node):
    """Every text of a file of words."""
    if isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)
    elif isinstance(node, str):
        yield node


@pytest.mark.parametrize("file", sorted((ROOT / "text").glob("*.yaml")), ids=lambda file: file.name)
def test_no_word_of_the_program_says_aceh(file):
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert [text for text in texts(found) if NAMES_ACEH.search(text)] == []


LEVELS_NAMED = {
    "fault.other_province": "a file without parents is of one province",
    "fault.against_itself": "the option is written so",
    "safekeeping.home_new": "the guide is called so",
    "level.province": "the word itself",
}
"""Where a text may say province whatever the home is; elsewhere `{level}` says what the home or the place is."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_program_takes_its_home_for_a_province(language):
    found = {key for key, text in words.texts(language).items() if re.search(r"\bprovin[sc]", text, re.IGNORECASE)}
    assert {key for key in found if not key.endswith("_nation")} == set(LEVELS_NAMED)


LEVELS = [("51", "51", "provinsi"), ("00", "00", "Indonesia"), ("00", "51", "provinsi"), ("51", "51.71", "kota")]


@pytest.mark.parametrize(("root", "place", "word"), [*LEVELS, ("51.71", "51.71", "kota"), ("51.01", None, "kabupaten")])
def test_a_place_is_called_what_it_is(tmp_path, root, place, word):
    home = Home(tmp_path / "home")
    new_home.write(home, "Kantor", root)
    assert tables.level_word(home, place, "id") == word


CALLED = {
    "00": ("Seluruh Indonesia", "Menteri", "Kepala daerah"),
    "51": ("Seluruh kabupaten/kota", "Gubernur", "Bupati/wali kota"),
    "51.01": ("Seluruh kabupaten", "Bupati", "Bupati/wali kota"),
    "51.71": ("Seluruh kota", "Wali kota", "Bupati/wali kota"),
}


@pytest.mark.parametrize(("root", "called"), CALLED.items(), ids=CALLED)
def test_the_whole_and_who_leads_it_are_called_by_what_it_is(tmp_path, root, called):
    home = Home(tmp_path / "home")
    new_home.write(home, "Kantor", root)
    with run.showing(home):
        assert (lookups.all_places("id"), lookups.role("governor", "id"), lookups.role("regent", "id")) == called


def test_very_many_places_are_told_by_the_places_above_them_and_sorted_within_these(tmp_path):
    home = Home(tmp_path / "home")
    new_home.write(home, "Kantor", "00")
    with run.showing(home):
        regions = [code for code in lookups.tree().codes if "." in code]
        few, many = lookups.listed(regions[:2], "id"), lookups.listed(regions, "id")
        assert few == "Kabupaten Aceh Selatan, Kabupaten Aceh Tenggara"
        assert many.startswith("Aceh (23), Sumatera Utara (33), ") and len(many) < 1000
        by_name = sorted(["12", "11.71", "11", "11.05"], key=lookups.by_name)
        assert by_name == ["11", "11.05", "11.71", "12"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_a_nation_fill_in_what_the_others_do(language):
    known = words.texts(language)
    for key in known:
        if key.endswith("_nation") and (general := known.get(key.removesuffix("_nation"))):
            filled, offered = (set(re.findall(r"{(\w+)", text)) for text in (known[key], general))
            assert filled <= offered | EXTRA.get(key, set()), key


EXTRA = {"coverage.tile_nation": {"count", "total"}}


@pytest.mark.parametrize(
    ("codes", "whole"),
    [
        (("51", "51.71"), "Seluruh Indonesia"),
        (("51.01", "51.71"), "Seluruh kabupaten/kota"),
        ((), "Seluruh wilayah"),
    ],
)
def test_a_paper_calls_the_whole_by_what_lies_in_it(codes, whole):
    assert place_words.all_places(codes, "id") == whole


def test_nothing_that_a_new_home_holds_says_aceh(bali):
    for path in sorted(bali.root.rglob("*")):
        if path.suffix in (".csv", ".yaml") and path.is_file():
            assert not NAMES_ACEH.search(path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize("document", ["lembar", "capaian", "skm", "hambatan", "berita-acara"])
def test_no_paper_of_another_province_says_aceh(bali, document):
    options = Options("2026-08", None, document, language="both")
    stamp = Stamp(
        "contoh", *entries.head(bali), "2026-10-01T08:00:00+08:00", "uji", letterhead=letterhead.of(bali, options)
    )
    content = registry.gather(bali, EVERYTHING, options, stamp)
    for language in options.languages:
        written = repr(list(registry.pages(content, language)))
        assert len(written) > 500 and not NAMES_ACEH.search(written)
        assert "WIB" not in written


WRONG_LEVEL = re.compile(r"(seluruh|data|di) provinsi\b|gubernur", re.IGNORECASE)


@pytest.fixture(scope="module")
def nation(tmp_path_factory, bali):
    """A home of all provinces with the applications of one region."""
    home = Home(tmp_path_factory.mktemp("nation") / "home")
    assert new_home.write(home, "Kementerian", "00") == 514
    receipt = load.load(home, load.request(home, bali.root.parent / "permohonan.csv", "transactions", region="51.71"))
    assert receipt.rows_accepted == 3, receipt.problems
    return home


OF_PROVINCES = {"overview": "MPP di setiap provinsi", "region": "Setiap kotak membuka satu provinsi"}


@pytest.mark.parametrize("name", ["overview", "region", "obstacles", "data_health"])
def test_no_page_of_a_nation_takes_it_for_a_province(nation, monkeypatch, name):
    monkeypatch.setenv("CAPAIAN_HOME", str(nation.root))
    kwargs = {"name": name, "language": "id", "role": "administrator", "scope": None}
    at = AppTest.from_function(page, default_timeout=patience.SECONDS, kwargs=kwargs).run()
    assert not at.exception and not at.error
    shown = html(at)
    assert len(shown) > 300 and not WRONG_LEVEL.search(shown), WRONG_LEVEL.search(shown)
    assert "WIB" not in shown or name == "data_health"
    assert OF_PROVINCES.get(name, "") in shown
    assert shown.count('class="tile ') < 2 * 38, "regions are read province by province"


PAGES = ("overview", "region", "coverage", "indicator", "documents", "upload", "data_health", "target")


@pytest.mark.parametrize("name", PAGES)
def test_no_page_of_another_province_says_aceh(bali, monkeypatch, name):
    monkeypatch.setenv("CAPAIAN_HOME", str(bali.root))
    role = "analyst" if name == "upload" else "governor"
    kwargs = {"name": name, "language": "id", "role": role, "scope": None}
    at = AppTest.from_function(page, default_timeout=patience.SECONDS, kwargs=kwargs).run()
    assert not at.exception and not at.error
    shown = html(at)
    assert len(shown) > 500 and not NAMES_ACEH.search(shown)
