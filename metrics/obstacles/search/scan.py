"""The slice search: the few combinations without overlap in which far more went wrong than elsewhere.

A spatial scan statistic over attribute combinations (Kulldorff 1997; multidimensional subset scanning of Neill and
Kumar 2013), compared between two periods by the conditional binomial of Przyborowski and Wilenski (1940): of the cases
gone wrong in a slice, now and then, the expected part of now is that of its cases, each weighted with what is usual in
its region, service, channel and weekday, so that a shift of the mix sets nothing apart. The gain of a slice is the
likelihood of its own ratio beside that of all the rest, against one ratio for both. Without a past the share within is
held against the share outside (Bernoulli).

Gains are divided by the overdispersion that the members of the same cuboid show (robust, as in funnel plots:
Spiegelhalter 2005), and each slice pays the logarithm of how many there were to choose from (MDL), which is what weighs
a broad slice against a narrow one. As in Squeeze (Li et al. 2019) and RiskLoc (Kalander 2022) the whole slice must have
moved alike. Slices are added greedily from several beginnings, and the best set is kept; its slices share no case.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.obstacles.search import likelihood
from metrics.obstacles.search.candidates import Candidates
from metrics.obstacles.search.cuboids import Bools
from metrics.obstacles.search.leaves import Floats

BEGINNINGS = 6
MOST_SLICES = 5
MERGES = 6
KEPT = 0.85
"""The part of the evidence that one slice must keep to stand for several pieces."""

ALIKE = 0.5
"""What a wider slice adds has at least this part of the narrower one's share over the usual."""

LEFT, AS_USUAL, CLEARLY = 0.1, 0.4, 1.25
"""A part stands for a slice whose other cases (at least so many) have at most so much of its share over the usual, by
so many standard deviations.
"""


@dataclass(frozen=True)
class Bar:
    """What a slice must pass: evidence (gain over its price), at least so many cases over the usual, so much worse
    than the rest (ratio of shares; `ratio_to_rest` without a past, when services and regions differ anyway), and a
    difference of shares (0-1) that people would notice, of all cases or `of_cause`.
    """

    evidence: float = 5.5
    cases: float = 8.0
    ratio: float = 1.35
    points: float = 0.03
    of_cause: float = 0.02
    ratio_to_rest: float = 1.8


BAR = Bar()


def best_set(running: Candidates, has_past: bool, bar: Bar, beginnings: int = BEGINNINGS) -> list[int]:
    """The set of disjoint slices with the most evidence, grown from each of the strongest beginnings, then polished."""
    first, allowed = _evidence(running, [], has_past, bar)
    ranked = [int(i) for i in np.argsort(-np.where(allowed, first, -np.inf), kind="stable") if allowed[i]]
    best: tuple[float, list[int]] = (0.0, [])
    for place in _different(running, ranked, beginnings):
        grown = _grown(running, [place], has_past, bar)
        polished = _polished(running, grown, has_past, bar) if beginnings > 1 else grown
        total = _total(running, polished, has_past) if beginnings > 1 else 1.0
        best = max(best, (total, polished), key=lambda pair: pair[0])
    return _narrowed(running, _widened(running, best[1], has_past), has_past, bar)


def _narrowed(running: Candidates, chosen: list[int], has_past: bool, bar: Bar) -> list[int]:
    """The part of a slice in its place that has most of its cases over the usual, where the rest is clearly as usual.

    The strongest of many small parts stands far out however alike all are: by itself it proves nothing of the rest.
    """
    for place in list(chosen):
        others = [one for one in chosen if one != place]
        evidence, allowed = _evidence(running, others, has_past, bar)
        over, k1, n1 = running.worse(others, has_past)[0], running.sums.k1, running.sums.n1
        inside = (
            allowed & (running.common[place] == running.common.diagonal()) & (running.causes == running.causes[place])
        )
        left, share = n1[place] - n1, over / np.maximum(n1, 1e-9)
        lacking = share * left - (over[place] - over)
        chance = np.sqrt(running.scale * (np.maximum(share * left, 0.0) + np.maximum(k1[place] - k1, 0.0) + 1))
        usual = inside & (left >= LEFT * n1[place]) & (over[place] - over <= AS_USUAL * share * left)
        usual &= over >= over[place] / 2
        usual &= lacking >= CLEARLY * chance
        if usual.any():
            narrower = int(np.where(usual, evidence, -np.inf).argmax())
            return _narrowed(running, [*others, narrower], has_past, bar)
    return chosen


