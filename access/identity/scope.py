"""Which regions' rows a reader may see: asked for by every function that asks the warehouse."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """`regions` None sees every row; otherwise only rows of these regions, and the whole province as a benchmark."""

    regions: frozenset[str] | None

    def sees(self, region: str) -> bool:
        """Whether rows of a region (by code) are open."""
        return self.regions is None or region in self.regions

    def covers(self, region: str | None) -> bool:
        """Whether a region, or the whole (None) with everything in it, may be acted for and taken apart."""
        return self.regions is None if region is None else self.sees(region)


EVERYTHING = Scope(None)
"""The terminal's, and of those who answer for the whole province."""
