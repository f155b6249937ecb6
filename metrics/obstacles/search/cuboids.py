"""Every combination of dimensions, and what lies in it."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from metrics.obstacles.search.leaves import OF_SERVICE, PRIOR, Floats, Ints, Leaves

Bools = npt.NDArray[np.bool_]

LONGEST = 3
"""Dimensions in one combination."""
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
    return combined(leaves.members, leaves.codes, names, len(leaves.n1))


def combined(
    members: Mapping[str, Sequence[str]], codes: Mapping[str, Ints], names: Sequence[str], width: int
) -> tuple[Ints, int]:
    """The same of any `width` rows that have a code for each dimension."""
    number, size = np.zeros(width, np.int64), 1
    for name in names:
        number = number * len(members[name]) + codes[name]
        size *= len(members[name])
    return number, size


def where_of(leaves: Leaves, names: tuple[str, ...], number: int) -> dict[str, str]:
    """The members that a number of a cuboid stands for."""
    where = {}
    for name in reversed(names):
        number, member = divmod(number, len(leaves.members[name]))
        where[name] = leaves.members[name][member]
    return dict(reversed(where.items()))
