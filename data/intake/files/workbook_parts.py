"""The files inside an XLSX package, and the place that a cell's tag names."""

import posixpath
import re
import zipfile
from xml.etree import ElementTree

REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def sheet_parts(packed: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the file inside the package that holds it."""
    by_id = targets(packed, "xl/_rels/workbook.xml.rels")
    sheets = ElementTree.fromstring(without_doctype(packed.read("xl/workbook.xml"))).iter()
    listed = (sheet for sheet in sheets if sheet.tag.endswith("}sheet"))
    return {sheet.get("name", ""): by_id.get(sheet.get(RELATED) or sheet.get(STRICT) or "", "") for sheet in listed}


def targets(packed: zipfile.ZipFile, relations: str) -> dict[str, str]:
    """Id of each relation of the workbook → the file inside the package."""
    by_id = {}
    for related in ElementTree.fromstring(without_doctype(packed.read(relations))):
        target = related.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        by_id[related.get("Id", "")] = whole
    return by_id


def without_doctype(xml: bytes) -> bytes:
    """No workbook has a document type; one that does wants entities resolved."""
    return b"<none/>" if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml else xml


def place(attributes: bytes) -> tuple[int, int] | None:
    """A1 → (0, 0): row and column from the attributes of a cell; None when they name none."""
    match = REFERENCE.search(attributes)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + letter - 64
    return int(match[2]) - 1, column - 1
