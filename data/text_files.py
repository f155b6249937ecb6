"""CSV files before DuckDB reads them: encoding, blank lines, row numbers."""

import codecs
import csv
from pathlib import Path

from data.errors import RefusedError

CHUNK = 1 << 20
LINE_BYTES = 1 << 20


def write_numbers(path: Path, delimiter: str, numbered: Path) -> None:
    """Rewrite a CSV with the number of each row in front, blank lines left out."""
    csv.field_size_limit(4 * LINE_BYTES)
    with (
        path.open(encoding="utf-8-sig", newline="") as source,
        numbered.open("w", encoding="utf-8", newline="") as out,
    ):
        writer = csv.writer(out)
        try:
            writer.writerows([i, *row] for i, row in enumerate(csv.reader(source, delimiter=delimiter), start=1) if row)
        except csv.Error as error:
            raise RefusedError("file_unreadable") from error


def as_utf8(path: Path, scratch: Path) -> tuple[Path, bool]:
    """The file in UTF-8, re-encoded when it must be (a wrong guess would end in zero rows); has it blank lines?"""
    encoding = _encoding(path)
    if encoding != "utf-8":
        copy = scratch / "utf8.csv"
        with (
            path.open(encoding=encoding, errors="replace", newline="") as source,
            copy.open("w", encoding="utf-8", newline="") as out,
        ):
            for chunk in iter(lambda: source.read(CHUNK), ""):
                out.write(chunk)
        path = copy
    return path, _has_blank_lines(path)


def _has_blank_lines(path: Path) -> bool:
    before = b"\n"
    with path.open("rb") as stream:
        for chunk in iter(lambda: stream.read(CHUNK), b""):
            text = before + chunk.replace(b"\r", b"")
            if b"\n\n" in text:
                return True
            before = text[-1:]
    return False


def _encoding(path: Path) -> str:
    """UTF-16 by its mark, UTF-8 when every byte fits, else the Windows code page of Indonesian Excel."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        start = stream.read(2)
        if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        try:
            decoder.decode(start)
            for chunk in iter(lambda: stream.read(CHUNK), b""):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"
