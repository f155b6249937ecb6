"""What a change of the records may have changed in figures: months of regions, not the months of all."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple


class Spell(NamedTuple):
    """The months in which records of a region may count; while one is still open, every later month too."""

    region: str
    first: date
    last: date
    is_open: bool


@dataclass(frozen=True)
class Change:
    """The spells of all records put in, replaced or taken back; `is_whole` when every figure may be another.

    A change of records that count in no month of their own is not empty, though it has no spells.
    """

    spells: frozenset[Spell] = frozenset()
    is_empty: bool = True
    is_whole: bool = False

    @staticmethod
    def everything() -> "Change":
        """A change of definitions: every figure may be another."""
        return Change(is_empty=False, is_whole=True)

    def widened(self, spells: Iterable[Spell]) -> "Change":
        """The same, with these spells too."""
        return replace(self, spells=self.spells.union(spells), is_empty=False)
