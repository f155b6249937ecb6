"""From the bytes of a file to cells: encodings, separators, title rows, and the row numbers of the spreadsheet.

Every file here is a survey whose last column, pekerjaan, is free text: what stands there comes through untouched.
"""

import datetime
import shutil

import pytest
import xlsxwriter

from data.home import Home
from data.intake import load
from data.intake.source.profiles import PLAIN
from data.schema import kinds
from tests.data import uploads

HEADERS = ("nomor_respons", "kode_wilayah", "tanggal", "persyaratan", "pekerjaan")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """One home for all files of this module: its calendar is worked out once."""
    return Home(tmp_path_factory.mktemp("office"))


@pytest.fixture
def take(office, tmp_path):
    """Load the bytes of a file: `take(content)` → the receipt, and {row: pekerjaan} of the accepted rows.

    With None the file is there already. The home is emptied before each, so that the same file may come again.
    """

    def taken(content, name="survei.csv", kind="surveys", column="occupation", **profile):
        shutil.rmtree(office.ledger_dir, ignore_errors=True)
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        told = uploads.profile_of(**profile) if profile else PLAIN
        receipt = load.load(office, load.Request(path, kinds.kind(kind), told))
        if receipt.seq is None:
            return receipt, {}
        rows = uploads.rows(office, receipt)
        return receipt, dict(zip(rows["row_no"], rows[column].fillna(""), strict=True))

    return taken


def survey(*texts, mark=";", headers=HEADERS):
    """A survey as text; a respondent per text, or a line written as it is when it begins with '!'."""
    lines = [mark.join(headers)]
    for i, text in enumerate(texts, start=1):
        lines.append(text[1:] if text.startswith("!") else mark.join([f"R-{i}", "11.71", "2026-03-02", "4", text]))
    return "".join(line + "\n" for line in lines)


TEXT = "Café – “tenaga ahli”"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_may_be_utf_8_utf_16_with_its_mark_or_the_windows_code_page(take, encoding):
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    assert take((mark + survey(TEXT, "petani")).encode(encoding))[1] == {2: TEXT, 3: "petani"}


@pytest.mark.parametrize("sign", ["é", "–", "\u00a0"])
@pytest.mark.parametrize("first", ["utf-8", "cp1252"])
def test_a_file_of_two_encodings_is_refused(take, sign, first):
    second = {"utf-8": "cp1252", "cp1252": "utf-8"}[first]
    header, one, two, *_ = survey(f"petani{sign}", f"guru{sign}").split("\n")
    receipt, _ = take(f"{header}\n{one}\n".encode(first) + f"{two}\n".encode(second))
    assert (receipt.rows_accepted, [problem.rule for problem in receipt.problems]) == (0, ["two_encodings"])


