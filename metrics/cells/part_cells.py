"""The cells of one period by region and part (its services, say), read at once: each region's parts are cut from them.

Everybody who opens Ringkasan asks them of a region; one reading for all costs little more than one for one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from metrics.cells.ahead import Arrays, Columns, Distribution, Measures, Parts, added
from metrics.cells.query import Distributions, Ints, Slice

SEPARATOR = "/"
"""Between the codes of region and part in the member of a row that was read."""
ByRegion = Mapping[str, Columns]


@dataclass(frozen=True)
class PartCells:
    """What was read of the parts of regions that report themselves (`leaves`), in one period.

    `sums` are those of every stream, with the names of its columns; a region without a row is left out of them.
    `members` are the parts by region that any stream of records knows, or a state (by its name; "": the records).
    """

    period: str
    by: str
    leaves: frozenset[str]
    measures: frozenset[Measures]
    sums: Sequence[tuple[Sequence[str], ByRegion]]
    counts: Mapping[Distribution, Mapping[str, Distributions]]
    members: Mapping[str, Mapping[str, Collection[str]]]

    @staticmethod
    def of(
        slice_: Slice,
        leaves: frozenset[str],
        measures: frozenset[Measures],
        sums: Sequence[Arrays],
        counts: Mapping[Distribution, Arrays],
        members: Mapping[str, Sequence[str]],
    ) -> "PartCells":
        """From rows whose member is region and part; `slice_` is the one that was read."""
        return PartCells(
            slice_.periods[0].code,
            str(slice_.by).removeprefix("leaf,"),
            leaves,
            measures,
            [(list(table), dict(_columns(table))) for table in sums],
            {distribution: dict(_distributions(table)) for distribution, table in counts.items()},
            {stream: _parts(listed) for stream, listed in members.items()},
        )

    def has(self, slice_: Slice) -> bool:
        """Whether a slice is of the parts of one of these regions in this period."""
        is_of_one = slice_.region in self.leaves and slice_.rest_of is None and not slice_.without
        return is_of_one and slice_.by == self.by and [period.code for period in slice_.periods] == [self.period]

    def cut_sums(
        self, slice_: Slice, _names: Sequence[str], _places: Collection[str] | None, _part_of: Parts | None
    ) -> Columns:
        """The sums of a region's parts."""
        region = str(slice_.region)
        return added([table.get(region) or {name: [] for name in names} for names, table in self.sums])

    def cut_counts(
        self, slice_: Slice, distribution: Distribution, _places: Collection[str] | None, _part_of: Parts | None
    ) -> Distributions:
        """The distributions of a region's parts."""
        nothing = np.array([], np.int64)
        return self.counts[distribution].get(str(slice_.region)) or Distributions([], nothing, nothing, nothing)

    def knows(self, states: Collection[str]) -> bool:
        """Whether it was read which parts these states know of."""
        return set(states) <= self.members.keys()

    def cut_members(self, region: str | None, states: Collection[str]) -> list[str]:
        """The codes of a region's parts."""
        return sorted({part for stream in ("", *states) for part in self.members[stream].get(str(region), ())})


def _parts(members: Sequence[str]) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = defaultdict(list)
    for region, _, part in (member.partition(SEPARATOR) for member in members):
        parts[region].append(part)
    return parts


def _distributions(table: Arrays) -> Iterator[tuple[str, Distributions]]:
    for region, rows in _by_region(table):
        yield region, Distributions.of(rows)


def _columns(table: Arrays) -> Iterator[tuple[str, Columns]]:
    for region, rows in _by_region(table):
        yield region, {name: column.tolist() for name, column in rows.items()}


def _by_region(table: Arrays) -> Iterator[tuple[str, Arrays]]:
    """The rows of each region, each with its part for a member."""
    placed = [member.partition(SEPARATOR) for member in table["member"].tolist()]
    rows: dict[str, list[int]] = defaultdict(list)
    for row, (region, _, _) in enumerate(placed):
        rows[region].append(row)
    parts = np.array([part for _, _, part in placed], dtype=object)
    for region, places in rows.items():
        at: Ints = np.array(places, np.int64)
        yield region, {**{name: column[at] for name, column in table.items()}, "member": parts[at]}
