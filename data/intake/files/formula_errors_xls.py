"""Failed formulas in an XLS workbook (BIFF8 in a compound file), as far as the records tell them.

Sources: [MS-CFB] for the compound file, [MS-XLS] 2.4.28 BoundSheet8, 2.4.24 BoolErr, 2.4.127 Formula, 2.5.133
FormulaValue. What does not hold together is no reason to refuse the file: then nothing is told.
"""

import struct
from collections.abc import Iterator

SHOWN = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
BOUND_SHEET, BOOL_ERR, FORMULA, BEGIN, END = 0x85, 0x205, 0x06, 0x809, 0x0A
STREAMS, ROOT = ("Workbook", "Book"), "Root Entry"
SMALL = 64
"""Bytes of a small sector."""
LAST = 0xFFFFFFFA
"""Sector numbers from here on mean something else than a sector."""


def find(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Sheet name → its failed cells by (row, column) from 0."""
    try:
        book = stream(content)
        begins = dict(sheets(book))
        failed = {name: dict(_failed(book, begin)) for name, begin in begins.items()}
    except (struct.error, IndexError, KeyError, ValueError, StopIteration):
        return {}
    return {name: errors for name, errors in failed.items() if errors}


def stream(content: bytes) -> bytes:
    """The workbook's stream, its sectors put together; a short one lies in the small sectors of the root."""
    shift = struct.unpack_from("<H", content, 30)[0]
    if not 7 <= shift <= 12:
        raise ValueError("sector size")
    size = 1 << shift
    body, fat = content[size:], _table(content, size)
    begins, cutoff, small = struct.unpack_from("<I4xII", content, 48)
    entries = dict(_entries(_chain(body, fat, begins, size)))
    first, long = next(entries[name] for name in STREAMS if name in entries)
    if long >= cutoff:
        return _chain(body, fat, first, size)[:long]
    table = _chain(body, fat, small, size)
    fat_of_small = list(struct.unpack(f"<{len(table) // 4}I", table))
    return _chain(_chain(body, fat, entries[ROOT][0], size), fat_of_small, first, SMALL)[:long]


def _entries(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Name of each stream → its first sector and its length."""
    for at in range(0, len(directory), 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        yield name, struct.unpack_from("<II", directory, at + 116)


def _table(content: bytes, size: int) -> list[int]:
    """The allocation table: sector → the next one of its chain."""
    sectors = list(struct.unpack_from("<109I", content, 76))
    further, count = struct.unpack_from("<II", content, 68)
    for _ in range(min(count, len(content) // size)):
        if further >= LAST:
            break
        *more, further = struct.unpack_from(f"<{size // 4}I", content, (further + 1) * size)
        sectors += more
    table: list[int] = []
    for sector in sectors:
        if sector < LAST:
            table += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)
    return table


def _chain(body: bytes, table: list[int], first: int, size: int) -> bytes:
    pieces, seen = [], set()
    while first < LAST and first not in seen:
        seen.add(first)
        pieces.append(body[first * size : (first + 1) * size])
        first = table[first]
    return b"".join(pieces)


def records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record from a place on."""
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def sheets(book: bytes) -> Iterator[tuple[str, int]]:
    """Name of each sheet, and where its records begin."""
    for kind, body in records(book, 0):
        if kind == BOUND_SHEET:
            begin, count, wide = struct.unpack_from("<I", body)[0], body[6], body[7] & 1
            text = body[8 : 8 + count * (2 if wide else 1)]
            yield text.decode("utf-16-le" if wide else "latin-1", "replace"), begin
        elif kind == END:
            return


def _failed(book: bytes, begin: int) -> Iterator[tuple[tuple[int, int], str]]:
    depth = 0
    for kind, body in records(book, begin):
        depth += (kind == BEGIN) - (kind == END)
        if depth == 0:
            return
        error = None
        if kind == BOOL_ERR and body[7]:
            error = body[6]
        elif kind == FORMULA and body[6] == 2 and body[12:14] == b"\xff\xff":
            error = body[8]
        if error is not None:
            yield struct.unpack_from("<HH", body), SHOWN.get(error, "#N/A")
