"""SQL that an office writes itself: one expression over the columns of a stream, of listed functions only.

The engine's own parser takes it apart (`json_serialize_sql`), so what is looked at is what would be run.
"""

import functools
import json
from collections.abc import Iterator
from typing import Any

import duckdb

from data.errors import ErrorText, error_text

LONGEST = 2_000
AGGREGATES = "coalesce nullif sum count count_star avg min max bool_and bool_or"
ARITHMETIC = "+ - * / // % abs round floor ceil ceiling least greatest sign sqrt power mod"
TEXTS = "lower upper trim length substring substr replace concat || ~~ !~~ ~~* !~~* starts_with contains"
DAYS = "year month day quarter week isodow dayofweek date_part date_trunc date_diff datediff last_day"
FUNCTIONS = frozenset(" ".join((AGGREGATES, ARITHMETIC, TEXTS, DAYS)).split())
"""What may be called: nothing that opens a file, asks the machine or makes rows of its own."""
PARTS = frozenset({"FUNCTION", "COLUMN_REF", "CONSTANT", "COMPARISON", "CONJUNCTION", "OPERATOR", "CASE", "CAST"})
PARTS |= {"BETWEEN", "TYPE"}
TYPES = frozenset(
    {"INTEGER", "INT", "BIGINT", "SMALLINT", "DOUBLE", "DECIMAL", "NUMERIC", "VARCHAR", "DATE", "BOOLEAN"}
)
TYPES |= {"TEXT", "TIMESTAMP", "INTERVAL", "REAL", "FLOAT"}
_LAST = 8_461_739
"""A second column put behind the expression: where it is gone, the expression was more or less than one."""


@functools.lru_cache(maxsize=1024)
def fault(sql: str) -> ErrorText | None:
    """The finding about an expression, None when it may be run: no select in it, no comment, no other function."""
    if len(sql) > LONGEST:
        return error_text("sql_long", longest=LONGEST)
    tree = _tree(sql)
    columns = _single_select(tree)
    if columns is None or len(columns) != 2 or _number(columns[1]) != _LAST:
        return error_text("sql_no_expression", sql=sql)
    for part in _parts(columns[0]):
        name = str(part.get("function_name", "")).lower()
        if part["class"] not in PARTS:
            return error_text("sql_part", sql=sql, part=part["class"].lower())
        if part["class"] == "FUNCTION" and (name not in FUNCTIONS or part.get("schema") or part.get("catalog")):
            return error_text("sql_function", function=name, known=", ".join(sorted(FUNCTIONS)))
        if part["class"] == "TYPE" and str(part.get("type_name", "")).upper() not in TYPES:
            return error_text("sql_part", sql=sql, part=str(part.get("type_name", "")).lower())
    return None


def _tree(sql: str) -> Any:
    with duckdb.connect(":memory:") as con:
        row = con.execute("select json_serialize_sql($sql)", {"sql": f"select {sql}, {_LAST}"}).fetchone()
    return json.loads(row[0]) if row else {}


def _single_select(tree: Any) -> list[Any] | None:
    """The columns of one plain select without tables; None for anything else."""
    if tree.get("error", True) or len(tree["statements"]) != 1:
        return None
    node = tree["statements"][0]["node"]
    more = ("where_clause", "having", "qualify", "sample", "group_expressions", "modifiers")
    is_plain = node["type"] == "SELECT_NODE" and node["from_table"]["type"] == "EMPTY"
    return node["select_list"] if is_plain and not any(node.get(name) for name in more) else None


def _number(column: Any) -> int | None:
    text = str((column.get("literal") or {}).get("text", "")) if column["class"] == "CONSTANT" else ""
    return int(text) if text.isdecimal() else None


def _parts(node: Any) -> Iterator[dict[str, Any]]:
    """Every part of an expression, itself first."""
    if isinstance(node, dict):
        if "class" in node:
            yield node
        for value in node.values():
            yield from _parts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _parts(value)
