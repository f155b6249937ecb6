"""Found against planted: hits, F1, false alarms, verdicts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bench.obstacles.plant import Table
from bench.obstacles.rivals import Where

SAME = 0.9
"""Two slices are the same when they name the same obstacle code and have that part of their cases in common."""
Search = Callable[[Table], Sequence[Where]]


@dataclass(frozen=True)
class Score:
    """Of one table: was the first right, precision and recall of the set, and was anything found at all."""

    first: bool
    precision: float
    recall: float
    anything: bool

    @property
    def f1(self) -> float:
        """Their harmonic mean; 1 when nothing was planted and nothing found."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def scored(table: Table, found: Sequence[Where]) -> Score:
    """The score of what was found in a table."""
    if not table.truths:
        clean = float(not found)
        return Score(not found, clean, clean, bool(found))
    wanted = [truth.where for truth in table.truths]
    hits = [[same(table.now, one, truth) for truth in wanted] for one in found]
    recalled = sum(any(row[i] for row in hits) for i in range(len(wanted)))
    precision = sum(any(row) for row in hits) / len(hits) if hits else 0.0
    return Score(bool(hits) and any(hits[0]), precision, recalled / len(wanted), bool(found))


def same(now: pd.DataFrame, one: Where, other: Where) -> bool:
    """Whether two slices are the same cases."""
    if one.get("obstacle_code") != other.get("obstacle_code"):
        return False
    masks = [_mask(now, where) for where in (one, other)]
    n = now["n"].to_numpy(float)
    common, either = (float(n[mask].sum()) for mask in (masks[0] & masks[1], masks[0] | masks[1]))
    return either > 0 and common >= SAME * either


def _mask(now: pd.DataFrame, where: Where) -> np.ndarray:
    found = np.ones(len(now), bool)
    for name, member in where.items():
        if name != "obstacle_code":
            found &= (now[name] == member).to_numpy()
    return found
