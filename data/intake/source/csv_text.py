"""CSV files before DuckDB reads them: encoding, blank lines, row numbers."""

import codecs
import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from data.duckdb_session import quoted
from data.errors import RefusedError
from data.intake.files import file_format

CHUNK = 1 << 22
LINE_BYTES = 1 << 20
_SIGN_OF_UTF8 = re.compile(rb"\xc2[\xa0-\xbf]|\xc3[\x80-\xbf]|\xe2\x80[\x90-\xa6]")
"""A letter or sign of UTF-8 that would be two or three of the Windows code page which no text has side by side."""
_BETWEEN, _RULE = re.compile(r"[|+;,\t]"), re.compile(r":?(?:-{3,}|={3,}):?")
_WRAPPED = re.compile(r'"((?:[^"]|"")*+)"[;,\t]*\s*')
"""A line that is one cell in quotation marks."""


@dataclass(frozen=True)
class Text:
    """A CSV file in UTF-8, and what one pass over its bytes tells."""

    path: Path
    has_blank_lines: bool
    lines: int | None
    """How many lines it has, one a row; None where a cell may hold a line break, or lines end in a bare CR."""


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


def as_utf8(path: Path, scratch: Path) -> Text:
    """The file in UTF-8, re-encoded when it must be: a wrong guess would end in zero rows."""
    encoding = _encoding(path)
    if encoding == "cp1252":
        _refuse_two_encodings(path)
    if encoding != "utf-8":
        copy = scratch / "utf8.csv"
        with (
            path.open(encoding=encoding, errors="replace", newline="") as source,
            copy.open("w", encoding="utf-8", newline="") as out,
        ):
            for chunk in iter(lambda: source.read(CHUNK), ""):
                out.write(chunk)
        path = copy
    return looked_through(path)


def without_outer_quotes(path: Path, lines: Sequence[str], scratch: Path) -> Path:
    """The file without the quotation marks around whole lines, as a spreadsheet saves a CSV it took for one column.

    The same file where not every line is so, but perhaps the headers, or where a line holds no mark between cells.
    """
    filled = [line for line in lines if line.strip()]
    wrapped = [match for line in filled if (match := _WRAPPED.fullmatch(line))]
    below = [line for line in filled[1:] if _WRAPPED.fullmatch(line)]
    if not below or len(below) < len(filled) - 1 or not all(any(mark in w[1] for mark in ";,\t|") for w in wrapped):
        return path

    def unwrapped(line: str) -> str:
        match = _WRAPPED.fullmatch(line)
        return match[1].replace('""', '"') + "\n" if match else line

    return _rewritten(path, scratch / "bare.csv", unwrapped)


def without_rules(path: Path, lines: Sequence[str], scratch: Path) -> Path:
    """The file with blank lines for those that only rule off the headers, as the terminals of databases draw them.

    The same file where none of the first `lines` is one.
    """
    if not any(_is_rule(line) for line in lines):
        return path
    return _rewritten(path, scratch / "without_rules.csv", lambda line: "\n" if _is_rule(line) else line)


def _rewritten(path: Path, copy: Path, change: Callable[[str], str]) -> Path:
    """The copy of a file with every line as `change` makes it."""
    with (
        path.open(encoding="utf-8-sig", newline="") as source,
        copy.open("w", encoding="utf-8", newline="") as out,
    ):
        out.writelines(map(change, iter(lambda: source.readline(LINE_BYTES), "")))
    return copy


def _is_rule(line: str) -> bool:
    cells = [cell.strip() for cell in _BETWEEN.split(line.strip()) if cell.strip()]
    return len(cells) > 1 and all(_RULE.fullmatch(cell) for cell in cells)


def looked_through(path: Path) -> Text:
    """One pass over the bytes of a CSV file in UTF-8."""
    blank, plain, lines, quotes = False, True, 0, 0
    last = before = b"\n"
    with path.open("rb") as stream:
        for chunk in iter(lambda: stream.read(CHUNK), b""):
            text = chunk
            if b"\r" in chunk or last == b"\r":
                plain = plain and _breaks_in_pairs(last, chunk)
                text = chunk.replace(b"\r", b"")
            ends = _places(text, "\n")
            blank = blank or bool(np.any(np.diff(ends) == 1)) or (before == b"\n" and text.startswith(b"\n"))
            lines += len(ends)
            if plain and (quotes % 2 or b'"' in chunk):
                plain = _closed_at_line_ends(text, ends, quotes)
                quotes += text.count(b'"')
            last, before = chunk[-1:], text[-1:] or before
    return Text(path, blank, lines + (before != b"\n") if plain and quotes % 2 == 0 else None)


