"""A workbook taken apart: what its XML says of sheets, locks, notes, lists and formats."""

import io
import re
import zipfile
from functools import cached_property
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import python_calamine

NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


class Workbook:
    """The parts of an XLSX file; sheets are counted from 1 in the order of their tabs."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.zip = zipfile.ZipFile(io.BytesIO(content))

    def part(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.zip.read(name))

    def sheet(self, nth: int) -> ElementTree.Element:
        return self.part(f"xl/worksheets/sheet{nth}.xml")

    @cached_property
    def names(self) -> list[str]:
        return [sheet.get("name", "") for sheet in self.part("xl/workbook.xml").iterfind(".//x:sheet", NS)]

    def cells(self, name: str) -> list[list[object]]:
        """The filled cells of a sheet, as a load would read them."""
        book = python_calamine.load_workbook(io.BytesIO(self.content))
        return book.get_sheet_by_name(name).to_python(skip_empty_area=False)

    def text(self, name: str) -> str:
        return "\n".join(str(cell) for row in self.cells(name) for cell in row if cell != "")

    @cached_property
    def formats(self) -> list[tuple[int, bool]]:
        """(number format, locked) of every cell format; 49 is text, 1 is a whole number."""
        found = self.part("xl/styles.xml").iterfind("x:cellXfs/x:xf", NS)
        return [(int(xf.get("numFmtId", "0")), _locked(xf)) for xf in found]

    def column_formats(self, nth: int) -> dict[range, tuple[int, bool]]:
        """The format of empty cells by span of columns (from 1)."""
        return {
            range(int(col.get("min", "")), int(col.get("max", "")) + 1): self.formats[int(col.get("style", "0"))]
            for col in self.sheet(nth).iterfind("x:cols/x:col", NS)
        }

    def header_formats(self, nth: int) -> list[tuple[int, bool]]:
        return [self.formats[int(cell.get("s", "0"))] for cell in self.sheet(nth).iterfind(".//x:row[@r='1']/x:c", NS)]

    def notes(self, nth: int) -> list[str]:
        comments = self.part(f"xl/comments{nth}.xml").iterfind(".//x:comment", NS)
        return ["".join(comment.itertext()) for comment in comments]

    def rules(self, nth: int) -> dict[int, dict[str, str]]:
        """The data validation of each column (from 0): its attributes and its first formula; `at` is where it holds."""
        found = {}
        for rule in self.sheet(nth).iterfind(".//x:dataValidation", NS):
            told = {**rule.attrib, "formula": rule.findtext("x:formula1", "", NS), "at": rule.get("sqref", "")}
            found[_place(told["at"])] = told
        return found

    def listed(self, formula: str) -> list[object]:
        """The cells that a list like `Daftar!$A$3:$A$25` offers."""
        name, column, first, last = re.fullmatch(r"(\w+)!\$([A-Z]+)\$(\d+)(?::\$\2\$(\d+))?", formula).groups()
        rows = self.cells(name)[int(first) - 1 : int(last or first)]
        return [row[_place(column)] for row in rows]

    def filled(self, cells: list[str | int]) -> bytes:
        """The same file with one row typed into the first sheet, below its headers."""
        row = f'<row r="2">{"".join(_cell(place, cell) for place, cell in enumerate(cells) if cell != "")}</row>'
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as copy:
            for name in self.zip.namelist():
                content = self.zip.read(name)
                if name == "xl/worksheets/sheet1.xml":
                    content = content.replace(b"</sheetData>", row.encode() + b"</sheetData>")
                copy.writestr(name, content)
        return out.getvalue()


def _locked(xf: ElementTree.Element) -> bool:
    protection = xf.find("x:protection", NS)
    return protection is None or protection.get("locked") != "0"


def _place(reference: str) -> int:
    """The column of a reference like `C2:C9`, from 0."""
    place = 0
    for letter in re.match("[A-Z]+", reference)[0]:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _cell(place: int, cell: str | int) -> str:
    at = f"{chr(ord('A') + place)}2"
    if isinstance(cell, int):
        return f'<c r="{at}"><v>{cell}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
