"""What a home calls itself and the languages of its screens: chosen, left out, and refused."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import app
from data.errors import SetupError
from data.home import Home
from data.settings import home_config


@pytest.fixture
def written(tmp_path):
    """A home with this home.yaml."""

    def write(content: str) -> Home:
        (tmp_path / home_config.FILE).write_text(content, encoding="utf-8")
        return Home(tmp_path)

    return write


@pytest.mark.parametrize(
    ("content", "name", "languages"),
    [
        ("", "", ("id", "en")),
        ("name: Provinsi Contoh", "Provinsi Contoh", ("id", "en")),
        ("languages: [en, id]", "", ("en", "id")),
        ("languages: [id]", "", ("id",)),
    ],
)
def test_a_home_says_what_it_is_called_and_speaks(written, content, name, languages):
    home = written(content)
    assert (home_config.name(home), home_config.languages(home)) == (name, languages)


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        ("languages: []", "paling sedikit satu bahasa"),
        ("languages: [id, id]", "masing-masing satu kali"),
        ("languages: [fr]", "languages.0"),
        ("languages: id", "harus berupa daftar"),
        ("name: ''", "masih kosong"),
        ("name: 7", "bukan sebagai teks"),
    ],
)
def test_what_does_not_fit_is_told_and_the_doors_stay_open(written, content, finding):
    home = written(content)
    with pytest.raises(SetupError, match=finding):
        home_config.settings(home)
    assert (home_config.name(home), home_config.languages(home)) == ("", ("id", "en"))


@pytest.mark.parametrize(
    ("languages", "asked", "spoken", "switch"),
    [
        ("[id, en]", "", "id", True),
        ("[en, id]", "", "en", True),
        ("[en, id]", "?bahasa=id", "id", True),
        ("[en]", "?bahasa=id", "en", False),
        ("[id]", "?bahasa=en", "id", False),
    ],
)
def test_the_pages_before_the_first_speak_them_and_bear_the_name(written, languages, asked, spoken, switch):
    home = written(f"name: Contoh & Rekan\nlanguages: {languages}\n")
    visitor = TestClient(Starlette(routes=app.routes(home)))
    for address in ("/masuk", "/periksa"):
        page = visitor.get(address + asked).text
        assert f'<html lang="{spoken}"' in page and "<small>Contoh &amp; Rekan</small>" in page
        assert ("hreflang" in page) is switch
