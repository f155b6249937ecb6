"""Cells of a workbook whose formula failed (#DIV/0!, #N/A …): the reader hands them on as blank, so they are looked
for in the file itself.

XLSX, XLSM, ODS and XLS are looked through; of XLSB nothing is told. Runs in the child process of
`data.intake.source.workbook`.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from data.intake.source import formula_errors_ods, formula_errors_xls

Errors = Mapping[tuple[int, int], str]
"""Row and column of a sheet, from 0 → the error as it is shown."""
CHUNK = 1 << 20
CELL_BYTES = 1 << 16
"""A cell with its formula is shorter (Excel takes 8,192 signs)."""
FAILED = re.compile(rb"""<(?:\w{1,20}:)?c\b([^<>]{0,400}?\bt=(?:"e"|'e')[^<>]{0,400})>""")
"""The opening tag of a failed cell; bounded, so that no text makes the search long."""
END = re.compile(rb"</(?:\w{1,20}:)?c>")
REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
VALUE = re.compile(rb"<(?:\w{1,20}:)?v>([^<]{1,20})</")
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
UNKNOWN = "#N/A"


def find(path: Path) -> Mapping[str, Errors]:
    """Sheet name → its failed cells; sheets without any are left out."""
    if not zipfile.is_zipfile(path):
        return formula_errors_xls.find(path.read_bytes())
    with zipfile.ZipFile(path) as packed:
        names = set(packed.namelist())
        if "content.xml" in names:
            return formula_errors_ods.find(packed)
        if "xl/workbook.xml" not in names:
            return {}
        parts = _sheet_parts(packed)
        found = {sheet: dict(_in_part(packed, part)) for sheet, part in parts.items() if part in names}
    return {sheet: errors for sheet, errors in found.items() if errors}


def _sheet_parts(packed: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the file inside the package that holds it."""
    targets = {}
    for related in ElementTree.fromstring(_without_doctype(packed.read("xl/_rels/workbook.xml.rels"))):
        target = related.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        targets[related.get("Id", "")] = whole
    sheets = ElementTree.fromstring(_without_doctype(packed.read("xl/workbook.xml"))).iter()
    listed = (sheet for sheet in sheets if sheet.tag.endswith("}sheet"))
    return {sheet.get("name", ""): targets.get(sheet.get(RELATED) or sheet.get(STRICT) or "", "") for sheet in listed}


def _without_doctype(xml: bytes) -> bytes:
    """No workbook has a document type; one that does wants entities resolved."""
    return b"<none/>" if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml else xml


def _in_part(packed: zipfile.ZipFile, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Every failed cell, read in pieces that overlap by the longest cell; a piece without one costs a byte search."""
    kept, seen = b"", set()
    with packed.open(part) as stream:
        while chunk := stream.read(CHUNK):
            piece = kept + chunk
            if b't="e"' in piece or b"t='e'" in piece:
                for cell in FAILED.finditer(piece):
                    place = _place(cell[1])
                    shown = _shown(piece, cell)
                    if place and shown and place not in seen:
                        seen.add(place)
                        yield place, shown
            kept = piece[-CELL_BYTES:]


def _shown(piece: bytes, cell: re.Match[bytes]) -> str | None:
    """The error as the cell shows it, behind its formula; None when the cell ends in the next piece."""
    if cell[1].endswith(b"/"):
        return UNKNOWN
    end = END.search(piece, cell.end(), cell.end() + CELL_BYTES)
    if end is None:
        return None
    value = VALUE.search(piece, cell.end(), end.start())
    return value[1].decode("utf-8", "replace") if value else UNKNOWN


def _place(attributes: bytes) -> tuple[int, int] | None:
    """A1 → (0, 0)."""
    found = REFERENCE.search(attributes)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - 64
    return int(found[2]) - 1, column - 1
