"""Sheets that are written row by row as CSV, each row behind its number, within bounds of size."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from data.intake.files.merged_cells import Merge

WRITTEN_BYTES = 1 << 30
MERGED_CELLS = 1 << 21
COLUMNS = 16384
"""No spreadsheet has more."""


class SheetWriter:
    """One sheet on its way to a CSV file; rows come in order, and merged cells are noted with the row they begin in.

    Raises MemoryError where a sheet grows beyond what one upload may hold.
    """

    def __init__(self, scratch: Path, place: int, name: str) -> None:
        self.name = name
        self.hidden: list[int] = []
        self.row = 0
        """The number of the last row."""
        self._file = f"sheet{place}.csv"
        self._out = (scratch / self._file).open("w", encoding="utf-8", newline="")
        self._bytes = 0
        self._merges: list[Merge] = []
        self._below: dict[int, int] = {}

    def add(self, texts: Sequence[str]) -> None:
        """The next row, its cells in the columns that no cell merged from above takes."""
        if self._below:
            self.add_spanned([(text, 1, 1) for text in texts])
        else:
            self.row += 1
            self._write(list(texts))

    def add_spanned(self, cells: Iterable[tuple[str, int, int]]) -> None:
        """The next row of cells as (text, columns, rows), a cell of several rows noted as merged."""
        self.row += 1
        taken, texts = self._below, list[str]()
        begun: dict[int, int] = {}
        for text, wide, high in cells:
            while len(texts) in taken:
                texts.append("")
            left = len(texts)
            if left + wide > COLUMNS:
                raise MemoryError
            texts += [text, *[""] * (wide - 1)]
            if high > 1:
                self.merge(left, wide, high)
                begun |= dict.fromkeys(range(left, left + wide), high - 1)
        self._below = {column: rows - 1 for column, rows in taken.items() if rows > 1} | begun
        self._write(texts)

    def merge(self, left: int, wide: int, high: int) -> None:
        """Note a cell of the last row that takes several rows."""
        self._merges.append((self.row - 1, left, self.row + high - 2, left + wide - 1))

    def _write(self, texts: list[str]) -> None:
        if any(texts):
            self._bytes += write_row(self._out, self.row, texts)
            if self._bytes > WRITTEN_BYTES:
                raise MemoryError

    def close(self) -> dict[str, object]:
        """What is told of the sheet (`data.intake.files.workbook`)."""
        self._out.close()
        merges = clipped(self._merges, self.row)
        return {"name": self.name, "file": self._file, "merges": merges, "hidden": self.hidden}


def clipped(merges: Iterable[Merge], rows: int) -> list[Merge]:
    """The merges over several rows, cut at the last row; MemoryError when they cover more than any sheet needs."""
    cut = [(top, left, min(bottom, rows - 1), right) for top, left, bottom, right in merges]
    cut = [merge for merge in cut if merge[2] > merge[0]]
    if sum(bottom - top for top, _, bottom, _ in cut) > MERGED_CELLS:
        raise MemoryError
    return cut


def write_row(out: TextIO, number: int, texts: Sequence[str]) -> int:
    """Write one row behind its number; one that needs no quotation marks, as most, is written as it is."""
    line = ",".join(texts)
    if line.count(",") == len(texts) - 1 and line.isprintable() and '"' not in line:
        return out.write(f"{number},{line}\n")
    csv.writer(out, lineterminator="\n").writerow([number, *texts])
    return len(line)
