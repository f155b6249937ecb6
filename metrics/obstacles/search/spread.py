"""How far slices move from month to month by themselves, and whether now is more than that.

A slice's share gone wrong is held beside what its cases would usually come to that month, the movement of all cases
taken out. What its months differ by more than chance is the intraclass correlation of a beta-binomial count (moments of
successive differences, as in Cochran 1977), with large steps cut so that a lasting change is no spread. Each cuboid's
slices are drawn to what all of them show.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.special import xlogy

from metrics.obstacles.search import cuboids
from metrics.obstacles.search import leaves as finest
from metrics.obstacles.search.leaves import Floats, Ints, Leaves
from metrics.periods import plus_months
from text.lazily import lazily

UNKNOWN = 0.0015
"""The intraclass correlation where no months tell: a share of one in ten then moves by 1.2 points."""
BELIEF = 12.0
"""Months by which a slice is drawn to its cuboid, and the cuboid's to UNKNOWN."""
STEP = 9.0
"""Squared differences count up to so many times their variance."""
SETTLED = 10
"""Against the year before, months so far back tell the level: what began since is what is looked for."""
NOW = "now"
NEAR = 1.5
"""A service that moved by more than so many times what others did moved alone."""


@dataclass(frozen=True)
class Tracks:
    """Slices of one cuboid over the months, now last: cases n, those gone wrong k, those expected e, and the intraclass
    correlation of their months.
    """

    n: Floats
    k: Floats
    e: Floats
    correlation: Floats


@dataclass(frozen=True)
class Months:
    """Leaves without weekday over the `codes` of the months before and, last, of now: cases n and those gone wrong k.

    `span` is how many months now is; `tracks` are kept by cuboid.
    """

    members: dict[str, list[str]]
    codes: dict[str, Ints]
    months: tuple[str, ...]
    last: str
    span: int
    n: Floats
    k: Floats

    @lazily
    def expected(self) -> Floats:
        """What would go wrong were every leaf as usual, and all of them moved alike."""
        sizes = {name: len(names) for name, names in self.members.items()}
        past_n, past_k = self.n[:, :-1].sum(axis=1), self.k[:, :-1].sum(axis=1)
        foretold = self.n * finest.usual(self.codes, sizes, past_n, past_k)[:, None]
        return np.asarray(foretold * self._movement(foretold))

    def _movement(self, foretold: Floats) -> Floats:
        """By how much all cases moved each month: the mean ratio of services, those that moved alone cut to NEAR."""
        place = self.codes.get("service_code", np.zeros(len(self.n), np.int64))
        services = csr_matrix((np.ones(len(place)), (place, np.arange(len(place)))))
        k, weight = np.asarray(services @ self.k), np.asarray(services @ foretold)
        ratio = k / np.maximum(weight, 1e-9)
        moved = np.ones(foretold.shape[1])
        for month, (ratios, weights) in enumerate(zip(ratio.T, weight.T, strict=True)):
            if weights.sum() > 0:
                order = np.argsort(ratios)
                middle = ratios[order][np.searchsorted(weights[order].cumsum(), weights.sum() / 2)]
                moved[month] = np.average(np.clip(ratios, middle / NEAR, middle * NEAR), weights=weights)
        return moved

    def tracks(self, names: tuple[str, ...]) -> tuple[tuple[str, ...], Tracks]:
        """The tracks of a cuboid, and those of its dimensions that have any months (not the weekday)."""
        known = tuple(name for name in names if name in self.codes)
        return known, self._tracks(known)

    def _tracks(self, names: tuple[str, ...]) -> Tracks:
        tracks = self._kept.get(names)
        if tracks is None:
            number, size = cuboids.combined(self.members, self.codes, names, len(self.n))
            width, months = self.n.shape
            leaf_of = csr_matrix((np.ones(width), (number, np.arange(width))), shape=(size, width))
            added = np.asarray(leaf_of @ np.hstack([self.n, self.k, self.expected]))
            n, k, e = (added[:, i * months : (i + 1) * months] for i in range(3))
            tracks = self._kept[names] = Tracks(n, k, e, correlation(n[:, :-1], k[:, :-1], e[:, :-1]))
        return tracks

    @lazily
    def _kept(self) -> dict[tuple[str, ...], Tracks]:
        return {}

    def places(self, wanted: Sequence[str]) -> list[int]:
        """The columns of these months, as far as they are known."""
        return [place for place, month in enumerate(self.months) if month in wanted]


