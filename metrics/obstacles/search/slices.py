"""The slices that a search has found, told by their members: with the obstacle code that makes them, and how surely."""

from dataclasses import dataclass

from metrics.obstacles.search import candidates, cuboids, likelihood, stability
from metrics.obstacles.search.candidates import Candidates
from metrics.obstacles.search.cuboids import Bools, Sums
from metrics.obstacles.search.leaves import CODE, Leaves
from metrics.obstacles.search.noise import BY_CHANCE, Noise
from metrics.obstacles.search.scan import BAR, Bar, best_set

DOMINANT = 2 / 3
"""The part of a slice's cases over the usual from which one obstacle code names it."""


@dataclass(frozen=True)
class Candidate:
    """One slice: its members by dimension, cases gone wrong over the usual, the share gone wrong `now` and the `usual`
    one (0-1), in which share of redrawn tables it was found again, the leaves it covers, and its evidence.
    """

    where: dict[str, str]
    cases: float
    now: float
    usual: float
    stability: float
    leaves: Bools
    evidence: float = 0.0


def search(
    leaves: Leaves, bar: Bar = BAR, redraws: int = 0, seed: int = 1, noise: Noise = BY_CHANCE
) -> list[Candidate]:
    """The slices, most cases first; [] when nothing is notable. `redraws` tables are drawn for the stability."""
    if not leaves.codes or not leaves.k1.sum():
        return []
    running = candidates.of(leaves, noise)
    if not running.labels:
        return []
    chosen = best_set(running, leaves.has_past, bar)
    stable = [1.0] * len(chosen)
    if redraws and chosen:
        stable = stability.found_again(running, leaves, chosen, bar, redraws, seed)
    slices = [_found(leaves, running, place, chosen, share) for place, share in zip(chosen, stable, strict=True)]
    return sorted(slices, key=lambda one: -one.cases)


def _found(leaves: Leaves, running: Candidates, place: int, chosen: list[int], stability: float) -> Candidate:
    """A chosen slice as it is told: with the obstacle code that makes most of it, if one does."""
    names, number, cause = running.labels[place]
    where = cuboids.where_of(leaves, names, number)
    others = [one for one in chosen if one != place]
    left, evidence = running.left(others), float(running.surprise(others, leaves.has_past)[place])
    base, coded = cuboids.sums_of(running.rows[[place]], len(leaves.causes))
    over, _, usual = (float(column[0]) for column in likelihood.worse(base, left, leaves.has_past))
    n1, k1 = max(float(base.n1[0]), 1e-12), float(base.k1[0])
    code, code_over = (None, 0.0)
    if leaves.causes:
        share = float(leaves.written1[running.covers[place]].mean())
        code, code_over = _leading(coded, left, over, k1, cause, share, leaves.has_past)
    if code is None:
        return Candidate(where, over, k1 / n1, usual, stability, running.covers[place], evidence)
    now = float(coded.k1[0, code]) / n1
    location = where | {CODE: leaves.causes[code]}
    return Candidate(location, code_over, now, now - code_over / n1, stability, running.covers[place], evidence)


def _leading(
    coded: Sums, left: Sums, over: float, cases: float, cause: int, written: float, has_past: bool
) -> tuple[int | None, float]:
    """The code that names a slice and its own cases over the usual: the one that makes most of the slice's.

    Only the `written` share of cases carries a code. Without a past it must make most of the cases. A slice found by
    one cause keeps it when its other cases are as ever.
    """
    if not has_past:
        counted = coded.k1[0]
        code = int(counted.argmax())
        return (code, over * counted[code] / cases) if counted[code] >= DOMINANT * cases * written else (None, 0.0)
    more = likelihood.rises(coded, left)[0][0]
    code = int(more.argmax()) if cause < 0 else cause
    return (code, float(more[code])) if more[code] >= DOMINANT * over * written else (None, 0.0)
