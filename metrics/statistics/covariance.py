"""Gaussian series with a level of which nothing is known beforehand: restricted likelihood, events, mixtures.

Shared by year_end, change_point and the effect of follow-ups. Each takes a stack of covariance matrices, weighs them by
their restricted likelihood with the variance integrated out (Harville 1974), and answers with the average of what they
say (Hoeting et al. 1999). Everything is vectorised over the stack and over the events of each matrix.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from text.lazily import lazily

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def autocorrelation(months: Sequence[int] | Ints, phi: float | Floats) -> Floats:
    """φ^|i−j| of months by their calendar index, shape (…, n, n) for φ of shape (…); φ⁰ = 1, for φ = 0 too."""
    t = np.asarray(months)
    return np.asarray(np.asarray(phi, float)[..., None, None] ** np.abs(t[:, None] - t[None, :]), float)


@dataclass(frozen=True)
class FreeLevel:
    """Covariances K of n months, shape (…, n, n), seen past a free level. Raises LinAlgError when K is singular."""

    covariance: Floats

    @lazily
    def inverse(self) -> Floats:
        """K⁻¹, (…, n, n)."""
        return np.asarray(np.linalg.inv(self.covariance))

    @lazily
    def loading(self) -> Floats:
        """u = K⁻¹1, (…, n); u'y/U is the estimate of the level."""
        return np.asarray(self.inverse.sum(axis=-1))

    @lazily
    def information(self) -> Floats:
        """U = 1'K⁻¹1, (…)."""
        return np.asarray(self.loading.sum(axis=-1))

    @lazily
    def projection(self) -> Floats:
        """P = K⁻¹ − uu'/U, (…, n, n): P1 = 0, and y'Py is the residual sum of squares."""
        u = self.loading
        return np.asarray(self.inverse - u[..., :, None] * u[..., None, :] / self.information[..., None, None])

    @lazily
    def log_determinant(self) -> Floats:
        """ln|K| + ln U, (…): what the free level adds is ln U."""
        return np.asarray(np.linalg.slogdet(self.covariance).logabsdet + np.log(self.information))


@dataclass(frozen=True)
class Events:
    """Things that may have happened to a series: columns h, shape (n, events), and variances v in units of the noise's.

    A column of zeros is the event that nothing happened.
    """

    columns: Floats
    variances: Floats


@dataclass(frozen=True)
class Fit:
    """One series y under every covariance and every event, each of shape (…, events).

    `projected` is Py, (…, n); `crossed` PH, (…, n, events). `height` is the estimate of the event's size in units of y,
    `precision` 1/v + h'Ph, `rss` the residual sum of squares, `log_evidence` the logarithm of the restricted likelihood
    with the variance integrated out, but for a constant that depends on n alone.
    """

    projected: Floats
    crossed: Floats
    height: Floats
    precision: Floats
    rss: Floats
    log_evidence: Floats


def fit(y: Floats, level: FreeLevel, events: Events) -> Fit:
    """All stories of one series, y of shape (n,), not all equal: without any spread there is nothing to weigh."""
    projected = level.projection @ y
    crossed = level.projection @ events.columns
    hph = np.einsum("ne,...ne->...e", events.columns, crossed)
    hpy = projected @ events.columns
    precision = 1 / events.variances + hph
    rss = (projected @ y)[..., None] - hpy**2 / precision
    evidence = level.log_determinant[..., None] + np.log1p(events.variances * hph) + (len(y) - 1) * np.log(rss)
    return Fit(projected, crossed, hpy / precision, precision, rss, -evidence / 2)


def weights(log_weights: Floats) -> Floats:
    """Weights that sum to 1 over the whole array, from their logarithms up to a common constant."""
    relative = np.exp(log_weights - log_weights.max())
    return np.asarray(relative / relative.sum())


def mixture_interval(
    weight: Floats, centre: Floats, scale: Floats, degrees: float, confidence: float = 0.95
) -> tuple[float, float]:
    """The interval that leaves half of the rest on each side of a weighted mixture of Student's t distributions.

    One weight (they sum to 1), centre and scale (> 0) for each component, in any one shape; degrees of freedom alike.
    """
    parts, tail = (np.ravel(weight), np.ravel(centre), np.ravel(scale)), (1 - confidence) / 2
    return _mixture_quantile(*parts, degrees, tail), _mixture_quantile(*parts, degrees, 1 - tail)


def _mixture_quantile(weight: Floats, centre: Floats, scale: Floats, degrees: float, probability: float) -> float:
    """Halley's steps within a bracket that only narrows; one that leaves it, or does not halve the last, bisects it.

    Its error shrinks by the third power, so after a step of a hundred-thousandth of a scale there is nothing to gain.
    """
    from scipy.special import gammaln, stdtr, stdtrit  # takes a tenth of a second to import, few commands need it

    ends = centre + scale * stdtrit(degrees, probability)
    low, high = float(ends.min()), float(ends.max())  # the mixture's point lies between its components' own
    height = np.exp(gammaln((degrees + 1) / 2) - gammaln(degrees / 2)) / np.sqrt(degrees * np.pi)
    point, last, enough = float(weight @ ends), np.inf, 1e-5 * float(scale.min())
    for _ in range(200):
        z = (point - centre) / scale
        excess = float(weight @ stdtr(degrees, z)) - probability
        low, high = (low, point) if excess > 0 else (point, high)
        densities = height * weight * (1 + z * z / degrees) ** (-(degrees + 1) / 2) / scale
        slope, bend = densities.sum(), -(densities * z / scale / (degrees + z * z)).sum() * (degrees + 1)
        with np.errstate(divide="ignore", invalid="ignore"):  # between components so far apart that nothing is there
            move = -2 * excess * slope / (2 * slope**2 - excess * bend)
        if abs(move) <= enough:
            return float(point + move)
        if not (low < point + move < high and abs(move) < last / 2):
            move = (low + high) / 2 - point
        point, last = float(point + move), abs(move)
    return point
