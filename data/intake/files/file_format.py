"""What a file is, by its first bytes: a table that can be read, or another thing that is named.

Sources: PKWARE APPNOTE 4.3.7 (ZIP), RFC 1952 (gzip), [MS-CFB] 2.2 and [MS-OFFCRYPTO] 2.3.4.4 (encrypted package),
and the signatures that each format's own specification gives.
"""

import codecs
import mmap
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from data.errors import RefusedError

Format = Literal["workbook", "html", "spreadsheetml", "zip", "gzip", "text"]
SNIFFED_BYTES = 1 << 16
UTF16_BYTES = 64
"""Headers are of letters, whose upper byte is nil."""
PACKED = (b"PK\x03\x04", b"PK\x05\x06")
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
SPREADSHEETML = "urn:schemas-microsoft-com:office:spreadsheet"
_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "file_is_pdf": (b"%PDF",),
    "file_is_picture": (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"\0\0\x01\0", b"<svg"),
    "file_is_columnar": (b"PAR1", b"ARROW1", b"FEA1", b"ORC", b"Obj\x01", b"\x89HDF"),
    "file_is_archive": (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18"),
    "file_is_database": (b"SQLite format 3\0", b"\0\x01\0\0Standard", b"PGDMP"),
    "file_is_document": (b"{\\rtf",),
    "file_is_web_archive": (b"MIME-Version:",),
    "file_is_program": (b"MZ\x90", b"\x7fELF"),
}
"""Rule → how a file of that form begins."""
_INSIDE: dict[str, tuple[tuple[int, bytes], ...]] = {
    "file_is_archive": ((257, b"ustar"),),
    "file_is_picture": ((8, b"WEBP"), (4, b"ftyphei"), (4, b"ftypmif"), (4, b"ftypavi")),
    "file_is_database": ((8, b"DUCK"),),
}
"""Rule → the place, and what stands there."""
_JSON = re.compile(r"\s*+(?:\{\s*+(?:\"|\}|$)|\[\s*+(?:[\[{\"\]]|-?\d+\s*+[,\]]|$))")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|table|title|script|style|div)\b", re.I)
_TABLE = re.compile(r"<(?:table|tr)\b", re.I)
_SQL = re.compile(
    r"(?:--[^\n]*+\n|/\*.*?\*/;?|\s)*+(?:(?:create|drop)\s+(?:table|database)\b|insert\s+into\b|set\s+\S+\s*=|use\s+\S+;)",
    re.I | re.S,
)
_LINE = re.compile(r"\s*+([^\n]*+)")


def of(path: Path) -> Format:
    """The form of a file that holds a table.

    Raises RefusedError: `file_empty`, `file_password`, or the rule that names what the file is instead.
    """
    with path.open("rb") as stream:
        start = stream.read(SNIFFED_BYTES)
    if not start:
        raise RefusedError("file_empty")
    if start.startswith(PACKED):
        return _of_package(path)
    if start.startswith(OLD_OFFICE):
        return _of_compound(path)
    if start.startswith(b"\x1f\x8b"):
        return "gzip"
    for rule, signatures in _SIGNATURES.items():
        if start.startswith(signatures):
            raise RefusedError(rule)
    for rule, places in _INSIDE.items():
        if any(start[at : at + len(sign)] == sign for at, sign in places):
            raise RefusedError(rule)
    return _of_text(path, _decoded(start))


def _decoded(start: bytes) -> str:
    if wide := utf16(start):
        return start[: len(start) & ~1].decode(wide, errors="replace")
    return start.decode("utf-8-sig", errors="replace")


def utf16(start: bytes) -> str | None:
    """The UTF-16 that a file beginning so is written in: by its mark, or as every second byte is nil; None for none."""
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    even, odd = start[0:UTF16_BYTES:2], start[1:UTF16_BYTES:2]
    if odd and not any(odd) and all(even[: len(odd)]):
        return "utf-16-le"
    return "utf-16-be" if odd and not any(even) and all(odd) else None


def _of_text(path: Path, start: str) -> Format:
    if _JSON.match(start):
        raise RefusedError("file_is_json")
    if _SQL.match(start):
        raise RefusedError("file_is_database")
    begins = start.lstrip()[:1] == "<"
    if begins and SPREADSHEETML in start:
        return "spreadsheetml"
    if _TABLE.search(start) and not _is_delimited(start):
        return "html"
    if begins and _HTML.search(start):
        if _holds(path, re.compile(rb"<(?:table|tr)\b", re.I)):
            return "html"
        raise RefusedError("file_is_web_page")
    if begins and start.lstrip().startswith(("<?xml", "<!DOCTYPE")):
        raise RefusedError("file_is_xml")
    return "text"


def _is_delimited(start: str) -> bool:
    """Whether a file begins with headers of a CSV, whose cells may hold the tags of a page."""
    first = _LINE.match(start)
    return first is not None and "<" not in first[1] and any(mark in first[1] for mark in ";,\t|")


def _holds(path: Path, pattern: re.Pattern[bytes]) -> bool:
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        return pattern.search(whole) is not None


def _of_package(path: Path) -> Format:
    if not zipfile.is_zipfile(path):
        raise RefusedError("file_unreadable")
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            if "encrypted-package" in names or _ods_is_encrypted(packed, names):
                raise RefusedError("file_password")
            mime = _small(packed, "mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise RefusedError("file_unreadable") from error
    if (mime and b"spreadsheet" not in mime and b"opendocument" in mime) or _any_below(
        names, ("word/", "ppt/", "Index/")
    ):
        raise RefusedError("file_is_document")
    if names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} or "[Content_Types].xml" in names:
        return "workbook"
    return "zip"


def _any_below(names: Iterable[str], folders: tuple[str, ...]) -> bool:
    return any(name.startswith(folders) for name in names) and "xl/workbook.xml" not in names


def _ods_is_encrypted(packed: zipfile.ZipFile, names: set[str]) -> bool:
    manifest = "META-INF/manifest.xml"
    return "content.xml" in names and manifest in names and b"encryption-data" in _small(packed, manifest)


def _small(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as part:
        return part.read(SNIFFED_BYTES)


def _of_compound(path: Path) -> Format:
    """A compound file says in its directory, in UTF-16, which streams it holds."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as whole:

        def has(name: str) -> bool:
            return whole.find(name.encode("utf-16-le")) >= 0

        if has("EncryptedPackage"):
            raise RefusedError("file_password")
        if not (has("Workbook") or has("Book")) and (has("WordDocument") or has("PowerPoint Document")):
            raise RefusedError("file_is_document")
    return "workbook"
