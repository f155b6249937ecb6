"""How much a month resembles the one before it, in all regions together, as known at the end of each month."""

import numpy as np
import numpy.typing as npt

from metrics.statistics.autocorrelation import LARGEST

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def running_autocorrelation(values: Floats, starts: Ints) -> Floats:
    """[month]: `metrics.statistics.autocorrelation.autocorrelation` of the months up to each, to the last bit whatever
    months follow it.

    `values` are [region, month], NaN where a month has no figure; `starts`, [region, month], is the column in which the
    segment begins that the month lies in: a recorded change would make months resemble each other.
    """
    known = ~np.isnan(values)
    begun = np.take_along_axis(np.where(known, values, 0.0), known.argmax(axis=1, keepdims=True), axis=1)
    apart = np.where(known, values - begun, 0.0)  # about the region's first figure, which keeps the digits of the sums
    paired = known[:, 1:] & known[:, :-1]
    later, earlier = apart[:, 1:], apart[:, :-1]
    products, both = (np.where(paired, two, 0.0) for two in (later * earlier, later + earlier))
    changed = starts if starts.any() else None
    n, first, second = (_since(terms, changed) for terms in (known, apart, apart * apart))
    # The pair of a month with the one before it lies in the segment from the month after its beginning.
    after = None if changed is None else changed + 1
    pairs, product, sums = (_since(np.pad(terms, ((0, 0), (1, 0))), after) for terms in (paired, products, both))
    mean = first / np.maximum(n, 1)
    spread = second - first * mean
    covered = (product - mean * sums) / np.maximum(pairs, 1) + np.where(pairs > 0, mean * mean, 0.0)
    floor = 1e-12 * np.cumsum(apart * apart, axis=1) + 1e-18 * n * np.maximum(1.0, (begun + mean) ** 2)
    usable = (n > 3) & (pairs > 0) & (spread > floor)
    own = covered * (n - 1) / np.where(usable, spread, 1.0)
    unbiased = np.where(usable, (own * n + 1) / np.where(usable, n - 3, 1.0), 0.0)
    regions = usable.sum(axis=0)
    rho: Floats = np.clip(unbiased.sum(axis=0) / np.maximum(regions, 1), 0.0, LARGEST)
    return rho


def _since(terms: npt.NDArray[np.bool_] | Floats, starts: Ints | None) -> Floats:
    """[region, month]: the sum of the terms from the start (None: from the first month) to the month itself."""
    summed: Floats = np.cumsum(terms, axis=1, dtype=np.float64)
    if starts is None:
        return summed
    upto = np.concatenate([np.zeros((len(terms), 1)), summed], axis=1)
    since: Floats = upto[:, 1:] - np.take_along_axis(upto, np.minimum(starts, terms.shape[1]), axis=1)
    return since
