"""Columns with few different cells (`glance.LISTED`): each text is read once, and found again by its place."""

import duckdb

from data.home import Home
from data.intake.columns import matching
from data.intake.source.profiles import Profile
from data.intake.values import cell_text, patterns
from data.schema import null_words
from data.schema.kinds import Column


def make(con: duckdb.DuckDBPyConnection, home: Home, column: Column, cell: str, profile: Profile) -> None:
    """The different texts of a column read once: table `words_<name>(written, raw, value)`, and what finds them.

    `written` is the cell as it stands in the file, `raw` what it says (null: nothing). The place of a text in the type
    `written_<name>` is its place in the lists `values_<name>` and `raws_<name>`, the second being '' where there is a
    value.
    """
    name = column.name
    con.execute(f"""
        create or replace table seen_{name} as select text as written, {null_words.said(column, "trimmed")} as raw
        from (select text, nullif({cell_text.clean("text")}, '') as trimmed from seen where cell = '{cell}')
    """)
    if column.type == "score" and profile.scale and profile.scale.blank:
        blanks = {"blanks": [word.strip().lower() for word in profile.scale.blank]}
        con.execute(f"update seen_{name} set raw = null where list_contains($blanks, lower(raw))", blanks)
    if column.type in matching.CODED:
        matching.resolve(con, home, column, f"seen_{name}", profile)
        value = patterns.from_code(column, "value")
    else:
        value = patterns.value(column, "raw", profile)
        con.execute(f"create or replace table words_{name} as select written, raw, {value} as value from seen_{name}")
        value = "value"
    value = f"cast({value} as {patterns.sql_type(column, profile)})"
    con.execute(f"create or replace type written_{name} as enum (select written from words_{name} order by rowid)")
    con.execute(f"set variable values_{name} = (select list({value} order by rowid) from words_{name})")
    unread = "case when value is null then raw else '' end"
    con.execute(f"set variable raws_{name} = (select list({unread} order by rowid) from words_{name})")


def place(name: str, cell: str) -> str:
    """SQL: the place of a cell among the texts of its column."""
    return f"enum_code(try_cast({cell} as written_{name})) + 1"


def at(name: str, place_of: str) -> tuple[str, str]:
    """SQL for the value at a place, and for what is told of its text."""
    return f"getvariable('values_{name}')[{place_of}]", f"getvariable('raws_{name}')[{place_of}]"


def are_all_read(con: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Whether every text of the column that says anything has a value."""
    unread = f"select 1 from words_{name} where value is null and raw is not null limit 1"
    return not con.execute(unread).fetchall()
