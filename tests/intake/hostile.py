"""Files made to harm: small outside and endless inside, with entities, without line ends. Written, never downloaded."""

import io
import zipfile
from collections.abc import Callable, Iterator

HEADER = b"nomor_permohonan;kode_wilayah;kode_layanan;waktu_diajukan\n"
ROW = b"A-1;11.71;DKC-01;2026-03-02\n"
HEADERS = ("nomor_permohonan", "kode_wilayah", "kode_layanan", "waktu_diajukan")
CELLS = ("A-1", "11.71", "DKC-01", "2026-03-02")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
LAUGHS = (
    "<!DOCTYPE lolz ["
    + '<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
PASSWD = '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def xlsx(rows: str, doctype: str = "", more: bytes = b"") -> bytes:
    """An XLSX whose sheet holds this XML of rows; `more` is a further file of a kind that packs well."""
    sheet = f'{XML}{doctype}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    parts = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a"'
        f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="b"'
        f' Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    return _packed(
        {**{name: text.encode() for name, text in parts.items()}, **({"xl/media/x.xml": more} if more else {})}
    )


def ods(rows: str, doctype: str = "") -> bytes:
    """An ODS whose one table holds this XML of rows."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    names += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f'{XML}{doctype}<office:document-content{names} office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="Data">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    listed = (
        f'{XML}<manifest:manifest xmlns:manifest="{manifest}"><manifest:file-entry manifest:full-path="/"'
        f' manifest:media-type="{mime}"/></manifest:manifest>'
    )
    return _packed(
        {"mimetype": mime.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": listed.encode()}
    )


def xlsx_row(number: int, cells: tuple[str, ...], entity: str = "") -> str:
    """One row of text cells; `entity` stands at the end of the last one."""
    texts = [*cells[:-1], cells[-1] + entity]
    inside = "".join(
        f'<c r="{chr(65 + i)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for i, text in enumerate(texts)
    )
    return f'<row r="{number}">{inside}</row>'


def ods_row(cells: tuple[str, ...], entity: str = "", repeated: str = "") -> str:
    """One row of text cells, the last of them repeated as the attribute says."""
    texts = [*cells[:-1], cells[-1] + entity]
    inside = [
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
    ]
    inside[-1] = inside[-1].replace("<table:table-cell", f"<table:table-cell {repeated}", 1)
    return f"<table:table-row>{''.join(inside)}</table:table-row>"


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def _lying(content: bytes) -> bytes:
    """A package whose directory says that every file is one byte long."""
    start = content.index(b"PK\x01\x02")
    lied = bytearray(content)
    while (start := lied.find(b"PK\x01\x02", start)) >= 0:
        lied[start + 24 : start + 28] = (1).to_bytes(4, "little")
        start += 4
    return bytes(lied)


GOOD_ROWS = xlsx_row(1, HEADERS) + xlsx_row(2, CELLS)
LAST = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
TEN_MILLION = 10_000_000

FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a zip bomb": ("bom.xlsx", lambda: xlsx(GOOD_ROWS, more=bytes(80 << 20))),
    "a zip bomb that lies about its size": ("bom.xlsx", lambda: _lying(xlsx(GOOD_ROWS + " " * (80 << 20)))),
    "a sheet with a cell in its farthest corner": ("jarang.xlsx", lambda: xlsx(GOOD_ROWS + LAST)),
    "a table repeated a billion times": (
        "ulang.ods",
        lambda: ods(
            ods_row(HEADERS)
            + ods_row(CELLS, repeated='table:number-columns-repeated="16384"').replace(
                "<table:table-row", '<table:table-row table:number-rows-repeated="1048576"'
            )
        ),
    ),
    "ten million columns in an ODS": (
        "lebar.ods",
        lambda: ods(ods_row(HEADERS, repeated=f'table:number-columns-repeated="{TEN_MILLION}"') + ods_row(CELLS)),
    ),
    "ten million columns in a CSV": ("lebar.csv", lambda: HEADER.strip() + b";x" * TEN_MILLION + b"\n" + ROW),
    "ten million separators in a CSV": ("lebar.csv", lambda: HEADER + b";" * TEN_MILLION + b"\n" + ROW),
    "a CSV of NUL": ("nol.csv", lambda: bytes(32 << 20)),
    "NUL below the headers": ("nol.csv", lambda: HEADER + ROW + bytes(32 << 20)),
    "a line without an end": ("panjang.csv", lambda: b"x" * (64 << 20)),
    "a line without an end below the headers": ("panjang.csv", lambda: HEADER + ROW + b"A-2;" + b"x" * (64 << 20)),
    "a quotation mark without an end": ("kutip.csv", lambda: HEADER + ROW + b'"' + ROW * 1_000_000),
    "a package cut in half": ("rusak.xlsx", lambda: (whole := xlsx(GOOD_ROWS))[: len(whole) // 2]),
    "an old workbook cut in half": ("rusak.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)),
    "noise that begins like a package": ("derau.xlsx", lambda: b"PK\x03\x04" + bytes(range(256)) * 4096),
}
"""What it is → its name and its bytes: refused as a whole."""

ENTITIES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a billion laughs in XLSX": (
        "tawa.xlsx",
        lambda: xlsx(xlsx_row(1, HEADERS) + xlsx_row(2, CELLS, "&l9;"), LAUGHS),
    ),
    "a billion laughs in ODS": ("tawa.ods", lambda: ods(ods_row(HEADERS) + ods_row(CELLS, "&l9;"), LAUGHS)),
    "a file of the machine in XLSX": (
        "xxe.xlsx",
        lambda: xlsx(xlsx_row(1, HEADERS) + xlsx_row(2, CELLS, "&x;"), PASSWD),
    ),
    "a file of the machine in ODS": ("xxe.ods", lambda: ods(ods_row(HEADERS) + ods_row(CELLS, "&x;"), PASSWD)),
}
"""Nothing may be put in the place of an entity: the file is refused, or the cell stays unread."""


def everything() -> Iterator[tuple[str, str, bytes]]:
    """Every hostile file: what it is, its name, its bytes."""
    for what, (name, made) in {**FILES, **ENTITIES}.items():
        yield what, name, made()
