"""The page Cakupan: what it says first, what it never says of unknown regions, and who sees what."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data import ledger
from tests.spec.drawn import opened


def render(language: str, role: str, scope: tuple[str, ...] | None) -> None:
    from access.viewer import Viewer
    from pages import coverage
    from pages.components import failures

    with failures.shown(language):
        coverage.render(Viewer(role, role, scope, language))


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A home with nothing but what is shipped, until a step is typed into it."""
    with opened(tmp_path_factory.mktemp("cakupan") / "home") as home:
        yield home.home


@pytest.fixture
def page(monkeypatch, office):
    def visit(role="governor", scope=None, language="id", **address):
        monkeypatch.setenv("CAPAIAN_HOME", str(office.root))
        st.cache_data.clear()
        asked = {"language": language, "role": role, "scope": scope}
        at = AppTest.from_function(render, default_timeout=60, kwargs=asked)
        for key, value in address.items():
            at.query_params[key] = value
        return at.run()

    return visit


def shown(at: AppTest) -> str:
    """All HTML of a page, in one text."""
    assert not at.exception and not at.error, (at.exception, at.error)
    return " ".join(element.proto.body for element in at.get("html"))


def test_one_sentence_says_how_many_regions_have_an_mpp_and_which_are_unknown(page):
    told = shown(page())
    assert "9 dari 23 daerah diketahui memiliki MPP; 2 direncanakan; 12 belum ada data." in told
    assert "menurut berita, belum dikonfirmasi" in told and "sumber berbeda" in told
    assert "Belum ada hambatan yang dinyatakan daerah." in told
    assert told.count('class="tile quiet') == 12


def test_the_day_in_the_address_takes_the_page_back(page):
    assert "7 dari 23 daerah" in shown(page(pada="2024-12-31"))
    assert "9 dari 23 daerah" in shown(page(pada="kapan-kapan"))


def test_a_region_of_the_address_shows_its_path(page):
    told = shown(page(wilayah="11.07", language="en"))
    assert "Steps of Kabupaten Pidie" in told and "November 2024" in told and "12 December 2024" in told


def test_a_regent_sees_the_own_path_and_only_counts_of_the_province(page):
    told = shown(page("regent", ("11.73",), wilayah="11.07"))
    assert "9 dari 23 daerah" in told and "Tahap Kota Lhokseumawe" in told
    assert "Pidie" not in told and "Banda Aceh" not in told


def test_a_step_typed_into_the_form_goes_the_way_of_an_upload(page, office):
    at = page("regent", ("11.01",))
    at.selectbox(key="milestone_step").set_value("soft_launch")
    at.text_input(key="milestone_happened").set_value("Maret 2027")
    at.text_input(key="milestone_document").set_value("BA 4/2026")
    [save] = [button for button in at.button if button.label == "Simpan tahap"]
    at = save.click().run()
    assert "belum terjadi" in at.error[0].value
    assert not ledger.entries(office)
    at.text_input(key="milestone_happened").set_value("Maret 2026")
    [save] = [button for button in at.button if button.label == "Simpan tahap"]
    at = save.click().run()
    assert "Tersimpan sebagai entri" in at.success[0].value
    [entry] = [entry for entry in ledger.entries(office) if entry.is_upload]
    assert (entry.kind, entry.who) == ("milestones", "regent")
    assert "10 dari 23 daerah" in shown(page("regent", ("11.01",)))
