"""The slices in the running: the strongest of every cuboid, so that sets of them can be tried quickly."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix

from metrics.obstacles.search import cuboids, likelihood
from metrics.obstacles.search.cuboids import BASE, CODED, Bools, Sums
from metrics.obstacles.search.leaves import Floats, Ints, Leaves
from metrics.obstacles.search.noise import BY_CHANCE, Noise
from text.lazily import lazily

PER_CUBOID = 20
"""And as many of its slices with an obstacle code."""
BESIDE = 2.0
"""Gain beside the past that a slice needs at least: two standard deviations."""
Label = tuple[tuple[str, ...], int, int]
"""Cuboid, number within it, and cause (-1: all cases)."""


@dataclass(frozen=True)
class Candidates:
    """One row per slice: what it adds up (`cuboids.columns`), its price, its label, and the leaves it covers (slices
    x leaves). `whole` is the row of everything; `inflation` is how many times the variance of its own months is that of
    chance alone, by which its gain is divided (quasi-likelihood: Wedderburn 1974).
    """

    rows: Floats
    whole: Floats
    price: Floats
    inflation: Floats
    unusual: Floats
    scale: float
    labels: tuple[Label, ...]
    covers: Bools

    @lazily
    def causes(self) -> Ints:
        """The cause of each, -1 for all cases."""
        return np.array([cause for _, _, cause in self.labels], np.int64)

    @lazily
    def lengths(self) -> Ints:
        """How many dimensions each has."""
        return np.array([len(names) for names, _, _ in self.labels], np.int64)

    @lazily
    def sums(self) -> Sums:
        """Of each slice the sums of its own cause, or of all cases."""
        number, causes = (self.rows.shape[1] - BASE) // CODED, self.causes
        if not number:
            return self.base
        coded = causes >= 0
        at = [np.where(coded, BASE + field * number + causes, min(field, 3)) for field in range(CODED)]
        k1, e1, k0, e0, worth = (np.take_along_axis(self.rows, place[:, None], axis=1)[:, 0] for place in at)
        return Sums(k1, e1, k0, e0, self.rows[:, 4], worth)

    @lazily
    def common(self) -> Ints:
        """How many leaves each slice has in common with each other one."""
        covers: csr_matrix = csr_matrix(self.covers, dtype=np.int32)
        common: csr_matrix = covers @ covers.T
        return np.asarray(common.toarray())

    @lazily
    def base(self) -> Sums:
        """Of each slice the sums of all cases."""
        return cuboids.sums_of(self.rows, 0)[0]

    @lazily
    def has_causes(self) -> bool:
        """Whether any slice is of one cause."""
        return bool((self.causes >= 0).any())

    def left(self, chosen: Sequence[int]) -> Sums:
        """What is left of everything without the chosen slices."""
        key = tuple(sorted(chosen))
        if key not in self._left:
            left = np.maximum(self.whole - self.rows[list(key)].sum(axis=0), 0.0)
            self._left[key] = cuboids.sums_of(left[None, :], 0)[0]
        return self._left[key]

    @lazily
    def _left(self) -> dict[tuple[int, ...], Sums]:
        return {}

    def evidence(self, chosen: Sequence[int], has_past: bool) -> Floats:
        """Gain of every slice over its price, beside the chosen ones, all on one scale.

        What moves a whole by itself moves its pieces together: they must not be told more sharply than the whole.
        """
        sums, left = self.sums, self.left(chosen)
        gain = likelihood.gain(sums, left, has_past)
        if has_past and self.has_causes:
            gain = np.where(self.causes < 0, gain, likelihood.rise(sums, left))
        return gain / self.scale - self.price

    def surprise(self, chosen: Sequence[int], has_past: bool) -> Floats:
        """The evidence when the past is taken to be as uncertain as it is: what lets a slice in.

        One month is a poor witness: a slice far over its own level needs to stand out from the one past only a little.
        """
        sums, left = self.sums, self.left(chosen)
        gain = likelihood.told_apart(sums, left, has_past)
        if has_past and self.has_causes:
            gain = np.where(self.causes < 0, gain, likelihood.surprise(sums, left))
        beside = gain / self.inflation
        by_itself = np.where(beside >= BESIDE, np.maximum(self.unusual, 0.0) ** 2 / 2, 0.0)
        return np.maximum(beside, by_itself) - self.price

    def worse(self, chosen: Sequence[int], has_past: bool) -> tuple[Floats, Floats, Floats]:
        """Cases over the usual, ratio to the rest, and usual share of every slice, beside the chosen ones."""
        sums, left = self.sums, self.left(chosen)
        over, ratio, usual = likelihood.worse(sums, left, has_past)
        if has_past and self.has_causes:
            over_of, ratio_of = likelihood.rises(sums, left)
            over, ratio = np.where(self.causes < 0, over, over_of), np.where(self.causes < 0, ratio, ratio_of)
        return over, ratio, usual

    def some(self, places: Ints) -> "Candidates":
        """Only these, in this order."""
        labels = tuple(self.labels[int(place)] for place in places)
        return replace(
            self,
            rows=self.rows[places],
            price=self.price[places],
            inflation=self.inflation[places],
            unusual=self.unusual[places],
            labels=labels,
            covers=self.covers[places],
        )

    def with_causes(self, kept: Sequence[int]) -> "Candidates":
        """The same with rows of these causes only, numbered anew."""
        number = (self.rows.shape[1] - BASE) // CODED
        columns = [*range(BASE), *(BASE + field * number + cause for field in range(CODED) for cause in kept)]
        anew = {cause: place for place, cause in enumerate(kept)} | {-1: -1}
        labels = tuple((names, place, anew[cause]) for names, place, cause in self.labels)
        return replace(self, rows=self.rows[:, columns], whole=self.whole[columns], labels=labels)

    def redrawn(self, rows: Floats, whole: Floats) -> "Candidates":
        """The same slices over another table."""
        again = replace(self, rows=rows, whole=whole)
        for name in ("common", "causes", "lengths", "has_causes"):  # which slices they are has not changed
            again.__dict__[name] = getattr(self, name)
        return again


def of(leaves: Leaves, noise: Noise = BY_CHANCE) -> Candidates:
    """All slices of up to three dimensions, cut to the strongest of each cuboid that its own months do not explain."""
    names = list(cuboids.named(leaves))
    lengths = Counter(len(one) for one in names)
    table, causes, width = cuboids.columns(leaves), len(leaves.causes), len(leaves.n1)
    whole = table.sum(axis=0)
    everything = cuboids.sums_of(whole, causes)[0]
    rows, prices, covers, inflations, unusuals = [], [], [], [], []
    labels: list[Label] = []
    for one in names:
        number, size = cuboids.numbered(leaves, one)
        leaf_of = csr_matrix((np.ones(width), (number, np.arange(width))), shape=(size, width))
        added: Floats = np.asarray(leaf_of @ table)
        base, coded = cuboids.sums_of(added, causes)
        price = math.log(lengths[len(one)] * max(int((base.n1 > 0).sum()), 1))
        inflation, unusual, plausible = noise.of(leaves, one, base)
        strongest = []
        if one:
            strongest = [
                (place, -1, price) for place in _strongest(base, everything, leaves.has_past, inflation, plausible)
            ]
        if causes and leaves.has_past:
            of_causes = _strongest_of_causes(coded, everything, inflation, plausible)
            strongest += [(*divmod(p, causes), price + math.log(causes)) for p in of_causes]
        for place, cause, cost in strongest:
            rows.append(added[place])
            covers.append(number == place)
            labels.append((one, int(place), int(cause)))
            prices.append(cost)
            inflations.append(inflation[place])
            unusuals.append(unusual[place])
    candidates = Candidates(
        rows=np.array(rows).reshape(len(labels), len(whole)),
        whole=whole,
        price=np.array(prices),
        inflation=np.array(inflations),
        unusual=np.array(unusuals),
        scale=1.0,
        labels=tuple(labels),
        covers=np.array(covers, bool).reshape(len(labels), width),
    )
    if not labels:
        return candidates
    return replace(candidates, scale=float(candidates.inflation[candidates.evidence([], leaves.has_past).argmax()]))


def _strongest(sums: Sums, whole: Sums, has_past: bool, inflation: Floats, plausible: Bools) -> list[int]:
    """The places of the slices of most gain that are worse than the rest."""
    over, ratio, _ = likelihood.worse(sums, whole, has_past)
    worse = (over > 0) & (ratio > 1) & plausible
    return _first(np.where(worse, likelihood.gain(sums, whole, has_past) / inflation, 0.0))


def _strongest_of_causes(sums: Sums, whole: Sums, inflation: Floats, plausible: Bools) -> list[int]:
    """The same of slices x causes, places flat."""
    over, ratio = likelihood.rises(sums, whole)
    worse = (over > 0) & (ratio > 1) & plausible[:, None]
    return _first(np.where(worse, likelihood.rise(sums, whole) / inflation[:, None], 0.0).ravel())


def _first(gains: Floats) -> list[int]:
    best = np.argsort(-gains, kind="stable")[:PER_CUBOID]
    return [int(place) for place in best if gains[place] > 0]
