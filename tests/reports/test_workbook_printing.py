"""A workbook as an office prints and opens it: an index with links to every sheet, A4 across, heads on each page."""

import pytest

from reports.content.options import Options
from reports.formats import workbook
from reports.formats.workbook import SHEET_SIGNS
from tests.reports.offices import content
from tests.reports.workbooks import NS, Workbook

INDEX = "Daftar isi"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@pytest.fixture(scope="module")
def made(records):
    gathered = content(records, Options("2026-10", "11.71", "capaian", "xlsx"), only=["received", "on_time_rate"])
    return Workbook(workbook.render(gathered)), gathered


def index_of(book):
    return book.sheet(book.names.index(INDEX) + 1)


def test_the_index_links_every_sheet_by_its_whole_title(made):
    book, gathered = made
    links = [link.get("location") for link in index_of(book).iterfind(".//x:hyperlink", NS)]
    assert links == [f"'{name}'!A1" for name in book.names if name != INDEX]
    titles = [row[0] for row in book.cells(INDEX)[1:]]
    assert len(titles) == len(links)
    for id_ in ("received", "on_time_rate"):
        assert gathered.name(id_, "id") in titles, "whole, also where the sheet's own name is cut"
    assert all(len(name) <= SHEET_SIGNS for name in book.names)


def test_every_sheet_is_printed_across_a4_one_page_wide_with_its_head_on_each_page(made):
    book, _ = made
    for place, name in enumerate(book.names, start=1):
        setup = book.sheet(place).find("x:pageSetup", NS)
        assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == ("9", "landscape", "0")
        assert book.sheet(place).find("x:sheetPr/x:pageSetUpPr", NS).get("fitToPage") == "1"
        assert "&P" in book.sheet(place).find("x:headerFooter/x:oddFooter", NS).text, name
    repeated = [name.text for name in book.part("xl/workbook.xml").iterfind(".//x:definedName", NS)
                if name.get("name") == "_xlnm.Print_Titles"]  # fmt: skip
    assert len(repeated) == len(book.names) and all(text.endswith("!$1:$1") for text in repeated)


def test_no_title_of_the_data_becomes_a_formula_or_a_foreign_link(made):
    book, _ = made
    links = [name for name in book.zip.namelist() if name.endswith(".rels")]
    assert links and not any(b'TargetMode="External"' in book.zip.read(name) for name in links)
    assert index_of(book).find(".//x:f", NS) is None


def test_percentages_are_cells_that_a_spreadsheet_reckons_with(made):
    book, gathered = made
    [row] = [row for row in gathered.cards["period"] if row["indicator"] == "on_time_rate"]
    [line] = [cells for cells in book.cells("Ringkasan") if cells[0] == gathered.name("on_time_rate", "id")]
    numbers = [cell for cell in line if isinstance(cell, float)]
    for name in ("actual", "target", "achievement_pct"):
        assert any(cell == pytest.approx(row[name] / 100) for cell in numbers), name
    forms = [form.get("formatCode") for form in book.part("xl/styles.xml").iterfind(".//x:numFmt", NS)]
    assert "#,##0.00\\ %" in forms and not any('"' in form and "%" in form for form in forms), "the sign is no text"


def tables_of(book):
    """Name → the range and the heads of every table of the spreadsheet, with the sheet it stands on."""
    found = {}
    for place, sheet in enumerate(book.names, start=1):
        for part in book.sheet(place).iterfind(".//x:tablePart", NS):
            links = book.part(f"xl/worksheets/_rels/sheet{place}.xml.rels")
            [target] = [link.get("Target") for link in links if link.get("Id") == part.get(RELATION)]
            table = book.part(f"xl/{target.removeprefix('../')}")
            heads = [column.get("name") for column in table.iterfind(".//x:tableColumn", NS)]
            found[table.get("displayName")] = (
                sheet,
                table.get("ref"),
                heads,
                table.find("x:autoFilter", NS) is not None,
            )
    return found


def test_figures_and_definitions_are_tables_that_a_formula_can_name(made):
    book, _ = made
    tables = tables_of(book)
    assert {
        "data_summary",
        "data_received",
        "data_on_time_rate",
        "data_efficiency",
        "data_definitions",
    } <= tables.keys()
    assert {sheet for sheet, *_ in tables.values()} == {*book.names} - {INDEX, "Asal-usul angka"}, (
        "one on every sheet of cells"
    )
    for sheet, ref, heads, filters in tables.values():
        lines = book.cells(sheet)
        lowest = max(len(lines), 2)
        assert (ref, heads) == (f"A1:{chr(64 + len(heads))}{lowest}", lines[0]) and filters, "its heads, word by word"
        assert len({head.casefold() for head in heads}) == len(heads), sheet
    head, first, *_ = book.cells("Selesai tepat waktu")
    assert first[head.index("Satuan")] == "persen"


def test_names_of_sheets_end_with_a_whole_word():
    named = workbook._sheet_names()
    assert named("Tepat waktu, termasuk yang terlambat berjalan") == "Tepat waktu, termasuk yang"
    assert named("Tepat waktu, termasuk yang terlambat selesai") == "Tepat waktu, termasuk yang 2"
    assert named("x" * 40) == "x" * SHEET_SIGNS
