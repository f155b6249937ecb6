"""Which regions' rows a reader may see: asked for by every function that asks the warehouse."""

from collections.abc import Callable
from dataclasses import dataclass

Subtree = Callable[[str], tuple[str, ...] | None]
"""From a place to that place and all that lies in it, itself first; None when it is the root, which holds all."""


def alone(place: str) -> tuple[str, ...] | None:
    """The subtree of a place in which no others lie."""
    return (place,)


def places_of(region: str | None, subtree: Subtree) -> tuple[str, ...] | None:
    """The places open to an account of a region; None (also of the root): all of them."""
    return None if region is None else subtree(region)


@dataclass(frozen=True)
class Scope:
    """`regions` None sees every row; otherwise only rows of these places, and the whole as a benchmark.

    A place that is seen stands here with all that lies in it.
    """

    regions: frozenset[str] | None

    def sees(self, region: str) -> bool:
        """Whether rows of a region (by code) are open."""
        return self.regions is None or region in self.regions

    def covers(self, region: str | None) -> bool:
        """Whether a region, or the whole (None) with everything in it, may be acted for and taken apart."""
        return self.regions is None if region is None else self.sees(region)


EVERYTHING = Scope(None)
"""The terminal's, and of those who answer for the whole province."""
