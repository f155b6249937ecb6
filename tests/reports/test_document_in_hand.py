"""A document that an auditor uploads: verified and computed again on the page, with what differs named."""

import io
import zipfile

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.errors import RefusedError
from pages.components.documents import document_check
from reports.formats import read_back
from reports.lifecycle import reproduce
from tests import patience
from tests.cli.conftest import terminal
from tests.pages.conftest import page
from tests.reports.offices import issued
from tests.reports.test_origin import forged
from text.words import LANGUAGES, known, say


@pytest.fixture
def laporan(records, monkeypatch):
    """The page Laporan of a role, October 2026 chosen."""
    monkeypatch.setenv("CAPAIAN_HOME", str(records.root))
    st.cache_data.clear()

    def opened(role):
        asked = {"name": "documents", "language": "id", "role": role, "scope": None}
        at = AppTest.from_function(page, default_timeout=patience.SECONDS, kwargs=asked)
        at.query_params["periode"] = "2026-10"
        return at.run()

    return opened


@pytest.fixture(scope="module")
def sheet(records, folder):
    return issued(records, folder, document="lembar")


def ask(at, path, label):
    at.file_uploader(key="document_in_hand").upload(path.name, path.read_bytes()).run()
    at = next(button for button in at.button if button.label == say(f"document_page.{label}")).click().run()
    assert not at.exception
    return " ".join(box.value for box in (*at.success, *at.warning, *at.error)).replace("\\", "")


def test_the_page_says_of_a_document_what_the_terminal_says(laporan, records, sheet):
    at = laporan("auditor")
    for label, command in (("verify", "verify"), ("reproduce", "reproduce")):
        answer = terminal(records.root, command, sheet)
        assert answer.code == 0 and all(line in ask(at, sheet, label) for line in answer.out.splitlines())


def test_computing_again_says_how_far_it_is(records, sheet):
    heard = []
    assert reproduce.reproduce(records, sheet, heard.append).same_bytes
    assert tuple(heard) == reproduce.STAGES == tuple(document_check.BEGINS)
    assert all(known(f"document_page.stage_{stage}", language) for stage in heard for language in LANGUAGES)


def test_what_differs_is_named_on_the_page(laporan, sheet, tmp_path):
    at, other = laporan("auditor"), forged(sheet, tmp_path / "lain.pdf")
    assert "palsu" in ask(at, other, "verify")
    answer = ask(at, other, "reproduce")
    assert "berbeda" in answer and "99.5" in answer and "on_time_rate" in answer


def test_a_file_that_is_no_document_is_refused_in_a_line(laporan, tmp_path):
    other = tmp_path / "surat.pdf"
    other.write_bytes(b"%PDF-1.7 bukan dokumen\n%%EOF\n")
    assert "surat.pdf" in ask(laporan("auditor"), other, "verify")


@pytest.mark.parametrize("role", ["governor", "analyst", "auditor", "administrator"])
def test_the_field_is_there_for_who_may_reproduce(laporan, role):
    assert bool(laporan(role).file_uploader) == (role in ("auditor", "administrator"))


SHEET = (
    '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row><c {}><v>1</v></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    "cell", ['r="XFD1048576"', "r = 'XFD1048576'", 'r="xfd1048576"', 'r="&#88;FD1048576"', 'r="A99999999"']
)
def test_two_cells_far_apart_do_not_fill_the_memory(cell):
    with pytest.raises((OverflowError, ValueError)):
        read_back.cells(zipped({"xl/worksheets/sheet1.xml": SHEET.format(cell).encode()}))


def test_an_archive_that_explodes_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(read_back, "UNPACKED_AT_MOST", 1 << 20)
    path = tmp_path / "besar.zip"
    path.write_bytes(zipped({"a": bytes(2 << 20)}))
    with pytest.raises(RefusedError, match=r"besar\.zip"):
        read_back.opened(path)


def zipped(parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()
