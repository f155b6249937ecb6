"""The cells of every region by month, read at once: the slices of places by month are cut from them.

A scorecard needs them all for its marks, and asks of the same cells its own figures and the months before them.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from metrics.cells.query import Slice

Columns = dict[str, list[Any]]
"""The values of each column, in the order of the rows."""
Measures = tuple[tuple[str, str, str], ...]
"""What an indicator sums: streams, columns and SQL."""
Distribution = tuple[str, str, str]
"""Stream, value and condition of what is counted."""


@dataclass(frozen=True)
class Ahead:
    """What was read: `sums` and `counts` are by period (month) and member (region), in that order.

    A region, or what belongs to none, is left out of the sums of a month only where it has no cell at all.
    """

    months: frozenset[str]
    measures: frozenset[Measures]
    sums: Columns
    counts: dict[Distribution, Columns]

    def has(self, slice_: Slice) -> bool:
        """Whether a slice is of places and of months that were read."""
        is_of_places = slice_.is_of_regions and slice_.rest_of is None and not slice_.without
        return is_of_places and self.months.issuperset(period.code for period in slice_.periods)

    def cut_sums(self, slice_: Slice, regions: Collection[str] | None) -> Columns:
        """The sums of a slice; `regions` are those that the asker may see of it (None: all)."""
        rows = _rows(self.sums, slice_, regions)
        names = [name for name in self.sums if name not in ("period", "member")]
        if slice_.by == "region":
            return {name: [column[row] for row in rows] for name, column in self.sums.items()}
        periods = list(dict.fromkeys(self.sums["period"][row] for row in rows))
        place = {period: at for at, period in enumerate(periods)}
        groups = np.array([place[self.sums["period"][row]] for row in rows], dtype=np.int64)
        values = np.array([self.sums[name] for name in names], dtype=np.float64).reshape(len(names), -1)[:, rows].T
        total, known = np.zeros((2, len(periods), len(names)))
        np.add.at(total, groups, np.nan_to_num(values))
        np.add.at(known, groups, ~np.isnan(values))
        total[known == 0] = math.nan
        return {"period": periods, "member": [""] * len(periods), **dict(zip(names, total.T.tolist(), strict=True))}

    def cut_counts(self, slice_: Slice, distribution: Distribution, regions: Collection[str] | None) -> Columns:
        """The counts of a slice."""
        table = self.counts[distribution]
        rows = _rows(table, slice_, regions)
        if slice_.by == "region":
            return {name: [column[row] for row in rows] for name, column in table.items()}
        period, value, n = table["period"], table["value"], table["n"]
        total: dict[tuple[str, int], int] = {}
        for row in rows:
            key = period[row], value[row]
            total[key] = total.get(key, 0) + n[row]
        keys = sorted(total)
        return {
            "period": [key[0] for key in keys],
            "member": [""] * len(keys),
            "value": [key[1] for key in keys],
            "n": [total[key] for key in keys],
        }


def _rows(table: Columns, slice_: Slice, regions: Collection[str] | None) -> list[int]:
    """The rows of a slice's periods and of the regions it is of."""
    codes = {period.code for period in slice_.periods}
    if slice_.region is not None:
        regions = {slice_.region}
    return [
        row
        for row, (period, member) in enumerate(zip(table["period"], table["member"], strict=True))
        if period in codes and (regions is None or member in regions)
    ]


def added(tables: Sequence[Columns]) -> Columns:
    """The tables of several streams as one, in the order of period and member; numbers of one column are added up."""
    listed = [list(zip(table["period"], table["member"], strict=True)) for table in tables]
    keys = sorted(set().union(*listed))
    place = {key: row for row, key in enumerate(keys)}
    total: Columns = {"period": [period for period, _ in keys], "member": [member for _, member in keys]}
    for table, listing in zip(tables, listed, strict=True):
        rows = [place[key] for key in listing]
        for name in table.keys() - {"period", "member"}:
            column = total.setdefault(name, [math.nan] * len(keys))
            for row, value in zip(rows, table[name], strict=True):
                if value is not None:
                    column[row] = value if math.isnan(column[row]) else column[row] + value
    return total
