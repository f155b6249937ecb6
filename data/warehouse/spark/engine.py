"""Steps run by Spark: tables become Parquet in one folder that driver and workers see at the same path."""

import functools
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from data.errors import SetupError, error_text
from data.ledger.entries import Entry
from data.schema.kinds import Column
from data.schema.kinds import kind as declared
from data.warehouse.facts import tables
from data.warehouse.spark import translation
from data.warehouse.steps import Step

TYPES = {
    "varchar": "string",
    "timestamp": "timestamp_ntz",
    "date": "date",
    "integer": "int",
    "double": "double",
    "bigint": "bigint",
    "tinyint": "decimal(7, 6)",
}
"""Type of a declared column in DuckDB → in Spark; scores of another scale than 1 to 4 are no whole numbers."""
SEQ = r"cast(regexp_extract(_metadata.file_path, '.*/(\\d{8})-[^/]*/[^/]*$', 1) as bigint)"
"""The number of the entry that a row comes from, by its folder."""


class Engine:
    """A session of Spark, and the folder in which it leaves tables."""

    def __init__(self, spark: Any, work: Path) -> None:
        self._spark, self._work = spark, work

    def frame(self, name: str, file: Path) -> None:
        """Make a table known that lies in a Parquet file."""
        self._spark.read.parquet(_literal(file)).createOrReplaceTempView(name)

    def rows(self, kind: str, entries: Sequence[Entry]) -> None:
        """Make `rows_<kind>` known: the rows of those entries, with their seq, in the declared types.

        Files of one form are read at once; a column declared after an entry was written is null in it.
        """
        columns = declared(kind).columns
        forms = defaultdict(list)
        for entry in entries:
            forms[_form(entry.rows_path)].append(entry)
        parts = [self._spark.sql(_no_rows(columns))]
        for form, of_form in forms.items():
            present = {name for name, _ in form}
            selected = [f"cast({c.name if c.name in present else 'null'} as {_type(c)}) as {c.name}" for c in columns]
            for rescaled in (False, True):
                files = [_literal(e.rows_path) for e in of_form if (e.what.get("scale") is not None) is rescaled]
                if files:
                    numbers = [f"{SEQ} as seq", f"{rescaled} as rescaled", "cast(row_no as bigint) as row_no"]
                    parts.append(self._spark.read.parquet(*files).selectExpr(*numbers, *selected))
        functools.reduce(lambda above, below: above.unionByName(below), parts).createOrReplaceTempView(f"rows_{kind}")

    def run(self, step: Step) -> None:
        """Run one step; SetupError names the step that Spark could not do."""
        from pyspark.errors import PySparkException

        sql = translation.translated(step.select)
        try:
            frame = self._spark.sql(sql)
            if step.how == "view":
                frame.createOrReplaceTempView(step.name)
                return
            frame.write.mode("overwrite").parquet(str(self._work / step.name))
            self.frame(step.name, self._work / step.name)
        except PySparkException as error:
            reason = error.getCondition() or type(error).__name__
            raise SetupError(error_text("spark_step", step=step.name, reason=reason)) from error


def _form(path: Path) -> tuple[tuple[str, str], ...]:
    """Names and types of the columns of a Parquet file."""
    from pyarrow import parquet

    return tuple((field.name, str(field.type)) for field in parquet.read_schema(path))


def _type(column: Column) -> str:
    return TYPES[tables.SQL_TYPES[column.type]]


def _no_rows(columns: Sequence[Column]) -> str:
    nulls = ", ".join(f"cast(null as {_type(column)}) as {column.name}" for column in columns)
    numbers = "cast(null as bigint) as seq, cast(null as boolean) as rescaled, cast(null as bigint) as row_no"
    return f"select {numbers}, {nulls} where false"


def _literal(path: Path) -> str:
    """A path in which no character stands for others."""
    return re.sub(r"([\\\[\]{}*?,])", r"\\\1", str(path))
