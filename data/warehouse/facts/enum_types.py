"""The codes of records as enumerated types: grouping and joining by a small number is far quicker than by a text.

They read, compare and sort like the texts they stand for, since the words of a type are in the order of texts.
"""

from collections.abc import Iterable, Sequence

import duckdb

from data.duckdb_session import quoted
from data.home import Home
from data.ledger.entries import Entry
from data.schema import kinds
from data.schema.kinds import Column
from data.schema.kinds import kind as declared
from data.settings import tables as reference_tables
from data.settings.places import places
from data.warehouse.facts import tables
from data.warehouse.successors import Successors

NONE = "-"
"""The member a record without channel, agency or service belongs to."""
TYPES = {
    "region_code": "region_codes",
    "agency_code": "agency_codes",
    "service_code": "service_codes",
    "obstacle_code": "obstacle_codes",
    "calendar_code": "calendar_codes",
    "channel": "channels",
    "status": "statuses",
    "standard_unit": "standard_units",
}
"""Column → its type, in every table that has it."""
KNOWN = {"region_code": "known_regions", "service_code": "known_services"}
"""Column → the table of all its codes, of which `places` is made."""
FROM_TABLES = (
    "service_standards",
    "service_agencies",
    "service_agency_spans",
    "calendar_days",
    "calendar_use",
    "calendar_workdays",
)


def put(con: duckdb.DuckDBPyConnection, home: Home, held: Sequence[Entry] = ()) -> None:
    """Create the types, give them to the reference tables (`tables.put`), and make `places`.

    A type has the words of the home's own tables and declarations. An entry may hold a code that the tables no longer
    know: the words of `held` are taken as well. `places(region_code, service_code, agency_code, calendar_code,
    valid_from, valid_to)` has a row for every region and service, those without an agency or a calendar too, and
    another for each agency the service has moved to.
    """
    words = known(home)
    for column, more in _held(con, held):
        words[column] |= more
    for column, name in TYPES.items():
        con.execute(f"create type {name} as enum ({', '.join(map(quoted, sorted(words[column])))})")
    for table in FROM_TABLES:
        encode(con, table)
    for column, table in KNOWN.items():
        codes = f"select unnest(enum_range(null::{TYPES[column]})) as code"
        con.execute(f"create or replace temp table {table} as {codes}")
    con.execute(f"create or replace table places as {tables.select('places')}")
    encode(con, "places")


def encode(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Give the columns of a table their types."""
    for column, of in con.execute(f"select column_name, column_type from (describe {table})").fetchall():
        if column in TYPES and of == "VARCHAR":
            con.execute(f"alter table {table} alter {column} type {TYPES[column]}")


def sql_type(column: Column) -> str:
    """The type of a declared column as records are kept."""
    return TYPES.get(column.name, tables.SQL_TYPES[column.type])


def read(name: str, followed: Successors) -> str:
    """SQL for the columns of one kind's rows, codes in their types, to stand in `select * replace (…)`.

    A code that is gone is read as the one `followed` it by.
    """
    columns = (column.name for column in declared(name).columns if column.name in TYPES)
    return ", ".join(f"cast({followed.replaced(name, name)} as {TYPES[name]}) as {name}" for name in columns)


def known(home: Home) -> dict[str, set[str]]:
    """Column → the words that the home's own tables and the declarations know of it."""
    words = {
        "region_code": {*places(home).codes, "", NONE},
        "agency_code": {*reference_tables.agencies(home)["code"], NONE},
        "service_code": {*reference_tables.services(home)["code"], NONE},
        "obstacle_code": {*reference_tables.obstacles(home)["code"]},
        "calendar_code": {*tables.frames(home)["calendar_use"]["calendar_code"]},
        "standard_unit": {"days", "minutes"},
        "channel": {NONE},
        "status": set[str](),
    }
    for name in kinds.names():
        for column in declared(name).columns:
            if column.name in words and column.choices:
                words[column.name] |= set(column.choices)
    return words


def _held(con: duckdb.DuckDBPyConnection, held: Sequence[Entry]) -> Iterable[tuple[str, set[str]]]:
    for name in {entry.kind for entry in held if entry.is_upload}:
        files = ", ".join(quoted(entry.rows_path) for entry in held if entry.kind == name)
        rows = f"read_parquet([{files}], union_by_name = true)"
        for (column,) in con.execute(f"select column_name from (describe select * from {rows})").fetchall():
            if column in TYPES:
                words = con.execute(f"select distinct {column} from {rows} where {column} is not null").fetchall()
                yield column, {str(word) for (word,) in words}
