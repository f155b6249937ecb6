"""A document's file read back: its kind, what it carries for the program, and its parts."""

import io
import json
import logging
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pypdf
import python_calamine
from pypdf.errors import PyPdfError

from data.errors import RefusedError, SetupError, error_text
from reports.content.content import Content, from_json
from reports.formats import data_package, pdf, seal, word, workbook

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # damage is told in one line of ours

Format = Literal["pdf", "docx", "xlsx", "csv"]
BROKEN = (
    PyPdfError, zipfile.BadZipFile, zlib.error, python_calamine.CalamineError, struct.error, LookupError, ValueError,
    TypeError, AttributeError, ArithmeticError, AssertionError, OSError, EOFError, RuntimeError,
)  # fmt: skip
"""What reading a file that is not one of ours, or is damaged, may end in."""
UNPACKED_AT_MOST = 256 << 20
CELLS_AT_MOST = 4_000_000
PLACE = re.compile(rb"""\sr\s*=\s*(?:"([^"]*)"|'([^']*)')""")
ADDRESS = re.compile(rb"([A-Za-z]{0,3})(\d{1,7})")
END_OF_ZIP, END_OF_ZIP_LENGTH = b"PK\x05\x06", 22


@dataclass(frozen=True)
class Document:
    """A document as its file holds it; `content` is None for a workbook, which carries cells only."""

    path: Path
    format: Format
    written: bytes
    carried: dict[str, Any]
    content: Content | None

    @property
    def made(self) -> bytes:
        """The file as it was made, without a seal that came after it."""
        return seal.parted(self.written)[0] if self.format == "pdf" else self.written


def opened(path: Path) -> Document:
    """Read a PDF, workbook or package of ours; RefusedError when it is none, or damaged; SetupError without a file."""
    if not path.is_file():
        raise SetupError(error_text("file_missing", file=path))
    try:
        written = path.read_bytes()
        if _torn(written):
            raise RefusedError(error_text("document_torn", file=path.name))
        form = _format(written)
        if form != "pdf":
            parts(written)  # a damaged part is told here, whoever reads it later
        carried, content = READ[form](written)
    except BROKEN as error:
        raise RefusedError(error_text("document_unreadable", file=path.name)) from error
    return Document(path, form, written, carried, content)


def _torn(written: bytes) -> bool:
    """Whether a file begins as one of ours and has lost its end."""
    if written.startswith(b"%PDF"):
        return seal.END not in written
    return written.startswith(b"PK\x03\x04") and not zipfile.is_zipfile(io.BytesIO(written))


def beside_parts(written: bytes) -> bool:
    """Whether a workbook or package holds more than its parts: bytes around them, or two of one name."""
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        names, end = archive.namelist(), written.rfind(END_OF_ZIP)
        around = end + END_OF_ZIP_LENGTH + len(archive.comment) != len(written)
        return around or len(set(names)) != len(names) or min(part.header_offset for part in archive.infolist()) != 0


def parts(written: bytes) -> dict[str, bytes]:
    """The unpacked parts of a workbook or package by name."""
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        if sum(part.file_size for part in archive.infolist()) > UNPACKED_AT_MOST:
            raise OverflowError
        return {name: archive.read(name) for name in sorted(archive.namelist())}


def cells(written: bytes) -> dict[str, list[list[Any]]]:
    """Every sheet of a workbook by name, as rows of cells from A1; OverflowError where a few cells span too many."""
    if any(b"sheetData" in part and _spanned(part) > CELLS_AT_MOST for part in parts(written).values()):
        raise OverflowError
    book = python_calamine.load_workbook(io.BytesIO(written))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def _spanned(sheet: bytes) -> int:
    """How many cells lie between A1 and the last ones that a sheet writes; they are all made when it is read."""
    widest = lowest = 0
    for quoted, apostrophed in PLACE.findall(sheet):
        address = ADDRESS.fullmatch(quoted or apostrophed)
        if address is None:
            raise ValueError
        column = 0
        for letter in address[1].upper():
            column = 26 * column + letter - 64
        widest, lowest = max(widest, column), max(lowest, int(address[2]))
    return widest * lowest


def _format(written: bytes) -> Format:
    if written.startswith(b"%PDF"):
        return "pdf"
    names = zipfile.ZipFile(io.BytesIO(written)).namelist()
    if word.BODY in names:
        return "docx"
    return "csv" if data_package.MANIFEST in names else "xlsx"


def attached(written: bytes) -> bytes:
    """The figures that a PDF carries."""
    [figures] = pypdf.PdfReader(io.BytesIO(written)).attachments[pdf.FIGURES]
    return bytes(figures)


def _pdf(written: bytes) -> tuple[dict[str, Any], Content]:
    content = from_json(attached(written))
    return dict(content.provenance), content


def _package(written: bytes) -> tuple[dict[str, Any], Content]:
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        content = from_json(archive.read(data_package.FIGURES))
        return dict(json.loads(archive.read(data_package.PROVENANCE))), content


def _word(written: bytes) -> tuple[dict[str, Any], Content]:
    content = from_json(parts(written)[word.FIGURES])
    return dict(content.provenance), content


def _workbook(written: bytes) -> tuple[dict[str, Any], None]:
    carried = workbook.carried(iter(list(cells(written).values())[-1]))
    if carried is None:
        raise ValueError("no line for the program")
    return carried, None


READ: dict[Format, Any] = {"pdf": _pdf, "docx": _word, "xlsx": _workbook, "csv": _package}
