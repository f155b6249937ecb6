"""Cells of a workbook whose formula failed (#DIV/0!, #N/A …) or was never calculated: the reader hands them on as
blank, so they are looked for in the file itself.

XLSX, XLSM, XLSB, ODS and XLS are looked through. Runs in the child process of
`data.intake.files.workbook`.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from data.intake.files import cell_formats_binary, formula_errors_ods, formula_errors_xls
from data.intake.files.formula_errors_ods import UNCALCULATED
from data.intake.files.workbook_parts import place, sheet_parts

Errors = Mapping[tuple[int, int], str]
"""Row and column of a sheet, from 0 → the error as it is shown."""
CHUNK = 1 << 20
CELL_BYTES = 1 << 16
"""A cell with its formula is shorter (Excel takes 8,192 signs)."""
FAILED = re.compile(rb"""<(?:\w{1,20}:)?c\b([^<>]{0,400}?\bt=(?:"e"|'e')[^<>]{0,400})>""")
"""The opening tag of a failed cell; bounded, so that no text makes the search long."""
END = re.compile(rb"</(?:\w{1,20}:)?c>")
VALUE = re.compile(rb"<(?:\w{1,20}:)?v>([^<]{1,20})</")
UNKNOWN = "#N/A"
CALCULATED_BY_NONE = re.compile(
    rb"""<(?:\w{1,20}:)?c\b([^<>]{0,400})>\s{0,9}<(?:\w{1,20}:)?f\b(?:[^<>]{0,400}/>|[^<>]{0,400}>[^<]{0,16000}</(?:\w{1,20}:)?f>)"""
    rb"""\s{0,9}(?:<(?:\w{1,20}:)?v\s?/>|<(?:\w{1,20}:)?v>\s{0,9}</(?:\w{1,20}:)?v>)?\s{0,9}</(?:\w{1,20}:)?c>"""
)
"""A formula without a stored value, as programs write it that do not calculate."""
STORED = re.compile(
    rb"""<(?:\w{1,20}:)?c\b([^<>]{0,400})>\s{0,9}<(?:\w{1,20}:)?f\b(?:[^<>]{0,400}/>|[^<>]{0,400}>[^<]{0,16000}</(?:\w{1,20}:)?f>)"""
    rb"""\s{0,9}<(?:\w{1,20}:)?v>([^<]{1,400})</"""
)
"""A formula and what is stored of its value."""
CALCULATED_WHEN_OPENED = re.compile(rb"""<(?:\w{1,20}:)?calcPr\b[^<>]{0,400}\bfullCalcOnLoad=["'](?:1|true)["']""")
"""A workbook by a program that leaves all calculation to Excel, and stores 0 for what it has not calculated."""
TEXT = re.compile(rb"""\bt=["']str["']""")
"""A formula whose result is a text may be blank, and is then calculated all the same."""


def find(path: Path) -> Mapping[str, Errors]:
    """Sheet name → its failed cells; sheets without any are left out."""
    if not zipfile.is_zipfile(path):
        return formula_errors_xls.find(path.read_bytes())
    with zipfile.ZipFile(path) as packed:
        names = set(packed.namelist())
        if "content.xml" in names:
            return formula_errors_ods.find(packed)
        if "xl/workbook.bin" in names:
            of_sheet = cell_formats_binary.of_xlsb(packed)
            return {sheet: cells.errors for sheet, cells in of_sheet.items() if cells.errors}
        if "xl/workbook.xml" not in names:
            return {}
        parts = sheet_parts(packed)
        failed = {sheet: dict(_in_part(packed, part)) for sheet, part in parts.items() if part in names}
        if CALCULATED_WHEN_OPENED.search(packed.read("xl/workbook.xml")):
            for sheet, part in parts.items():
                zeros = _only_zeros(packed, part) if part in names else []
                failed[sheet] = dict.fromkeys(zeros, UNCALCULATED) | failed.get(sheet, {})
    return {sheet: errors for sheet, errors in failed.items() if errors}


def _in_part(packed: zipfile.ZipFile, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Every failed cell; a piece without one costs a byte search."""
    seen = set()
    for piece in _pieces(packed, part):
        if b't="e"' in piece or b"t='e'" in piece:
            for cell in FAILED.finditer(piece):
                at = place(cell[1])
                shown = _shown(piece, cell)
                if at and shown and at not in seen:
                    seen.add(at)
                    yield at, shown
        if _has_formula(piece):
            for cell in CALCULATED_BY_NONE.finditer(piece):
                at = place(cell[1])
                if at and at not in seen and not TEXT.search(cell[1]):
                    seen.add(at)
                    yield at, UNCALCULATED


def _only_zeros(packed: zipfile.ZipFile, part: str) -> list[tuple[int, int]]:
    """The cells with a formula, where 0 is stored for every one of them; none where any has another value."""
    zeros = dict[tuple[int, int], None]()
    for piece in _pieces(packed, part):
        for cell in STORED.finditer(piece) if _has_formula(piece) else ():
            if cell[2].strip() != b"0":
                return []
            if at := place(cell[1]):
                zeros[at] = None
    return list(zeros)


def _pieces(packed: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A sheet in pieces that overlap by the longest cell."""
    overlap = b""
    with packed.open(part) as stream:
        while chunk := stream.read(CHUNK):
            piece = overlap + chunk
            yield piece
            overlap = piece[-CELL_BYTES:]


def _has_formula(piece: bytes) -> bool:
    return b"<f" in piece or b":f" in piece


def _shown(piece: bytes, cell: re.Match[bytes]) -> str | None:
    """The error as the cell shows it, behind its formula; None when the cell ends in the next piece."""
    if cell[1].endswith(b"/"):
        return UNKNOWN
    end = END.search(piece, cell.end(), cell.end() + CELL_BYTES)
    if end is None:
        return None
    value = VALUE.search(piece, cell.end(), end.start())
    return value[1].decode("utf-8", "replace") if value else UNKNOWN
