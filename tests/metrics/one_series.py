"""Variation, assurance and the months that met, one series at a time: the plain twin of
`metrics.judgement.variation`."""

import math
from collections.abc import Collection, Sequence

from metrics.catalogue.indicators import Better
from metrics.statistics.control_chart import FEWEST_POINTS, Assurance, Point, Segment, Variation, segments
from metrics.targets.achievement import Target, meets, meets_throughout


def variation(points: Sequence[Point], better: Better, rebased: Collection[str] = ()) -> Variation | None:
    """The mark of the latest point; None when the latest segment has fewer than 6 points."""
    latest = _latest(points, rebased)
    if latest is None:
        return None
    cause = latest.causes[-1]
    if cause is None:
        return "common"
    return "improving" if (cause.side == "high") == (better == "higher") else "worsening"


def assurance(
    points: Sequence[Point],
    target: Target,
    better: Better,
    rebased: Collection[str] = (),
    scale: tuple[float, float] = (-math.inf, math.inf),
) -> Assurance | None:
    """Whether the process as it runs will meet the target, by the limits of the latest segment; None as in variation.

    Limits wholly on the good side keep meeting (a limit exactly on the target meets it), wholly on the bad side keep
    missing; they are cut to the `scale` of the values, as no share passes 100. Give the target now in force.
    """
    latest = _latest(points, rebased)
    if latest is None or latest.limits is None:
        return None
    lines = latest.limits.clipped(*scale)
    verdict = meets_throughout((lines.lower, lines.upper), target, better)
    return "hit_and_miss" if verdict is None else "keeps_meeting" if verdict else "keeps_missing"


def met_count(points: Sequence[Point], target: Target, better: Better) -> tuple[int, int]:
    """In how many of how many months the target was met."""
    return sum(meets(value, target, better) for _, value in points), len(points)


def _latest(points: Sequence[Point], rebased: Collection[str]) -> Segment | None:
    latest = segments(points, rebased)[-1:]
    return latest[0] if latest and len(latest[0].points) >= FEWEST_POINTS else None
