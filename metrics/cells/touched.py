"""The months of regions whose cells are made anew after a change, and the SQL that finds their rows.

A record touches the months from its first to its last; a stock goes on to the newest month while it is open, and its
stock day moves with the newest day of all records, in all regions (`moved`).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data import sql_files
from metrics.catalogue.streams import STATES, STEPS, WATCHED
from metrics.cells.act_cells import Connection
from metrics.periods import months_between, plus_months

_HERE = Path(__file__).parent
LINGERING = 2
"""Months after a receipt or decision in which its service still counts as active (`metrics/streams/catalogue.sql`)."""
LISTED_AT_MOST = 40
"""So many regions are named to a scan; more would cost it more than they save."""
StockDays = Mapping[str, Mapping[date, date]]
"""Stock stream → month → its stock day."""
Spell = tuple[str, date, date, bool]
"""Region, first and last month, and whether it goes on (`data.warehouse.change`)."""


@dataclass(frozen=True)
class Pairs:
    """A temporary table (month, region_code), and bounds of what it holds for a scan."""

    table: str
    bounds: str


class Touched:
    """Finds the rows that a change touches in each stream; all of them when the spells are not known (None)."""

    def __init__(
        self,
        run: Connection,
        spells: Collection[Spell] | None,
        before: StockDays,
        after: StockDays,
        regions: Collection[str] = (),
    ) -> None:
        """`regions` are those of which every month is touched."""
        self._run = run
        self._spells = spells
        self._regions = sorted(regions)
        self._moved = {stream: _differing(before[stream], after[stream]) for stream in after}
        self._made: dict[str, Pairs] = {}
        newest = [month for days in (*before.values(), *after.values()) for month in days]
        newest += [last for _, _, last, _ in spells or ()]
        self._newest = max(newest, default=date.min)

    def is_whole(self, stream: str) -> bool:
        """Whether all cells of a stream are made anew."""
        return self._spells is None or stream in (*WATCHED, *STEPS)

    def rows(self, stream: str, select: str) -> str:
        """SQL: of a select with month and region_code those rows of the stream that are touched."""
        if self.is_whole(stream):
            return select
        pairs, all_of = self._pairs(stream), self._all_of(stream)
        if not all_of:
            return _joined(select, pairs.table, pairs.bounds)
        return f"select * from ({select}) where {all_of} union all " + _joined(
            select, pairs.table, f"{pairs.bounds} and not ({all_of})"
        )

    def replace(self, stream: str, table: str, select: str) -> None:
        """Put the rows of a select in the place of the touched ones in a table of the stream."""
        if self.is_whole(stream):
            self._run.execute(f"create or replace table {table} as {select}")
            return
        pairs, all_of = self._pairs(stream), self._all_of(stream)
        where = f"{table}.month = touched.month and {table}.region_code = touched.region_code"
        self._run.execute(f"delete from {table} using {pairs.table} as touched where {where}")
        if all_of:
            self._run.execute(f"delete from {table} where {all_of}")
        self._run.execute(f"insert into {table} {select}")

    def _all_of(self, stream: str) -> str:
        """SQL: the months and the regions that are touched as a whole; empty when none is."""
        moved = self._moved.get(stream, ())
        parts = [f"month in ({_dates(moved)})"] if moved else []
        parts += [f"region_code in ({', '.join(map(repr, self._regions))})"] if self._regions else []
        return " or ".join(parts)

    def _pairs(self, stream: str) -> Pairs:
        lingering = LINGERING if stream in STATES else 0
        table = f"touched_{lingering}"
        if table not in self._made:
            self._made[table] = self._put(table, lingering)
        return self._made[table]

    def _put(self, table: str, lingering: int) -> Pairs:
        pairs = sorted({pair for spell in self._spells or () for pair in self._spelled(spell, lingering)})
        regions, months = [region for _, region in pairs], [month for month, _ in pairs]
        self._run.execute(
            f"create or replace temp table {table} as"
            " select unnest($months) as month, cast(unnest($regions) as region_codes) as region_code",
            {"months": months, "regions": regions},
        )
        if not pairs:
            return Pairs(table, "false")
        named = sorted(set(regions))
        within = (
            f"region_code in ({', '.join(repr(code) for code in named)})" if len(named) <= LISTED_AT_MOST else "true"
        )
        return Pairs(table, f"month between date '{months[0]}' and date '{months[-1]}' and {within}")

    def _spelled(self, spell: Spell, lingering: int) -> Iterator[tuple[date, str]]:
        region, first, last, is_open = spell
        last = self._newest if is_open else last
        for month in months_between(first.isoformat()[:7], plus_months(last.isoformat()[:7], lingering)):
            yield date.fromisoformat(f"{month}-01"), region


def _joined(select: str, table: str, bounds: str) -> str:
    return sql_files.read(_HERE / "touched_rows.sql", rows=select, touched=table, bounds=bounds)


def _differing(before: Mapping[date, date], after: Mapping[date, date]) -> tuple[date, ...]:
    """The months that only one of them has, or that have another stock day there."""
    return tuple(sorted({month for month, _ in before.items() ^ after.items()}))


def _dates(months: tuple[date, ...]) -> str:
    return ", ".join(f"date '{month}'" for month in months)
