"""How strongly slices stand out from the rest: likelihood ratios, and the cases over what would be usual."""

import numpy as np
from scipy.special import gammaln, xlogy

from metrics.obstacles.search.cuboids import PAST, Sums
from metrics.obstacles.search.leaves import Floats

STEADY = 50.0
"""Cases by which the rest is taken to be as it was."""


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
