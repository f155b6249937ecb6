"""The simple stories a monthly series may follow, as covariances, the events that may befall it, and their mixture.

A story is a covariance of the known and the coming months together, in units of one month's own variance: steady or
autocorrelated, with a slope that may be none, straight or damped (Gardner & McKenzie 1985), with a season or without;
of a stock also a random walk. A story's weight is its prior times its restricted likelihood (Harville 1974; averaged as
in Hoeting et al. 1999). Months are counted through: 12 × year + month − 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics.statistics.covariance import Events, Fit, Floats, FreeLevel, Ints, autocorrelation, fit, weights

TWO_YEARS = 24
"""Known months from which a season is among the stories."""
SEASON = 2.25
SLOPE = 0.15
"""Standard deviation of a slope a month, in those of a month."""
DAMPING = 0.85
PHIS = {0.0: 0.4, 0.3: 0.25, 0.6: 0.2, 0.85: 0.15}
SLOPES = {"none": 0.5, "straight": 0.25, "damped": 0.25}
WALKS = {0.001: 0.5, 1.0: 0.5}
"""Variance of the noise around a random walk whose steps have variance 1, and its prior among the walks."""
WALKING = 0.8
"""Prior of all walks together, of a stock."""
NOTHING, STEP, ODD = 0.05, 0.8, 0.15
"""Prior of no event, of a step in any month, of any one odd month."""
STEP_VARIANCE, ODD_VARIANCE = 6.0, 25.0
RECENT = 6
"""Latest months that have half of the prior of a step."""


@dataclass(frozen=True)
class Stories:
    """Covariances of known and coming months, (stories, months, months), priors, and 1 where there is a season."""

    covariance: Floats
    prior: Floats
    seasonal: Floats


def stories(months: Sequence[int], coming: Sequence[int], is_stock: bool) -> Stories:
    """All combinations: 12 stories of fewer than 24 known months, 24 of more; of a stock 2 or 4 walks besides."""
    t = np.array([*months, *coming])
    bases = _wandering(t, months[-1])
    prior = np.outer(list(PHIS.values()), list(SLOPES.values())).ravel()
    if is_stock:
        bases = np.concatenate([bases, _walks(t)])
        prior = np.concatenate([(1 - WALKING) * prior, WALKING * np.array(list(WALKS.values()))])
    if len(months) < TWO_YEARS:
        return Stories(bases, prior, np.zeros(len(prior)))
    season = SEASON * (((t[:, None] - t[None, :]) % 12 == 0) - 1 / 12)
    seasonal = np.repeat([0.0, 1.0], len(prior))
    return Stories(np.concatenate([bases, bases + season]), np.tile(prior / 2, 2), seasonal)


def _wandering(t: Ints, last: int) -> Floats:
    """φ^|i−j| + b²x_i x_j for every φ and slope; x counts months from the last known one, damped only after it."""
    straight = (t - last).astype(float)
    ahead = np.maximum(straight, 0)
    damped = np.where(straight > 0, DAMPING * (1 - DAMPING**ahead) / (1 - DAMPING), straight)
    x = np.stack([np.zeros(len(t)), straight, damped])
    slopes = SLOPE**2 * x[:, :, None] * x[:, None, :]
    return np.asarray((autocorrelation(t, np.array(list(PHIS)))[:, None] + slopes).reshape(-1, len(t), len(t)))


def _walks(t: Ints) -> Floats:
    """min(i, j) + q·1[i = j], counted from the first known month."""
    walk = np.minimum(t[:, None], t[None, :]) - t[0]
    return np.stack([walk + q * np.eye(len(t)) for q in WALKS])


@dataclass(frozen=True)
class Happenings:
    """What may have happened in n known months: nothing, a step from month 2 … n on, one of months 1 … n being odd.

    `events` in this order, with the prior of each; `steps` of them are steps.
    """

    events: Events
    prior: Floats
    steps: int

    def is_step(self, place: int) -> bool:
        """Whether the event at `place` is a step; places from 1, as 0 is nothing."""
        return place <= self.steps

    def begin(self, place: int) -> int:
        """The position, from 0, of the known month in which the event at `place` begins; places from 1."""
        return place if self.is_step(place) else place - self.steps - 1


def happenings(n: int) -> Happenings:
    """The events of n ≥ 2 known months and their priors, which sum to 1."""
    steps = n - 1
    columns = np.column_stack([np.zeros(n), np.tri(n)[:, 1:], np.eye(n)])
    variances = np.repeat([1.0, STEP_VARIANCE, ODD_VARIANCE], [1, steps, n])
    of_step = np.full(steps, 1 / steps)
    if n > 2 * RECENT + 1:
        of_step = np.repeat([0.5 / (steps - RECENT), 0.5 / RECENT], [steps - RECENT, RECENT])
    prior = np.concatenate([[NOTHING], STEP * of_step, np.full(n, ODD / n)])
    return Happenings(Events(columns, variances), prior, steps)


@dataclass(frozen=True)
class Coming:
    """What is wanted of the coming months: the sum of each month's value times its weight `share`.

    `months` by calendar index; `noise` the variances of the known and then the coming months, whose mean is 1; `more`
    is added to the variance of what is wanted, in the same unit.
    """

    months: Ints
    share: Floats
    noise: Floats
    more: float = 0.0


@dataclass(frozen=True)
class Mixture:
    """Every story with every event, each array (stories, events): Student's t with n − 1 degrees for what is wanted.

    `centre` and `scale` in units of y; `height` is the estimated size of the event.
    """

    weight: Floats
    centre: Floats
    scale: Floats
    height: Floats


def mixture(y: Floats, months: Ints, candidates: Stories, happening: Happenings, coming: Coming) -> Mixture:
    """What each story with each event makes of the coming months; y of the known months, not all equal."""
    n, w = len(y), coming.share
    deviation = np.sqrt(coming.noise)
    joint = candidates.covariance * np.outer(deviation, deviation)
    level = FreeLevel(joint[:, :n, :n])
    seen = fit(y, level, happening.events)
    to_coming = joint[:, :n, n:] @ w
    centre, variance = _without_event(y, level, seen, to_coming, w)
    variance += np.einsum("f,sfg,g->s", w, joint[:, n:, n:], w) + coming.more
    gain = _reach(months, happening, coming) - _expected(level, seen, happening, to_coming, float(w.sum()))
    prior = np.log(candidates.prior)[:, None] + np.log(happening.prior)
    return Mixture(
        weights(prior + seen.log_evidence),
        centre[:, None] + gain * seen.height,
        np.sqrt(seen.rss / (n - 1) * (variance[:, None] + gain**2 / seen.precision)),
        seen.height,
    )


def _without_event(y: Floats, level: FreeLevel, seen: Fit, c: Floats, w: Floats) -> tuple[Floats, Floats]:
    """Centre m·u'y/U + c'Py and −c'K⁻¹c + (m − u'c)²/U, the variance but for the coming months' own; one a story."""
    u, information, m = level.loading, level.information, w.sum()
    centre = m * (u @ y) / information + (c * seen.projected).sum(axis=-1)
    explained = np.einsum("sn,snk,sk->s", c, level.inverse, c)
    return centre, (m - (u * c).sum(axis=-1)) ** 2 / information - explained


def _reach(months: Ints, happening: Happenings, coming: Coming) -> Floats:
    """What is wanted of an event of size 1: a step lasts through the months that follow it, an odd month passes."""
    reach = np.zeros(len(happening.prior))
    reach[1 : 1 + happening.steps] = coming.share @ (coming.months[:, None] >= months[None, 1:])
    return reach


def _expected(level: FreeLevel, seen: Fit, happening: Happenings, c: Floats, m: float) -> Floats:
    """What a story that knows of no event makes of one of size 1, (stories, events): m·u'h/U + c'Ph."""
    levels = m * (level.loading @ happening.events.columns) / level.information[:, None]
    return np.asarray(levels + np.einsum("sn,sne->se", c, seen.crossed))
