"""Which cells of a row are to be looked into for personal data, told while the row is read."""

from collections.abc import Mapping

import duckdb

from data.intake.columns.matching import ColumnMap
from data.intake.source.sheet import Sheet
from data.intake.values import personal_data as personal
from data.schema.kinds import Kind


def of_row(
    con: duckdb.DuckDBPyConnection, kind: Kind, sheet: Sheet, columns: ColumnMap, listed: Mapping[str, str]
) -> str:
    """SQL for the cells of a row that may hold personal data, null when there are none; for a select from `lines`.

    `listed` are the columns whose texts are in `seen`. What was read quickly (`<name>__quick`) has been seen through.
    """
    name_of = {cell: name for name, cell in columns.cells.items()}
    gone = personal.dropped(sheet.headers, name_of)
    conditions = {}
    for cell in sheet.cell_columns:
        if cell in gone:
            continue
        name = name_of.get(cell)
        column = kind.column(name) if name else None
        suspect = personal.is_suspect(cell, column.type if column else "text", bool(column and column.free_text))
        if name in listed:
            texts = f"select text as {cell} from seen where cell = '{cell}'"
            if not con.execute(f"select 1 from ({texts}) where {suspect} limit 1").fetchall():
                continue
        elif name:
            suspect = f"{name}__quick is null and {suspect}"
        conditions[cell] = suspect
    if not conditions:
        return "null"
    cells = (
        f"case when {suspect} then {{'cell_column': '{cell}', 'value': trim({cell})}} end"
        for cell, suspect in conditions.items()
    )
    return (
        f"case when {' or '.join(f'({suspect})' for suspect in conditions.values())}"
        f" then list_filter([{', '.join(cells)}], lambda found: found is not null) end"
    )
