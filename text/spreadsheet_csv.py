"""CSV that leaves the house: the one place that writes it, and no text in it is run by a spreadsheet.

A quote stands before a text that a spreadsheet would take for a formula, also behind blanks and invisible signs, in the
wide forms of East Asian keyboards, and behind a separator inside the text (an office whose separator is `;` splits a
file that was written with `,` there). Numbers stay numbers, and a lone dash is the member `-`.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

BYTE_ORDER_MARK = "\ufeff"
BLANK = "[\x00-\x20\x85\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]*"
RISKY = f"^({BLANK}[=+@\uff1d\uff0b\uff20\uff0d-]|[\t\r\n])"
"""The start by which a spreadsheet takes a text for a formula."""
INSIDE = f'([;,\t\r\n|]{BLANK}"?)([=@]|[+-][A-Za-z(])'
"""The same behind a separator inside a text. Both are patterns for Python and for RE2 (DuckDB) alike."""
_START, _INSIDE, _APART = re.compile(RISKY), re.compile(INSIDE), r"\1'\2"


class _Numbers(str):
    """Several numbers in one cell, the first of which may be negative."""


def cell(value: object) -> object:
    """One value for CSV: a list joined by blanks, a missing one empty, a text that would be run behind a quote."""
    if isinstance(value, tuple | list):
        joined = " ".join(map(str, value))
        value = joined if any(isinstance(part, str) for part in value) else _Numbers(joined)
    if value is None:
        return ""
    if not isinstance(value, str) or isinstance(value, _Numbers) or value == "-":
        return value
    start = _START.match(value)
    at = start.end() if start else 0
    apart = value[:at] + _INSIDE.sub(_APART, value[at:])
    return f"'{apart}" if start else apart


def write_row(stream: TextIO, columns: Sequence[str], row: Mapping[str, Any]) -> None:
    """Write one more row below headers that are there already."""
    csv.writer(stream, lineterminator="\n").writerow([cell(row.get(column.strip())) for column in columns])


def write(
    stream: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], delimiter: str = ",", ends: str = "\n"
) -> None:
    """Write a line of headers and the rows; what a row has no value for is empty."""
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=ends)
    writer.writerow([cell(column) for column in columns])
    writer.writerows([cell(row.get(column)) for column in columns] for row in rows)


def written(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], delimiter: str = ",") -> str:
    """A whole file as text, after a byte order mark: Excel then knows that it is UTF-8."""
    text = io.StringIO(newline="")
    write(text, columns, rows, delimiter, "\r\n")
    return BYTE_ORDER_MARK + text.getvalue()


def sql_cell(column: str) -> str:
    """SQL of `cell` for a column of texts, for tables that the engine writes itself."""
    risky, inside, apart = map(_quoted, (RISKY, INSIDE, _APART))
    start = f"regexp_extract({column}, {risky})"
    rest = f"regexp_replace(substring({column}, length({start}) + 1), {inside}, {apart}, 'g')"
    is_run = f"regexp_matches({column}, {risky}) or regexp_matches({column}, {inside})"  # of few, and the rest is dear
    guarded = f"case when {start} <> '' then '''' else '' end || {start} || {rest}"
    return f"case when {column} <> '-' and ({is_run}) then {guarded} else {column} end as {column}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
