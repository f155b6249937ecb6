"""A procedure of several steps of which one has become slow for some of its cases: the stage that must be named."""

import numpy as np
import pandas as pd

from bench.obstacles.shapes import Shape

HOLDERS = ("pemohon", "instansi", "opd_teknis", "pusat")


def drawn(seed: int, shape: Shape) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """Steps of two months as `stages.explained` takes them, and the slow stage.

    The longest stage is usually another one: long steps are no obstacle while they are as long as ever.
    """
    rng = np.random.default_rng([seed, 99])
    number = int(rng.integers(3, 9))
    usual = rng.uniform(0.5, 9.0, number)
    slow = int(rng.integers(number))
    cases = int(rng.integers(80, 600))
    delay = rng.uniform(3.0, 10.0)
    hit = rng.random(cases) < rng.uniform(0.15, 0.5)
    days_now, days_then = rng.poisson(usual, (cases, number)), rng.poisson(usual, (cases, number))
    days_now[:, slow] += np.where(hit, rng.poisson(delay, cases), 0)
    allowed = float(np.quantile(days_then.sum(axis=1), 1 - rng.uniform(*shape.late)))
    holders = [HOLDERS[int(rng.integers(4))] for _ in range(number)]
    return _table(days_now, allowed, holders), _table(days_then, allowed, holders), f"tahap {slow}"


def _table(days: np.ndarray, allowed: float, holders: list[str]) -> pd.DataFrame:
    on_time = np.where(days.sum(axis=1) <= allowed, "true", "false")
    parts = [
        pd.DataFrame({"stage": f"tahap {place}", "holder": holders[place], "on_time": on_time, "working_days": column})
        for place, column in enumerate(days.T)
    ]
    found = pd.concat(parts).groupby(["stage", "holder", "on_time", "working_days"], as_index=False).size()
    return found.rename(columns={"size": "n"}).assign(waiting=0.0, returned=0.0, handed_over=0.0)
