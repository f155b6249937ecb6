"""The page Cakupan: what it says first, what it never says of unknown regions, and who sees what."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from access.identity import roles
from data.ledger import entries
from tests import patience
from tests.spec.drawn import opened


def render(language: str, role: str, scope: tuple[str, ...] | None) -> None:
    from access.identity.viewer import Viewer
    from data import home as homes
    from pages import coverage
    from pages.components.runtime import errors, run

    with run.showing(homes.from_environment()), errors.shown(language):
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
        at = AppTest.from_function(render, default_timeout=patience.SECONDS, kwargs=asked)
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
    assert "<h1>9 dari 23 daerah diketahui memiliki MPP; 2 direncanakan; 12 belum ada data</h1>" in told
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


def pressed(at: AppTest, label: str) -> AppTest:
    """The page after its one button of this label."""
    [button] = [button for button in at.button if button.label == label]
    return button.click().run()


def test_a_step_typed_into_the_form_is_checked_shown_and_then_goes_the_way_of_an_upload(page, office):
    at = page("regent", ("11.01",))
    at.selectbox(key="milestone_step_0").set_value("soft_launch")
    at.text_input(key="milestone_happened_0").set_value("Maret 2027")
    at.text_input(key="milestone_document_0").set_value("BA 4/2026")
    at = pressed(at, "Periksa")
    assert "belum terjadi" in at.error[0].value
    assert not [button for button in at.button if button.label == "Simpan tahap"]
    at.text_input(key="milestone_happened_0").set_value("Maret 2026")
    at = pressed(at, "Periksa")
    assert "1 baru, 0 berubah" in shown(at) and "MPP yang beroperasi" in shown(at)
    assert not entries.entries(office), "a check keeps nothing"
    at = pressed(at, "Simpan tahap")
    assert "Tersimpan sebagai entri" in at.success[0].value
    [entry] = [entry for entry in entries.entries(office) if entry.is_upload]
    assert (entry.kind, entry.who) == ("milestones", "regent")
    assert "10 dari 23 daerah" in shown(page("regent", ("11.01",)))


def test_an_obstacle_is_declared_carries_a_follow_up_and_is_closed_with_a_reason(page, office):
    at = page("regent", ("11.02",))
    at.selectbox(key="declaration_code_0").set_value("H13")
    at.text_input(key="declaration_document_0").set_value("050/12/2026")
    at.text_area(key="declaration_text_0").set_value("Hubungi 0812 3456 7890")
    at = pressed(at, "Nyatakan")
    assert len(at.error) == 1 and "0812" not in at.error[0].value, "personal data is refused and not repeated"
    at.text_area(key="declaration_text_0").set_value("Gedung belum tersedia.")
    told = shown(pressed(at, "Nyatakan"))
    assert "Gedung belum tersedia." in told and "Usulkan tindak lanjut" in told and "hambatan=H13" in told
    assert "Gedung" not in shown(page("regent", ("11.03",))), "another region's obstacle is not shown"
    at = page("regent", ("11.02",))
    at.selectbox(key="declaration_close_seq_0").select_index(0)
    at = pressed(at, "Tutup")
    assert "alasan" in at.error[0].value
    at.text_input(key="declaration_close_reason_0").set_value("Gedung sudah ada.")
    assert "Gedung belum tersedia." not in shown(pressed(at, "Tutup"))
    assert [e.kind for e in entries.entries(office)][-2:] == ["declared_obstacle", "declared_obstacle_closed"]


def test_the_governor_confirms_with_a_document_and_declares_nothing(page, office):
    at = page(wilayah="11.07")
    assert not [button for button in at.button if button.label in ("Nyatakan", "Periksa")]
    at = pressed(at, "Konfirmasi")
    assert "nomor dokumen" in at.error[0].value
    at.text_input(key="confirmation_document_0").set_value("100/7/2026")
    assert "dikonfirmasi governor" in shown(pressed(at, "Konfirmasi"))
    assert entries.entries(office)[-1].kind == "milestone_confirmation"
    assert not [button for button in page("regent", ("11.06",)).button if button.label == "Konfirmasi"]


FORMS = {
    "Periksa": {"regent", "analyst"},
    "Nyatakan": {"regent", "analyst"},
    "Konfirmasi": {"governor", "administrator"},
}
"""The button that sends each form → the roles that have it."""


@pytest.mark.parametrize("role", roles.ROLES)
def test_each_role_has_the_forms_of_its_rights_and_no_other(page, role):
    at = page(role, ("11.06",) if role == "regent" else None, wilayah="11.06")
    assert {button.label for button in at.button} & set(FORMS) == {label for label in FORMS if role in FORMS[label]}
