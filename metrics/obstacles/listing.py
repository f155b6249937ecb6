"""A long list cut for a page: nothing is lost, for what is left out is counted and added up, and one alone never is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from text import formats

Part = Mapping[str, Any]
"""A row of `where`: member and shortfall."""


@dataclass(frozen=True)
class Listing:
    """The rows shown, and of those that are not their number (0, or 2 and more) and sum."""

    shown: tuple[Part, ...]
    others: int
    rest: float

    @property
    def total(self) -> float:
        """The sum of all, shown or not."""
        return sum(float(row["shortfall"]) for row in self.shown) + self.rest


def cut(rows: Sequence[Part], most: int) -> Listing:
    """The first `most` rows, and one more where it would be left alone."""
    shown = tuple(rows[: formats.listed(len(rows), most)])
    left = rows[len(shown) :]
    return Listing(shown, len(left), sum(float(row["shortfall"]) for row in left))


def short_and_offset(rows: Sequence[Part], most: int) -> tuple[Listing, Listing]:
    """What falls short and what offsets it, apart, each the largest first; both together add up to the gap."""
    short = [row for row in rows if row["shortfall"] > 0]
    offset = [row for row in reversed(rows) if row["shortfall"] < 0]
    return cut(short, most), cut(offset, most)
