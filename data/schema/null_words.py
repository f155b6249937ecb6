"""Cells that say no value: a formula's error, a dash for "none", a word for "not known"; told apart from blanks."""

from data.duckdb_session import quoted
from data.schema.kinds import Column

ERROR = (
    r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|FIELD!|BLOCKED!|BUSY!|CONNECT!|UNKNOWN!|EXTERNAL!"
    r"|GETTING_DATA|PYTHON!|TIMEOUT!)|#{3,}|Err:\d{3}"
)
"""What Excel and LibreOffice write for a formula that failed, and `####` for a column too narrow when saved as CSV."""
DASHES = ("-", "–", "—", "--")
"""Nil: none of what is counted. In any other cell nothing was filled in."""
UNKNOWN = ("n/a", "n.a.", "null")
"""Written where the writer does not know: the cell counts as blank."""
LONGEST = 4


def is_error(cell: str) -> str:
    """SQL: whether the text of a cell is a formula's error (a look at its first sign spares the pattern)."""
    return f"(starts_with({cell}, '#') or starts_with({cell}, 'Err:')) and regexp_full_match({cell}, {quoted(ERROR)})"


def is_dash(cell: str) -> str:
    """SQL: whether the text of a cell is a dash and nothing else."""
    return f"{cell} in ({', '.join(map(quoted, DASHES))})"


def said(column: Column, cell: str) -> str:
    """SQL for what a cell says: null when it says nothing, 0 for a dash among counts, else its text."""
    unknown = f"length({cell}) <= {LONGEST} and lower({cell}) in ({', '.join(map(quoted, UNKNOWN))})"
    nil = "'0'" if column.type == "count" else "null"
    return f"case when {is_dash(cell)} then {nil} when {unknown} then null else {cell} end"
