"""Tindak lanjut as people meet it: nothing yet, a proposal, a change, and what another region may not see."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from access.identity.scope import EVERYTHING
from data.settings import tables
from metrics.acts import follow_up_acts, follow_ups
from tests import patience
from tests.metrics.test_follow_ups import DRAFT
from tests.pages.test_ringkasan import html


def page(language: str, role: str, scope: tuple[str, ...] | None) -> None:
    from access.identity.viewer import Viewer
    from data import home as homes
    from pages import follow_ups
    from pages.components.runtime import run

    with run.showing(homes.from_environment()):
        follow_ups.render(Viewer(role, role, scope, language))


@pytest.fixture
def visit(home, monkeypatch):
    monkeypatch.setenv("CAPAIAN_HOME", str(home.home.root))
    st.cache_data.clear()

    def opened(language="id", role="governor", scope=None, **address):
        at = AppTest.from_function(
            page, default_timeout=patience.SECONDS, kwargs={"language": language, "role": role, "scope": scope}
        )
        for key, value in address.items():
            at.query_params[key] = value
        return at.run()

    return opened


def propose(home, **changed):
    from dataclasses import replace

    return follow_up_acts.propose(home.home, EVERYTHING, "bupati", replace(DRAFT, **changed))


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_home_without_any_says_so(visit, language):
    at = visit(language)
    assert not at.exception
    said = {"id": "Tidak ada tindak lanjut yang berjalan", "en": "No follow-up is running"}
    assert said[language] in html(at)


def test_the_overdue_ones_are_counted_in_the_headline_and_stand_first(visit, home):
    propose(home, deadline="2026-12-31", action="Nanti.")
    propose(home, deadline="2026-11-01", action="Dahulu.")
    shown = html(visit())
    assert "<h1>1 peringatan di 1 daerah; 0 daerah belum ditindaklanjuti; 1 tindak lanjut melewati tenggat; " in shown
    assert "2 belum selesai</h1>" in shown
    board = shown.split('class="board"')[1].split("</section>")[0]
    proposed, late = board.split('class="column late"')
    assert "Nanti." in proposed and "Dahulu." in late and "lewat 15 hari, tenggat 1 November 2026" in late
    warned = shown.split("Peringatan: 1, di 1 daerah")[1]
    assert "Kota Banda Aceh" in warned and "1 tindak lanjut melewati tenggat" in warned


def test_a_proposal_typed_into_the_form_enters_the_ledger_and_is_shown(visit, home):
    service = tables.services(home.home)["code"].iloc[0]
    asked = {"layanan": service, "kanal": "elektronik", "instansi": "tidak-ada", "hambatan": "H07"}
    at = visit(indikator="digital_share", wilayah="11.71", periode="2026-10", **asked)
    for label, text in (
        ("Fakta", "Porsi elektronik turun."),
        ("Sebab", "Gangguan jaringan."),
        ("Tindakan", "Menambah jalur."),
    ):
        next(area for area in at.text_area if area.label == label).input(text)
    next(box for box in at.text_input if box.label == "Penanggung jawab").input("Dinas Kominfo")
    at.date_input[0].set_value(follow_ups.date(2026, 12, 31))
    at.button[0].click().run()
    assert not at.exception and not at.error
    [made] = follow_ups.listed(home.home, EVERYTHING)
    assert (made.indicator, made.region, made.opened_by) == ("digital_share", "11.71", "governor")
    assert (made.where, made.obstacle_code) == ({"service_code": service, "channel": "elektronik"}, "H07")
    assert f"Tindak lanjut nomor {made.seq}" in html(at)


def test_what_the_ledger_refuses_is_told_under_the_form_and_nothing_typed_is_lost(visit, home):
    at = visit(indikator="digital_share")
    next(area for area in at.text_area if area.label == "Fakta").input("Hubungi 0812-3456-7890")
    at.button[0].click().run()
    assert "berisi nomor telepon" in at.error[0].value and "0812" not in at.error[0].value
    assert next(area for area in at.text_area if area.label == "Fakta").value == "Hubungi 0812-3456-7890"
    assert follow_ups.listed(home.home, EVERYTHING) == []


def test_a_remark_and_a_new_status_are_kept_with_who_and_when(visit, home):
    made = propose(home)
    at = visit(tindak=str(made.seq))
    at.selectbox[0].select("done")
    next(area for area in at.text_area if "Catatan" in area.label).input("Sudah ditetapkan.")
    at.checkbox[0].check()
    at.button[0].click().run()
    [changed] = follow_ups.listed(home.home, EVERYTHING)
    assert (changed.status, changed.remarks[0].text, changed.remarks[0].is_sign_off) == (
        "done",
        "Sudah ditetapkan.",
        True,
    )
    assert "governor, 16 November 2026:" in html(at) and "menyetujui." in html(at)
    assert "Belum dapat diperiksa" in html(at)


def test_what_was_added_stands_in_the_form_no_more(visit, home):
    made = propose(home)
    at = visit(tindak=str(made.seq))
    next(area for area in at.text_area if "Catatan" in area.label).input("Sudah ditetapkan.")
    at.file_uploader[0].set_value([("surat.txt", b"isi", "text/plain")])
    at.checkbox[0].check()
    at.button[0].click().run()
    assert next(area for area in at.text_area if "Catatan" in area.label).value == ""
    assert not at.file_uploader[0].value and not at.checkbox[0].value
    at.button[0].click().run()
    [changed] = follow_ups.listed(home.home, EVERYTHING)
    assert len(changed.remarks) == len(changed.evidence) == 1


def test_who_may_only_read_sees_no_form(visit, home):
    made = propose(home)
    at = visit(role="auditor", tindak=str(made.seq))
    assert not at.button and "105 berkas terlambat." in html(at)


def test_a_regent_sees_the_own_region_only_whatever_the_address_says(visit, home):
    other = propose(home, region="11.05", fact="Rahasia daerah lain.")
    at = visit(role="regent", scope=("11.71",), tindak=str(other.seq))
    assert not at.exception and "Rahasia daerah lain." not in html(at)