def _breaks_in_pairs(last: bytes, chunk: bytes) -> bool:
    """Whether every CR so far is followed by its LF; one at the end of the chunk is looked at with the next."""
    torn = last == b"\r" and not chunk.startswith(b"\n")
    return not torn and chunk.count(b"\r") == chunk.count(b"\r\n") + chunk.endswith(b"\r")


def _closed_at_line_ends(text: bytes, ends: npt.NDArray[np.intp], quotes: int) -> bool:
    """Whether an even number of quotation marks stands before the end of each line: no cell goes on in the next."""
    return not np.any((np.searchsorted(_places(text, '"'), ends) + quotes) % 2)


def _places(text: bytes, sign: str) -> npt.NDArray[np.intp]:
    """Where a sign stands in a text."""
    return np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == ord(sign))


def _encoding(path: Path) -> str:
    """UTF-16 by its mark, UTF-8 when every byte fits, else the Windows code page of Indonesian Excel."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        start = stream.read(file_format.UTF16_BYTES)
        if wide := file_format.utf16(start):
            return wide
        try:
            decoder.decode(start)
            for chunk in iter(lambda: stream.read(CHUNK), b""):
                # Plain ASCII after whole characters needs no decoding.
                if decoder.getstate()[0] or not chunk.isascii():
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _refuse_two_encodings(path: Path) -> None:
    """Parts of two programs put together: read either way some names and numbers would be others, without a word."""
    with path.open("rb") as stream:
        before = b""
        for chunk in iter(lambda: stream.read(CHUNK), b""):
            if _SIGN_OF_UTF8.search(before + chunk):
                raise RefusedError("two_encodings")
            before = chunk[-2:]


def shifted_rows(path: Path, headers: Sequence[str], header_row: int) -> tuple[int, ...]:
    """The rows with more commas between their cells than the headers have, though nothing stands behind the last.

    An amount like 1,234 without quotation marks is two cells there, and all behind it stand one column too far. Where
    every row has too many they end in one, which moves nothing. Rows are lines of the file.
    """
    most, shifted, rows, number, rest = len(headers) - 1, list[int](), 0, 0, b""
    with path.open("rb") as stream:
        for chunk in iter(lambda: stream.read(CHUNK), b""):
            text, mark, rest = (rest + chunk).rpartition(b"\n")
            text += mark
            ends, above = _places(text, "\n"), max(header_row - number, 0)
            below = np.diff(np.searchsorted(_places(text, ","), ends), prepend=0)[above:]
            rows += len(below)
            if len(below) and below.max() > most:
                shifted += _with_blank_ends(text.split(b"\n")[above:-1], most, number + above)
            number += len(ends)
    if rest.strip() and number >= header_row:
        rows += 1
        shifted += _with_blank_ends([rest], most, number)
    return tuple(shifted) if len(shifted) < rows else ()


def _with_blank_ends(lines: Sequence[bytes], most: int, before: int) -> list[int]:
    """The numbers of the lines that have more than `most` commas outside quotation marks, and blanks behind them."""
    parsed = csv.reader(line.decode("utf-8", "replace") for line in lines)
    return [
        before + nth
        for nth, cells in enumerate(parsed, start=1)
        if len(cells) - 1 > most and not any(cell.strip() for cell in cells[most + 1 :])
    ]


def refuse_lost_rows(
    con: duckdb.DuckDBPyConnection, headers: Sequence[str], header_row: int, path: Path, delimiter: str
) -> None:
    """A quotation mark that is never closed swallows the rows below it without a word: count the lines then."""
    with path.open("rb") as stream:
        if not any(b'"' in chunk for chunk in iter(lambda: stream.read(CHUNK), b"")):
            return
    with path.open(encoding="utf-8-sig", newline="") as stream:
        filled = sum(bool(line.strip(f'{delimiter}" \t\r\n')) for line in stream)
    above = header_row + sum(header.count("\n") for header in headers)
    cells = [f"c{i}" for i in range(len(headers))]
    breaks = " + ".join(_count(c, "\n") for c in cells)
    rows, inside = con.execute(f"select count(*), coalesce(sum({breaks}), 0) from cells").fetchall()[0]
    marks = len(headers) - 1
    lines = " or ".join(
        f"contains({c}, chr(10)) and {_count(c, delimiter)} >= {marks} * ({_count(c, chr(10))})" for c in cells
    )
    swallowed = con.execute(f"select 1 from cells where {lines} limit 1").fetchall() if marks else []
    if above + rows + inside < filled or swallowed:
        raise RefusedError("quote_unclosed")


def _count(cell: str, mark: str) -> str:
    """SQL: how often a mark of one character stands in a cell."""
    return f"coalesce(length({cell}) - length(replace({cell}, {quoted(mark)}, '')), 0)"
