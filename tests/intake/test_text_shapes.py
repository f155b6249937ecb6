"""Text files as programs save them: whole lines in quotation marks, headers with the group of their form."""

import pytest

from data.home import Home
from data.intake import load
from data.schema import kinds

HEAD = "nomor_permohonan,kode_wilayah,kode_layanan,waktu_diajukan"
ROW = "A-1,11.71,DKC-01,2026-03-02"


@pytest.fixture
def send(tmp_path):
    """Load a text into an empty home."""

    def sent(text, kind="transactions"):
        path = tmp_path / "berkas.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load.load(Home(tmp_path / "home"), load.Request(path, kinds.kind(kind), dry_run=True))

    return sent


WRAPPED = {
    "every line": f'"{HEAD}"\n"{ROW}"\n',
    "with CRLF and a mark of order": f'\ufeff"{HEAD}"\r\n"{ROW}"\r\n',
    "with the marks of empty cells behind": f'"{HEAD}",,\n"{ROW}",,\n',
    "but the headers": f'{HEAD}\n"{ROW}"\n',
    "with quotation marks doubled inside": f'"{HEAD},catatan"\n"{ROW},""satu, dua"""\n',
}


@pytest.mark.parametrize("how", WRAPPED)
def test_whole_lines_in_quotation_marks_are_cells(send, how):
    receipt = send(WRAPPED[how])
    assert (receipt.rows_read, receipt.rows_accepted, receipt.problems) == (1, 1, ())


def test_cells_in_quotation_marks_stay_as_they_are(send):
    line = ",".join(f'"{cell}"' for cell in ROW.split(","))
    assert send(f"{HEAD}\n{line}\n").rows_accepted == 1


SKM = ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana"]


def test_headers_of_a_form_lose_their_group(send):
    headers = ["start", "g_id/kode_wilayah", "g_id/tanggal", *(f"skm/{unsur}" for unsur in SKM), "_uuid"]
    cells = ["2026-10-05T08:00:00", "11.71", "2026-10-05", *"433444433", "a1b2"]
    receipt = send(f"{';'.join(headers)}\n{';'.join(cells)}\n", "surveys")
    assert (receipt.rows_accepted, receipt.problems) == (1, ())
    assert receipt.understood.columns["waktu"] == "waktu"


def test_a_stroke_in_an_everyday_header_is_no_group(send):
    """`Belum/selesai` counts something else than `selesai`."""
    receipt = send("kode_wilayah;bulan;kode_layanan;masuk;Belum/selesai\n11.71;2026-10;DKC-01;9;4\n", "recap")
    assert receipt.understood is None or "selesai" not in receipt.understood.columns


RULED = {
    "psql": f"{HEAD}\n{'-' * 8}+{'-' * 4}+{'-' * 4}+{'-' * 9}\n{ROW}\n(1 row)\n".replace(",", " | "),
    "mysql": f"+---+---+---+---+\n|{HEAD}|\n+---+---+---+---+\n|{ROW}|\n+---+---+---+---+\n".replace(",", "|"),
    "Markdown": f"|{HEAD}|\n|---|:---:|---|---:|\n|{ROW}|\n".replace(",", "|"),
    "sqlcmd": f"{HEAD}\n----,----,----,----\n{ROW}\n",
}


@pytest.mark.parametrize("drawn_by", RULED)
def test_lines_that_rule_off_the_headers_are_no_rows(send, drawn_by):
    receipt = send(RULED[drawn_by])
    assert [problem.rule for problem in receipt.problems if problem.rule != "footer_skipped"] == []
    assert (receipt.rows_read, receipt.rows_accepted) == (1, 1)


def test_a_row_of_dashes_counts_nothing_and_stays(send):
    receipt = send("kode_wilayah;bulan;kode_layanan;masuk;selesai\n11.71;2026-10;DKC-01;-;-\n", "recap")
    assert receipt.rows_accepted == 1


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_is_read_in_its_encoding_with_its_ends_of_lines(send, encoding, end):
    receipt = send(f"{HEAD}{end}{ROW}{end}{ROW.replace('A-1', 'A-2')}{end}".encode(encoding))
    assert (receipt.rows_accepted, receipt.problems) == (2, ())


@pytest.mark.parametrize("text", [f"{HEAD}\n{ROW}\n".replace(",", "^"), "From: a@b.id\nSubject: Data\n\nTerlampir\n"])
def test_a_text_of_one_column_is_said_to_be_so_once(send, text):
    assert [problem.rule for problem in send(text).problems] == ["one_column"]


def test_columns_with_blanks_between_them_are_said_to_be_so(send):
    receipt = send(f"{HEAD}\n{ROW}\n".replace(",", "   "))
    assert [problem.rule for problem in receipt.problems] == ["columns_by_blanks"]
