"""What a slice's own months allow: how much its variance exceeds chance, and whether now is more than they show."""

from dataclasses import dataclass, replace

import numpy as np

from metrics.obstacles.search import cuboids, season, spread
from metrics.obstacles.search.cuboids import Bools, Sums
from metrics.obstacles.search.leaves import Floats, Leaves
from metrics.obstacles.search.spread import Months

FEWEST = 30.0
"""Cases below which a share says too little to be an obstacle: groups of 5 to 30 swing by themselves."""
UNUSUAL = 4.5
"""Standard deviations over its own level that a slice must be, besides being worse than what it is held beside: of the
thousands that are looked at, some are 3 and 4 over it by chance.
"""
WORSE = 3.0
"""Standard deviations from which a whole service, agency, region is worse now, and may be so by the season."""


@dataclass(frozen=True)
class Noise:
    """`months` (None: unknown), and of how many months now (`span`) and the past of the leaves are means."""

    months: Months | None
    against: str
    span: int = 1
    past: int = 1

    @property
    def is_change(self) -> bool:
        """Whether now is held beside another period: then it must be unusual for the slice itself, and no season."""
        return self.against in ("previous", "last_year")

    def out_of_season(self, leaves: Leaves) -> tuple["Noise", Leaves]:
        """The same without every service, agency, region, … that is worse now and was so a year before.

        A piece of a season is of the season, though by itself it may have risen less then.
        """
        months = self.months
        if months is None or not self.is_change:
            return self, leaves
        here, before = np.zeros(len(leaves.n1), bool), np.zeros(len(months.n), bool)
        for name in months.codes:
            _, tracks = months.tracks((name,))
            came_before = season.seasonal(tracks, months, season.WHOLE) & (
                spread.unusual(tracks, months, self.against) >= WORSE
            )
            here |= came_before[leaves.codes[name]]
            before |= came_before[months.codes[name]]
        if not here.any():
            return self, leaves
        there = ~before[:, None]
        return replace(self, months=replace(months, n=months.n * there, k=months.k * there)), leaves.without(here)

    def of(self, leaves: Leaves, names: tuple[str, ...], base: Sums) -> tuple[Floats, Floats, Bools]:
        """Per number of a cuboid: the inflation of its variance, how many standard deviations it is over its own level
        (0 where that is unknown), and whether it may be an obstacle at all.
        """
        enough = base.n1 >= FEWEST
        if self.months is None:
            return np.ones(len(base.n1)), np.zeros(len(base.n1)), enough
        known, tracks = self.months.tracks(names)
        number, size = cuboids.numbered(leaves, names)
        parent, _ = cuboids.numbered(leaves, known)
        of = np.zeros(size, np.int64)
        of[number] = parent
        inflation = self._inflation(tracks.correlation[of], base, leaves.has_past)
        unusual = spread.unusual(tracks, self.months, self.against)
        if self.is_change:
            enough &= ((unusual >= UNUSUAL) & ~season.seasonal(tracks, self.months))[of]
        # A weekday has no months of its own: its slices must stand out from what they are held beside.
        return inflation, np.where(len(known) == len(names), unusual, 0.0)[of], enough

    def _inflation(self, correlation: Floats, base: Sums, has_past: bool) -> Floats:
        n1 = np.maximum(base.n1, 1e-9)
        if not has_past:
            return 1 + correlation * n1 / self.span
        n0 = np.maximum(base.e0 * n1 / np.maximum(base.e1, 1e-9), 1e-9)
        return np.asarray(1 + correlation * (1 / self.span + 1 / self.past) / (1 / n1 + 1 / n0))


BY_CHANCE = Noise(None, "")
