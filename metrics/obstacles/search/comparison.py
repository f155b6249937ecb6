"""What a search is asked: the tables of now and of what it is held beside, and the months before; and its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from metrics.obstacles.search import leaves, slices, spread
from metrics.obstacles.search.leaves import CODE, PRIOR, UNRECORDED, Floats, Leaves
from metrics.obstacles.search.noise import Noise
from metrics.obstacles.search.scan import BAR, Bar
from metrics.obstacles.search.slices import DOMINANT, Candidate
from metrics.periods import Period, plus_months

ENOUGH_MONTHS = 6
"""Months that tell how a slice was before it changed."""
BEGINNINGS = (2, 9)
"""Months before now that a failure under a target may have lasted, besides now: a short one and a long one."""
KNOWN = replace(BAR, evidence=4.5, ratio=1.25)
"""Where its own months tell what a slice is like, a little less evidence will do."""
CHRONIC = replace(BAR, ratio_to_rest=5.0, points=0.08)
"""A slice that has always been so must stand out far more: services differ by three and four times by themselves."""
CLEARLY = 3.0
"""Standard errors by which a slice is worse from the month on in which it is said to have begun."""
PER_RANGE = 1.128
"""The mean moving range of normal values, in their standard deviations."""


@dataclass(frozen=True)
class Comparison:
    """Tables of cases n and those gone wrong, bad: of now, of what it is held beside (None: a target), and of the
    `months` before now (column period, neither code nor weekday; None: unknown). `allowed` is the share that may go
    wrong under a target; `inside` are the months of now itself, where it is longer than one.
    """

    period: Period
    against: str
    now: pd.DataFrame
    then: pd.DataFrame | None
    months: pd.DataFrame | None
    keys: Sequence[str]
    allowed: float | None = None
    inside: pd.DataFrame | None = None

    @property
    def span(self) -> int:
        """How many months now is."""
        return len(self.period.months)


def candidates_of(asked: Comparison, redraws: int = 0) -> list[Candidate]:
    """The slices that stand out from chance and from their own months."""
    if asked.then is None:
        return _short_of_target(asked, redraws)
    if not asked.then["n"].sum():
        return []
    cells = leaves.of(asked.now, asked.then, asked.keys)
    noise = _noise(asked, asked.now, cells, 1 if asked.against == "province" else asked.span)
    noise, cells = noise.out_of_season(cells)
    bar = BAR if noise.months is None else KNOWN
    return slices.search(cells, bar=bar, redraws=redraws, noise=noise)


def _noise(asked: Comparison, now: pd.DataFrame, cells: Leaves, past: int) -> Noise:
    months = spread.of(asked.months, now, cells, asked.period.last_month, asked.span)
    return Noise(months, asked.against, asked.span, past)


def _short_of_target(asked: Comparison, redraws: int) -> list[Candidate]:
    """Under a target: what has got worse than its own months before, then what has always stood out from the rest."""
    number = 0 if asked.months is None else asked.months["period"].nunique()
    if number < ENOUGH_MONTHS:
        return _standing_out(asked, asked.now, BAR, redraws)
    lasted = [back for back in BEGINNINGS if number - back >= ENOUGH_MONTHS] or [0]
    tried = [_changed(asked, back, redraws) for back in lasted]
    changed = max(tried, key=lambda some: sum(one.evidence for one in some))
    changed = [_with_code(one, asked.now) for one in changed]
    inside = np.zeros(len(asked.now), bool)
    for one in changed:
        inside |= covered(asked.now, one.where)
    return changed + _standing_out(asked, asked.now[~inside], CHRONIC, redraws)


def _standing_out(asked: Comparison, now: pd.DataFrame, bar: Bar, redraws: int) -> list[Candidate]:
    cells = leaves.of(now, None, asked.keys)
    return slices.search(cells, bar=bar, redraws=redraws, noise=_noise(asked, now, cells, 1))


def _changed(asked: Comparison, back: int, redraws: int) -> list[Candidate]:
    """Beside the mean of the months up to so many before now; those have no weekday and no code."""
    assert asked.months is not None
    until = plus_months(asked.period.first_month, -back)
    past = asked.months[asked.months["period"] < until]
    number = past["period"].nunique()
    keys = [name for name in asked.keys if name in past]
    now = asked.now.drop(columns=CODE, errors="ignore")
    cells = leaves.of(now, past, keys)
    noise = _noise(replace(asked, months=past), now, cells, number)
    return slices.search(cells, bar=KNOWN, redraws=redraws, noise=noise)


def covered(table: pd.DataFrame, where: Mapping[str, str]) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """The rows of a slice, whatever their code."""
    inside = np.ones(len(table), bool)
    for name, member in where.items():
        if name != CODE and name in table:
            inside &= (table[name] == member).to_numpy(bool)
    return inside


def _monthly(asked: Comparison, where: Mapping[str, str]) -> pd.DataFrame:
    """Cases n and those gone wrong, bad, of a slice by month, oldest first; a month without cases is left out."""
    now = asked.now.assign(period=asked.period.last_month) if asked.inside is None else asked.inside
    tables = [now] if asked.months is None else [asked.months, now]
    parts = [one[covered(one, where)].groupby("period", observed=True)[["n", "bad"]].sum() for one in tables]
    sums = pd.concat(parts).sort_index()
    return sums[sums["n"] > 0]


def since(asked: Comparison, where: Mapping[str, str]) -> str | None:
    """The first of the months in a row up to now in which a slice was nearer to now than to its level before.

    Its level is the lower quartile of its months, so that what has lasted half of them is still seen to have begun.
    None where too few months tell, where it has always been so, or where the months from then on are not above those
    before by CLEARLY standard errors of what its months differ by.
    """
    sums = _monthly(asked, where)
    if len(sums) <= ENOUGH_MONTHS:
        return None
    values, n = (sums["bad"] / sums["n"]).to_numpy(float), sums["n"].to_numpy(float)
    middle = (np.quantile(values[:-1], 0.25) + values[-1]) / 2
    place = len(values) - 1
    while place > 0 and values[place - 1] > middle:
        place -= 1
    return str(sums.index[place]) if place and _is_clear(values, n, place) else None


def _is_clear(values: Floats, n: Floats, place: int) -> bool:
    """Whether shares of n cases are clearly higher from a place on, by chance and by what those before differ by."""
    before, after = values[:place], values[place:]
    level = (before @ n[:place] + 0.5) / (n[:place].sum() + 1)
    chance = level * (1 - level) / n.mean()
    moved = np.abs(np.diff(before)).mean() / PER_RANGE if place > 1 else 0.0
    error = np.sqrt(max(chance, moved**2) * (1 / len(before) + 1 / len(after)))
    return bool(after.mean() - before.mean() >= CLEARLY * error)


def _with_code(one: Candidate, now: pd.DataFrame) -> Candidate:
    """With the obstacle code that most of its cases carry, as far as codes are written there."""
    if CODE not in now:
        return one
    inside = covered(now, one.where)
    counted = now[inside].groupby(CODE, observed=True)["bad"].sum()
    written, overall = _written(now), counted.drop(UNRECORDED, errors="ignore")
    own, cases = float(overall.sum()), float(counted.sum())
    share = (own + PRIOR * written) / (cases + PRIOR)
    if not own or overall.max() < DOMINANT * cases * share:
        return one
    part = float(overall.max()) / cases
    return replace(one, where={**one.where, CODE: str(overall.idxmax())}, cases=one.cases * part, now=one.now * part)


def _written(now: pd.DataFrame) -> float:
    bad = float(now["bad"].sum())
    return 1 - float(now.loc[now[CODE] == UNRECORDED, "bad"].sum()) / bad if bad else 0.0