def of(table: pd.DataFrame | None, now: pd.DataFrame, leaves: Leaves, last: str, span: int) -> Months | None:
    """From a table of the months before (period, dimensions, n, bad), and now's; None with fewer than two months."""
    if table is None or table["period"].nunique() < 2:
        return None
    names = [name for name in leaves.members if name in table]
    sides = (table, now)
    codes = {name: np.concatenate([_codes(side[name], leaves.members[name]) for side in sides]) for name in names}
    known = np.logical_and.reduce([code >= 0 for code in codes.values()], initial=True)
    known = np.broadcast_to(known, len(table) + len(now))
    place, before = pd.factorize(table["period"], sort=True)
    months = [*map(str, before), NOW]
    period = np.concatenate([place, np.full(len(now), len(before))])[known]
    size = {name: len(leaves.members[name]) for name in names}
    number = np.zeros(int(known.sum()), np.int64)
    for name in names:
        number = number * size[name] + codes[name][known]
    _, first, leaf = np.unique(number, return_index=True, return_inverse=True)
    flat, shape = leaf * len(months) + period, (len(first), len(months))
    n, k = (
        _added(flat, np.concatenate([side[column].to_numpy(float) for side in sides])[known], shape)
        for column in ("n", "bad")
    )
    coded = {name: codes[name][known][first] for name in names}
    return Months(dict(leaves.members), coded, tuple(months), last, span, n, k)


def _added(flat: Ints, values: Floats, shape: tuple[int, int]) -> Floats:
    return np.bincount(flat, values, shape[0] * shape[1]).reshape(shape).astype(np.float64)


def _codes(values: "pd.Series[str]", members: Sequence[str]) -> Ints:
    """The place of each value among the members, -1 where it is none of them."""
    coded = values.astype("category").cat
    places = pd.Index(members).get_indexer(coded.categories.astype(str))
    return np.asarray(places[coded.codes], np.int64)


def correlation(n: Floats, k: Floats, e: Floats) -> Floats:
    """Of slices over months the intraclass correlation of each (0-1), drawn to that of all of them."""
    q = (k.sum(axis=1, keepdims=True) + 0.5) / (n.sum(axis=1, keepdims=True) + 1.0)
    binomial = q * (1 - q)
    there = (n[:, 1:] > 0) & (n[:, :-1] > 0)
    share = (k - e) / np.maximum(n, 1.0)
    chance = np.where(there, 1 / np.maximum(n[:, 1:], 1.0) + 1 / np.maximum(n[:, :-1], 1.0), 1.0)
    square = np.where(there, np.diff(share, axis=1) ** 2 / binomial, 0.0)
    common = UNKNOWN
    for _ in range(3):
        expected = chance + 2 * common
        weight = np.where(there, 1 / expected**2, 0.0)
        excess = (np.minimum(square, STEP * expected) - chance) / 2
        prior = BELIEF / (4 * UNKNOWN) ** 2
        common = max(float(((weight * excess).sum() + prior * UNKNOWN) / (weight.sum() + prior)), UNKNOWN / 10)
    estimate = np.where(there, (2 * common / (chance + 2 * common)) ** 2, 0.0)
    own = np.maximum((weight * excess).sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-12), 0.0)
    months = estimate.sum(axis=1)
    return np.asarray((BELIEF * common + months * own) / (BELIEF + months))


def unusual(tracks: Tracks, months: Months, against: str) -> Floats:
    """How many standard deviations now is over the level of the slice's own months (negative: better).

    The signed root of twice the log-likelihood ratio of a binomial, its variance inflated by what months differ by.
    """
    places = list(range(len(months.months) - 1))
    if against == "last_year":
        old = [p for p in places if months.months[p] <= plus_months(months.last, -SETTLED)]
        places = old if old else places
    n, k, e = (side[:, places].sum(axis=1) for side in (tracks.n, tracks.k, tracks.e))
    level = (k - e) / np.maximum(n, 1.0)
    now = np.maximum(tracks.n[:, -1], 1e-9)
    foretold = np.maximum(tracks.e[:, -1] + now * level, 0.5)
    q, share = np.clip(foretold / now, 1e-6, 0.999), np.clip(tracks.k[:, -1] / now, 0.0, 1.0)
    likelihood = now * (xlogy(share, share / q) + xlogy(1 - share, (1 - share) / (1 - q)))
    spread = tracks.correlation * (1 / months.span + 1 / max(len(places), 1))
    inflation = 1 + now / np.maximum(n, 1.0) + now * spread
    return np.asarray(np.sign(share - q) * np.sqrt(2 * np.maximum(likelihood, 0.0) / inflation))
