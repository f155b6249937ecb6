"""Typed values of a workbook's cells as an official would have typed them; moments in ISO 8601."""

import datetime
import re
from dataclasses import dataclass, field
from decimal import Decimal

EXACT = 1e15
PERCENT = (9, 10)
"""Numbers of the built-in percent formats."""
_LITERAL = re.compile(r'"[^"]*"|\\.')
"""Text inside a number format, where a percent sign is only a sign."""


@dataclass
class Formats:
    """Of one sheet: its cells shown as percent by (row, column) from 0, and the numbers of its hidden rows from 1."""

    percent: set[tuple[int, int]] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)


def as_text(cell: object, decimal_mark: str) -> str:
    """One value as text."""
    if isinstance(cell, datetime.datetime):
        return (cell + datetime.timedelta(microseconds=500_000)).replace(microsecond=0).isoformat(" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    if isinstance(cell, float) and abs(cell) >= EXACT:
        return f"{cell:E}"  # a number cell keeps fifteen digits: the others are lost, and must not look whole
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", decimal_mark)
    return str(cell).strip()


def as_percent(share: Decimal, decimal_mark: str) -> str:
    """0.965 → 96,5%: as the cell shows it, and not as it is stored."""
    written = f"{share * 100:f}"
    whole, _, part = written.partition(".")
    part = part.rstrip("0")
    return f"{whole}{decimal_mark}{part}%" if part else f"{whole}%"


def is_percent(number_format: str) -> bool:
    """Whether a number format shows a share as percent; a percent sign inside its literal text does not."""
    return number_format == "Percent" or "%" in _LITERAL.sub("", number_format)
