"""The page Laporan: a look before issuing leaves no trace, what is issued is offered and listed."""

import struct

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from access.identity.scope import Scope
from data.errors import RefusedError
from data.ledger import entries
from reports.content.options import Options
from reports.lifecycle.preview import preview
from tests import patience
from tests.pages.conftest import page
from text.words import say


@pytest.fixture
def laporan(records, monkeypatch):
    """The page of a governor, with October 2026 of the whole province chosen."""
    monkeypatch.setenv("CAPAIAN_HOME", str(records.root))
    st.cache_data.clear()
    asked = {"name": "documents", "language": "id", "role": "governor", "scope": None}
    at = AppTest.from_function(page, default_timeout=patience.SECONDS, kwargs=asked)
    at.query_params["periode"] = "2026-10"
    return at.run()


def shown(at: AppTest) -> str:
    assert not at.exception and not at.error, (at.exception, at.error)
    return " ".join(element.proto.body for element in at.get("html"))


def click(at: AppTest, label: str) -> AppTest:
    return next(button for button in at.button if button.label == say(f"document_page.{label}")).click().run()


def test_a_look_leaves_no_entry_and_says_what_it_is(laporan, records):
    before = entries.head_seq(records)
    at = click(laporan, "preview")
    assert entries.head_seq(records) == before
    told = shown(at)
    assert say("document_page.preview_title") in told and "Oktober 2026" in told
    assert at.get("image") and [status.label for status in at.status] == [say("document_page.previewed")]
    assert not at.get("download_button"), "what was only looked at cannot be taken away"


def test_what_is_issued_is_offered_and_listed(laporan, records):
    at = click(laporan, "issue")
    number = f"MPP-2026-{entries.head_seq(records):05d}"
    assert number in shown(at) and at.get("download_button")
    assert [status.label for status in at.status] == [say("document_page.written")]
    assert "PRATINJAU" not in shown(at)


def test_a_preview_is_one_picture_of_a_page_for_any_document(records):
    for document in ("lembar", "berita-acara"):
        found = preview(records, Scope(None), Options("2026-10", None, document, "csv"), "petugas")
        assert found.first_page.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", found.first_page[16:24])
        assert 1.35 < height / width < 1.45, "A4"
        assert found.files == 2 and found.rows == 17


def test_a_preview_of_a_region_out_of_scope_is_refused(records):
    with pytest.raises(RefusedError):
        preview(records, Scope(frozenset({"11.06"})), Options("2026-10", "11.71", "lembar"), "petugas")
