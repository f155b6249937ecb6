"""Which regions' rows a reader may see: asked for by every function that asks the warehouse."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """`regions` None sees every row; otherwise only rows of these regions, and the whole province as a benchmark."""

    regions: frozenset[str] | None

    def sees(self, region: str) -> bool:
        """Whether rows of a region (by code) are open."""
        return self.regions is None or region in self.regions


EVERYTHING = Scope(None)
"""The terminal's, and of those who answer for the whole province."""
