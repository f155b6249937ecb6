"""What became of an uploaded file, and how it was understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from data.intake.values.unknown_words import UnknownWord
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
    unknown_words: tuple[UnknownWord, ...] = field(default=(), repr=False)
    """Words of coded columns to be mapped: cells of the file, for the form alone."""

    def as_dict(self, language: str = "id") -> dict[str, Any]:
        """The shape of the contract (design §9)."""
        counts = {name: getattr(self, name) for name in ("rows_read", "rows_accepted", "rows_rejected")}
        told = {"seq": self.seq, "kind": self.kind, "file": self.file, "sha256": self.sha256, **counts}
        return {**told, "problems": [problem.as_dict(language) for problem in self.problems]}
