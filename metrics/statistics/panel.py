"""Regions beside each other over the same months: one with a follow-up, the others without."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.statistics.autocorrelation import MonthlySeries
from metrics.statistics.covariance import Floats

MONTHS_BEFORE, MONTHS_AFTER = 36, 12
"""At most so many months on either side are compared."""
FEWEST_BEFORE, FEWEST_AFTER, FEWEST_OTHERS = 12, 3, 3
"""Below these nothing is said."""
TREND_KNOWN_FROM = 24
"""Months before, below which a trend of a region's own cannot be told from an effect: with 8 others, at 90 %."""
OTHERS_WITHOUT_TREND = 8
LARGEST_GAP = 1 / 5
"""Part of the months that another region may lack and still be compared with."""


@dataclass(frozen=True)
class Panel:
    """Figures of months that all have: the treated region's (n), the others' (m, n), and which months lie after (n)."""

    months: tuple[int, ...]
    treated: Floats
    others: Floats
    after: Floats

    @property
    def sides(self) -> tuple[int, int]:
        """Number of months before and after."""
        return int((self.after == 0).sum()), int(self.after.sum())


def comparable(treated: MonthlySeries, others: Sequence[MonthlySeries], proposed: int, done: int) -> Panel:
    """The months and regions that can be compared.

    Before ends with the month before the proposal, for the month that made somebody look is a bad one; after begins
    with the one that follows the deed; what lies between belongs to neither. A region that lacks more than a fifth of
    the treated region's months is left out, then every month that one of the rest lacks. Where that would cost too
    many months, the region that lacks most goes first, and the next as long as it does.
    """
    window = {*range(proposed - MONTHS_BEFORE, proposed), *range(done + 1, done + 1 + MONTHS_AFTER)}
    figures = {month: value for month, value in treated if month in window}
    known = [{month: value for month, value in other if month in figures} for other in others]
    known = [other for other in known if len(figures) - len(other) <= LARGEST_GAP * len(figures)]
    sides = [[month for month in figures if (month > done) is after] for after in (False, True)]
    while _too_costly(sides, known):
        known.remove(max(known, key=lambda other: sum(_lost(side, [other]) / len(side) for side in sides if side)))
    months = tuple(month for month in sorted(figures) if all(month in other for other in known))
    return Panel(
        months,
        np.array([figures[month] for month in months]),
        np.array([[other[month] for month in months] for other in known]).reshape(len(known), len(months)),
        np.array([float(month > done) for month in months]),
    )


def _too_costly(sides: Sequence[Sequence[int]], regions: Sequence[Mapping[int, float]]) -> bool:
    """Whether the regions together lack more than a fifth of either side; of eight or fewer, so much that nothing
    could be said any more.
    """
    lost = [_lost(side, regions) for side in sides]
    if len(regions) > OTHERS_WITHOUT_TREND:
        return any(gone > LARGEST_GAP * len(side) for gone, side in zip(lost, sides, strict=True))
    return len(regions) > FEWEST_OTHERS and any(
        len(side) - gone < fewest <= len(side)
        for gone, side, fewest in zip(lost, sides, (FEWEST_BEFORE, FEWEST_AFTER), strict=True)
    )


def _lost(months: Sequence[int], regions: Sequence[Mapping[int, float]]) -> int:
    """How many of the months one of the regions lacks."""
    return len(set(months).difference(set(months).intersection(*regions)))


def enough(panel: Panel) -> bool:
    """Whether an effect may be judged: with less than two years before, only where eight others stand beside."""
    before, after = panel.sides
    fewest = FEWEST_OTHERS if before >= TREND_KNOWN_FROM else OTHERS_WITHOUT_TREND
    return before >= FEWEST_BEFORE and after >= FEWEST_AFTER and len(panel.others) >= fewest
