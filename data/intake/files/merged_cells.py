"""Merged cells of a sheet: what stands in the first row of a merge holds for the rows below it."""

import csv
from collections.abc import Sequence
from pathlib import Path

Merge = tuple[int, int, int, int]
"""First row, column and last row, column, from 0."""


def fill(path: Path, merges: Sequence[Merge], filled: Path) -> int:
    """Write the numbered rows of `path` to `filled` with these merges filled downwards; returns how many cells were.

    A row that has nothing of its own stays away.
    """
    first: dict[tuple[int, int], str] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, _ in merges:
        owner |= {(row, left): (top, left) for row in range(top + 1, bottom + 1)}
    tops, count = set(owner.values()), 0
    columns = sorted({left for _, left, _, _ in merges})
    with path.open(encoding="utf-8", newline="") as source, filled.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for number, *cells in csv.reader(source):
            row = int(number) - 1
            for column in columns:
                here = (row, column)
                if here in tops:
                    first[here] = cells[column] if column < len(cells) else ""
                elif here in owner and (text := first.get(owner[here])):
                    cells += [""] * (column + 1 - len(cells))
                    if not cells[column].strip():
                        cells[column], count = text, count + 1
            writer.writerow([number, *cells])
    return count
