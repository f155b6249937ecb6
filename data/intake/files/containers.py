"""A table inside a gzip file or a zip archive: unpacked once, within bounds, when it is the only one."""

import gzip
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from data.errors import RefusedError
from data.intake.files import file_format

UNPACKED_BYTES = 1 << 30
RATIO = 200
"""A sheet of repeated text packs 20 to 60 times; a bomb a thousand times."""
ALWAYS_BYTES = 64 << 20
CHUNK = 1 << 20
TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".html", ".htm", ".xml")
PLAIN_TABLES = (".txt", ".tab", ".dat", "")
"""These may hold a table or a note beside it: they count only where no name is surer."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def bound(packed_bytes: int) -> int:
    """How many bytes may come out of a packed file of this size."""
    return min(UNPACKED_BYTES, max(ALWAYS_BYTES, RATIO * packed_bytes))


def unpacked(path: Path, scratch: Path) -> tuple[Path, file_format.Format]:
    """The file that holds the table, and its form: the file itself, or what was packed in it, written to `scratch`.

    Raises RefusedError with the rule that says what the file is, when no single table is to be had from it.
    """
    form = file_format.of(path)
    if form not in ("zip", "gzip"):
        return path, form
    inner = scratch / "unpacked"
    limit = bound(path.stat().st_size)
    try:
        if form == "gzip":
            with gzip.open(path, "rb") as stream:
                _copy(stream, inner, limit)
        else:
            with zipfile.ZipFile(path) as packed, packed.open(_only_table(packed)) as stream:
                _copy(stream, inner, limit)
    except (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise RefusedError("file_unreadable") from error
    form = file_format.of(inner)
    if form in ("zip", "gzip"):
        raise RefusedError("file_is_archive")
    return inner, form


def _only_table(packed: zipfile.ZipFile) -> zipfile.ZipInfo:
    names = (info.filename for info in packed.infolist())
    if any(not name.endswith("/") and not PurePosixPath(name).name for name in names):
        raise RefusedError("file_unreadable")
    listed = [info for info in packed.infolist() if not info.is_dir() and not _of_the_system(info.filename)]
    suffix = {info: PurePosixPath(info.filename).suffix.lower() for info in listed}
    sure = [info for info in listed if suffix[info] in TABLES]
    tables = sure or [info for info in listed if suffix[info] in PLAIN_TABLES]
    tables = tables or [info for info in listed if len(listed) == 1]
    if len(tables) > 1:
        raise RefusedError("file_of_several_tables")
    if not tables:
        raise RefusedError("file_is_archive" if listed else "file_empty")
    if tables[0].flag_bits & 1:
        raise RefusedError("file_password")
    if tables[0].compress_type not in _METHODS or tables[0].header_offset < 0:
        raise RefusedError("file_unreadable")
    return tables[0]


def _of_the_system(name: str) -> bool:
    """What operating systems put beside the files of an archive."""
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or parts[-1].startswith((".", "~$")) or parts[-1].lower() in ("thumbs.db", "desktop.ini")


def _copy(stream: IO[bytes] | gzip.GzipFile, inner: Path, limit: int) -> None:
    written = 0
    with inner.open("wb") as out:
        while chunk := stream.read(CHUNK):
            written += len(chunk)
            if written > limit:
                raise RefusedError("file_too_large")
            out.write(chunk)
