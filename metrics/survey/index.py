"""The satisfaction survey (Survei Kepuasan Masyarakat) of PermenPANRB 14/2017: index, grade and sample size."""

import functools
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from metrics.catalogue import scales
from metrics.statistics.intervals import Interval, mean_t

UNSUR = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana")
"""The nine elements in the regulation's order, U1 to U9. Many files swap the last two: map by name, never by place."""

LOWEST_SCORE, HIGHEST_SCORE = 1, 4

UnsurMeans: TypeAlias = Mapping[str, Fraction | float | None]
"""Mean answer 1-4 by unsur; None or absent where nobody answered. Fraction(total, answers) keeps ties exact."""


def index(unsur_means: UnsurMeans) -> float | None:
    """25 times the mean of the unsur that were answered, 25-100: the weight is 1/9 exactly, 1/k when k apply."""
    means = answered(unsur_means)
    return float(25 * sum(means.values()) / len(means)) if means else None


def reconciliation(unsur_means: UnsurMeans, weight: Decimal) -> float | None:
    """The index with a rounded ninth (Decimal("0.111") of the annex, or "0.11"), to be printed beside the exact one.

    None unless all nine unsur were answered, for it rounds a ninth.
    """
    means = answered(unsur_means)
    return float(25 * sum(means.values()) * Fraction(weight)) if len(means) == len(UNSUR) else None


def grade(satisfaction_index: float) -> str:
    """The service quality A, B, C or D of an index, by lower bounds on the value rounded half up to 2 decimals."""
    return scales.level(satisfaction_index, scales.named("skm_14_2017"))


def weakest(unsur_means: UnsurMeans, number: int = 3) -> tuple[str, ...]:
    """The unsur of the lowest means, lowest first and ties in the regulation's order; three must get a follow-up."""
    means = answered(unsur_means)
    return tuple(sorted(means, key=lambda unsur: means[unsur])[:number])


def as_low_as_weakest(unsur_means: UnsurMeans, number: int = 3) -> int:
    """How many unsur have the mean of the last of the `weakest`, and are not among them: only their place sets them
    apart.
    """
    means, named = answered(unsur_means), weakest(unsur_means, number)
    return sum(means[unsur] == means[named[-1]] for unsur in means if unsur not in named) if named else 0


def answered(unsur_means: UnsurMeans) -> dict[str, Fraction]:
    """The unsur that have a mean, in the regulation's order."""
    assert unsur_means.keys() <= set(UNSUR), "unsur are named as in UNSUR"
    return {unsur: Fraction(mean) for unsur in UNSUR if (mean := unsur_means.get(unsur)) is not None}


@functools.lru_cache(maxsize=4096)
def minimum_sample(population: int) -> int:
    """The respondents needed for so many users of the period before (Krejcie and Morgan 1970, 5 %), rounded half up."""
    assert population >= 0, "users are counted"
    chi_square, variance, error = Fraction("3.841"), Fraction("0.25"), Fraction("0.05")
    size = chi_square * population * variance / (error**2 * (population - 1) + chi_square * variance)
    return math.floor(size + Fraction(1, 2))


EVERY_UNSUR, RESCALED = 511, 512
"""What `answered` of the responses is made of: a bit for each unsur, and whether the scale was another one."""


def is_rescaled(answers: Sequence[tuple[int, int]]) -> bool:
    """Whether some of the answers were given on another scale than 1 to 4 (`answers` as for `index_interval`)."""
    return any(value >> 12 & RESCALED for value, _ in answers)


def index_interval(answers: Sequence[tuple[int, int]], times: float, confidence: float = 0.95) -> Interval | None:
    """Student's t interval of the index over the respondents who answered every applicable unsur.

    `answers` are (which were answered × 4096 + hundredths of the sum of the scores, how many respondents); applicable
    is an unsur that anyone answered. The sums are exact; the interval comes back as `times` × the mean score.
    """
    applicable = 0
    for value, _ in answers:
        applicable |= value >> 12 & EVERY_UNSUR
    complete = [(value & 4095, n) for value, n in answers if value >> 12 & EVERY_UNSUR == applicable]
    number = applicable.bit_count()
    if not number:
        return None
    n = sum(n for _, n in complete)
    total = sum(score * n for score, n in complete) / 100
    squares = sum(score * score * n for score, n in complete) / 10_000
    interval = mean_t(n, total, squares, confidence, bounds=(number * LOWEST_SCORE, number * HIGHEST_SCORE))
    return (times * interval[0] / number, times * interval[1] / number) if interval else None
