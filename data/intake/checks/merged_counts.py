"""Counts and values merged over several rows: a sum of them, and no row's own."""

from collections.abc import Sequence

from data.intake.checks.filled_down import MEASURED
from data.intake.columns.matching import ColumnMap
from data.intake.files.merged_cells import Merge
from data.schema.kinds import Kind


def places(kind: Kind, columns: ColumnMap) -> dict[int, str]:
    """Place in the file of each column that counts or measures → its name."""
    measured = (column.name for column in kind.columns if column.type in MEASURED)
    return {int(columns.cells[name][1:]): name for name in measured if name in columns.cells}


def shared(kind: Kind, columns: ColumnMap, merges: Sequence[Merge]) -> list[tuple[int, str, str]]:
    """Every row that shares such a cell with another, as (row_no, column, rule)."""
    measured = places(kind, columns)
    return [
        (row + 1, measured[left], "count_merged")
        for top, left, end, _ in merges
        if left in measured
        for row in range(top, end + 1)
    ]
