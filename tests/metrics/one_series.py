"""Variation, assurance, level and the months that met, one series at a time: the plain twin of
`metrics.judgement.variation`."""

import math
from collections.abc import Collection, Sequence

from metrics.catalogue.indicators import Better
from metrics.statistics.charts.attribute_chart import FEWEST_MONTHS
from metrics.statistics.charts.control_chart import WHOLE, Assurance, Kind, Point, Segment, Variation, segments
from metrics.targets.achievement import Target, meets, meets_throughout

STABLE = 12


def variation(
    points: Sequence[Point],
    better: Better,
    rebased: Collection[str] = (),
    kind: Kind = "value",
    rho: float = 0.0,
    cases: Sequence[int] | None = None,
    minimum_n: int = 1,
) -> Variation | None:
    """The mark of the latest point; None when the latest segment has fewer than 6 points, or it rests on too few cases.

    Counts have no better or worse, and running ones no limits.
    """
    latest = _latest(points, rebased, kind, rho, cases, minimum_n)
    if latest is None or kind == "running" or (cases is not None and cases[len(points) - 1] < minimum_n):
        return None
    mark = latest.marks[-1]
    if mark is None:
        return "common"
    if kind == "count":
        return None
    return "improving" if (mark.side == "high") == (better == "higher") else "worsening"


def assurance(
    points: Sequence[Point],
    target: Target,
    better: Better,
    rebased: Collection[str] = (),
    scale: tuple[float, float] = (-math.inf, math.inf),
    kind: Kind = "value",
    rho: float = 0.0,
    cases: Sequence[int] | None = None,
    minimum_n: int = 1,
) -> tuple[Assurance | None, bool]:
    """Whether the process as it runs will meet the target, by the limits of the latest month; and if it is unstable.

    Limits wholly on the good side keep meeting (a limit exactly on the target meets it), wholly on the bad side keep
    missing; they are cut to the `scale` of the values, as no share of a whole passes 100. Said only of 12 points or
    more, none of the latest 12 marked. Give the target now in force.
    """
    latest = _latest(points, rebased, kind, rho, cases, minimum_n)
    if latest is None or latest.chart is None:
        return None, False
    if len(latest.points) < STABLE or any(latest.marks[-STABLE:]):
        return None, True
    lines = latest.chart.lines[-1]
    passes = kind == "share" and any(value > WHOLE for _, value in latest.points)
    ends = (scale[0], math.inf) if passes else scale
    lower, upper = (min(max(line, ends[0]), ends[1]) for line in (lines.lower, lines.upper))
    verdict = meets_throughout((lower, upper), target, better)
    return "hit_and_miss" if verdict is None else "keeps_meeting" if verdict else "keeps_missing", False


def met_count(points: Sequence[Point], target: Target, better: Better) -> tuple[int, int]:
    """In how many of how many months the target was met."""
    return sum(meets(value, target, better) for _, value in points), len(points)


def _latest(
    points: Sequence[Point],
    rebased: Collection[str],
    kind: Kind,
    rho: float,
    cases: Sequence[int] | None,
    minimum_n: int,
) -> Segment | None:
    latest = segments(points, rebased, kind, rho, cases=cases, minimum_n=minimum_n)[-1:]
    return latest[0] if latest and len(latest[0].points) >= FEWEST_MONTHS else None
