"""Findings to mend: as a list, and marked on the analyst's own sheet."""

import csv
import io

import pytest

from data.intake.columns.preview_grid import Layout, layout
from data.intake.load import Request, load
from data.intake.source.profiles import PLAIN
from data.intake.source.sheet import Sheet
from data.schema import kinds
from data.schema.problems import Problem
from reports.uploads.problem_list import marked_workbook, problems_csv
from tests.data.uploads import write
from tests.reports.workbooks import NS, Workbook

KIND = kinds.kind("transactions")
PROBLEMS = (
    Problem(None, None, "other_sheets", "warning", {"sheets": "Okt"}),
    Problem(5, "waktu_diajukan", "date_unreadable"),
    Problem(6, "kode_layanan", "service_unknown"),
    Problem(6, "waktu_selesai", "decided_before_received", "warning"),
)
SHEET = Layout(
    Sheet(("No", "Tgl Masuk", "Layanan"), 4, "Okt"),
    (
        (1, ("LAPORAN", "", "")),
        (4, ("No", "Tgl Masuk", "Layanan")),
        (5, ("A-1", "kemarin", "=1+1")),
        (6, ("A-2", "", "X")),
    ),
)
COLUMNS = {"nomor_permohonan": "No", "waktu_diajukan": "Tgl Masuk", "kode_layanan": "Layanan"}


@pytest.fixture
def book() -> Workbook:
    return Workbook(marked_workbook(SHEET, COLUMNS, PROBLEMS))


def fills(book: Workbook) -> dict[str, str]:
    """Cell → colour of its fill, of the first sheet."""
    styles = book.part("xl/styles.xml")
    colours = [fill.find(".//x:fgColor", NS) for fill in styles.iterfind(".//x:fills/x:fill", NS)]
    formats = [int(format.get("fillId", 0)) for format in styles.iterfind(".//x:cellXfs/x:xf", NS)]
    found = {}
    for cell in book.sheet(1).iterfind(".//x:c", NS):
        colour = colours[formats[int(cell.get("s", 0))]]
        if colour is not None:
            found[cell.get("r", "")] = colour.get("rgb", "")
    return found


def test_the_list_has_a_line_per_finding_and_semicolons_for_indonesian_excel():
    text = problems_csv(PROBLEMS)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0] == ["Baris", "Kolom", "Sifat", "Temuan dan cara memperbaikinya", "Aturan"]
    assert rows[2][:3] == ["5", "waktu_diajukan", "kesalahan"]
    assert rows[1][:3] == ["", "", "peringatan"]
    assert len(rows) == 5


def test_the_list_in_english():
    assert "error;" in problems_csv(PROBLEMS, "en") and "kesalahan" not in problems_csv(PROBLEMS, "en")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_header_that_a_spreadsheet_would_compute_is_text(start):
    [_, row] = csv.reader(
        io.StringIO(problems_csv([Problem(2, f"{start}1", "cell_missing")]).removeprefix("\ufeff")), delimiter=";"
    )
    assert row[1] == f"'{start}1"


def test_every_cell_stands_where_the_analyst_has_it(book):
    rows = book.cells("Berkas")
    assert rows[0][0] == "LAPORAN"
    assert rows[3][:3] == ["No", "Tgl Masuk", "Layanan"]
    assert rows[4][:3] == ["A-1", "kemarin", "=1+1"]
    assert not list(book.sheet(1).iterfind(".//x:f", NS)), "no cell became a formula"


def test_only_the_faulty_cells_are_coloured_and_an_absent_column_colours_its_row(book):
    found = fills(book)
    assert set(found) == {"B5", "A6", "B6", "C6"}
    assert found["B5"] == found["C6"] != found["A6"] == found["B6"]


def test_each_marked_row_tells_its_findings_beside_it(book):
    rows = book.cells("Berkas")
    assert rows[3][3] == "Temuan dan cara memperbaikinya"
    assert rows[4][3].startswith("kesalahan: waktu_diajukan: tanggal tidak dapat dibaca")
    assert "layanan tidak dikenal" in rows[5][3] and "peringatan: waktu_selesai" in rows[5][3]


def test_the_second_sheet_lists_every_finding_also_those_of_the_whole_file(book):
    assert book.names == ["Berkas", "Temuan"]
    assert len(book.cells("Temuan")) == 1 + len(PROBLEMS)
    assert "kemarin" not in book.text("Temuan")


def test_the_same_findings_give_the_same_bytes():
    assert marked_workbook(SHEET, COLUMNS, PROBLEMS) == marked_workbook(SHEET, COLUMNS, PROBLEMS)


def test_a_loaded_file_is_marked_at_the_rows_that_its_receipt_names(home, tmp_path):
    path = write(
        tmp_path / "oktober.csv",
        """
        nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan
        A-1              | 11.71        | TAK-ADA      | 2026-10-05 09:00
        """,
    )
    receipt = load(home.home, Request(path, KIND))
    assert receipt.understood is not None
    book = Workbook(marked_workbook(layout(path, KIND, PLAIN), receipt.understood.columns, receipt.problems))
    assert set(fills(book)) == {"C2"}
