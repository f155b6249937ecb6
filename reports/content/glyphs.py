"""Which signs the fonts of documents can draw, read from the font itself, and texts made ready for them."""

import functools
import struct
import unicodedata
from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "fonts"
REGULAR = FONTS / "SourceSans3_400Regular.ttf"
UNDRAWN = "□"
"""Stands where the font has no sign: a document says that something was there, and never fails for it."""


def printable(text: str) -> str:
    """The text in one line of signs that can be drawn; marks that only steer (direction, zero width) are left out.

    A name of letters that no font of ours has is thus told by its boxes; its own letters stand in the figures.
    """
    kept = (sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Cf")
    return " ".join("".join(" " if sign.isspace() else _drawn(sign) for sign in kept).split())


def visible(text: str) -> str:
    """The text without what steers or breaks its writing (direction, zero width, control signs), for spreadsheets."""
    return "".join(
        " " if sign.isspace() else sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C"
    )


def _drawn(sign: str) -> str:
    return sign if ord(sign) in covered() else UNDRAWN


@functools.lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """Every code point of the regular font, from its character map (OpenType cmap, format 12)."""
    data = REGULAR.read_bytes()
    tables = struct.unpack(">H", data[4:6])[0]
    records = (struct.unpack(">4sLLL", data[12 + 16 * i : 28 + 16 * i]) for i in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    count = struct.unpack(">H", data[start + 2 : start + 4])[0]
    for i in range(count):
        offset = start + struct.unpack(">HHL", data[start + 4 + 8 * i : start + 12 + 8 * i])[2]
        if struct.unpack(">H", data[offset : offset + 2])[0] == 12:
            return _format_12(data, offset)
    raise AssertionError("the shipped font has a character map of format 12")


def _format_12(data: bytes, offset: int) -> frozenset[int]:
    groups = struct.unpack(">L", data[offset + 12 : offset + 16])[0]
    spans = struct.iter_unpack(">LLL", data[offset + 16 : offset + 16 + 12 * groups])
    return frozenset(point for first, last, _ in spans for point in range(first, last + 1))
