"""Entered values that their indicator's unit cannot have, or that look like a fraction in place of a percentage."""

from collections.abc import Iterator

import duckdb

from data.home import Home
from data.intake.columns import indicator_words
from data.schema.problems import Problem

BOUNDS = {"percent": (0, 100), "index": (25, 100), "unsur": (1, 4)}


def check(con: duckdb.DuckDBPyConnection, home: Home) -> Iterator[Problem]:
    """A warning for each such row of `accepted`, for figures."""
    units = indicator_words.indicator_units(home)
    rows = con.execute("""
        select row_no, indicator_id, value from accepted where value is not null and indicator_id is not null
        order by row_no
    """).fetchall()
    for row, indicator, value in rows:
        unit = "unsur" if indicator.startswith("unsur_") else units.get(indicator, "")
        least, most = BOUNDS.get(unit, (value, value))
        if not least <= value <= most:
            yield Problem(row, "nilai", "figure_out_of_range", "warning")
        elif unit == "percent" and 0 < value < 1:
            yield Problem(row, "nilai", "share_as_fraction", "warning")
