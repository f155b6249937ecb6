"""How surely a slice is found: in which share of redrawn tables the search finds it again."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_matrix

from metrics.obstacles.search import cuboids
from metrics.obstacles.search.candidates import Candidates
from metrics.obstacles.search.cuboids import Bools
from metrics.obstacles.search.leaves import Floats, Leaves
from metrics.obstacles.search.scan import Bar, best_set

SHORTLIST = 60
"""Candidates among which a redrawn table is searched: those of most evidence, and the chosen."""
ALIKE = 0.8
"""Two slices that have this part of their cases in common count as the same one."""


def found_again(
    running: Candidates, leaves: Leaves, chosen: Sequence[int], bar: Bar, redraws: int, seed: int
) -> list[float]:
    """Per chosen slice the share of tables in which it, or one of nearly the same cases, is found.

    Every count of cases gone wrong is drawn anew from a Poisson law around it (a parametric bootstrap).
    """
    order = np.argsort(-running.evidence([], leaves.has_past), kind="stable")[:SHORTLIST]
    short = running.some(np.array(list(dict.fromkeys([*chosen, *map(int, order)])), np.int64))
    causes = sorted({int(cause) for cause in short.causes} - {-1})
    few = replace(
        leaves,
        causes=tuple(leaves.causes[cause] for cause in causes),
        k1_of=leaves.k1_of[:, causes],
        k0_of=leaves.k0_of[:, causes],
    )
    short = short.with_causes(causes)
    agree = alike(short.covers, len(chosen), leaves.n1)
    covers, table = short.covers, cuboids.columns(few)
    if not causes:
        covers, table = _together(covers, table)
    rng, drawn_from = np.random.default_rng(seed), csr_matrix(covers, dtype=float)
    # What a case of a cause is worth follows from the past as it was; only the counts are drawn.
    n1 = table[:, [4]]
    rates = table[:, 5 + len(causes) : 5 + 2 * len(causes)] / np.maximum(n1, 1e-12)
    worth = -np.log(np.maximum(rates, 1e-12)) * (n1 > 0)
    drawn = [0, 2, *range(5, 5 + len(causes)), *range(5 + 2 * len(causes), 5 + 3 * len(causes))]
    hits, means = np.zeros(len(chosen)), table[:, drawn]
    for _ in range(redraws):
        table[:, drawn] = rng.poisson(means)
        table[:, 5 + 4 * len(causes) :] = worth * table[:, 5 : 5 + len(causes)]
        again = best_set(short.redrawn(drawn_from @ table, table.sum(axis=0)), leaves.has_past, bar, beginnings=1)
        hits += agree[:, again].any(axis=1)
    return [float(hit) / redraws for hit in hits]


def _together(covers: Bools, table: Floats) -> tuple[Bools, Floats]:
    """Leaves that the same candidates cover as one: a sum of Poisson counts is one too."""
    packed = np.ascontiguousarray(np.packbits(covers, axis=0).T)
    _, first, group = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    added = csr_matrix((np.ones(len(table)), (group.ravel(), np.arange(len(table)))), shape=(len(first), len(table)))
    return covers[:, first], np.asarray(added @ table)


def alike(covers: Bools, number: int, n1: Floats) -> Bools:
    """Which of the candidates (columns) are as good as the same as each of the first `number`."""
    weighted = csr_matrix(covers * n1)
    common = (csr_matrix(covers[:number], dtype=float) @ weighted.T).toarray()
    sizes = np.asarray(weighted.sum(axis=1)).ravel()
    return np.asarray(common >= ALIKE * (sizes[:number, None] + sizes[None, :] - common), bool)
