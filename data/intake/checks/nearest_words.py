"""The known word that an unknown one of a file is nearest to, for the message about it; never the word itself."""

from collections.abc import Collection

import duckdb

from data.home import Home
from data.intake.columns import matching
from data.intake.values import unknown_words
from data.intake.values.unknown_words import LONGEST, SHOWN
from data.schema.kinds import Kind, fold


def find(con: duckdb.DuckDBPyConnection, home: Home, kind: Kind, names: Collection[str]) -> dict[tuple[int, str], str]:
    """Row and column of unknown words → the known code that is clearly meant, for the most frequent words."""
    meant: dict[tuple[int, str], str] = {}
    for name in names:
        known = matching.vocabulary(home, kind.column(name))
        words = con.execute(f"""
            select {name}__raw, list(row_no) from broken where {name} is null and length({name}__raw) <= {LONGEST}
            group by all order by count(*) desc, min(row_no) limit {SHOWN}
        """).fetchall()
        for word, rows in words:
            codes, is_clear = unknown_words.nearest(fold(word), known)
            if codes and is_clear:
                meant |= {(int(row), name): codes[0] for row in rows}
    return meant
