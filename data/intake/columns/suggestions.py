"""Headers of a file that are like a column's name, to be offered on the form; a load takes only what is the same."""

import difflib
import re
from collections.abc import Sequence

from data.intake.columns.matching import ColumnMap
from data.schema.kinds import Column, Kind, fold

LIKE = 0.75
"""Headers less alike than this are not offered: a wrong offer costs more than none."""
SHORTEST_WITHIN = 5
AMOUNT = re.compile(r"jumlah|jml|total|rata|persen|nilai")
"""A header that begins so counts something: it is nobody's number, however alike the rest of it is."""


def offers(kind: Kind, headers: Sequence[str], columns: ColumnMap) -> dict[str, str]:
    """Name of each column without cells or constant → the free header that is most like it, each header once."""
    taken = {int(cell[1:]) for cell in columns.cells.values()}
    free = {fold(header): header for i, header in enumerate(headers) if i not in taken and fold(header)}
    wanting = [c for c in kind.columns if c.name not in columns.cells and c.name not in columns.constants]
    likeness = sorted(
        ((_likeness(column, folded), column.name, folded) for column in wanting for folded in free), reverse=True
    )
    offered: dict[str, str] = {}
    for alike, name, folded in likeness:
        if alike >= LIKE and name not in offered and free[folded] not in offered.values():
            offered[name] = free[folded]
    return offered


def _likeness(column: Column, header: str) -> float:
    """0 to 1: how much a folded header is like one of the column's names; one inside the other counts 0.8."""
    alike = 0.0
    if column.type == "text" and AMOUNT.match(header):
        return alike
    for name in column.known_headers:
        within = min(len(name), len(header)) >= SHORTEST_WITHIN and (name in header or header in name)
        alike = max(alike, 0.8 if within else 0.0, difflib.SequenceMatcher(None, name, header).ratio())
    return alike
