"""A scorecard for programs: the rows of the contract (design §9), as JSON or CSV."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from metrics.judgement.row import Row
from metrics.scorecard.score import Scorecard
from text import spreadsheet_csv


def rows(card: Scorecard) -> list[dict[str, Any]]:
    """Every row, unrounded."""
    return [row.as_dict() for row in card.rows]


def csv_text(answer: Sequence[Mapping[str, Any]]) -> str:
    """The same rows as CSV; a text that a spreadsheet would run stands behind a quote."""
    text = io.StringIO(newline="")
    spreadsheet_csv.write(text, Row.names(), answer)
    return text.getvalue()
