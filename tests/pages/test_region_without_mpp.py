"""A region without an MPP: its stage and since when, what it declared, what is done, and whom to ask."""

from dataclasses import replace
from datetime import date

import pytest

from metrics.acts.declarations import Declaration
from pages.components.runtime import figures
from tests.pages.hand_made import answer
from tests.pages.test_ringkasan import html


def silent(*asked, **more):
    """An answer in which no region has a figure."""
    card = answer(*asked, **more)
    return replace(card, rows=tuple(replace(row, actual=None, status="not_applicable") for row in card.rows))


def test_its_page_says_the_stage_since_when_and_whom_to_ask(visit):
    page = html(visit(answering=silent, page="wilayah", wilayah="11.11", periode="2026-10"))
    assert "<h1>Kabupaten Bireuen diketahui belum memiliki MPP; terakhir: Anggaran, Maret 2025</h1>" in page
    assert "468.000 penduduk." in page and "9 dari 23 daerah" in page
    assert "<b>Anggaran</b>" in page and "Kepala DPMPTSP Kabupaten Bireuen" in page
    assert "belum ada target yang ditetapkan" not in page


@pytest.mark.parametrize(
    ("role", "acts"), [("governor", ["Lihat Cakupan MPP", "Usulkan tindak lanjut"]), ("auditor", ["Lihat Cakupan MPP"])]
)
def test_what_is_missing_is_said_with_the_act_that_mends_it(visit, role, acts):
    page = html(visit(answering=silent, by=role, page="wilayah", wilayah="11.11", periode="2026-10"))
    assert [act for act in ("Lihat Cakupan MPP", "Usulkan tindak lanjut") if act in page] == acts
    if role == "governor":
        assert "/tindak-lanjut?indikator=mpp_operating&amp;wilayah=11.11&amp;periode=2026-10#usulan" in page


def test_what_it_has_declared_stands_there(visit, monkeypatch):
    spoken = Declaration("11.11", "H06", "Surat 5", date(2026, 2, 3), "Menunggu persetujuan lokasi.")
    monkeypatch.setattr(figures, "declared", lambda viewer: [spoken])
    page = html(visit(answering=silent, page="wilayah", wilayah="11.11", periode="2026-10"))
    assert "Menunggu persetujuan lokasi." in page and "belum menyatakan" not in page


def test_a_region_whose_mpp_operates_keeps_its_own_page(visit):
    page = html(visit(page="wilayah", wilayah="11.71", periode="2026-10"))
    assert "Kota Banda Aceh: 1 dari 5 target tercapai" in page
