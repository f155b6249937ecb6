"""How much a month resembles the one before it."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

MonthlySeries = Sequence[tuple[int, float]]
"""(calendar month counted from any zero, value), in order; a month without a figure has no row."""

LARGEST = 0.8


def autocorrelation(series: Sequence[MonthlySeries]) -> float:
    """Lag-one autocorrelation from 0 to 0.8 that the series have in common; 0 when none has spread to judge from.

    Each series' own is Σ(y_t − ȳ)(y_{t−1} − ȳ) / Σ(y_t − ȳ)², made up for pairs that a missing month breaks, and freed
    of the bias that estimating ȳ brings (Marriott and Pope 1954): (r·b + 1) / (b − 3) for b months.
    """
    known = [estimate for each in series if (estimate := _unbiased(each)) is not None]
    return min(max(fmean(known), 0.0), LARGEST) if known else 0.0


def _unbiased(series: MonthlySeries) -> float | None:
    months = len(series)
    if months <= 3:
        return None
    mean = fmean(value for _, value in series)
    parts = [(month, value - mean) for month, value in series]
    spread = sum(part * part for _, part in parts)
    products = [a * b for (before, a), (month, b) in pairwise(parts) if month == before + 1]
    if not products or spread <= 1e-18 * months * max(1.0, mean * mean):  # equal but for the last binary digits
        return None
    return (fmean(products) * (months - 1) / spread * months + 1) / (months - 3)
