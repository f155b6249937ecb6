"""Slow plain twins: shortfall, Kitagawa, reasons and stages, written from their definitions, with exact fractions."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from statistics import median

Four = tuple[int, int, int, int]
"""x1, n1, x0, n0 of a member."""


def shortfall(members: Mapping[str, Four], target: Fraction) -> dict[str, Fraction]:
    """n (T - p), written so that a member without denominator counts."""
    return {name: n1 * target - x1 for name, (x1, n1, _, _) in members.items()}


def kitagawa(members: Mapping[str, Four]) -> dict[str, tuple[Fraction, Fraction]]:
    """Rate and mix part of each member, the mix about the mean of both overall rates."""
    whole1, whole0 = sum(m[1] for m in members.values()), sum(m[3] for m in members.values())
    overall = Fraction(sum(m[0] for m in members.values()), whole1) + Fraction(
        sum(m[2] for m in members.values()), whole0
    )
    found = {}
    for name, (x1, n1, x0, n0) in members.items():
        w1, w0 = Fraction(n1, whole1), Fraction(n0, whole0)
        if n1 and n0:
            r1, r0 = Fraction(x1, n1), Fraction(x0, n0)
            found[name] = (r1 - r0) * (w0 + w1) / 2, (w1 - w0) * ((r0 + r1) / 2 - overall / 2)
        else:
            found[name] = Fraction(0), Fraction(x1, whole1) - Fraction(x0, whole0) - (w1 - w0) * overall / 2
    return found


def reasons(late: Sequence[tuple[str, int]]) -> list[tuple[str | None, int, int]]:
    """Code, late cases, days past due; most cases first, unrecorded last. `late`: code ("" none) and days of each."""
    codes = sorted({code for code, _ in late})
    rows = [(code or None, sum(c == code for c, _ in late), sum(d for c, d in late if c == code)) for code in codes]
    return sorted(rows, key=lambda row: (row[0] is None, -row[1], row[0] or ""))


def stage_excess(
    now: Sequence[tuple[str, bool, int]], then: Sequence[tuple[str, bool, int]]
) -> dict[str, tuple[float, float]]:
    """Stage → mean days of all, and days of late cases over the median of on-time cases then (now, where none was).

    Each row is one case at a stage: the stage, whether the case was on time, and its days there.
    """
    found = {}
    for stage in {stage for stage, _, _ in now}:
        own = [(on_time, days) for s, on_time, days in now if s == stage]
        usual = [days for s, on_time, days in then if s == stage and on_time] or [d for on, d in own if on]
        over = sum(max(days - median(usual), 0) for on, days in own if not on) if usual else 0
        found[stage] = sum(days for _, days in own) / len(own), float(over)
    return found
