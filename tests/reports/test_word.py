"""The chapter of an LKjIP as a Word file: its figures are those of the page, and an edited file is no longer ours."""

import io
import re
import zipfile

import docx
import pypdf
import pytest

from data.errors import RefusedError
from reports.content.options import Options
from reports.documents import performance_agreement
from reports.formats import pdf, word
from reports.formats.word import BODY
from reports.lifecycle import origin
from reports.lifecycle.reproduce import reproduce
from reports.lifecycle.verify import verify
from tests.reports.offices import content, issued
from text.words import say

FIGURE = re.compile(r"\d[\d.,]*\d|\d")


@pytest.fixture(scope="module")
def report(records):
    few = ["received", "on_time_rate", "clearance_rate", "median_processing_days"]
    return content(records, Options("2026-10", "11.71", "capaian", "docx"), only=few)


@pytest.fixture(scope="module")
def path(records, folder):
    return issued(records, folder, document="hambatan", region="11.71", format="docx")


def tables(book) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in book.tables]


def test_every_figure_of_the_page_stands_in_the_word_file(report):
    pages = pypdf.PdfReader(io.BytesIO(pdf.render(report))).pages
    book = docx.Document(io.BytesIO(word.render(report)))
    said = " ".join([*(p.text for p in book.paragraphs), *(c for t in tables(book) for row in t for c in row)])
    ours = set(FIGURE.findall(said))
    for row in report.cards["period"]:
        name = report.name(row["indicator"], "id")
        assert name in said
    printed = "\n".join(page.extract_text() for page in pages)
    start, end = printed.index(say("report.with_target")), printed.index(say("report.chapter_analysis"), 2000)
    theirs = set(FIGURE.findall(printed[start:end]))
    assert len(theirs) > 10 and theirs <= ours


def test_the_chapter_begins_with_the_columns_of_e_sakip(report):
    book = docx.Document(io.BytesIO(word.render(report)))
    wanted = [say(f"report.column_{key}") for key in performance_agreement.COLUMNS]
    [table] = [rows for rows in tables(book) if rows[0] == wanted]
    [line] = [row for row in table if report.name("on_time_rate", "id") in row]
    assert line[2:7] == ["persen", say("better.higher"), "≥ 90,00 %", "33,33 %", "37,04 %"]
    assert len(table) == 1 + 3, "one line for each target"


def test_it_is_verified_and_computed_again_and_an_edited_one_is_not_ours(records, folder, path):
    assert origin.origin(records, path).seq and verify(path)
    again = reproduce(records, path)
    assert again.same_bytes and again.registered
    edited = folder / "edited.docx"
    book = docx.Document(path)
    book.paragraphs[3].text = "99,9 %"
    book.save(edited)
    with pytest.raises(RefusedError):
        verify(edited)
    swapped = folder / "swapped.docx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(swapped, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name).replace(b"2026", b"2025") if name == BODY else source.read(name))
    with pytest.raises(RefusedError, match=re.escape(BODY)):
        verify(swapped)
