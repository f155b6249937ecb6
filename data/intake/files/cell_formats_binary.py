"""What the binary workbooks say of their cells beside the values: XLS (BIFF8) and XLSB (BIFF12).

Sources: [MS-XLS] 2.4.126 Format, 2.4.353 XF, 2.4.180 Number, 2.4.220 RK, 2.4.175 MulRk, 2.4.221 Row; [MS-XLSB] 2.1.4
Record, 2.4.697 BrtFmt, 2.4.816 BrtXF, 2.4.307 BrtBundleSh, 2.4.740 BrtRowHdr, 2.5.9 Cell. What does not hold together
is no reason to refuse the file: then nothing is told.
"""

import struct
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from data.intake.files import formula_errors_xls, workbook_parts
from data.intake.files.cell_values import PERCENT, Formats, is_percent
from data.intake.files.formula_errors_xls import BEGIN, END, SHOWN

BROKEN = (struct.error, IndexError, KeyError, ValueError, StopIteration, ElementTree.ParseError)
FORMAT, XF, ROW, MULTIPLE = 0x41E, 0xE0, 0x208, 0xBD
NUMBERS = (0x203, 0x27E, 0x06)
"""Records of one number: Number, RK, Formula."""
SHEET_12, FORMAT_12, XF_12, XFS_BEGIN, XFS_END, ROW_12 = 156, 44, 47, 617, 618, 0
NUMBERS_12, ERRORS_12 = (2, 5, 9), (3, 11)
"""BrtCellRk, BrtCellReal, BrtFmlaNum; BrtCellError, BrtFmlaError."""


class Sheet12(NamedTuple):
    """What is told of the cells of one sheet of an XLSB workbook."""

    formats: Formats
    errors: dict[tuple[int, int], str]


def of_xls(content: bytes) -> dict[str, Formats]:
    """Sheet name → its cells shown as percent, and its hidden rows."""
    try:
        book = formula_errors_xls.stream(content)
        styles = _percent_styles(book)
        return {name: _in_sheet(book, begin, styles) for name, begin in formula_errors_xls.sheets(book)}
    except BROKEN:
        return {}


def _percent_styles(book: bytes) -> set[int]:
    percent, formats = set(PERCENT), []
    for kind, body in formula_errors_xls.records(book, 0):
        if kind == FORMAT:
            number, signs, wide = struct.unpack_from("<HHB", body)
            code = body[5 : 5 + signs * (1 + (wide & 1))].decode("utf-16-le" if wide & 1 else "latin-1", "replace")
            (percent.add if is_percent(code) else percent.discard)(number)
        elif kind == XF:
            formats.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == END:
            break
    return {place for place, number in enumerate(formats) if number in percent}


def _in_sheet(book: bytes, begin: int, styles: set[int]) -> Formats:
    of_sheet, depth = Formats(), 0
    for kind, body in formula_errors_xls.records(book, begin):
        depth += (kind == BEGIN) - (kind == END)
        if depth == 0:
            break
        if kind == ROW and body[12] & 0x20:
            of_sheet.hidden.add(struct.unpack_from("<H", body)[0] + 1)
        elif styles and kind in NUMBERS:
            row, column, style = struct.unpack_from("<HHH", body)
            if style in styles:
                of_sheet.percent.add((row, column))
        elif styles and kind == MULTIPLE:
            row, first = struct.unpack_from("<HH", body)
            listed = (struct.unpack_from("<H", body, at)[0] for at in range(4, len(body) - 2, 6))
            of_sheet.percent.update((row, first + nth) for nth, style in enumerate(listed) if style in styles)
    return of_sheet


def of_xlsb(packed: zipfile.ZipFile) -> dict[str, Sheet12]:
    """Sheet name → its cells shown as percent, its hidden rows, and its cells whose formula failed."""
    names = set(packed.namelist())
    try:
        styles = _percent_styles_12(packed.read("xl/styles.bin")) if "xl/styles.bin" in names else set()
        parts = {name: part for name, part in _sheets_12(packed) if part in names}
        return {name: _in_sheet_12(packed.read(part), styles) for name, part in parts.items()}
    except BROKEN:
        return {}


def _records_12(part: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind of each record, and where its body begins and ends."""
    at, length = 0, len(part)
    while at < length:
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | part[at] << 7
            at += 1
        size = part[at] & 0x7F
        shift = 7
        while part[at] & 0x80 and shift < 28:
            at += 1
            size |= (part[at] & 0x7F) << shift
            shift += 7
        at += 1
        yield kind, at, at + size
        at += size


def _text_12(part: bytes, at: int) -> tuple[str, int]:
    signs = struct.unpack_from("<I", part, at)[0]
    end = at + 4 + 2 * (signs if signs != 0xFFFFFFFF else 0)
    return part[at + 4 : end].decode("utf-16-le", "replace"), end


def _percent_styles_12(part: bytes) -> set[int]:
    percent, formats, is_cell = set(PERCENT), [], False
    for kind, at, _ in _records_12(part):
        if kind == FORMAT_12:
            (percent.add if is_percent(_text_12(part, at + 2)[0]) else percent.discard)(part[at] | part[at + 1] << 8)
        elif kind in (XFS_BEGIN, XFS_END):
            is_cell = kind == XFS_BEGIN
        elif kind == XF_12 and is_cell:
            formats.append(struct.unpack_from("<H", part, at + 2)[0])
    return {place for place, number in enumerate(formats) if number in percent}


def _sheets_12(packed: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    targets = workbook_parts.targets(packed, "xl/_rels/workbook.bin.rels")
    book = packed.read("xl/workbook.bin")
    for kind, at, _ in _records_12(book):
        if kind == SHEET_12:
            related, at = _text_12(book, at + 8)
            yield _text_12(book, at)[0], targets.get(related, "")


def _in_sheet_12(part: bytes, styles: set[int]) -> Sheet12:
    of_sheet, errors, row = Formats(), {}, 0
    for kind, at, _ in _records_12(part):
        if kind == ROW_12:
            row = struct.unpack_from("<I", part, at)[0]
            if part[at + 11] & 0x10:
                of_sheet.hidden.add(row + 1)
        elif kind in NUMBERS_12:
            if styles and int.from_bytes(part[at + 4 : at + 7], "little") in styles:
                of_sheet.percent.add((row, struct.unpack_from("<I", part, at)[0]))
        elif kind in ERRORS_12:
            errors[row, struct.unpack_from("<I", part, at)[0]] = SHOWN.get(part[at + 8], "#N/A")
    return Sheet12(of_sheet, errors)
