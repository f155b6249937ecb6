"""The cells of every region by month, read at once: the slices of places by month are cut from them.

A scorecard needs them all for its marks, and asks of the same cells its own figures and the months before them.
"""

import math
from collections.abc import Collection, Mapping, Sequence
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
Parts = Mapping[str, str]
"""Place → the part it lies in."""


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

    def cut_sums(self, slice_: Slice, places: Collection[str] | None, part_of: Parts | None) -> Columns:
        """The sums of a slice: of these places (None: of all), each told of the part it lies in (None: of itself)."""
        rows = _rows(self.sums, slice_, places)
        names = [name for name in self.sums if name not in ("period", "member")]
        if slice_.is_by_place and part_of is None:
            return {name: [column[row] for row in rows] for name, column in self.sums.items()}
        listed = _keys(self.sums, rows, slice_, part_of)
        keys = sorted(set(listed))
        at = {key: number for number, key in enumerate(keys)}
        groups = np.array([at[key] for key in listed], dtype=np.int64)
        shape = len(names), len(self.sums["period"])  # said, for there may be no measure at all
        values = np.array([self.sums[name] for name in names], dtype=np.float64).reshape(shape)[:, rows].T
        total, known = np.zeros((2, len(keys), len(names)))
        np.add.at(total, groups, np.nan_to_num(values))
        np.add.at(known, groups, ~np.isnan(values))
        total[known == 0] = math.nan
        columns = zip(*keys, strict=True) if keys else ((), ())
        period, member = map(list, columns)
        return {"period": period, "member": member, **dict(zip(names, total.T.tolist(), strict=True))}

    def cut_counts(
        self, slice_: Slice, distribution: Distribution, places: Collection[str] | None, part_of: Parts | None
    ) -> Columns:
        """The counts of a slice, as its sums."""
        table = self.counts[distribution]
        rows = _rows(table, slice_, places)
        if slice_.is_by_place and part_of is None:
            return {name: [column[row] for row in rows] for name, column in table.items()}
        total: dict[tuple[str, str, int], int] = {}
        for row, (period, member) in zip(rows, _keys(table, rows, slice_, part_of), strict=True):
            key = period, member, table["value"][row]
            total[key] = total.get(key, 0) + table["n"][row]
        keys = sorted(total)
        return {
            "period": [key[0] for key in keys],
            "member": [key[1] for key in keys],
            "value": [key[2] for key in keys],
            "n": [total[key] for key in keys],
        }


def _rows(table: Columns, slice_: Slice, places: Collection[str] | None) -> list[int]:
    """The rows of a slice's periods and of these places."""
    codes = {period.code for period in slice_.periods}
    return [
        row
        for row, (period, member) in enumerate(zip(table["period"], table["member"], strict=True))
        if period in codes and (places is None or member in places)
    ]


def _keys(table: Columns, rows: Sequence[int], slice_: Slice, part_of: Parts | None) -> list[tuple[str, str]]:
    """Period and member of each row: the part its place lies in, or "" of a slice that has no parts."""
    period, member = table["period"], table["member"]
    if part_of is None or not slice_.is_by_place:
        return [(period[row], "") for row in rows]
    return [(period[row], part_of.get(member[row], member[row])) for row in rows]


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
