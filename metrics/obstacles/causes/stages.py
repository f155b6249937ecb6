"""Which step: how long cases stand at each stage and with whom, and where the days over the usual come from."""

from dataclasses import dataclass
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Stage:
    """One stage with one holder, over the cases decided in the period that went through it.

    `working_days` is their mean at it, `waiting_days` the mean before it; `usual` the median among the on-time cases
    of the comparison period (None when nobody was there); `excess_days` the days of the late cases above that median,
    `share_of_excess` of all stages' (None when there are none). `returned` and `handed_over` are shares of the cases.
    """

    stage: str
    holder: str
    cases: int
    working_days: float
    waiting_days: float
    usual: float | None
    excess_days: float
    share_of_excess: float | None
    returned: float
    handed_over: float

    def as_dict(self) -> dict[str, Any]:
        """The contract's row."""
        return {name: getattr(self, name) for name in ("stage", "holder", "working_days", "share_of_excess")}


def explained(now: pd.DataFrame, then: pd.DataFrame) -> tuple[Stage, ...]:
    """The stages of the period, most days over the usual first.

    Both frames: stage, holder, on_time ("true", "false", "-"), working_days (a number), and the sums `n`, `waiting`,
    `returned`, `handed_over`. Where nobody was on time in the comparison period, the on-time cases of the period itself
    are the usual.
    """
    usual = {**_medians(now), **_medians(then)}
    stages = [_stage(key, rows, usual.get(key)) for key, rows in now.groupby(["stage", "holder"])]
    total = sum(stage.excess_days for stage in stages)
    shared = [
        Stage(**{**stage.__dict__, "share_of_excess": stage.excess_days / total if total else None}) for stage in stages
    ]
    return tuple(sorted(shared, key=lambda stage: (-stage.excess_days, -stage.working_days, stage.stage, stage.holder)))


def _stage(key: Any, rows: pd.DataFrame, usual: float | None) -> Stage:
    n, days = rows["n"], rows["working_days"]
    late = rows["on_time"] == "false"
    over = (days - (usual or 0.0)).clip(lower=0) * n if usual is not None else n * 0.0
    cases = float(n.sum())
    return Stage(
        stage=str(key[0]),
        holder=str(key[1]),
        cases=round(cases),
        working_days=float((days * n).sum()) / cases,
        waiting_days=float(rows["waiting"].sum()) / cases,
        usual=usual,
        excess_days=float(over[late].sum()),
        share_of_excess=None,
        returned=float(rows["returned"].sum()) / cases,
        handed_over=float(rows["handed_over"].sum()) / cases,
    )


def _medians(frame: pd.DataFrame) -> dict[Any, float]:
    on_time = frame[frame["on_time"] == "true"]
    return {key: _median(rows) for key, rows in on_time.groupby(["stage", "holder"])}


def _median(rows: pd.DataFrame) -> float:
    """The middle of values that occur n times, the mean of the two middle ones when their number is even."""
    ordered = rows.groupby("working_days")["n"].sum().sort_index()
    reached = ordered.cumsum()
    middle = float(reached.iloc[-1]) / 2
    low = float(reached.index[int((reached >= middle).to_numpy().argmax())])
    high = float(reached.index[int((reached > middle).to_numpy().argmax())])
    return (low + high) / 2
