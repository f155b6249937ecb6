"""The tables of a web page, which many applications export under the name of a workbook (.xls).

A row written plainly is taken by one pattern; all else goes through the standard library's parser. Nothing is fetched
or executed. Runs in the child process of `data.intake.files.workbook`.
Source: HTML Living Standard 4.9.12, forming a table (rowspan and colspan).
"""

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TextIO

from data.intake.files.sheet_writer import SheetWriter

CHUNK = 1 << 20
LONGEST = 1 << 22
"""No tag, comment or row is longer."""
TABLES = 200
WIDEST, HIGHEST = 1000, 65534
"""The standard's own limits of a cell's columns and rows."""
_ATTRIBUTES = r"""(?:\s[^<>"']*+(?:(?:"[^"<>]*+"|'[^'<>]*+')[^<>"']*+)*+)?"""
_ROW = re.compile(
    rf"<tr{_ATTRIBUTES}>\s*+((?:<t[dh]{_ATTRIBUTES}>[^<]*+</t[dh]>\s*+)++)</tr>\s*+",
    re.I,
)
_CELL = re.compile(rf"<t[dh]{_ATTRIBUTES}>([^<]*+)</t", re.I)
_SPECIAL = ("span", "display", "hidden")
"""Words of attributes that say more of a row or cell than its text."""
_NEXT = re.compile(r"<tr\b", re.I)
_INVISIBLE = re.compile(r"display\s*:\s*none", re.I)


class TableReader(HTMLParser):
    """Writes each table of a page as one sheet, in the order in which the tables begin."""

    def __init__(self, scratch: Path) -> None:
        super().__init__(convert_charrefs=True)
        self._scratch = scratch
        self._open: list[tuple[SheetWriter, list[tuple[str, int, int]] | None]] = []
        self._begun: list[SheetWriter] = []
        self._row: list[tuple[str, int, int]] | None = None
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._hides = False

    def read(self, stream: TextIO) -> list[dict[str, object]]:
        """Read the page to its end; returns what is told of each table."""
        for text in _pieces(stream):
            place = 0
            while place < len(text):
                plain = _ROW.match(text, place) if self._is_between_rows() else None
                if plain and not _is_special(plain[0].lower()):
                    self._end_row()
                    self._open[-1][0].add(_texts(_CELL.findall(plain[1])))
                    place = plain.end()
                    continue
                following = _NEXT.search(text, place + 1)
                end = following.start() if following else len(text)
                self.feed(text[place:end])
                place = end
                if len(self.rawdata) > LONGEST:
                    raise MemoryError
        self.close()
        while self._open:
            self._end_table()
        return [sheet.close() for sheet in self._begun]

    def _is_between_rows(self) -> bool:
        return bool(self._open) and not self.rawdata and self.cdata_elem is None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table, row or cell begins; what is left open before it ends there."""
        if tag == "table":
            self._begin_table()
        elif tag == "tr":
            self._begin_row(dict(attrs))
        elif tag in ("td", "th"):
            if self._row is None:
                self._begin_row({})
            self._end_cell()
            named = dict(attrs)
            self._cell = []
            self._span = (_number(named.get("colspan"), WIDEST), _number(named.get("rowspan"), HIGHEST))
        elif tag in ("br", "p", "div", "li") and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """A table, row or cell ends."""
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table" and self._open:
            self._end_table()

    def handle_data(self, data: str) -> None:
        """Text counts inside a cell only, and never that of a script or a style."""
        if self._cell is not None and self.cdata_elem is None:
            self._cell.append(data)

    def _begin_table(self) -> None:
        if len(self._begun) == TABLES:
            raise MemoryError
        if self._cell is not None:
            self._end_cell()
        place = len(self._begun)
        sheet = SheetWriter(self._scratch, place, f"Sheet{place + 1}")
        self._begun.append(sheet)
        self._open.append((sheet, self._row))
        self._row = None

    def _end_table(self) -> None:
        self._end_row()
        _, self._row = self._open.pop()

    def _begin_row(self, attributes: dict[str, str | None]) -> None:
        if not self._open:
            self._begin_table()
        self._end_row()
        self._row = []
        self._hides = "hidden" in attributes or bool(_INVISIBLE.search(attributes.get("style") or ""))

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is not None:
            sheet = self._open[-1][0]
            sheet.add_spanned(self._row)
            if self._hides:
                sheet.hidden.append(sheet.row)
        self._row = None

    def _end_cell(self) -> None:
        if self._cell is not None and self._row is not None:
            self._row.append((" ".join("".join(self._cell).split()), *self._span))
        self._cell = None


def _pieces(stream: TextIO) -> Iterator[str]:
    """The page in pieces that begin with a row, but for the first; one longer than any row is cut."""
    rest = ""
    while chunk := stream.read(CHUNK):
        rest += chunk
        last = max(rest.rfind("<tr"), rest.rfind("<TR"))
        if last <= 0 and len(rest) > LONGEST:
            last = len(rest)
        if last > 0:
            yield rest[:last]
            rest = rest[last:]
    yield rest


def _is_special(row: str) -> bool:
    return any(word in row for word in _SPECIAL)


def _texts(cells: list[str]) -> list[str]:
    """The cells without entities and needless blanks; most rows have none, which one look at the whole row tells."""
    row = f"{','.join(cells)}"
    if "&" in row or not row.isprintable() or any(blank in row for blank in ("  ", " ,", ", ")) or row != row.strip():
        return [_trimmed(cell) for cell in cells]
    return cells


def _trimmed(text: str) -> str:
    return " ".join((html.unescape(text) if "&" in text else text).split())


def _number(written: str | None, most: int) -> int:
    digits = re.match(r"\s*(\d{1,6})", written or "")
    return min(max(int(digits[1]), 1), most) if digits else 1


def read(path: Path, scratch: Path) -> list[dict[str, object]]:
    """Every table of a page in UTF-8 as CSV in `scratch`, and what is told of it."""
    with path.open(encoding="utf-8-sig", errors="replace", newline=None) as stream:
        return TableReader(scratch).read(stream)
