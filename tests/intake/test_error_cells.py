"""A formula that failed is told at its cell in every kind of file; a reader of workbooks hands it on as blank."""

import pytest
import xlsxwriter

from data.home import Home
from data.intake import load
from data.intake.files import formula_errors
from data.schema import kinds
from tests.data import uploads
from tests.intake import books, hostile


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One home for all files of this module: its calendar is worked out once."""
    return Home(tmp_path_factory.mktemp("office") / "home")


def csv(path):
    path.write_text("".join(";".join(row) + "\n" for row in books.ROWS), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["csv", "xlsx", "ods", "xls"])
def test_a_failed_formula_is_told_at_its_cell(office, tmp_path, form):
    written = csv if form == "csv" else getattr(books, form)
    receipt = load.load(
        office, load.Request(written(tmp_path / f"buku.{form}"), kinds.kind("transactions"), dry_run=True)
    )
    assert sorted(uploads.found(receipt)) == sorted(books.FOUND)
    assert (receipt.rows_read, receipt.rows_accepted) == (4, 2)
    assert "#" not in " ".join(problem.message().replace("#N/A atau #DIV/0!", "") for problem in receipt.problems)


def test_an_office_text_that_looks_like_one_is_not_one(office):
    """`#12` may be the number of an application; only the errors of a spreadsheet are errors."""
    receipt = uploads.send(office, f"{uploads.HEADERS}\n#12 | {uploads.ROW}\n#N/A! | {uploads.ROW}", dry_run=True)
    assert receipt.problems == () and receipt.rows_accepted == 2


def test_a_dash_and_n_a_are_blank_where_nothing_is_counted_and_a_dash_is_nil_where_something_is(office):
    receipt = uploads.send(
        office,
        """
        kode_wilayah | bulan   | kode_layanan | masuk | selesai | proses
        11.71        | 2026-03 | DKC-01       | -     | n/a     | 3
        11.71        | 2026-03 | DKC-02       | 7     | –       |
        """,
        "recap",
    )
    rows = uploads.rows(office, receipt)
    read = rows[["received", "completed", "open"]].astype(object)
    assert read.where(read.notna(), None).values.tolist() == [[0, None, 3], [7, 0, None]]
    assert [(problem.rule, dict(problem.detail)) for problem in receipt.problems] == [("dashes_as_zero", {"count": 2})]


def test_every_failed_cell_of_a_long_sheet_is_found_wherever_the_pieces_are_cut(tmp_path, monkeypatch):
    path = tmp_path / "panjang.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for row in range(4000):
            sheet.write(row, 0, "teks")
            if row % 3 == 0:
                sheet.write_formula(row, 27, "=1/0", None, "#DIV/0!")
    monkeypatch.setattr(formula_errors, "CHUNK", 1009)
    monkeypatch.setattr(formula_errors, "CELL_BYTES", 500)
    assert formula_errors.find(path) == {"Data": {(row, 27): "#DIV/0!" for row in range(0, 4000, 3)}}


ODD = {
    "a tag that closes itself": ('<c r="B2" t="e"/>', "#N/A"),
    "single quotation marks": ("<c t='e' r='B2'><v>#REF!</v></c>", "#REF!"),
    "a style before and a prefix": ('<x:c s="4" t="e" r="B2"><x:f>1/0</x:f><x:v>#NUM!</x:v></x:c>', "#NUM!"),
}


@pytest.mark.parametrize("case", ODD)
def test_a_failed_cell_is_known_however_it_is_written(tmp_path, case):
    xml, shown = ODD[case]
    path = tmp_path / "buku.xlsx"
    path.write_bytes(
        hostile.xlsx(f'{hostile.xlsx_row(1, hostile.HEADERS)}<row r="2">{xml}<c r="C2"><v>1</v></c></row>')
    )
    assert formula_errors.find(path) == {"Data": {(1, 1): shown}}


def test_repeated_cells_and_rows_of_an_ods_are_counted(tmp_path):
    failed = hostile.ods_row(("#DIV/0!",), repeated='calcext:value-type="error"')
    before = hostile.ods_row(("x",), repeated='table:number-columns-repeated="3"')
    three = before.replace("<table:table-row", '<table:table-row table:number-rows-repeated="7"')
    path = tmp_path / "buku.ods"
    path.write_bytes(hostile.ods(three + failed))
    assert formula_errors.find(path) == {"Data": {(7, 0): "#DIV/0!"}}
