"""The meeting view: one indicator a slide, what needs attention first; the address holds the slide."""

import pytest
from streamlit.testing.v1 import AppTest

from data.ledger import entries
from tests.pages.test_ringkasan import html
from tests.spec.drawn import opened
from text.words import say

MEETING = {"tampilan": "rapat", "periode": "2026-10"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Two regions; one target is missed, one is met."""
    with opened(tmp_path_factory.mktemp("meeting") / "home") as home:
        home.targets("""
            on_time_rate: [{from: "2026-01", value: 90, decree: SK 1}]
            digital_share: [{from: "2026-01", value: 40, decree: SK 1}]
        """)
        home.transactions("""
          region_code | received_at | decided_at | channel    | obstacle_code | n
          11.71       | 2026-09-07  | 2026-09-08 | elektronik |               | 8
          11.71       | 2026-10-05  | 2026-10-06 | elektronik |               | 8
          11.71       | 2026-10-05  | 2026-10-20 | langsung   | H04           | 2
          11.05       | 2026-10-05  | 2026-10-06 | mandiri    |               | 5
        """)
        yield home


def keys(at: AppTest) -> dict[str, str]:
    return {button.key: button.proto.shortcut for button in at.button if button.proto.shortcut}


@pytest.mark.parametrize("page", ["overview", "indicator"])
def test_a_slide_shows_one_indicator_with_target_and_status_and_nothing_of_the_frame(at_home, filled, page):
    at = at_home(filled.home.root, page, **MEETING, wilayah="11.71", indikator="on_time_rate")
    shown = html(at)
    assert (
        "<h1>Selesai tepat waktu 80,0 % (n = 10): target 90 % belum tercapai</h1>" in shown
        and "80,0 %" in shown
        and "dari target 90 %" in shown
    )
    assert "belum tercapai" in shown and "Kota Banda Aceh · Oktober 2026" in shown
    assert not at.selectbox and 'class="brand"' not in shown and len(at.get("plotly_chart")) == 1


def test_it_says_where_it_falls_short(at_home, filled):
    shown = html(at_home(filled.home.root, "overview", **MEETING, indikator="on_time_rate"))
    assert "Kekurangan terbesar: Kota Banda Aceh (1 berkas)." in shown


def test_arrows_move_through_the_address_and_escape_leaves_it(at_home, filled):
    at = at_home(filled.home.root, "overview", **MEETING, wilayah="11.71")
    assert keys(at) == {"slide_back": "left", "slide_forward": "right", "slides_leave": "escape"}
    assert at.button(key="slide_back").disabled and "1 dari 2" in html(at)
    at.button(key="slide_forward").click().run()
    assert at.query_params["indikator"] == "digital_share" and "2 dari 2" in html(at)
    at.button(key="slide_back").click().run()
    assert at.query_params["indikator"] == "on_time_rate"
    at.button(key="slides_leave").click().run()
    assert "tampilan" not in at.query_params and 'class="brand"' in html(at)
    at.button(key="slides_open").click().run()
    assert at.query_params["tampilan"] == "rapat" and 'class="brand"' not in html(at)


def test_an_indicator_without_target_can_be_the_last_slide(at_home, filled):
    at = at_home(filled.home.root, "indicator", **MEETING, wilayah="11.71", indikator="clearance_rate")
    assert at.button(key="slide_forward").disabled and "tanpa target" in html(at)


def test_a_regent_meets_over_the_own_region_only(at_home, filled):
    at = at_home(filled.home.root, "overview", "en", role="regent", scope=("11.71",), **{**MEETING, "wilayah": "11.05"})
    assert "Kota Banda Aceh · October 2026" in html(at) and "Aceh Barat" not in html(at)


def test_the_page_of_pdf_is_issued_from_the_view_as_a_numbered_document(at_home, filled):
    asked = {**MEETING, "wilayah": "11.71", "indikator": "on_time_rate"}
    at = at_home(filled.home.root, "overview", **asked)
    next(button for button in at.button if button.label == say("sheet_order.issue")).click().run()
    newest = list(entries.entries(filled.home))[-1]
    assert newest.kind == "document" and newest.what["indicator"] == "on_time_rate" and newest.what["region"] == "11.71"
    assert newest.what["file"] in html(at) and not at.exception and not at.error
