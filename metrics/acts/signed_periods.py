"""Signed periods: which are locked, and the scorecard as it was signed, which later data do not change."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.ledger.entries import Entry

LOCK, UNLOCK = "lock", "unlock"
SIGNED_FILE = "scorecard.json"
FIGURES = ("numerator", "denominator", "actual")
"""What makes a figure another one."""

Told = Mapping[str, Any]
Key = tuple[str, str, str]
"""Indicator, period, and the code of the region or the province."""


@dataclass(frozen=True)
class Lock:
    """A period signed off, of a region or (None) the province with its regions; who, when, and by what document."""

    seq: int
    period: str
    region: str | None
    who: str
    when: str
    document: str
    folder: Path

    def rows(self) -> list[Told]:
        """The rows as they were signed."""
        told = json.loads((self.folder / SIGNED_FILE).read_text(encoding="utf-8"))
        rows: list[Told] = told["rows"]
        return rows


def standing(listed: Sequence[Entry]) -> list[Lock]:
    """The locks among these entries that none of them has opened again, oldest first."""
    opened = {int(entry.what["unlocks"]) for entry in listed if entry.kind == UNLOCK}
    return [
        Lock(
            entry.seq,
            entry.what["period"],
            entry.what["region"],
            entry.who,
            entry.when,
            entry.what["document"],
            entry.folder,
        )
        for entry in listed
        if entry.kind == LOCK and entry.seq not in opened
    ]


def figures(locks: Iterable[Lock], periods: Collection[str]) -> dict[Key, Told]:
    """The signed row of every figure of these periods; of two locks the later counts."""
    return {key_of(row): row for lock in locks if lock.period in periods for row in lock.rows()}


def key_of(row: Told) -> Key:
    """What a signed row is the figure of."""
    return row["indicator"], row["period"], row["member"]


def differs(signed: Told, now: Told) -> bool:
    """Whether a figure is no longer the one that was signed."""
    return any(signed[name] != now[name] for name in FIGURES)
