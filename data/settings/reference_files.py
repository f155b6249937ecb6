"""How a home's reference files are read into tables.

A shipped file may speak of regions or agencies that a home with files of its own does not have; such rows are left
out. In a file that the home brings itself they are an error.
"""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from data.errors import told
from data.home import SHIPPED, Home
from data.settings import csv_reader
from data.settings.csv_reader import Row

REMARKS = ("source", "certainty", "note", "decree")
"""Columns that any file may have and no table holds."""


def is_own(home: Home, name: str) -> bool:
    """Whether the home brings that reference file itself."""
    return home.reference(name) != SHIPPED / "reference" / name


def rows_about(
    home: Home, name: str, columns: Sequence[str], known: Collection[str], optional: Collection[str] = ()
) -> list[Row]:
    """The rows of a file about regions or agencies that the home has; `columns` holds the column of their code."""
    column = next(column for column in ("agency_code", "region_code", "code") if column in columns)
    rows = csv_reader.read(home.reference(name), columns, (*REMARKS, *optional))
    for row in rows:
        if row.text(column) not in known and is_own(home, name):
            raise row.wrong(column, told("code_unknown"))
    return [row for row in rows if row.text(column) in known]


def table(records: Sequence[Mapping[str, object]], kinds: Mapping[str, str]) -> pd.DataFrame:
    """A table with exactly these columns and kinds, also when there are no rows."""
    return pd.DataFrame(list(records), columns=list(kinds)).astype(dict(kinds))