def test_a_wrong_byte_far_down_in_the_file_still_tells_the_code_page(take):
    many = survey(*["petani"] * 60_000, "guru café").encode("cp1252")
    receipt, texts = take(many)
    assert receipt.rows_accepted == 60_001
    assert texts[60_002] == "guru café"


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_the_separator_is_found(take, mark):
    assert take(survey("petani", "guru", mark=mark).encode())[1] == {2: "petani", 3: "guru"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_machine(take, end):
    assert take(survey("petani", "guru").replace("\n", end).encode())[1] == {2: "petani", 3: "guru"}


def test_the_last_line_needs_no_end(take):
    assert take(survey("petani", "guru").rstrip("\n").encode())[1] == {2: "petani", 3: "guru"}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_blank_lines_count_as_the_spreadsheet_counts_them(take, end):
    content = survey("petani", "!", "guru", "!", "!;;;;", "!   ", "nelayan", "!").replace("\n", end)
    assert take(content.encode())[1] == {2: "petani", 4: "guru", 8: "nelayan"}


def test_titles_above_the_headers_are_passed_over(take):
    title = "REKAP SURVEI KEPUASAN;;;;\nBulan Maret 2026;;;;\n"
    assert take((title + survey("petani")).encode())[1] == {4: "petani"}


def test_so_is_a_long_letter_above_them(take):
    letter = "".join(f"Catatan {i};;;;\n" for i in range(40))
    assert take((letter + survey("petani")).encode())[1] == {42: "petani"}


def test_titles_with_blank_lines_below_them_too(take):
    content = "REKAP SURVEI KEPUASAN\n\n\n" + survey("petani", "!", "guru")
    assert take(content.encode())[1] == {5: "petani", 7: "guru"}


def test_a_profile_may_name_the_row_of_the_headers(take):
    second = "R-1;11.71;2026-03-02;4;petani\n"
    content = ";".join(HEADERS) + "\nkode;kode;hari;nilai;teks\n" + second
    receipt, texts = take(content.encode(), header_row=1)
    assert uploads.found(receipt)[0][0] == 2, "the line below the headers is data then"
    assert texts == {3: "petani"}


def test_headers_are_known_by_letters_and_digits_alone(take):
    content = survey("petani", headers=("No. Respons", "Kode Wilayah ", "TANGGAL", "U1", "Pekerjaan"))
    assert take(content.encode())[1] == {2: "petani"}


def test_columns_without_a_header_at_the_end_are_no_columns(take):
    content = "".join(f"{line};;;\n" for line in survey("petani", "guru").splitlines())
    assert take(content.encode())[1] == {2: "petani", 3: "guru"}


def test_a_short_line_ends_in_blank_cells(take):
    assert take(survey("!R-1;11.71;2026-03-02;4").encode())[1] == {2: ""}


QUOTED = {
    "a line break": ('"petani\ndan nelayan"', "petani\ndan nelayan"),
    "a blank line": ('"petani\n\nnelayan"', "petani\n\nnelayan"),
    "the separator": ('"petani; nelayan"', "petani; nelayan"),
    "a quotation mark": ('"petani ""muda"""', 'petani "muda"'),
    "blanks around": ('"  petani "', "petani"),
}


@pytest.mark.parametrize("case", QUOTED)
def test_a_cell_in_quotation_marks_may_hold(take, case):
    cell, expected = QUOTED[case]
    assert take(survey(cell, "guru").encode())[1] == {2: expected, 3: "guru"}


def test_a_quotation_mark_inside_a_cell_is_a_letter_like_any_other(take):
    assert take(survey('petani "muda" saja', "guru").encode())[1] == {2: 'petani "muda" saja', 3: "guru"}


def test_a_line_break_inside_a_header_does_not_move_the_rows(take):
    content = survey("petani", headers=('"nomor\nrespons"', *HEADERS[1:]))
    assert take(content.encode())[1] == {2: "petani"}


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_rows(take):
    receipt, _ = take(survey('"petani', "guru", "nelayan").encode())
    assert [problem.rule for problem in receipt.problems] == ["quote_unclosed"]


def test_commas_in_addresses_do_not_hide_a_semicolon(take):
    address = "petani, nelayan, guru, pedagang, perawat, sopir"
    receipt, texts = take(survey(*[address] * 9).encode())
    assert (receipt.rows_read, set(texts.values())) == (9, {address})


def test_a_line_with_a_cell_too_many_is_one_problem_and_not_the_end_of_the_file(take):
    assert take(survey("petani;catatan", "guru").encode())[0].rows_accepted >= 1


EMPTY = {
    "no byte": (b"", "file_empty"),
    "line ends only": (b"\n\n\r\n", "file_empty"),
    "separators only": (b";;;\n;;;\n", "file_empty"),
    "headers only": (survey().encode(), "no_rows"),
    "headers and blank lines": (survey("!", "!;;;;").encode(), "no_rows"),
}


@pytest.mark.parametrize("case", EMPTY)
def test_nothing_to_read_is_told_so(take, case):
    content, rule = EMPTY[case]
    receipt, _ = take(content)
    assert (receipt.refused, [problem.rule for problem in receipt.problems]) == (True, [rule])


@pytest.mark.parametrize("name", ["survei.xlsx", "survei.ods"])
def test_a_workbook_that_is_none_is_unreadable(take, name):
    receipt, _ = take(b"PK\x03\x04 bukan buku kerja", name=name)
    assert [problem.rule for problem in receipt.problems] == ["file_unreadable"]


@pytest.fixture
def workbook(tmp_path):
    """Write a real XLSX: `workbook(row, row, …)`, a row being a list of cells from the first column on."""

    def written(*rows, sheet="Data", first=None):
        book = xlsxwriter.Workbook(str(tmp_path / "survei.xlsx"))
        styles = {
            datetime.datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
            datetime.date: book.add_format({"num_format": "dd/mm/yyyy"}),
            datetime.time: book.add_format({"num_format": "hh:mm"}),
        }
        if first:
            book.add_worksheet(first).write(0, 0, "petunjuk")
        page = book.add_worksheet(sheet)
        for i, cells in enumerate(rows):
            for j, cell in enumerate(cells):
                style = styles.get(type(cell))
                page.write_datetime(i, j, cell, style) if style else page.write(i, j, cell)
        book.close()

    return written


def respondent(number, text, region="11.71", day="2026-03-02"):
    return [f"R-{number}", region, day, 4, text]


def test_a_sheet_keeps_its_row_numbers(take, workbook):
    workbook(
        ["REKAP SURVEI"],
        [],
        list(HEADERS),
        respondent(1, "petani"),
        [],
        respondent(2, "guru"),
        [],
        ["", "", "", "", " "],
    )
    assert take(None, "survei.xlsx")[1] == {4: "petani", 6: "guru"}


def test_a_number_that_should_be_text_keeps_its_digits(take, workbook):
    numbers = [20260001, 20260002.0, 999999999999999, 2.5]
    workbook(list(HEADERS), *[[number, "11.71", "2026-03-02", 4, ""] for number in numbers])
    assert list(take(None, "survei.xlsx", column="response_no")[1].values()) == [
        "20260001", "20260002", "999999999999999", "2,5",
    ]  # fmt: skip


def test_every_minute_of_a_day_comes_out_of_excel_as_it_went_in(take, workbook):
    midnight = datetime.datetime(2026, 3, 2)
    minutes = [midnight + datetime.timedelta(minutes=n) for n in range(1440)]
    headers = ["nomor_permohonan", "kode_wilayah", "kode_layanan", "waktu_diajukan", "waktu_ambil_antrean"]
    workbook(headers, *[[f"A-{n}", "11.71", "DKC-01", midnight, at] for n, at in enumerate(minutes)])
    receipt, read = take(None, "survei.xlsx", kind="transactions", column="ticket_at")
    assert receipt.problems == ()
    assert list(read.values()) == minutes


def test_dates_of_excel_are_read_whatever_the_order_of_dates(take, workbook):
    days = [datetime.date(2026, 2, 3), datetime.datetime(2026, 2, 3, 8, 5), "03/02/2026", "2026-02-03"]
    workbook(list(HEADERS), *[respondent(n, "", day=day) for n, day in enumerate(days)])
    read = {row: f"{day:%Y-%m-%d}" for row, day in take(None, "survei.xlsx", column="answered_on")[1].items()}
    assert read == {2: "2026-02-03", 3: "2026-02-03", 4: "2026-02-03", 5: "2026-02-03"}


def test_a_time_without_a_day_and_a_number_too_small_are_no_dates(take, workbook):
    workbook(list(HEADERS), *[respondent(n, "", day=day) for n, day in enumerate([datetime.time(8, 5), 2026.5, True])])
    receipt, _ = take(None, "survei.xlsx")
    assert uploads.found(receipt) == [(row, "tanggal", "date_unreadable", "error") for row in (2, 3, 4)]


REGIONS = """
as written           | means
11.71                | 11.71
11.1                 | 11.10
11.10                | 11.10
11.01                | 11.01
Kota Banda Aceh      | 11.71
banda aceh           | 11.71
KAB. ACEH BESAR      | 11.06
Kabupaten Aceh Besar | 11.06
1171                 | 11.71
1173                 | -
1110                 | -
111                  | -
11                   | -
11.7                 | -
11.99                | -
11,71                | 11.71
"""


def test_a_region_is_a_code_with_its_dot_or_a_name(take, workbook):
    cells, expected = zip(*uploads.lines(REGIONS)[1:], strict=True)
    # Excel holds what looks like a number as one: 11.10 typed by hand is 11.1 in the file.
    typed = [float(cell) if cell.replace(".", "").isdigit() else cell for cell in cells]
    headers = [list(HEADERS)]
    for way, written in (("text", cells), ("number", typed)):
        workbook(*headers, *[respondent(n, "", region=cell) for n, cell in enumerate(written)])
        receipt, read = take(None, "survei.xlsx", column="region_code")
        assert [read.get(row, "-") for row in range(2, len(cells) + 2)] == list(expected), way
        refused = [row for row, code in enumerate(expected, start=2) if code == "-"]
        assert uploads.found(receipt) == [(row, "kode_wilayah", "region_unknown", "error") for row in refused]


def test_a_profile_names_the_sheet(take, workbook):
    workbook(list(HEADERS), respondent(1, "petani"), first="Petunjuk")
    assert take(None, "survei.xlsx", sheet="Data")[1] == {2: "petani"}
    assert [problem.rule for problem in take(None, "survei.xlsx", sheet="Lain")[0].problems] == ["sheet_missing"]
    assert take(None, "survei.xlsx")[1] == {2: "petani"}, "without one it is the sheet whose headers we know"
