"""What the tables look like: one family of shapes to tune by, another to judge by."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """Ranges (low, high) from which each table draws; spreads are standard deviations of log-odds."""

    regions: tuple[int, int]
    agencies: tuple[int, int]
    services: tuple[int, int]
    """Services of one agency."""
    cases: tuple[int, int]
    """Cases decided in a month."""
    late: tuple[float, float]
    """The share late where nothing is planted."""
    region_spread: float
    service_spread: float
    unevenness: float
    """Standard deviation of the logarithm of the sizes of regions and services."""
    wobble: float
    """How far the odds of a service in a region move from month to month by themselves."""
    region_wobble: float
    recorded: tuple[float, float]
    """The share of late cases that carry a code."""
    odds: tuple[float, float]
    """By what a planted slice multiplies the odds of being late."""
    channels: tuple[float, ...]


TUNING = Shape((7, 10), (18, 28), (1, 6), (6_000, 24_000), (0.06, 0.12), 0.35, 0.55, 0.9, 0.08, 0.03, (0.75, 0.9),
               (3.0, 8.0), (0.60, 0.22, 0.13, 0.05))  # fmt: skip
JUDGING = Shape((9, 14), (14, 34), (1, 8), (5_000, 30_000), (0.05, 0.14), 0.45, 0.65, 1.1, 0.10, 0.04, (0.65, 0.95),
                (2.7, 9.0), (0.48, 0.30, 0.16, 0.06))  # fmt: skip
PAST_TUNING = Shape((5, 8), (8, 16), (1, 4), (4_000, 14_000), (0.06, 0.14), 0.35, 0.55, 0.9, 0.0, 0.0, (0.7, 0.9),
                    (3.0, 8.0), (0.60, 0.22, 0.13, 0.05))  # fmt: skip
PAST_JUDGING = Shape((6, 10), (7, 18), (1, 5), (4_000, 16_000), (0.05, 0.16), 0.45, 0.65, 1.0, 0.0, 0.0, (0.6, 0.95),
                     (2.7, 9.0), (0.48, 0.30, 0.16, 0.06))  # fmt: skip
"""Of worlds with a past (`series`): smaller, since each has up to three years of months."""
SHAPES = {"tuning": TUNING, "judging": JUDGING, "past_tuning": PAST_TUNING, "past_judging": PAST_JUDGING}
TUNING_SEEDS = range(10_000)
"""Seeds that may be looked at while the search is changed; judging takes those from 10,000 on."""
JUDGING_FROM = 10_000
