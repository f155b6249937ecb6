"""Workbooks in the XML of Excel 2003, which applications export under the name .xls or .xml.

Read by expat, which is told to refuse document types and entities. Runs in the child process of
`data.intake.files.workbook`. Source: Microsoft, XML Spreadsheet Reference (Office 2003): Cell, Row, Data, NumberFormat.
"""

import datetime
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from data.intake.files import cell_values, xml_parser
from data.intake.files.formula_errors_ods import UNCALCULATED
from data.intake.files.sheet_writer import COLUMNS, SheetWriter

ROWS = 1 << 20
"""No spreadsheet has more."""


class _Reader:
    def __init__(self, scratch: Path, decimal_mark: str) -> None:
        self._scratch, self._mark = scratch, decimal_mark
        self.told: list[dict[str, object]] = []
        self._sheet: SheetWriter | None = None
        self._sheets = 0
        self._percent: set[str] = set()
        self._style = ""
        self._texts: list[str] = []
        self._spans: list[tuple[int, int, int]] = []
        self._cell: Mapping[str, str] = {}
        self._type = ""
        self._data: list[str] | None = None
        self._has_data = False
        self._is_hidden = self._row_hidden = False
        self.parser = xml_parser.refusing(" ", doctypes=True)
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._begins, self._ends
        self.parser.CharacterDataHandler = self._text

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        name = name.rsplit(" ", 1)[-1]
        if name == "Data":
            self._type, self._data = _named(attributes).get("Type", "String"), []
        elif name == "Cell":
            self._begin_cell(_named(attributes))
        elif name == "Row" and self._sheet is not None:
            self._begin_row(self._sheet, _named(attributes))
        elif name == "Worksheet":
            self._sheet = SheetWriter(self._scratch, self._sheets, _named(attributes).get("Name", ""))
            self._sheets += 1
            self._is_hidden = False
        elif name == "Style":
            self._style = _named(attributes).get("ID", "")
        elif name == "NumberFormat" and cell_values.is_percent(_named(attributes).get("Format", "")):
            self._percent.add(self._style)
        elif name == "Visible":
            self._data = []

    def _begin_row(self, sheet: SheetWriter, attributes: Mapping[str, str]) -> None:
        sheet.row = max(sheet.row, _count(attributes.get("Index"), sheet.row + 1, ROWS) - 1)
        self._texts, self._spans = [], []
        self._row_hidden = attributes.get("Hidden") == "1"

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._cell, self._has_data = attributes, False
        place = _count(attributes.get("Index"), len(self._texts) + 1, COLUMNS) - 1
        self._texts += [""] * (place - len(self._texts))

    def _text(self, text: str) -> None:
        if self._data is not None:
            self._data.append(text)

    def _ends(self, name: str) -> None:
        name = name.rsplit(" ", 1)[-1]
        if name == "Data" and self._data is not None:
            self._texts.append(self._value("".join(self._data).strip()))
            self._data, self._has_data = None, True
        elif name == "Cell":
            self._end_cell()
        elif name == "Row" and self._sheet is not None:
            self._end_row(self._sheet)
        elif name == "Visible" and self._data is not None:
            self._is_hidden, self._data = "".join(self._data).strip() != "SheetVisible", None
        elif name == "Worksheet" and self._sheet is not None:
            sheet = self._sheet.close()
            self.told += [] if self._is_hidden else [sheet]
            self._sheet = None

    def _end_cell(self) -> None:
        if not self._has_data:
            self._texts.append(UNCALCULATED if self._cell.get("Formula") else "")
        left = len(self._texts) - 1
        wide = 1 + _count(self._cell.get("MergeAcross"), 0, COLUMNS)
        high = 1 + _count(self._cell.get("MergeDown"), 0, ROWS)
        if left + wide > COLUMNS:
            raise MemoryError
        self._texts += [""] * (wide - 1)
        if high > 1:
            self._spans.append((left, wide, high))

    def _end_row(self, sheet: SheetWriter) -> None:
        if sheet.row >= ROWS:
            raise MemoryError
        sheet.add(self._texts)
        for span in self._spans:
            sheet.merge(*span)
        if self._row_hidden:
            sheet.hidden.append(sheet.row)

    def _value(self, text: str) -> str:
        if self._type == "Number":
            try:
                number = Decimal(text)
            except InvalidOperation:
                return text
            if self._cell.get("StyleID") in self._percent:
                return cell_values.as_percent(number, self._mark)
            return cell_values.as_text(float(number), self._mark)
        if self._type == "DateTime":
            return _moment(text, self._mark)
        return text


def _moment(text: str, decimal_mark: str) -> str:
    """A moment in ISO 8601; a time of day stands as one of the day before the calendar begins."""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text
    is_time = moment.date() == datetime.date(1899, 12, 31) and moment.time() != datetime.time()
    return cell_values.as_text(moment.time() if is_time else moment, decimal_mark)


def _named(attributes: Mapping[str, str]) -> Mapping[str, str]:
    """Attributes without their namespace: some writers leave it out."""
    return {name.rsplit(" ", 1)[-1]: value for name, value in attributes.items()}


def _count(written: str | None, default: int, most: int) -> int:
    if written is None or not written.isascii() or not written.isdigit() or len(written) > 9:
        return default
    if int(written) > most:
        raise MemoryError
    return int(written)


def read(path: Path, scratch: Path, decimal_mark: str) -> list[dict[str, object]]:
    """Every visible sheet as CSV in `scratch`, and what is told of it; ExpatError when the XML is broken."""
    reader = _Reader(scratch, decimal_mark)
    with path.open("rb") as stream:
        reader.parser.ParseFile(stream)
    return reader.told
