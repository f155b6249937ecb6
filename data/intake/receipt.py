"""What became of an uploaded file, and how it was understood."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from data.intake.values.unknown_words import UnknownWord
from data.ledger.entries import Entry
from data.ledger.open_problems import PROBLEMS_FILE
from data.schema.problems import Problem


@dataclass(frozen=True)
class Understood:
    """How a file was read: what the analyst should be shown, and may overrule by a profile."""

    sheet: str | None
    header_row: int
    date_order: str
    decimal_mark: str
    columns: Mapping[str, str]
    """Our header → the file's header, or the constant in its place."""
    unread: tuple[str, ...]
    """Headers of the file that no column of ours took."""


@dataclass(frozen=True)
class Receipt:
    """What became of one file; `seq` is None when it was refused (or only tried)."""

    seq: int | None
    kind: str
    file: str
    sha256: str
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    problems: tuple[Problem, ...]
    refused: bool
    understood: Understood | None = None
    period: str | None = None
    """The period that the file is said to be about."""
    unknown_words: tuple[UnknownWord, ...] = field(default=(), repr=False)
    """Words of coded columns to be mapped: cells of the file, for the form alone."""

    def as_dict(self, language: str = "id") -> dict[str, Any]:
        """The shape of the contract (design §9)."""
        counts = {name: getattr(self, name) for name in ("rows_read", "rows_accepted", "rows_rejected")}
        fields = {"seq": self.seq, "kind": self.kind, "file": self.file, "sha256": self.sha256, **counts}
        return {**fields, "problems": [problem.as_dict(language) for problem in self.problems]}


def of_entry(entry: Entry) -> Receipt:
    """The receipt that was given for an upload when it came in, read from its entry."""
    counts, what = entry.what["counts"], entry.what
    rows = pd.read_parquet(entry.folder / PROBLEMS_FILE).to_dict("records")
    return Receipt(
        seq=entry.seq,
        kind=entry.kind,
        file=what["file"],
        sha256=what["sha256"],
        rows_read=counts["read"],
        rows_accepted=counts["accepted"],
        rows_rejected=counts["rejected"],
        problems=tuple(map(_problem, rows)),
        refused=False,
    )


def _problem(row: Mapping[Any, Any]) -> Problem:
    number = None if pd.isna(row["row_no"]) else int(row["row_no"])
    column = None if pd.isna(row["column_header"]) else str(row["column_header"])
    return Problem(number, column, row["rule"], row["severity"], json.loads(row["detail"]))
