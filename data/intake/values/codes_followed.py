"""Codes of a file that others follow by now: they are read as these, which is told once for each column."""

from collections.abc import Iterator

import duckdb

from data.home import Home
from data.intake.columns.matching import ColumnMap
from data.schema.kinds import Kind, fold
from data.schema.problems import Problem
from data.warehouse import successors


def check(con: duckdb.DuckDBPyConnection, home: Home, kind: Kind, columns: ColumnMap) -> Iterator[Problem]:
    """One warning for each coded column, once its words are read (`data.intake.values.distinct_words`)."""
    for name, followed in successors.successors(home).of.items():
        if not followed or name not in columns.cells:
            continue
        by_spelling = {fold(old): old for old in followed}
        words = con.execute(f"select distinct raw from words_{name} where value is not null").fetchall()
        met = sorted({by_spelling[fold(str(raw))] for (raw,) in words if fold(str(raw)) in by_spelling})
        if met:
            codes = ", ".join(f"{old} → {followed[old]}" for old in met)
            yield Problem(None, kind.column(name).header, "codes_followed", "warning", {"codes": codes})
