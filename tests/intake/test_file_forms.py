"""Tables under other names and in other wrappings are read; what is no table is named, and never quoted."""

import gzip
import io
import re
import string
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.home import Home
from data.intake import load
from data.intake.files import file_format, html_tables
from data.schema import kinds
from tests.intake import hostile

HEADERS = ("nomor_permohonan", "kode_wilayah", "kode_layanan", "waktu_diajukan")
CSV = b"nomor_permohonan;kode_wilayah;kode_layanan;waktu_diajukan\nA-1;11.71;DKC-01;2026-03-02\n"
SECRET = "1171014507900001"


@pytest.fixture
def send(tmp_path):
    """Load bytes under a name into an empty home."""

    def sent(name, content, kind="transactions"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load.load(Home(tmp_path / "home"), load.Request(path, kinds.kind(kind), dry_run=True))

    return sent


def _row(cells, tag="td"):
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"


def _page(rows):
    head = _row(HEADERS, "th")
    return f"<html><head><meta charset=utf-8><title>Ekspor</title></head><body><table border=1>{head}{rows}</table>"


XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="0.0%"/></Style></Styles>{sheets}</Workbook>"""


def _sheet(rows, name="Data", more=""):
    return f'<Worksheet ss:Name="{name}"><Table>{rows}</Table>{more}</Worksheet>'


def _cells(texts):
    cells = (f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in texts)
    return f"<Row>{''.join(cells)}</Row>"


def _zip(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


GOOD = ("A-1", "11.71", "DKC-01", "2026-03-02")
READ = {
    "HTML named .xls": ("e.xls", _page(_row(GOOD))),
    "cells that never end": ("e.xls", "<table><tr><td>" + "<td>".join(HEADERS) + "<tr><td>" + "<td>".join(GOOD)),
    "tags in capitals": ("e.xls", _page(_row(GOOD)).upper().replace("A-1", "a-1")),
    "a notice above the table": ("e.xls", f"<b>Notice</b>: x in y<br />\n{_page(_row(GOOD))}"),
    "a layout table around it": ("e.xls", f"<table><tr><td>Menu</td><td>{_page(_row(GOOD))}</table></td></tr></table>"),
    "entities and marks of format": ("e.xls", _page(_row(("<b>A&#45;1</b>&nbsp;", *GOOD[1:])))),
    "UTF-16": ("e.xls", _page(_row(GOOD)).encode("utf-16")),
    "XML of 2003": ("e.xls", XML.format(sheets=_sheet(_cells(HEADERS) + _cells(GOOD)))),
    "gzip of a CSV": ("e.csv.gz", gzip.compress(CSV)),
    "ZIP of one CSV and a note": ("e.zip", _zip({"data.csv": CSV, "baca.txt": "catatan", "__MACOSX/._x.csv": b"x"})),
    "ZIP of a workbook": (
        "e.zip",
        _zip({"d.xlsx": hostile.xlsx(hostile.xlsx_row(1, HEADERS) + hostile.xlsx_row(2, GOOD))}),
    ),
}


@pytest.mark.parametrize("what", READ)
def test_a_table_is_read_under_whatever_name(send, what):
    receipt = send(*READ[what])
    assert (receipt.rows_read, receipt.rows_accepted, receipt.problems) == (1, 1, ())


def _compound(*streams):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(name.encode("utf-16-le") for name in streams)


NAMED = {
    "a workbook with a password": ("a.xlsx", _compound("EncryptionInfo", "EncryptedPackage"), "file_password"),
    "JSON": ("a.csv", f'{{"nik": "{SECRET}", "nama": "x"}}', "file_is_json"),
    "a list in JSON": ("a.csv", f'[\n {{"nik": "{SECRET}"}}]', "file_is_json"),
    "PDF": ("a.csv", f"%PDF-1.7\n{SECRET}", "file_is_pdf"),
    "a picture": ("a.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(99), "file_is_picture"),
    "a photograph": ("a.csv", b"\xff\xd8\xff\xe0" + bytes(99), "file_is_picture"),
    "Parquet": ("a.csv", b"PAR1" + bytes(99), "file_is_columnar"),
    "SQLite": ("a.csv", b"SQLite format 3\0" + bytes(99), "file_is_database"),
    "an SQL dump": ("a.csv", f"-- MySQL dump\n\nINSERT INTO x VALUES ('{SECRET}');", "file_is_database"),
    "RAR": ("a.rar", b"Rar!\x1a\x07" + bytes(99), "file_is_archive"),
    "a tape archive in gzip": ("a.gz", gzip.compress(bytes(257) + b"ustar" + bytes(250)), "file_is_archive"),
    "ZIP in ZIP": ("a.zip", _zip({"a.csv": _zip({"b.csv": CSV})}), "file_is_archive"),
    "two tables in a ZIP": ("a.zip", _zip({"a.csv": CSV, "b.csv": CSV}), "file_of_several_tables"),
    "a document": ("a.docx", _zip({"word/document.xml": SECRET}), "file_is_document"),
    "an old document": ("a.doc", _compound("WordDocument"), "file_is_document"),
    "the page of a sign-in": ("a.xls", f"<!DOCTYPE html><html><body>{SECRET}</body></html>", "file_is_web_page"),
    "other XML": ("a.xml", f'<?xml version="1.0"?><data><nik>{SECRET}</nik></data>', "file_is_xml"),
    "an empty ZIP": ("a.zip", _zip({}), "file_empty"),
    "a ZIP cut at its beginning": ("a.zip", _zip({"a.csv": CSV, "b.txt": "x" * 99})[-150:], "file_unreadable"),
    "a ZIP whose only name is broken": ("a.zip", _zip({"a.csv": CSV}).replace(b"a.csv", b"\0.csv"), "file_unreadable"),
    "a ZIP of a name that is none": ("a.zip", _zip({".": CSV}), "file_unreadable"),
    "a gzip cut short": ("a.gz", gzip.compress(CSV)[:-9], "file_unreadable"),
    "a bomb in gzip": ("a.gz", gzip.compress(bytes(80 << 20)), "file_too_large"),
    "a bomb in ZIP": ("a.zip", _zip({"a.csv": bytes(80 << 20)}), "file_too_large"),
}


@pytest.mark.parametrize("what", NAMED)
def test_what_is_no_table_is_named_and_never_quoted(send, what):
    name, content, rule = NAMED[what]
    receipt = send(name, content)
    [problem] = receipt.problems
    assert problem.rule == rule and receipt.refused
    assert SECRET not in repr(receipt.as_dict()) and problem.message() != problem.message("en")


def test_headers_of_a_csv_are_no_page_though_a_cell_holds_tags(send):
    receipt = send("a.csv", CSV.replace(b"A-1", b"<table><tr>A-1"))
    assert receipt.rows_read == 1


def test_cells_over_several_rows_and_columns(send):
    rows = (
        "<tr><td>A-1</td><td rowspan=2>11.71</td><td>DKC-01</td><td>2026-03-02</td></tr>"
        "<tr><td>A-2</td><td>DKC-01</td><td>2026-03-03</td></tr>"
        "<tr style='display: none'><td>A-3</td><td>11.71</td><td colspan=1>DKC-01</td><td>2026-03-03</td></tr>"
    )
    receipt = send("e.xls", _page(rows))
    assert receipt.rows_accepted == 3
    assert {(p.rule, p.detail["count"]) for p in receipt.problems} == {("merged_filled", 1), ("hidden_rows", 1)}


def test_the_xml_of_2003_says_types_places_and_formats(send):
    head = _cells(("indikator", "kode_wilayah", "periode", "nilai", "nomor_dokumen"))
    row = (
        '<Row ss:Index="4"><Cell><Data ss:Type="String">mpp_compliance</Data></Cell><Cell><Data ss:Type="String">11.71'
        '</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">2026</Data></Cell>'
        '<Cell ss:StyleID="p"><Data ss:Type="Number">0.965</Data></Cell></Row>'
    )
    hidden = _sheet(head, "Lama", "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>")
    receipt = send("e.xml", XML.format(sheets=hidden + _sheet(head + row)), "figures")
    assert receipt.understood is None or receipt.understood.sheet == "Data"
    assert receipt.rows_read == 1 and {problem.row for problem in receipt.problems} <= {4, None}


@pytest.mark.parametrize("doctype", [hostile.LAUGHS, hostile.PASSWD])
def test_the_xml_of_2003_resolves_no_entity(send, doctype):
    entity = "&l9;" if "lolz" in doctype else "&x;"
    xml = XML.format(sheets=_sheet(_cells(HEADERS) + _cells((*GOOD[:3], entity))))
    receipt = send("e.xls", xml.replace("?>", f"?>{doctype}", 1))
    assert [problem.rule for problem in receipt.problems] == ["file_unreadable"]


HARM = {
    "cells a thousand columns wide": _page(("<tr>" + "<td colspan=1000>x</td>" * 20 + "</tr>") * 3),
    "cells as high as the page": _page("<tr><td rowspan=65534>x</td></tr>" * 4000),
    "a comment without an end": "<table><!--" + "x" * (6 << 20),
    "a cell in the farthest row": XML.format(sheets=_sheet('<Row ss:Index="1048577"><Cell/></Row>')),
}


@pytest.mark.parametrize("what", HARM)
def test_a_page_made_to_harm_is_one_refusal(send, what):
    receipt = send("e.xls", HARM[what])
    assert [problem.rule for problem in receipt.problems] == ["file_too_large"]


TEXTS = st.text(st.sampled_from(string.ascii_letters + " &;#<>\"'\n,.-\xa0"), max_size=8)
TAGS = st.sampled_from(
    re.split(
        r" +",
        "<tr> </tr> <td> </td> <th> </th> <table> </table> <TR> <!-- --> <script> </script> <br> &amp; &#45 <td>a</td> "
        "<tr\tclass=x> <td\tclass='a'> <td\trowspan=2> <td\ttitle='>'>",
    )
)
PLAIN_ROW = st.lists(st.sampled_from(["a", "b c", " d ", "&lt;", ""]), min_size=1, max_size=3).map(_row)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(TEXTS, TAGS, PLAIN_ROW), max_size=25))
def test_the_quick_way_reads_what_the_parser_reads(tmp_path_factory, parts):
    """Its slow plain twin: the same reader without the pattern for plain rows."""

    class Slow(html_tables.TableReader):
        def _is_between_rows(self):
            return False

    page, found = "<table>" + "".join(parts), []
    for reader in (html_tables.TableReader, Slow):
        scratch = tmp_path_factory.mktemp("page")
        told = reader(scratch).read(io.StringIO(page))
        found.append((told, [(scratch / str(sheet["file"])).read_text() for sheet in told]))
    assert found[0] == found[1]


@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_have_a_form_or_a_refusal(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("bytes") / "x"
    path.write_bytes(content)
    try:
        assert file_format.of(path) in ("workbook", "html", "spreadsheetml", "zip", "gzip", "text")
    except file_format.RefusedError as refused:
        assert str(refused).startswith("file_")