def _widened(running: Candidates, chosen: list[int], has_past: bool) -> list[int]:
    """One slice for those it holds, where what that adds is more like them than like the usual, or little: chance makes
    pieces of a whole fit a little better than the whole, and so does an unlike past.
    """
    if not chosen:
        return chosen
    over, n1, lengths = running.worse(chosen, has_past)[0], running.sums.n1, running.lengths
    common = running.common[:, chosen]
    holds = common == running.common.diagonal()[chosen]
    number, longest = holds.sum(axis=1), (holds * lengths[chosen]).max(axis=1)
    inside_n, inside_over = holds @ n1[chosen], holds @ over[chosen]
    added = n1 - inside_n
    alike = (over - inside_over >= ALIKE * inside_over / np.maximum(inside_n, 1e-9) * added) & (added > 0)
    fits = np.where(number == 1, (lengths < longest) & alike, (lengths <= longest) & (alike | (added <= LEFT * n1)))
    fits &= (number > 0) & (holds | (common == 0)).all(axis=1)
    fits &= (~holds | (running.causes[:, None] == running.causes[chosen])).all(axis=1)
    fits[chosen] = False
    if not fits.any():
        return chosen
    wider = int(np.where(fits, running.evidence([], has_past), -np.inf).argmax())
    left = [one for one, within in zip(chosen, holds[wider], strict=True) if not within]
    return _widened(running, [*left, wider], has_past)


def _different(running: Candidates, ranked: Sequence[int], number: int) -> list[int]:
    """The first so many that do not cover the same leaves."""
    seen: dict[bytes, int] = {}
    for place in ranked:
        seen.setdefault(running.covers[place].tobytes(), place)
        if len(seen) == number:
            break
    return list(seen.values())


def _evidence(running: Candidates, chosen: Sequence[int], has_past: bool, bar: Bar) -> tuple[Floats, Bools]:
    """What each candidate would add beside the chosen ones, and which of them may be added."""
    evidence = running.evidence(chosen, has_past)
    free = ~running.common[:, list(chosen)].any(axis=1)
    over, ratio, usual = running.worse(chosen, has_past)
    now = running.sums.k1 / np.maximum(running.sums.n1, 1e-12)
    enough = (over >= bar.cases) & (ratio >= (bar.ratio if has_past else bar.ratio_to_rest))
    if has_past:
        enough &= (running.causes >= 0) | (now - usual >= bar.points)
        if running.has_causes:
            more = _is_more(running, chosen, over) & (over >= bar.of_cause * running.sums.n1)
            enough &= (running.causes < 0) | more
    else:
        enough &= now - usual >= bar.points
    return evidence, free & enough & (running.surprise(chosen, has_past) >= bar.evidence)


def _is_more(running: Candidates, chosen: Sequence[int], over: Floats) -> Bools:
    """Whether more went wrong in all, as far as chance lets one see: else cases only got another code."""
    base = running.base
    in_all = likelihood.worse(base, running.left(chosen), True)[0]
    return np.asarray(in_all + 2.0 * np.sqrt(base.k1 + base.k0) >= over / 2, bool)


def _grown(running: Candidates, chosen: list[int], has_past: bool, bar: Bar) -> list[int]:
    """Add the strongest that may be added until none may."""
    chosen = list(chosen)
    while len(chosen) < MOST_SLICES:
        evidence, allowed = _evidence(running, chosen, has_past, bar)
        if not allowed.any():
            break
        chosen.append(int(np.where(allowed, evidence, -np.inf).argmax()))
    return chosen


def _polished(running: Candidates, chosen: list[int], has_past: bool, bar: Bar) -> list[int]:
    """Put a better slice in the place of each in turn, beside the others as they are; put one in the place of two that
    it holds; then grow again.
    """
    for place in list(chosen):
        others = [one for one in chosen if one != place]
        evidence, allowed = _evidence(running, others, has_past, bar)
        allowed[place] = True
        chosen = [*others, int(np.where(allowed, evidence, -np.inf).argmax())]
    return _merged(running, _grown(running, chosen, has_past, bar), has_past, bar)


def _merged(running: Candidates, chosen: list[int], has_past: bool, bar: Bar) -> list[int]:
    """One slice for several that it holds or meets, where it keeps most of their evidence: not all
    of a slice need have moved by the same factor, and pieces of it would fit a little better.
    """
    total = _total(running, chosen, has_past)
    meets = running.common[:, chosen] > 0
    holds = running.common[:, chosen] == running.common.diagonal()[chosen]
    fits = (meets.sum(axis=1) >= 2) & holds.any(axis=1)
    fits[chosen] = False
    order = np.argsort(-np.where(fits, running.evidence([], has_past), -np.inf), kind="stable")[:MERGES]
    for place in order[fits[order]]:
        others = [one for one, met in zip(chosen, meets[place], strict=True) if not met]
        evidence, allowed = _evidence(running, others, has_past, bar)
        if allowed[place]:
            grown = _grown(running, [*others, int(place)], has_past, bar)
            if _total(running, grown, has_past) >= total - (1 - KEPT) * evidence[place]:
                return _merged(running, grown, has_past, bar) if len(grown) < len(chosen) else chosen
    return chosen


def _total(running: Candidates, chosen: Sequence[int], has_past: bool) -> float:
    """The evidence of a set: of each beside the rest that those before it left, so that parts do not add to a whole."""
    alone = running.evidence([], has_past)
    ordered = sorted(chosen, key=lambda place: -float(alone[place]))
    return sum(float(running.evidence(ordered[:number], has_past)[place]) for number, place in enumerate(ordered))
