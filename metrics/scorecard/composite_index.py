"""One number for many targets, and what stands beside it so that it hides no miss; and how often a target was met."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from metrics.judgement.row import Row
from metrics.scorecard.summary import missed_first
from metrics.targets.achievement import capped, scale_86_2017


@dataclass(frozen=True)
class Composite:
    """The index of several targets (percent) with its level by Permendagri 86/2017; both None when none was judged.

    `missed` names the indicators that miss their target, furthest first; `left_out` those with a target that could
    not enter: not judged, or without an achievement (a target of 0 that higher would be better).
    """

    value: float | None
    level: str | None
    judged: int
    missed: tuple[str, ...]
    left_out: tuple[str, ...]


def composite(rows: Iterable[Row], weights: Mapping[str, float], cap: float = 120) -> Composite:
    """The weighted mean of the achievements, each capped; weights by indicator, 1 where none is given.

    A missed target enters with 100 at most: a figure above its range passes 100 % and yet is a miss. Every miss is
    counted and named, also one of weight 0. Rows of one period and member, one an indicator.
    """
    asked = [row for row in rows if row.target is not None]
    judged = [row for row in asked if row.is_judged]
    parts = {
        row.indicator: (weights.get(row.indicator, 1.0), capped(pct, cap if row.is_met else 100.0))
        for row in judged
        if (pct := row.achievement_pct) is not None
    }
    total = math.fsum(weight for weight, _ in parts.values())
    value = math.fsum(weight * pct for weight, pct in parts.values()) / total if total else None
    return Composite(
        value=value,
        level=None if value is None else scale_86_2017(value),
        judged=len(judged),
        missed=tuple(row.indicator for row in missed_first(judged)),
        left_out=tuple(row.indicator for row in asked if row.indicator not in parts),
    )


@dataclass(frozen=True)
class Met:
    """A target met in `met` of `judged` months; the others of `months` could not be judged."""

    met: int
    judged: int
    months: int


def met_in(monthly: Iterable[Row]) -> dict[str, Met]:
    """How often each indicator met its target, from rows of single months of one member; force majeure is no miss."""
    met_of: dict[str, Met] = {}
    for row in monthly:
        held = met_of.get(row.indicator, Met(0, 0, 0))
        met, judged = held.met + row.is_met, held.judged + row.is_judged
        met_of[row.indicator] = Met(met, judged, held.months + 1)
    return met_of
