"""The cells of every region by month, read at once: the slices of places by month are cut from them.

A scorecard needs them all for its marks, and asks of the same cells its own figures and the months before them.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from metrics.catalogue.indicators import Indicator
from metrics.cells.query import Distributions, Ints, Slice

Columns = dict[str, list[Any]]
"""The values of each column, in the order of the rows."""
Arrays = Mapping[str, npt.NDArray[Any]]
"""The same as arrays; nothing is NaN."""
Measures = tuple[tuple[str, str, str], ...]
"""What an indicator sums: streams, columns and SQL."""
Distribution = tuple[str, str, str]
"""Stream, value and condition of what is counted."""
Parts = Mapping[str, str]
"""Place → the part it lies in."""
KEYS = ("period", "member")


class Places:
    """Numbers for periods and members, in the order of their codes, and one for both together."""

    def __init__(self, tables: Sequence[Arrays]) -> None:
        self.codes = {key: sorted(set().union(*(set(table[key].tolist()) for table in tables))) for key in KEYS}
        self._at = {key: {code: number for number, code in enumerate(codes)} for key, codes in self.codes.items()}

    def spots(self, table: Arrays) -> Ints:
        """The place of each row."""
        period, member = (
            np.fromiter(map(self._at[key].__getitem__, table[key]), dtype=np.int64, count=len(table[key]))
            for key in KEYS
        )
        spots: Ints = period * len(self.codes["member"]) + member
        return spots


@dataclass(frozen=True)
class Ahead:
    """What was read: `sums` and `counts` are by period (month) and member (region), in the order of `spots`.

    A region, or what belongs to none, is left out of the sums of a month only where it has no cell at all.
    """

    months: frozenset[str]
    measures: frozenset[Measures]
    periods: Sequence[str]
    members: Sequence[str]
    sums: tuple[Ints, Arrays]
    counts: Mapping[Distribution, tuple[Ints, Arrays]]
    documented: frozenset[str] = frozenset()
    entered: Sequence[tuple[Any, ...]] = ()
    """Every figure entered for the indicators `documented` (`Reader.entered`), of any period."""

    @staticmethod
    def of(
        months: frozenset[str],
        measures: frozenset[Measures],
        sums: Sequence[Arrays],
        counts: Mapping[Distribution, Arrays],
        documented: frozenset[str] = frozenset(),
        entered: Sequence[tuple[Any, ...]] = (),
    ) -> "Ahead":
        """From the sums of every stream and the counts of every distribution, each row with its period and member."""
        places = Places([*sums, *counts.values()])
        return Ahead(
            months,
            measures,
            places.codes["period"],
            places.codes["member"],
            _added([(places.spots(table), table) for table in sums]),
            {distribution: _in_order(places.spots(table), table) for distribution, table in counts.items()},
            documented,
            entered,
        )

    def has(self, slice_: Slice) -> bool:
        """Whether a slice is of places and of months that were read."""
        return (
            slice_.is_of_regions
            and not slice_.without
            and self.months.issuperset(period.code for period in slice_.periods)
        )

    def holds(self, indicators: Collection[Indicator]) -> bool:
        """Whether everything that these indicators sum and count was read."""
        summed = {tuple(each.measures()) for each in indicators if each.numerator is not None}
        counted = {counted for each in indicators if (counted := each.distribution())}
        return summed <= self.measures and counted <= self.counts.keys()

    def cut_sums(
        self, slice_: Slice, names: Sequence[str], places: Collection[str] | None, part_of: Parts | None
    ) -> dict[str, Any]:
        """The sums of these names in a slice, as arrays beside the keys.

        They are of these places (None: of all), each told of the part it lies in (None: of itself).
        """
        spots, table = self.sums
        rows = self._rows(spots, slice_, places)
        keys, groups, listed = self._keys(spots[rows], slice_, part_of)
        cut: dict[str, Any] = {key: [code[at] for code in listed] for at, key in enumerate(KEYS)}
        is_apart = len(keys) == len(rows) and bool((np.diff(groups) > 0).all())
        for name in names:
            values = table[name][rows]
            if not is_apart:
                known = ~np.isnan(values)
                values = np.bincount(groups, np.where(known, values, 0.0), len(keys)).astype(np.float64)
                values[np.bincount(groups, known, len(keys)) == 0] = math.nan
            cut[name] = values
        return cut

    def cut_counts(
        self, slice_: Slice, distribution: Distribution, places: Collection[str] | None, part_of: Parts | None
    ) -> Distributions:
        """The distributions of a slice, as its sums."""
        spots, table = self.counts[distribution]
        rows = self._rows(spots, slice_, places)
        _, groups, listed = self._keys(spots[rows], slice_, part_of)
        value, n = table["value"][rows], table["n"][rows]
        if len(rows) and (part_of is not None or not slice_.is_by_place):  # values of several places are one
            order = np.lexsort((value, groups))
            groups, value, n = groups[order], value[order], n[order]
            first = np.flatnonzero((np.diff(groups, prepend=-1) != 0) | (np.diff(value, prepend=value[0]) != 0))
            groups, value, n = groups[first], value[first], np.add.reduceat(n, first)
        ends = np.flatnonzero(np.diff(groups, append=-1)) + 1
        return Distributions(listed, ends, value, n)

    def _rows(self, spots: Ints, slice_: Slice, places: Collection[str] | None) -> Ints:
        """The rows of a slice's periods and of these places."""
        codes = {period.code for period in slice_.periods}
        is_asked = np.array([code in codes for code in self.periods], dtype=np.bool_)
        is_placed = np.array([places is None or code in places for code in self.members], dtype=np.bool_)
        rows: Ints = np.flatnonzero(np.outer(is_asked, is_placed).ravel()[spots])
        return rows

    def _keys(self, spots: Ints, slice_: Slice, part_of: Parts | None) -> tuple[Ints, Ints, list[tuple[str, str]]]:
        """The keys of the parts in their order, the place among them of each row, and their period and member.

        The member is the part the place lies in, or "" of a slice that has no parts.
        """
        part = [part_of.get(code, code) for code in self.members] if part_of else list(self.members)
        part = part if slice_.is_by_place else [""] * len(part)
        names = sorted(set(part))
        number = {name: at for at, name in enumerate(names)}
        lies_in = np.array([number[name] for name in part], dtype=np.int64)
        period, member = np.divmod(spots, max(len(self.members), 1))
        keys, groups = np.unique(period * max(len(names), 1) + lies_in[member], return_inverse=True)
        pairs = (divmod(key, len(names)) for key in keys.tolist())
        return keys, groups, [(self.periods[at], names[name]) for at, name in pairs]


def _in_order(spots: Ints, table: Arrays) -> tuple[Ints, Arrays]:
    """The counts by place and value."""
    order = np.lexsort((table["value"], spots))
    return spots[order], {name: table[name][order] for name in ("value", "n")}


def _added(tables: Sequence[tuple[Ints, Arrays]]) -> tuple[Ints, Arrays]:
    """As `added`, of rows that know their places."""
    spots = np.unique(np.concatenate([at for at, _ in tables])) if tables else np.array([], np.int64)
    total: dict[str, npt.NDArray[np.float64]] = {}
    for at, table in tables:
        rows = np.searchsorted(spots, at)
        for name in table.keys() - set(KEYS):
            column = total.setdefault(name, np.full(len(spots), math.nan))
            before, value = column[rows], table[name]
            column[rows] = np.where(np.isnan(before), value, before + np.nan_to_num(value))
    return spots, total


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
