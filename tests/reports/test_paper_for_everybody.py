"""The structure that PDF/A-3a and PDF/UA-1 ask of a document, read from its bytes; typst holds itself to both when it
writes one, veraPDF is not among the tools of the tests. And what a later typesetter leaves of a document.

TEST_DEEP=1 asks all of it of every kind of document in both languages, of the province and of one region.
"""

import io
import re
from itertools import pairwise

import pypdf
import pytest

from reports.content import provenance
from reports.content.options import DOCUMENTS, SUFFIX, Options
from reports.formats import pdf
from reports.lifecycle import reproduce
from tests.cli.conftest import terminal
from tests.depth import DEEP
from tests.reports.offices import content, issued

EVERY = [(kind, language, region) for kind in DOCUMENTS for language in ("id", "en") for region in (None, "11.71")]
PAPERS = EVERY if DEEP else [("capaian", "id", None), ("lembar", "en", "11.71")]
FILES = [
    ("pdf", "lembar", "id", None),
    ("xlsx", "lembar", "id", None),
]
if DEEP:
    FILES = [("pdf", *paper) for paper in EVERY]
    FILES += [(form, kind, "both", "11.71") for form in SUFFIX if form != "pdf" for kind in DOCUMENTS]


def asked(kind, language, region, form="pdf"):
    indicator = "on_time_rate" if kind == "indikator" else None
    return Options("2026-10", region, kind, form, language, indicator)


@pytest.fixture(scope="module", params=PAPERS, ids=lambda paper: "-".join(map(str, paper)))
def document(request, printed, records):
    """A document as pypdf reads it, and its language."""
    if request.param == ("capaian", "id", None):
        return read(printed), "id"
    return read(pdf.render(content(records, asked(*request.param)))), request.param[1]


def read(made):
    return pypdf.PdfReader(io.BytesIO(made), strict=True)


def root(reader):
    return reader.trailer["/Root"].get_object()


def elements(node):
    """Every element of the tree of structure with the depth-first order of reading."""
    node = node.get_object()
    if isinstance(node, list):
        for inner in node:
            yield from elements(inner)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def test_it_says_its_language_title_and_that_it_is_tagged(document):
    reader, language = document
    catalogue = root(reader)
    assert catalogue["/Lang"] == language
    assert catalogue["/MarkInfo"]["/Marked"] == True and catalogue["/MarkInfo"]["/Suspects"] == False  # noqa: E712 (pypdf's own)
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title


def test_its_metadata_claim_what_it_keeps(document):
    told = root(document[0])["/Metadata"].get_object().get_data().decode("utf-8")
    claims = dict(re.findall(r"<(pdf\w*id:\w+)>([^<]*)<", told))
    assert (claims["pdfaid:part"], claims["pdfaid:conformance"], claims["pdfuaid:part"]) == ("3", "A", "1")
    assert "<dc:title>" in told and "<dc:language>" in told


def test_its_colours_are_those_of_a_profile_that_it_carries(document):
    [intent] = [one.get_object() for one in root(document[0])["/OutputIntents"]]
    assert intent["/S"] == "/GTS_PDFA1" and intent["/DestOutputProfile"].get_object().get_data()


def test_its_figures_are_attached_as_data(document):
    [attached] = [one.get_object() for one in root(document[0])["/AF"]]
    assert attached["/AFRelationship"] == "/Data" and attached["/F"] == pdf.FIGURES


def test_pictures_have_words_tables_have_heads_and_headings_leave_out_no_level(document):
    tree = list(elements(root(document[0])["/StructTreeRoot"]))
    kinds = [node["/S"] for node in tree]
    assert all(str(node.get("/Alt", "")).strip() for node in tree if node["/S"] in ("/Figure", "/Formula"))
    for table in (node for node in tree if node["/S"] == "/Table"):
        heads = [cell for cell in elements(table["/K"]) if cell["/S"] == "/TH"]
        assert heads and all("/Scope" in str(cell.get("/A")) for cell in heads)
    levels = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H\d", kind)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_letter_can_be_read_aloud(document):
    """Fonts are in the file and say which letters they draw; tabs go in the order of reading; links have words."""
    for page in document[0].pages:
        assert page["/Tabs"] == "/S"
        for font in (page["/Resources"].get("/Font") or {}).values():
            font = font.get_object()
            [inner] = font.get("/DescendantFonts", [font])
            described = inner.get_object()["/FontDescriptor"].get_object()
            assert "/ToUnicode" in font and {"/FontFile2", "/FontFile3"} & described.keys()
        assert all("/Contents" in note.get_object() for note in page.get("/Annots", []))


@pytest.mark.parametrize(("form", "kind", "language", "region"), FILES)
def test_under_a_newer_typesetter_the_figures_are_the_same_and_the_pages_are_said_to_differ(
    records, folder, monkeypatch, form, kind, language, region
):
    paper = issued(records, folder, **asked(kind, language, region, form).as_dict())
    assert reproduce.reproduce(records, paper).same_bytes
    for module in (provenance, reproduce):
        monkeypatch.setattr(module, "code_version", lambda: "0.2.1+typst-0.16.0")
    outcome = reproduce.reproduce(records, paper)
    assert (outcome.difference, outcome.same_bytes, outcome.same_code) == (None, False, False)
    told = terminal(records.root, "reproduce", paper)
    assert (
        told.code == 0
        and "setiap angka identik; susunan berkasnya berbeda" in told.out
        and len(told.out.splitlines()) == 2
    )
