"""Records whose region or service stands in the tables no more: such a table is refused before it is used."""

import duckdb

from data import duckdb_session
from data.duckdb_session import quoted
from data.errors import SetupError, error_text
from data.home import Home
from data.ledger import entries
from data.ledger.entries import Entry
from data.schema.kinds import kind as declared
from data.warehouse import successors
from data.warehouse.facts.enum_types import NONE

SHOWN = 5


def refuse(home: Home, as_of: int | None = None) -> None:
    """SetupError with the codes and how many records each has, when a table dropped or recoded one that holds any."""
    standing = entries.standing(entries.entries(home, as_of))
    with duckdb_session.connect() as con:
        duckdb_session.close_in(con, home.entries_at)
        for column, file in successors.FILES.items():
            known = successors.known_codes(home, column) | {"", NONE}
            known |= successors.successors(home).of[column].keys()
            lost = _lost(con, standing, column, known)
            if lost:
                listed = ", ".join(f"{code} ({count})" for code, count in sorted(lost.items())[:SHOWN])
                raise SetupError(error_text("codes_orphaned", file=file, codes=listed))


def _lost(con: duckdb.DuckDBPyConnection, standing: list[Entry], column: str, known: set[str]) -> dict[str, int]:
    """Code that is not known → the records that have it."""
    lost: dict[str, int] = {}
    for name in {entry.kind for entry in standing}:
        if all(other.name != column for other in declared(name).columns):
            continue
        files = ", ".join(quoted(entry.rows_path) for entry in standing if entry.kind == name)
        key = ", ".join(declared(name).key)
        found = con.execute(f"""
            select {column}, count(distinct ({key})) from read_parquet([{files}], union_by_name = true)
            where {column} is not null group by {column}
        """).fetchall()
        for code, count in found:
            if code not in known:
                lost[code] = lost.get(code, 0) + int(count)
    return lost
