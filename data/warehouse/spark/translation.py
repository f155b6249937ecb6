"""The SQL of DuckDB in the words of Spark, and what is refused because it would give other figures there in silence."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from data.errors import ErrorText, SetupError, error_text

if TYPE_CHECKING:
    from sqlglot import exp

INEXACT = "corr stddev stddevpop stddevsamp variance variancepop covarsamp covarpop"
"""Aggregates whose last digit depends on the engine."""
OTHERS = "anyvalue argmax argmin arrayagg bitwisecount dayofweek dayofweekiso explode first generateseries groupconcat"
OTHERS += " histogram last list mode percentilecont percentiledisc quantile regexpreplace unnest"
"""What is another thing in Spark, or in another order."""
NAMED = "bit_count date_part datepart entropy hash histogram isodow product quantile_cont quantile_disc string_agg"
INTEGERS = frozenset({"TINYINT", "SMALLINT", "INT", "BIGINT", "INT128", "UTINYINT", "USMALLINT", "UINT", "UBIGINT"})
TEXTS = frozenset({"VARCHAR", "TEXT", "CHAR"})
ROUNDED = ("round", "floor", "ceil", "count", "length")


class Difference(NamedTuple):
    """A part of some SQL that Spark answers otherwise, and the key of the words that say how and what to write."""

    part: str
    key: str


def translated(sql: str) -> str:
    """A select in Spark's words; SetupError for what Spark would answer otherwise."""
    import sqlglot  # with PySpark, only where an office has asked for it

    differences = list(found_in(sql))
    if differences:
        raise SetupError(finding(differences[0]))
    [spoken] = sqlglot.transpile(sql, read="duckdb", write="spark")
    if "APPROX" in spoken.upper():
        raise SetupError(finding(Difference(sql, "inexact")))
    return str(spoken)


def fault(expression: str) -> ErrorText | None:
    """The finding about an expression that an office wrote for an indicator, None when Spark answers it alike."""
    return next(map(finding, found_in(f"select {expression}")), None)


def finding(difference: Difference) -> ErrorText:
    """What is told of a difference."""
    return error_text("spark_differs", part=difference.part, remedy=error_text(f"spark_remedy_{difference.key}"))


def found_in(sql: str) -> Iterator[Difference]:
    """Every part of some SQL in DuckDB's words that Spark would answer otherwise."""
    import sqlglot

    for statement in sqlglot.parse(sql, read="duckdb"):
        for node in statement.walk() if statement is not None else ():
            for key, differs in RULES.items():
                if differs(node):
                    yield Difference(node.sql(dialect="duckdb"), key)


def _is_time(node: "exp.Expr") -> bool:
    return _cast_to(node, frozenset({"TIME", "TIMETZ"}))


def _is_rounding(node: "exp.Expr") -> bool:
    """A fraction made a whole number: DuckDB rounds, Spark cuts off."""
    return _cast_to(node, INTEGERS) and _has_fraction(node.this)


def _is_text_of_fraction(node: "exp.Expr") -> bool:
    return _cast_to(node, TEXTS) and _has_fraction(node.this)


def _is_date_difference(node: "exp.Expr") -> bool:
    """Only days between dates are counted alike: units of moments are boundaries in DuckDB, whole units in Spark."""
    name = type(node).__name__.lower()
    if name == "sub":
        return _is_date(node.this) and _is_date(node.expression)
    if name not in ("datediff", "timestampdiff", "timediff", "datetimediff"):
        return False
    unit = str(node.args.get("unit") or "day").strip("'").lower()
    return unit != "day" or not (_is_date(node.this) and _is_date(node.expression))


def _is_shifted_date(node: "exp.Expr") -> bool:
    """A date and an interval are a moment in DuckDB, and a date in Spark, until they are cast."""
    if type(node).__name__ != "Interval":
        return False
    above = node.parent
    while above is not None and type(above).__name__ not in ("Select", "Subquery"):
        if _cast_to(above, frozenset({"DATE"})):
            return False
        above = above.parent
    return True


def _is_mean(node: "exp.Expr") -> bool:
    """Spark keeps a few decimals only of the mean of decimals."""
    return type(node).__name__ == "Avg" and not _cast_to(node.this, frozenset({"DOUBLE"}))


def _is_inexact(node: "exp.Expr") -> bool:
    name = type(node).__name__.lower()
    return name in INEXACT.split() or name.startswith(("approx", "regr"))


def _is_other(node: "exp.Expr") -> bool:
    name = type(node).__name__.lower()
    if name in ("extract", "datepart"):
        return str(node.this).strip("'").lower() in ("isodow", "dow", "dayofweek", "weekday", "isoyear")
    if name == "anonymous":
        return str(node.this).lower() in NAMED.split() or str(node.this).lower().startswith(("approx", "regr_"))
    return name in OTHERS.split() or name.startswith("anonymousagg")


RULES: dict[str, Callable[["exp.Expr"], bool]] = {
    "time": _is_time,
    "rounding": _is_rounding,
    "text": _is_text_of_fraction,
    "difference": _is_date_difference,
    "interval": _is_shifted_date,
    "mean": _is_mean,
    "inexact": _is_inexact,
    "other": _is_other,
}
"""Key of the words → whether a part of the tree is such."""


def _cast_to(node: "exp.Expr", types: frozenset[str]) -> bool:
    """Whether it is a cast to one of these types."""
    return type(node).__name__ in ("Cast", "TryCast") and node.args["to"].this.name in types


def _has_fraction(node: "exp.Expr") -> bool:
    """Whether a value may have decimals by the way it is made (of a column nothing is known)."""
    name = type(node).__name__.lower()
    if name in ROUNDED or name in ("intdiv", "date"):
        return False
    if name in ("div", "avg") or _cast_to(node, frozenset({"DOUBLE", "FLOAT", "DECIMAL"})):
        return True
    if name == "literal":
        return not node.args.get("is_string") and not str(node.this).isdecimal()
    return any(_has_fraction(part) for part in node.iter_expressions())


def _is_date(node: "exp.Expr") -> bool:
    """Whether it surely is a date: made one, or a column named as one (`_on`, day, month)."""
    name = type(node).__name__.lower()
    if name in ("lastday", "tsordstodate", "date") or _cast_to(node, frozenset({"DATE"})):
        return True
    return name == "column" and (str(node.name).endswith(("_on", "_month")) or str(node.name) in ("day", "month"))
