"""Failed formulas in an ODS: LibreOffice marks them `calcext:value-type="error"` and shows the error as text."""

import zipfile
from collections.abc import Mapping
from typing import IO

from data.intake.files import xml_parser

CHUNK = 1 << 20
UNKNOWN = "#N/A"
UNCALCULATED = "#UNCALCULATED!"
"""Our own word for a formula without a stored value, in the manner of the others."""


def find(packed: zipfile.ZipFile) -> dict[str, dict[tuple[int, int], str]]:
    """Table name → its failed cells by (row, column) from 0."""
    with packed.open("content.xml") as stream:
        if not _mentions(stream, b'value-type="error"') and not _mentions(
            packed.open("content.xml"), b"table:formula="
        ):
            return {}
    walk = _OdsWalk()
    with packed.open("content.xml") as stream:
        walk.parser.ParseFile(stream)
    return walk.found


def _mentions(stream: IO[bytes], wanted: bytes) -> bool:
    kept = b""
    while chunk := stream.read(CHUNK):
        if wanted in kept + chunk:
            return True
        kept = chunk[-len(wanted) :]
    return False


class _OdsWalk:
    """Counts rows and columns through content.xml, repeats included, and keeps the cells that failed."""

    def __init__(self) -> None:
        self.found: dict[str, dict[tuple[int, int], str]] = {}
        self.parser = xml_parser.refusing()
        self.parser.StartElementHandler = self._begins
        self.parser.EndElementHandler = self._ends
        self.parser.CharacterDataHandler = self._text
        self._sheet, self._row, self._column = "", 0, 0
        self._shown: list[str] | None = None

    def _begins(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table:table":
            self._sheet, self._row = attributes.get("table:name", ""), 0
        elif name == "table:table-row":
            self._column, self._rows = 0, int(attributes.get("table:number-rows-repeated", 1))
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._columns = int(attributes.get("table:number-columns-repeated", 1))
            self._shown = [] if attributes.get("calcext:value-type") == "error" else None
            if "table:formula" in attributes and "office:value-type" not in attributes:
                self.found.setdefault(self._sheet, {})[self._row, self._column] = UNCALCULATED

    def _text(self, text: str) -> None:
        if self._shown is not None:
            self._shown.append(text)

    def _ends(self, name: str) -> None:
        if name == "table:table-row":
            self._row += self._rows
        elif name in ("table:table-cell", "table:covered-table-cell"):
            if self._shown is not None:
                shown = "".join(self._shown).strip() or UNKNOWN
                self.found.setdefault(self._sheet, {})[self._row, self._column] = shown
            self._column += self._columns
            self._shown = None
