"""Every combination of dimensions, what lies in it, and how strongly it stands out from the rest."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, xlogy

from metrics.obstacles.leaves import OF_SERVICE, PRIOR, Floats, Ints, Leaves

Bools = npt.NDArray[np.bool_]

LONGEST = 3
"""Dimensions in one combination."""
STEADY = 50.0
"""Cases by which the rest is taken to be as it was."""
BASE, CODED = 5, 5
"""Columns of all cases, and of each cause, in a row of `columns`."""
PAST = 2.0
"""Cases that the prior of a cause weighs."""


@dataclass(frozen=True)
class Sums:
    """What lies in slices (or in one whole): cases gone wrong k and cases e weighted with the usual, now (1) and then
    (0), and cases now n1. Without a past e1 is n1, and k0 and e0 are 0. Of one cause also what its cases are `worth`:
    the sum of the logarithms of one over how often it went with such a case.
    """

    k1: Floats
    e1: Floats
    k0: Floats
    e0: Floats
    n1: Floats
    worth: Floats

    def less(self, other: "Sums") -> "Sums":
        """The rest of a whole."""
        return Sums(*(np.maximum(getattr(self, f.name) - getattr(other, f.name), 0.0) for f in fields(self)))


def columns(leaves: Leaves) -> Floats:
    """What is added up, a row per leaf: the fields of Sums but `worth`, then k1, e1, k0, e0, worth of every cause."""
    usual = leaves.usual if leaves.has_past else np.ones_like(leaves.n1)
    then = leaves.n0 * usual if leaves.has_past else np.zeros_like(leaves.n0)
    base = [leaves.k1, leaves.n1 * usual, leaves.k0, then, leaves.n1]
    rates = _cause_rates(leaves)
    now = rates * (leaves.written1 / leaves.written0)[:, None]  # codes written more often are no more cases
    coded = (leaves.k1_of, leaves.n1[:, None] * now, leaves.k0_of, leaves.n0[:, None] * rates)
    return np.hstack([np.column_stack(base), *coded, -leaves.k1_of * np.log(now)])


def sums_of(added: Floats, causes: int) -> tuple[Sums, Sums]:
    """Rows of `columns` added up, as the sums of all cases, and of every cause (a column each)."""
    k1, e1, k0, e0, n1 = (added[..., i] for i in range(BASE))
    base = Sums(k1, e1, k0, e0, n1, np.zeros_like(k1))
    k1, e1, k0, e0, worth = (added[..., BASE + i * causes : BASE + (i + 1) * causes] for i in range(CODED))
    return base, Sums(k1, e1, k0, e0, added[..., [4]], worth)


def _cause_rates(leaves: Leaves) -> Floats:
    """How often each cause went with a case then (leaf x cause): that of its region and service, drawn by PRIOR cases
    to what services of its kind and authority have.
    """
    if not leaves.has_past or not leaves.causes:
        return np.ones_like(leaves.k0_of)
    overall = (leaves.k0_of.sum(axis=0) + 0.5) / (leaves.k0_of.sum() + 0.5 * len(leaves.causes))
    group, size = numbered(leaves, tuple(name for name in ("kind", "authority") if name in leaves.codes))
    counted = np.zeros((size, len(leaves.causes)))
    np.add.at(counted, group, leaves.k0_of)
    share = ((counted + PRIOR * overall) / (counted.sum(axis=1, keepdims=True) + PRIOR))[group]
    expected = share * leaves.usual[:, None]
    pair, size = numbered(leaves, tuple(name for name in ("region_code", "service_code") if name in leaves.codes))
    seen, foretold = np.zeros((size, len(leaves.causes))), np.zeros((size, len(leaves.causes)))
    np.add.at(seen, pair, leaves.k0_of)
    np.add.at(foretold, pair, leaves.n0[:, None] * expected)
    return np.asarray(np.clip(expected * ((seen + PAST) / (foretold + PAST))[pair], 1e-7, 1.0))


def gain(slices: Sums, whole: Sums, has_past: bool) -> Floats:
    """Kulldorff's (1997) log-likelihood ratio of a slice: a rate of its own inside and outside over one rate for both.

    Of Poisson counts about what the past foretells; without a past of shares (Bernoulli). It is of all cases; one cause
    may be nowhere else, so that is held against the ratio of all cases: `rise`.
    """
    rest = whole.less(slices)
    if not has_past:
        return _share(slices.k1, slices.n1) + _share(rest.k1, rest.n1) - _share(whole.k1, whole.n1)
    inside, everything = np.maximum(_foretold(slices), 1e-9), np.maximum(_foretold(whole), 1e-9)
    outside = np.maximum(everything - inside, 1e-9)
    own = xlogy(slices.k1, slices.k1 / inside) + xlogy(rest.k1, rest.k1 / outside)
    return np.asarray(own - xlogy(whole.k1, whole.k1 / everything), np.float64)


def told_apart(slices: Sums, whole: Sums, has_past: bool) -> Floats:
    """The same with the past as uncertain as it is: by the conditional law of counts now and then (Przyborowski and
    Wilenski 1940), against the ratio of the rest, which is drawn to 1 by STEADY cases.
    """
    if not has_past:
        return gain(slices, whole, has_past)
    rest = whole.less(slices)
    steady = (rest.k1 + STEADY) / (rest.e1 + STEADY) * (rest.e0 + STEADY) / (rest.k0 + STEADY)
    return _moved(slices, steady)


def rise(slices: Sums, whole: Sums) -> Floats:
    """Of slices of one cause: the Poisson likelihood that it went with one and the same share of all their cases, over
    what the past foretells of each leaf, moved by the ratio that all cases of `whole` have (natural logarithm).

    What stops cases stops them whatever is usual for them: a cause is added, it does not multiply. It also counts the
    cases where nothing happened, of which a rare cause leaves many; and it adds up over leaves.
    """
    ratio = _ratio(whole)
    foretold = slices.e1 * ratio
    share = slices.k1 / np.maximum(slices.n1, slices.k1 + 1e-12)
    gained = xlogy(slices.k1, share / ratio) + slices.worth - slices.k1 + foretold
    return np.where(slices.k1 > foretold, gained, 0.0)


def surprise(slices: Sums, whole: Sums) -> Floats:
    """The same with the past as uncertain as it is: a negative binomial (gamma prior of PAST cases about the usual)."""
    shape = slices.k0 + PAST
    mean = np.maximum(_foretold(slices) * _ratio(whole), 1e-9)
    foretold = gammaln(slices.k1 + shape) - gammaln(shape) + shape * np.log(shape / (shape + mean))
    foretold = foretold + slices.k1 * np.log(mean / (shape + mean))
    return np.where(slices.k1 > mean, xlogy(slices.k1, slices.k1) - slices.k1 - foretold, 0.0)


def _foretold(slices: Sums) -> Floats:
    """Cases of a cause at the mix of now, had its past gone on."""
    return slices.e1 * (slices.k0 + PAST) / (slices.e0 + PAST)


def rises(slices: Sums, whole: Sums) -> tuple[Floats, Floats]:
    """Of slices of one cause: cases over those foretold, and their ratio beside that of all cases."""
    foretold = _foretold(slices)
    return slices.k1 - foretold, (slices.k1 + 1.0) / (foretold + 1.0) / _ratio(whole)


def _share(k: Floats, n: Floats) -> Floats:
    """Bernoulli log-likelihood at its own share."""
    inside = np.maximum(n, 1e-12)
    return np.asarray(xlogy(k, k / inside) + xlogy(np.maximum(n - k, 0.0), np.maximum(1 - k / inside, 0.0)), np.float64)


def _moved(sums: Sums, ratio: Floats) -> Floats:
    """Conditional binomial log-likelihood of its own ratio over that of `ratio`."""
    total = np.maximum(sums.k1 + sums.k0, 1e-12)
    expected = ratio * sums.e1 / np.maximum(ratio * sums.e1 + sums.e0, 1e-12)
    expected = np.clip(expected, 1e-9, 1 - 1e-9)
    own = xlogy(sums.k1, sums.k1 / total) + xlogy(sums.k0, sums.k0 / total)
    return np.asarray(own - sums.k1 * np.log(expected) - sums.k0 * np.log(1 - expected), np.float64)


def _ratio(sums: Sums) -> Floats:
    """How many times the usual now is of then; a case on either side keeps it finite."""
    return (sums.k1 + 1.0) / (sums.e1 + 1.0) * (sums.e0 + 1.0) / (sums.k0 + 1.0)


def worse(slices: Sums, whole: Sums, has_past: bool) -> tuple[Floats, Floats, Floats]:
    """Per slice: cases over the usual, the ratio to the rest, and the usual share.

    The usual of a slice is its own past (its share then, for the mix of now); without a past the share of the rest.
    """
    rest = whole.less(slices)
    inside = np.maximum(slices.n1, 1e-12)
    if has_past:
        expected = slices.e1 * (slices.k0 + 1.0) / (slices.e0 + 1.0)
        return slices.k1 - expected, _ratio(slices) / _ratio(rest), expected / inside
    share = (rest.k1 + 0.5) / (rest.n1 + 1.0)
    return slices.k1 - slices.n1 * share, slices.k1 / inside / share, np.broadcast_to(share, inside.shape)


def named(leaves: Leaves) -> Iterator[tuple[str, ...]]:
    """The cuboids: at most LONGEST dimensions (none: everything), at most one of those that follow from the service."""
    free = [name for name in leaves.codes if name not in OF_SERVICE]
    served = [name for name in OF_SERVICE if name in leaves.codes]
    for size in range(LONGEST + 1):
        for names in itertools.combinations(free, size):
            yield names
            if size < LONGEST:
                yield from ((*names, name) for name in served)


def numbered(leaves: Leaves, names: tuple[str, ...]) -> tuple[Ints, int]:
    """Each leaf's number within a cuboid, and how many numbers there may be."""
    number, size = np.zeros(len(leaves.n1), np.int64), 1
    for name in names:
        number = number * len(leaves.members[name]) + leaves.codes[name]
        size *= len(leaves.members[name])
    return number, size


def where_of(leaves: Leaves, names: tuple[str, ...], number: int) -> dict[str, str]:
    """The members that a number of a cuboid stands for."""
    found = {}
    for name in reversed(names):
        number, member = divmod(number, len(leaves.members[name]))
        found[name] = leaves.members[name][member]
    return dict(reversed(found.items()))
