"""The tables of a data package: scorecards, cells and records, each as CSV and as Parquet.

Text cells of CSV that a spreadsheet would run as a formula begin with a quote; Parquet holds every text as it is.
"""

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import yaml

from access.identity.scope import Scope
from data.duckdb_session import quoted
from data.home import Home
from data.warehouse.database import Connection
from metrics.catalogue import streams
from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from reports.content import provenance, stamp, workspace
from reports.content.content import Content, Table
from reports.formats.data_package_about import CELL, CELLS, COUNTS, Resource
from reports.parts import findings
from text import spreadsheet_csv
from text.words import LANGUAGES, Language

RECORDS = Path(__file__).resolve().parent / "records.yaml"
ARROW_TYPES = {"int64": "BIGINT", "double": "DOUBLE", "bool": "BOOLEAN"}
SENTENCES: dict[str, Language] = {f"effect_sentence_{language}": language for language in LANGUAGES}
"""Columns that put an effect into words."""
TEXTS = ("VARCHAR", "ENUM")
OUR_WORDS = ("region_code", "channel", "status", "standard_unit", "complaint_type")
"""Columns that hold words of ours only."""


def write(home: Home, scope: Scope, content: Content, folder: Path) -> list[Resource]:
    """Write every table into `folder`; what `scope` does not see is in none of them."""
    issued, options, _ = stamp.read(dict(content.provenance))
    (folder / "data").mkdir()
    with workspace.Desk(home, scope, today=provenance.today_of(issued).date()) as sitting:
        write_one = functools.partial(write_table, sitting.connection, folder, provenance.in_period(options))
        tables = [_scorecards(sitting.connection, content, folder)]
        where = provenance.in_scope(sitting, options)
        shared = _counted(sitting.indicators)
        for table in cell_tables(sitting.connection):
            stream, indicators = shared.get(table) or (table.removeprefix(CELLS), ())
            written = write_one(f"{COUNTS}{indicators[0]}" if indicators else table, cells_sql(table, where))
            tables.append(replace(written, stream=stream, indicators=indicators))
        tables += [
            _table(findings.with_sentences(content, table, SENTENCES), name, folder)
            for name, table in content.tables.items()
        ]
        tables += [write_one(name, _records_sql(name, columns, where)) for name, columns in _declared().items()]
    return tables


def _counted(indicators: Mapping[str, Indicator]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Table of counts by value → its stream and the indicators that share it, the first of which names its file."""
    columns_of: dict[str, tuple[str, tuple[str, ...]]] = {}
    for indicator in indicators.values():
        for counted in streams.counted_by(indicator):
            table = f"{COUNTS}{streams.name_of(counted)}"
            columns_of[table] = counted[0], (*columns_of.get(table, ("", ()))[1], indicator.id)
    return columns_of


def cells_sql(table: str, where: str) -> str:
    """SQL for the cells of a table that `where` lets through, in the months from `$first` to `$last`, in order."""
    is_counts = table.startswith("counts_")
    replaced, keys = (" replace (n::bigint as n)", (*CELL, "value")) if is_counts else ("", CELL)  # no HUGEINT outside
    return (
        f"select *{replaced} from {table} where ({where}) and month between $first and $last order by {', '.join(keys)}"
    )


def _records_sql(name: str, columns: Mapping[str, Any], where: str) -> str:
    left_out = f" exclude ({', '.join(columns['without'])})" if columns["without"] else ""
    return f"select *{left_out} from {name} where ({where}) and ({columns['rows']}) order by {columns['order']}"


def write_table(run: Connection, folder: Path, period: Mapping[str, object], name: str, sql: str) -> Resource:
    """One query as CSV and Parquet; it is run once, into a temporary table that keeps its order."""
    named = {name: day for name, day in period.items() if f"${name}" in sql}
    run.execute(f"create or replace temp table packed as {sql}", named)
    described = "select column_name, column_type from (describe packed)"
    for column, kind in run.rows(described):
        if str(kind).startswith("ENUM"):  # codes are texts for whoever reads the package
            run.execute(f"alter table packed alter {column} type varchar")
    columns = [(str(row[0]), str(row[1])) for row in run.rows(described)]
    path = f"data/{name}.csv"
    run.execute(f"copy packed to {quoted(folder / 'data' / f'{name}.parquet')} (format parquet, compression zstd)")
    selected = ", ".join(_safe(column, type_) for column, type_ in columns)
    run.execute(f"copy (select {selected} from packed) to {quoted(folder / path)} (format csv, header)")
    return Resource(name, path, tuple(columns))


def _safe(column: str, type_: str) -> str:
    """SQL of a column for CSV: a text that a spreadsheet would run is quoted, numbers and a lone dash are not."""
    if not type_.startswith(TEXTS) or column in OUR_WORDS:
        return column
    return spreadsheet_csv.sql_cell(column)


def cell_tables(run: Connection) -> Iterator[str]:
    """Every table of cells and of counts per value that the warehouse holds, by name."""
    names = "select table_name from duckdb_tables() where database_name = 'warehouse' order by table_name"
    for (name,) in run.rows(names):
        if str(name).startswith(("cells_", "counts_")):
            yield str(name)


def _scorecards(run: Connection, content: Content, folder: Path) -> Resource:
    """All scorecards in one table; `card` tells which, figures unrounded."""
    path = "data/scorecard.csv"
    columns = ("card", *Row.names(), *workspace.LEVEL)
    with (folder / path).open("w", encoding="utf-8", newline="") as stream:
        rows = ({"card": card, **row} for card, of_card in content.cards.items() for row in of_card)
        spreadsheet_csv.write(stream, columns, rows)
    texts = ", ".join(f"'{name}': 'VARCHAR'" for name in ("period", "member", "target", "reasons", "interval"))
    read = f"select * from read_csv({quoted(folder / path)}, header = true, types = {{{texts}}})"
    run.execute(f"copy ({read}) to {quoted(folder / 'data' / 'scorecard.parquet')} (format parquet, compression zstd)")
    kinds = {"card": "VARCHAR"} | dict.fromkeys(columns[1:], "VARCHAR")
    kinds |= dict.fromkeys(("numerator", "denominator", "actual", "achievement_pct"), "DOUBLE")
    return Resource("scorecard", path, tuple(kinds.items()))


def _table(table: Table, name: str, folder: Path) -> Resource:
    """A table of the document: coverage, annotations, follow-ups and the like."""
    path = f"data/{name}.csv"
    csv_of(table, folder / path)
    typed = {column: _typed([row[i] for row in table.rows]) for i, column in enumerate(table.columns)}
    pyarrow.parquet.write_table(pyarrow.table(typed), folder / "data" / f"{name}.parquet", compression="zstd")
    return Resource(
        name, path, tuple((column, ARROW_TYPES.get(str(of.type), "VARCHAR")) for column, of in typed.items())
    )


def csv_of(table: Table, path: Path) -> Path:
    """Write a table as CSV, texts that a spreadsheet would run quoted; returns the path."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
        spreadsheet_csv.write(stream, table.columns, rows)
    return path


def _typed(values: Sequence[Any]) -> Any:
    """A column as Arrow has it; one without any value is text."""
    array = pyarrow.array(values)
    return array.cast(pyarrow.string()) if pyarrow.types.is_null(array.type) else array


@functools.lru_cache(maxsize=1)
def _declared() -> dict[str, dict[str, Any]]:
    declared: dict[str, dict[str, Any]] = yaml.safe_load(RECORDS.read_text(encoding="utf-8"))
    return declared
