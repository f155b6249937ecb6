"""What a workbook says of its cells beside their values: numbers shown as percent, and rows that are hidden.

XLSX, XLSM and ODS are looked through here, XLS and XLSB in `data.intake.files.cell_formats_binary`. Runs in the child
process of `data.intake.files.workbook`.
Sources: ECMA-376 part 1, 18.8.30 numFmt (built-in formats 9 and 10 are percent), 18.3.1.73 row; OpenDocument 1.3
part 3, 19.387 office:value-type, 19.749 table:visibility.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from data.intake.files import cell_formats_binary, xml_parser
from data.intake.files.cell_values import PERCENT, Formats, is_percent
from data.intake.files.workbook_parts import place, sheet_parts, without_doctype

CHUNK = 1 << 20
OVERLAP = 1 << 12
"""No opening tag of a row or a cell is longer."""
_HIDDEN = re.compile(
    rb"""<(?:\w{1,20}:)?row\b(?=[^<>]{0,600}?\bhidden=["'](?:1|true)["'])[^<>]{0,600}?\br=["'](\d{1,7})["']"""
)


def find(path: Path) -> Mapping[str, Formats]:
    """Sheet name → what is said of its cells; nothing of a file that does not hold together."""
    if not zipfile.is_zipfile(path):
        return cell_formats_binary.of_xls(path.read_bytes())
    with zipfile.ZipFile(path) as packed:
        names = set(packed.namelist())
        if "content.xml" in names:
            return _OdsFormats(packed).found
        if "xl/workbook.bin" in names:
            return {sheet: cells.formats for sheet, cells in cell_formats_binary.of_xlsb(packed).items()}
        if "xl/workbook.xml" not in names:
            return {}
        styles = _percent_styles(packed) if "xl/styles.xml" in names else []
        parts = {sheet: part for sheet, part in sheet_parts(packed).items() if part in names}
        return {sheet: _in_part(packed, part, styles) for sheet, part in parts.items()}


def _percent_styles(packed: zipfile.ZipFile) -> list[int]:
    """The places, among the formats of cells, of those that show a number as percent."""
    root = ElementTree.fromstring(without_doctype(packed.read("xl/styles.xml")))
    listed = {element.tag.rsplit("}", 1)[-1]: element for element in root}
    percent = set(PERCENT)
    for written in listed.get("numFmts", ()):
        if is_percent(written.get("formatCode", "")):
            percent.add(int(written.get("numFmtId", "0")))
    return [i for i, xf in enumerate(listed.get("cellXfs", ())) if int(xf.get("numFmtId", "0")) in percent]


def _in_part(packed: zipfile.ZipFile, part: str, styles: list[int]) -> Formats:
    formats = Formats()
    with packed.open(part) as stream:
        for piece in _pieces(stream):
            if b"hidden=" in piece:
                formats.hidden.update(int(row[1]) for row in _HIDDEN.finditer(piece))
            if styles:
                cells = re.compile(
                    rb"""<(?:\w{1,20}:)?c\b([^<>]{0,400}?\bs=["'](?:%s)["'][^<>]{0,400})>"""
                    % "|".join(map(str, styles)).encode()
                )
                formats.percent.update(at for cell in cells.finditer(piece) if (at := place(cell[1])))
    return formats


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """The stream in pieces that overlap by the longest tag."""
    kept = b""
    while chunk := stream.read(CHUNK):
        yield kept + chunk
        kept = (kept + chunk)[-OVERLAP:]


class _OdsFormats:
    """Counts rows and columns through content.xml, repeats included."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.found: dict[str, Formats] = {}
        self._sheet, self._row, self._column, self._rows = "", 0, 0, 1
        parser = xml_parser.refusing()
        parser.StartElementHandler, parser.EndElementHandler = self._begins, self._ends
        with packed.open("content.xml") as stream:
            parser.ParseFile(stream)

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table:table":
            self._sheet, self._row = attributes.get("table:name", ""), 0
            self.found[self._sheet] = Formats()
        elif name == "table:table-row":
            self._column, self._rows = 0, int(attributes.get("table:number-rows-repeated", 1))
            if attributes.get("table:visibility") in ("collapse", "filter") and self._rows < OVERLAP:
                self.found[self._sheet].hidden.update(range(self._row + 1, self._row + self._rows + 1))
        elif name in ("table:table-cell", "table:covered-table-cell") and self._sheet in self.found:
            columns = int(attributes.get("table:number-columns-repeated", 1))
            if attributes.get("office:value-type") == "percentage":
                wide, high = range(min(columns, OVERLAP)), range(min(self._rows, OVERLAP))
                self.found[self._sheet].percent.update(
                    (self._row + down, self._column + right) for down in high for right in wide
                )
            self._column += columns

    def _ends(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._rows
