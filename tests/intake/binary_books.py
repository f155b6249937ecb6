"""The smallest workbooks of the two binary forms, written record by record: XLS (BIFF8) and XLSB (BIFF12).

A cell is a text, a number (number, style), or an error (`"#"`); style 1 is the percent format 10, style 2 the format
of its own `0.0%`, style 0 general. Sources: [MS-CFB], [MS-XLS], [MS-XLSB].
"""

import struct
import zipfile
from pathlib import Path

OWN, STYLES = 170, (0, 10, 170)
SECTOR = 512
DIVIDED_BY_ZERO = 7


def xls(path: Path, rows, hidden=()) -> Path:
    """One sheet `Data` in a compound file; two numbers side by side stand in one record, as Excel writes them."""
    book = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    book += _record(0x42, struct.pack("<H", 1200))
    book += _record(0x41E, struct.pack("<HHB", OWN, 4, 0) + b"0.0%")
    book += b"".join(_record(0xE0, struct.pack("<HH16x", 0, number)) for number in STYLES)
    begin = len(book) + 4 + 12 + 4
    book += _record(0x85, struct.pack("<IHBB", begin, 0, 4, 0) + b"Data") + _record(0x0A, b"")
    book += _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for row, cells in enumerate(rows):
        shown = 0x20 if row in hidden else 0
        book += _record(0x208, struct.pack("<HHHHHHI", row, 0, len(cells), 255, 0, 0, shown))
        book += b"".join(_cells_of_row(row, cells))
    book += _record(0x0A, b"")
    path.write_bytes(_compound(book.ljust(4096, b"\0")))
    return path


def _cells_of_row(row, cells):
    column = 0
    while column < len(cells):
        cell, after = cells[column], cells[column + 1 : column + 2]
        if isinstance(cell, tuple) and after and isinstance(after[0], tuple):
            pair = b"".join(struct.pack("<H", style) + _rk(number) for number, style in (cell, after[0]))
            yield _record(0xBD, struct.pack("<HH", row, column) + pair + struct.pack("<H", column + 1))
            column += 2
            continue
        if isinstance(cell, tuple):
            yield _record(0x203, struct.pack("<HHHd", row, column, cell[1], cell[0]))
        elif cell == "#":
            yield _record(0x205, struct.pack("<HHHBB", row, column, 0, DIVIDED_BY_ZERO, 1))
        else:
            yield _record(0x204, struct.pack("<HHHHB", row, column, 0, len(cell), 0) + cell.encode("latin-1"))
        column += 1


def _rk(number):
    """A whole number, or one of hundredths, in four bytes."""
    if number == int(number):
        return struct.pack("<I", int(number) << 2 | 2)
    return struct.pack("<I", round(number * 100) << 2 | 3)


def _record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def _compound(stream):
    """A compound file of one stream: allocation table, directory, then the stream's sectors."""
    count = -(-len(stream) // SECTOR)
    table = [0xFFFFFFFD, 0xFFFFFFFE, *(range(3, 2 + count)), 0xFFFFFFFE]
    fat = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * 432

    def entry(name, kind, child, first, length):
        named = (name + "\0").encode("utf-16-le")
        entry = named.ljust(64, b"\0") + struct.pack("<HBB", len(named), kind, 1)
        return entry + struct.pack("<III16xI8x8xIQ", 0xFFFFFFFF, 0xFFFFFFFF, child, 0, first, length)

    listed = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    return header + fat + listed.ljust(SECTOR, b"\0") + stream.ljust(count * SECTOR, b"\0")


def xlsb(path: Path, rows, hidden=()) -> Path:
    """One sheet `Data`."""
    relation = '<Relationship Id="r1" Type="t" Target="worksheets/sheet1.bin"/>'
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    styles = (
        _record_12(615, struct.pack("<I", 1))
        + _record_12(44, struct.pack("<H", OWN) + _text("0.0%"))
        + _record_12(616, b"")
    )
    styles += _record_12(617, struct.pack("<I", len(STYLES)))
    styles += b"".join(_record_12(47, struct.pack("<HH12x", 0, number)) for number in STYLES) + _record_12(618, b"")
    parts = {
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{namespace}">{relation}</Relationships>',
        "xl/workbook.bin": _record_12(156, struct.pack("<II", 0, 1) + _text("r1") + _text("Data"))
        + _record_12(144, b"")
        + _record_12(132, b""),
        "xl/styles.bin": styles,
        "xl/worksheets/sheet1.bin": _sheet(rows, hidden),
        "[Content_Types].xml": "<Types/>",
    }
    with zipfile.ZipFile(path, "w") as packed:
        for name, body in parts.items():
            packed.writestr(name, body)
    return path


def _sheet(rows, hidden):
    body = _record_12(129, b"") + _record_12(148, struct.pack("<IIII", 0, len(rows) - 1, 0, len(rows[0]) - 1))
    body += _record_12(145, b"")
    for row, cells in enumerate(rows):
        body += _record_12(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0x10 if row in hidden else 0, 0, 0))
        for column, cell in enumerate(cells):
            style = cell[1] if isinstance(cell, tuple) else 0
            at = struct.pack("<I", column) + style.to_bytes(3, "little") + b"\0"
            if isinstance(cell, tuple):
                body += _record_12(5, at + struct.pack("<d", cell[0]))
            elif cell == "#":
                body += _record_12(3, at + bytes([DIVIDED_BY_ZERO]))
            else:
                body += _record_12(6, at + _text(cell))
    return body + _record_12(146, b"") + _record_12(130, b"")


def _text(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record_12(kind, body):
    named = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(body)
    while length > 127:
        size, length = size + bytes([length & 0x7F | 0x80]), length >> 7
    return named + size + bytes([length]) + body
