"""Whether what is worse now was so in the same months of the years before: a season, and no obstacle."""

from dataclasses import dataclass, replace

import numpy as np

from metrics.obstacles.search.cuboids import Bools
from metrics.obstacles.search.leaves import Floats
from metrics.obstacles.search.spread import Months, Tracks
from metrics.periods import plus_months

YEARS = ((-13, -12, -11), (-25, -24, -23))
"""Months in which a season of now came before, in each year that is known: with neighbours, for some seasons move."""


@dataclass(frozen=True)
class Likeness:
    """How much a season was one: it rose by this part of what it rose now, and by so many standard deviations."""

    part: float
    deviations: float


PIECE = Likeness(0.35, 2.0)
WHOLE = Likeness(0.5, 3.0)
"""What takes all its pieces with it must be plainer."""
MEDIAN_OF_SQUARES = 0.455
"""The median of the square of a standard normal."""


def seasonal(tracks: Tracks, months: Months, like: Likeness = PIECE) -> Bools:
    """Whether a slice rose as much a year before, and two: beside what was expected, or, for a season may move all, as
    it is; then what all cases together differ by from month to month is noise too.
    """
    n, k = tracks.n.sum(axis=0), tracks.k.sum(axis=0)
    moved = np.diff((k / np.maximum(n, 1.0))[:-1])
    common = float(np.median(moved**2)) / 2 / MEDIAN_OF_SQUARES if len(moved) else 0.0
    inside = np.maximum(tracks.n, 1.0)
    beside = _came_before((tracks.k - tracks.e) / inside, tracks, months, 0.0, like)
    return beside | _came_before(tracks.k / inside, tracks, months, common, like)


def _came_before(share: Floats, tracks: Tracks, months: Months, common: float, like: Likeness) -> Bools:
    usual = np.median(share[:, :-1], axis=1)
    q = np.clip((tracks.k.sum(axis=1) + 0.5) / (tracks.n.sum(axis=1) + 1.0), 1e-6, 0.75)
    season = np.zeros(len(tracks.n), bool)
    years = [months.places([plus_months(months.last, back) for back in year]) for year in YEARS]
    both = len(years[1]) == len(YEARS[1])
    like = replace(like, deviations=like.deviations / np.sqrt(1 + both))  # two years are a witness each
    for number, before in enumerate(years if both else years[: len(years[0]) > 0]):
        by_chance = 1 / np.maximum(tracks.n[:, before], 1.0)
        error = np.sqrt((q * (1 - q))[:, None] * (by_chance + tracks.correlation[:, None]) + common)
        rose, rises = share[:, before] - usual[:, None], (share[:, -1] - usual)[:, None]
        again = _as_much(rose, error, rises, like) | _as_much(*_in_two(rose, error), rises, like)
        season = again if number == 0 else season & again
    return season


def _as_much(rose: Floats, error: Floats, rises: Floats, like: Likeness) -> Bools:
    return np.asarray(((rose > like.part * rises) & (rose > like.deviations * error)).any(axis=1), bool)


def _in_two(rose: Floats, error: Floats) -> tuple[Floats, Floats]:
    """Two neighbouring months together: a season that moves lay across both, a part of it in each."""
    return rose[:, :-1] + rose[:, 1:], np.hypot(error[:, :-1], error[:, 1:])
