"""Where the gap lies: each list adds up to it exactly; how few members make four fifths of it, and what offsets it."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

MOST = 0.8


@dataclass(frozen=True)
class Pareto:
    """The `first` of `of` members that are short make at least 80 % of all shortfall; `offset` is made up by others."""

    first: int
    of: int
    offset: float


def ranked(shortfalls: pd.Series) -> list[dict[str, Any]]:
    """The contract's rows, largest shortfall first: member, shortfall, share of the sum (None when that is 0)."""
    total = float(shortfalls.sum())
    order = sorted(((-float(value), str(member)) for member, value in shortfalls.items()))
    return [
        {"member": member, "shortfall": -value, "share": -value / total if abs(total) > 1e-12 else None}
        for value, member in order
    ]


def pareto(shortfalls: pd.Series) -> Pareto:
    """How few of the members that are short make 80 % of their shortfall; the offsets stand apart."""
    short = shortfalls[shortfalls > 1e-12].sort_values(ascending=False)
    reached = short.cumsum() >= MOST * float(short.sum()) - 1e-12
    first = int(reached.to_numpy().argmax()) + 1 if len(short) else 0
    return Pareto(first, len(short), float(-shortfalls[shortfalls < 0].sum()))
