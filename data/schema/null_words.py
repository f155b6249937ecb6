"""Cells that say no value: a formula's error, a dash for "none", a word for "not known"; told apart from blanks."""

from data.duckdb_session import is_one_of, quoted
from data.schema.kinds import Column

ERROR = (
    r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|FIELD!|BLOCKED!|BUSY!|CONNECT!|UNKNOWN!|EXTERNAL!"
    r"|GETTING_DATA|PYTHON!|TIMEOUT!|UNCALCULATED!)|#{3,}|Err:\d{3}"
)
"""What Excel and LibreOffice write for a formula that failed, and `####` for a column too narrow when saved as CSV."""
UNCALCULATED = "#UNCALCULATED!"
"""What `data.intake.source` writes for a formula without a stored value."""
DASHES = ("-", "–", "—", "--")
"""Nil: none of what is counted. In any other cell nothing was filled in."""
UNKNOWN = ("n/a", "n.a.", "null", "(null)", "none", "nan", "nat", "nil", "\\n")
"""Written where the writer does not know, or by the program that exported: the cell counts as blank."""
LONGEST = 6
_MIDNIGHT = r"(?:[ T](?:24|0?[0789])[.:]00(?:[.:]00)?(?:\.0+)?Z?)?"
NULL_DATE = (
    r"0+(?:[.,]0+)?|00:00(?::00)?|0{4}-00-00.*|0{1,2}[/.-]0{1,2}[/.-](?:0{4}|1900).*|0{1,2}[/.-]0?1[/.-]1900.*"
    rf"|(?:1900-01-0[01]|0001-01-01|1899-12-3[01]|1970-01-01|9999-12-31){_MIDNIGHT}"
    rf"|(?:0?1[/.-]0?1[/.-](?:1900|0001|1970)|3[01][/.-]12[/.-](?:1899|9999)|12[/.-]3[01][/.-]1899){_MIDNIGHT}"
    r"|1900-01-00.*|0?1[/.-]0?1[/.-]0001.*"
    r"|belum(?: [a-z]+){0,2}|(?:masih |dalam |sedang )?(?:di)?proses"
    r"|\((?:blank|empty|kosong)\)|[<\[](?:blank|null|empty|kosong)[>\]]|na|undefined|invalid date|tba|tbd"
    r"|nihil|kosong|tidak ada(?: data)?|\.+|- *-"
)
"""How programs and people write a moment that is none: zero, the first day they know, the last, or a word."""
MOMENTS = ("moment", "date", "day_or_month")


def is_error(cell: str) -> str:
    """SQL: whether the text of a cell is a formula's error (a look at its first sign spares the pattern)."""
    return f"(starts_with({cell}, '#') or starts_with({cell}, 'Err:')) and regexp_full_match({cell}, {quoted(ERROR)})"


def is_dash(cell: str) -> str:
    """SQL: whether the text of a cell is a dash and nothing else."""
    return is_one_of(cell, DASHES)


def said(column: Column, cell: str) -> str:
    """SQL for what a cell says: null when it says nothing, 0 for a dash among counts, else its text."""
    unknown = is_one_of(f"lower({cell})", UNKNOWN)
    nil = "'0'" if column.type == "count" else "null"
    short = f"case when {is_dash(cell)} then {nil} when not {unknown} then {cell} end"
    return f"case when length({cell}) <= {LONGEST} then {short} else {cell} end"


def is_null_date(cell: str) -> str:
    """SQL: whether the text of a cell is how a moment that is none is written."""
    return f"regexp_full_match(lower({cell}), {quoted(NULL_DATE.lower())})"
