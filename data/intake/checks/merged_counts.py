"""Counts and values merged over several rows: a sum of them, and no row's own."""

from data.intake.checks.filled_down import MEASURED
from data.intake.columns.matching import ColumnMap
from data.intake.source import unpivot
from data.intake.source.sheet import Sheet
from data.schema.kinds import Kind


def places(kind: Kind, columns: ColumnMap) -> dict[int, str]:
    """Place in the file of each column that counts or measures → its name."""
    measured = (column.name for column in kind.columns if column.type in MEASURED)
    return {int(columns.cells[name][1:]): name for name in measured if name in columns.cells}


def unfilled(kind: Kind, sheet: Sheet, columns: ColumnMap) -> set[int]:
    """Places in the file of all columns that count or measure, those that are turned into rows among them."""
    return {*places(kind, columns), *unpivot.places(sheet.headers, sheet.unpivots)}


def shared(kind: Kind, columns: ColumnMap, sheet: Sheet) -> list[tuple[int, str, str]]:
    """Every row that shares such a cell with another, as (row_no, column, rule)."""
    measured = places(kind, columns)
    written = sheet.headers[: len(sheet.headers) - len(unpivot.names(sheet.unpivots))]
    turned = unpivot.places(written, sheet.unpivots)
    rows_shared = []
    for top, left, end, _ in sheet.merges:
        part, place = turned.get(left, (0, left))
        if place in measured:
            rows = range(top + 1, end + 2)
            rows_shared += [(row * sheet.parts + part, measured[place], "count_merged") for row in rows]
    return rows_shared
