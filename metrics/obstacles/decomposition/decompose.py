"""A gap or a change in parts that add up exactly: shortfall against a target, rate and mix against a comparison."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from metrics.obstacles.input.terms import Parts


def shortfall(frame: pd.DataFrame, target_ratio: float) -> pd.Series:
    """n_i (T - p_i) of every member, written n_i T - x_i so that a member without denominator counts too.

    Positive is missing to a target that is better higher; the sum is T N - X, exactly the cases missing.
    """
    return frame["n1"] * target_ratio - frame["x1"]


def unit_effects(frame: pd.DataFrame) -> pd.DataFrame:
    """Kitagawa's (1955) parts of the change of X/N, member by member: the columns rate and mix, as ratios.

    rate = (r1 - r0)(w0 + w1) / 2 and mix = (w1 - w0)((r0 + r1) / 2 - R), where R is the mean of both overall rates:
    taking the mix about it changes no sum, and a member that grew is charged only for being worse than the whole.
    Where a member has no denominator on one side its rate is unknown there, and all of its part is mix.
    """
    x1, n1, x0, n0 = (frame[column].to_numpy(float) for column in ("x1", "n1", "x0", "n0"))
    total1, total0 = n1.sum(), n0.sum()
    w1, w0 = n1 / total1, n0 / total0
    overall = (x1.sum() / total1 + x0.sum() / total0) / 2
    both = (n1 > 0) & (n0 > 0)
    r1, r0 = (np.divide(x, n, out=np.zeros_like(x), where=both) for x, n in ((x1, n1), (x0, n0)))
    rate = np.where(both, (r1 - r0) * (w0 + w1) / 2, 0.0)
    one_sided = x1 / total1 - x0 / total0 - (w1 - w0) * overall
    mix = np.where(both, (w1 - w0) * ((r0 + r1) / 2 - overall), one_sided)
    return pd.DataFrame({"rate": rate, "mix": mix}, index=frame.index)


def rate_and_mix(parts: Sequence[Parts]) -> tuple[float, float]:
    """The two effects of all terms together, in the indicator's unit; their sum is exactly the change."""
    rate = mix = 0.0
    for part in parts:
        effects = unit_effects(part.frame)
        rate += part.weight * float(effects["rate"].sum())
        mix += part.weight * float(effects["mix"].sum())
    return rate, mix


def change(parts: Sequence[Parts]) -> float:
    """Now less before, in the indicator's unit."""
    return sum(part.weight * (x1 / n1 - x0 / n0) for part in parts for x1, n1, x0, n0 in [part.totals])


def by_target(parts: Sequence[Parts], target: float, in_cases: bool) -> pd.Series:
    """Per member how much it is short of the target: cases, or points of the indicator's unit."""
    whole = sum(part.weight for part in parts)
    per = [1.0 if in_cases else part.weight / part.totals[1] for part in parts]
    return _summed([shortfall(part.frame, target / whole) * unit for part, unit in zip(parts, per, strict=True)])


def by_change(parts: Sequence[Parts], in_cases: bool) -> pd.Series:
    """Per member how much it has taken from the figure: -n (rate + mix) in cases, or points."""
    effects = [-unit_effects(p.frame).sum(axis=1) * (p.totals[1] if in_cases else p.weight) for p in parts]
    return _summed(effects)


def _summed(effects: Sequence[pd.Series]) -> pd.Series:
    if not effects:
        return pd.Series(dtype=float)
    summed: pd.Series = pd.concat(effects).groupby(level=0).sum()
    return summed


def by_count(frame: pd.DataFrame, reference: float) -> pd.Series:
    """Of a count: what each member is short of its share of the reference, shared out as the comparison was.

    A whole that had nothing before is shared out as it is now.
    """
    base = frame["x0"] if frame["x0"].sum() else frame["x1"]
    whole = base.sum()
    share = base / whole if whole else pd.Series(1 / max(len(frame), 1), index=frame.index)
    return share * reference - frame["x1"]
