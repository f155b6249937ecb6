"""Rolling the cells up: the sums and distributions of any slice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from access.identity.scope import EVERYTHING, Scope
from data import sql_files
from data.errors import RefusedError, error_text
from data.settings.places import Places
from metrics.catalogue import streams
from metrics.catalogue.indicators import RUNNING, Indicator
from metrics.catalogue.streams import MEMBER_OF, STATES
from metrics.cells import fingerprints
from metrics.cells.ahead import Ahead, Arrays, Columns, Distribution, added
from metrics.cells.fingerprints import ALWAYS as ALWAYS
from metrics.cells.home_facts import ENDS
from metrics.cells.home_facts import HomeFacts as HomeFacts
from metrics.cells.part_cells import PartCells as PartCells
from metrics.cells.query import Distributions, Slice, among, within
from metrics.periods import Period

if TYPE_CHECKING:
    import pandas as pd

_HERE = Path(__file__).parent


class Connection(Protocol):
    """What answers SQL over the warehouse (`data.warehouse.database.Connection`)."""

    def frame(self, sql: str, parameters: dict[str, object] | None = None) -> "pd.DataFrame":
        """A query as a DataFrame."""

    def columns(self, sql: str, parameters: dict[str, object] | None = None) -> Columns:
        """A query as a few plain columns."""

    def arrays(self, sql: str) -> Arrays:
        """A query as an array for each column."""

    def rows(self, sql: str, parameters: dict[str, object] | None = None) -> list[tuple[object, ...]]:
        """A query as a few plain rows."""


class Source(Protocol):
    """What a reader reads from (`metrics.scorecard.workspace.Workspace`); each is opened when it is first needed."""

    @property
    def connection(self) -> Connection:
        """The warehouse."""

    @property
    def facts(self) -> HomeFacts:
        """What it says of no month, part or scope in particular."""


NO_PLACE = "-"
"""The member of what belongs to none of the parts."""
OF_SERVICE = ("authority", "kind")
"""What is known of a service and stands in the table of services."""
SERVICES_JOIN = "left join service_agencies on service_agencies.service_code = t.service_code"


class Reader:
    """The cells of one home at one moment; what is asked of a slice is keyed by period (code) and member."""

    def __init__(self, source: Source, scope: Scope, tree: Places, ahead: Ahead | PartCells | None = None) -> None:
        """`tree` are the places of the home; `ahead` holds what was read ahead of all questions."""
        self._source = source
        self._scope = scope
        self.tree = tree
        self._ahead = ahead

    @property
    def _run(self) -> Connection:
        return self._source.connection

    def sums(self, slice_: Slice, wanted: Sequence[Indicator]) -> Columns:
        """One row per period and member, in order: period, member, and a column per numerator, denominator and squares.

        The terms of several streams are added up; a member without a cell in any of an indicator's streams is NaN.
        """
        table = self.sum_table(slice_, wanted)
        return {name: column.tolist() if isinstance(column, np.ndarray) else column for name, column in table.items()}

    def sum_table(self, slice_: Slice, indicators: Sequence[Indicator]) -> Mapping[str, Any]:
        """As `sums`, whose numbers come in arrays where they were read ahead: for who reckons with many at once."""
        ahead = self._ahead
        if ahead and ahead.has(slice_) and ahead.measures.issuperset(tuple(each.measures()) for each in indicators):
            names = [*dict.fromkeys(column for each in indicators for _, column, _ in each.measures())]
            return ahead.cut_sums(slice_, names, *self._cut(slice_))
        return added([self._run.columns(self._sums_sql(slice_, *stream)) for stream in _columns_of(indicators).items()])

    def counts(self, slice_: Slice, wanted: Indicator) -> Distributions:
        """How many cases have each value that an indicator counts, by period and member."""
        counted = wanted.distribution()
        assert counted is not None
        if self._ahead and self._ahead.has(slice_) and counted in self._ahead.counts:
            return self._ahead.cut_counts(slice_, counted, *self._cut(slice_))
        return Distributions.of(self._run.arrays(self._counts_sql(slice_, counted)))

    def ahead_of(self, periods: Sequence[Period], indicators: Sequence[Indicator]) -> Ahead:
        """The periods of every region read at once, whatever the scope, for readers to answer from (`with_ahead`)."""
        every, slice_ = self.of_everyone(), Slice(tuple(periods), None, "leaf")
        documented = [indicator for indicator in indicators if indicator.entered]
        summed = [indicator for indicator in indicators if indicator.numerator is not None]
        counted = [counted for indicator in indicators if (counted := indicator.distribution())]
        return Ahead.of(
            frozenset(period.code for period in periods),
            frozenset(tuple(indicator.measures()) for indicator in summed),
            [self._run.arrays(every._sums_sql(slice_, *stream)) for stream in _columns_of(summed).items()],
            {counted: self._run.arrays(every._counts_sql(slice_, counted)) for counted in dict.fromkeys(counted)},
            frozenset(indicator.id for indicator in documented),
            every.entered(Slice(tuple(periods), None, None), documented) if documented else (),
        )

    def parts_ahead_of(self, period: Period, place: str | None, by: str, indicators: Sequence[Indicator]) -> PartCells:
        """The parts of every region in a place (None: of all) that reports, in one period, read as by `ahead_of`."""
        every, slice_ = self.of_everyone(), Slice((period,), place, f"leaf,{by}")
        summed = [indicator for indicator in indicators if indicator.numerator is not None]
        counted = [counted for indicator in indicators if (counted := indicator.distribution())]
        states = sorted({*STATES} & {stream for indicator in indicators for stream in indicator.streams})
        known_by = {"": every._records, **{state: [state] for state in states}}
        return PartCells.of(
            slice_,
            frozenset(self.tree.leaves(place)),
            frozenset(tuple(indicator.measures()) for indicator in summed),
            [self._run.arrays(every._sums_sql(slice_, *stream)) for stream in _columns_of(summed).items()],
            {counted: self._run.arrays(every._counts_sql(slice_, counted)) for counted in dict.fromkeys(counted)},
            {name: every._known(slice_, listed) for name, listed in known_by.items()},
        )

    def with_ahead(self, ahead: Ahead | PartCells) -> "Reader":
        """The same reader, which answers from what was read ahead what it can."""
        return Reader(self._source, self._scope, self.tree, ahead)

    def of_everyone(self) -> "Reader":
        """The same without limits of scope, for what is learnt of the whole and not shown of a part."""
        return Reader(self._source, EVERYTHING, self.tree, self._ahead)

    def records(self, slice_: Slice, stream: str) -> dict[tuple[str, str], int]:
        """(period, member) → how many records a stream of COUNTED has there."""
        frame = self._run.columns(self._sums_sql(slice_, stream, ("records",)))
        rows: Any = zip(frame["period"], frame["member"], frame["records"], strict=True)
        return {(period, member): int(number) for period, member, number in rows}

    def grouped(
        self,
        stream: str,
        dimensions: Sequence[str],
        sums: Mapping[str, str],
        slice_: Slice,
        conditions: str = "true",
    ) -> "pd.DataFrame":
        """Straight from a stream, finer than any cell: period (code), the dimensions, and a column per SQL aggregate.

        A dimension is a column of the stream, or authority, kind (of the service) or weekday ("1" Monday to "7"); one
        that is not known is "-". `conditions` is SQL over the stream's columns. Scope as everywhere: `_where`.
        """
        periods = slice_.periods
        if "region_code" in dimensions:
            slice_ = replace(slice_, by="leaf")
        of_service = [name for name in dimensions if name in OF_SERVICE]
        first, last = min(p.first_day for p in periods), max(p.last_day for p in periods)
        from_month = "" if stream in RUNNING else f"month >= date '{first}' and "
        fragments = self._cells(slice_, stream) | {
            "stream": streams.sql(stream),
            "of_service": "".join(f", service_agencies.{name}" for name in of_service),
            "join": SERVICES_JOIN if of_service else "",
            "months": f"{from_month}month <= date '{last}'",
            "conditions": conditions,
            "named": ", ".join(f"{_dimension(name)} as {name}" for name in dimensions),
            "sums": ", ".join(f"{sql} as {name}" for name, sql in sums.items()),
            "groups": ", ".join(["asked.code", *map(_dimension, dimensions)]),
        }
        return self._run.frame(sql_files.read(_HERE / "grouped.sql", **fragments))

    def regions_by_part(self, slice_: Slice, wanted: Iterable[str]) -> dict[tuple[str, str], frozenset[str]]:
        """(period, member) → the regions with rows of any of these streams; of all, for what is learnt and not shown.

        Streams of acts have no cells, and none is counted.
        """
        regions_of: dict[tuple[str, str], set[str]] = defaultdict(set)
        for stream in sorted({*wanted} - {*streams.LIVE}):
            fragments = self.of_everyone()._cells(slice_, stream)
            rows = self._run.rows(sql_files.read(_HERE / "regions_by_part.sql", stream=stream, **fragments))
            for period, member, region in rows:
                regions_of[str(period), str(member)].add(str(region))
        return {key: frozenset(regions) for key, regions in regions_of.items()}

    def agencies_by_service(self, slice_: Slice, stream: str) -> dict[tuple[str, str], str]:
        """(period, service) → the agency whose rows of a stream they are; of all, for what is learnt and not shown."""
        if stream in streams.LIVE:
            return {}
        fragments = self.of_everyone()._cells(replace(slice_, by="service"), stream)
        rows = self._run.rows(sql_files.read(_HERE / "agencies_by_service.sql", stream=stream, **fragments))
        return {(str(period), str(service)): str(agency) for period, service, agency in rows}

    def protected(self, slice_: Slice) -> dict[tuple[str, str], frozenset[str]]:
        """(period, member) → the streams of which an office has sent no cells there, to protect few persons."""
        fragments = {"member": self._member(slice_), "asked": slice_.asked(), "scope": self._where(slice_)}
        streams_of: dict[tuple[str, str], set[str]] = defaultdict(set)
        if slice_.is_of_regions:
            for period, member, stream in self._run.rows(sql_files.read(_HERE / "protected.sql", **fragments)):
                streams_of[str(period), str(member)].add(str(stream))
        return {key: frozenset(named) for key, named in streams_of.items()}

    @property
    def scope(self) -> Scope:
        """Whose eyes it reads with."""
        return self._scope

    def leaves(self, stream: str, dimensions: Sequence[str], sums: Mapping[str, str], slice_: Slice) -> "pd.DataFrame":
        """The cells of a stream by dimensions, split by region: period (code), the dimensions, and a column per sum.

        Dimensions are those of a cell, and authority and kind (of the service); `sums` are SQL over its columns.
        """
        fragments = self._cells(replace(slice_, by="leaf"), stream) | {
            "stream": stream,
            "of_service": "".join(f", service_agencies.{name}" for name in OF_SERVICE),
            "join": SERVICES_JOIN,
            "named": ", ".join(f"{_dimension(name)} as {name}" for name in dimensions),
            "sums": ", ".join(f"{sql} as {name}" for name, sql in sums.items()),
            "groups": ", ".join(["asked.code", *dimensions]),
        }
        return self._run.frame(sql_files.read(_HERE / "cell_leaves.sql", **fragments))

    def members(self, slice_: Slice, states: Sequence[str] = ()) -> list[str]:
        """The parts that any stream of records, or one of `states`, knows in the span of the periods, by their codes.

        A state knows of parts that have no records: the services that are planned and do not run.
        """
        if isinstance(self._ahead, PartCells) and self._ahead.has(slice_) and self._ahead.knows(states):
            self._where(slice_)
            return self._ahead.cut_members(slice_.region, states)
        return self._known(slice_, [*self._records, *states])

    def _known(self, slice_: Slice, listed: Sequence[str]) -> list[str]:
        """The members that any of these streams knows."""
        first, last = slice_.periods[0].first_day, slice_.periods[-1].last_day
        parts = " union ".join(
            f"select {self._member(slice_)} as member from cells_{stream}"
            f" where ({self._where(slice_)}) and month between date '{first}' and date '{last}'"
            for stream in listed
        )
        return [str(row[0]) for row in self._run.rows(f"select distinct member from ({parts}) order by member")]

    def reported(self) -> Sequence[tuple[str, str]]:
        """The region and month ("YYYY-MM") of every report."""
        return self._source.facts.reported

    def regions_with_records(self) -> frozenset[str]:
        """Regions that have sent any record of any kind."""
        return self._source.facts.with_records

    def senders(self, stream: str) -> frozenset[str]:
        """Regions that have ever sent anything of a stream."""
        return self._source.facts.senders.get(stream, frozenset())

    def fingerprints(self) -> Mapping[str, int]:
        """Month ("YYYY-MM"; ALWAYS: what is of none) → a number of all that places count in it, of every region."""
        return fingerprints.fingerprints(self._run)

    def first_month(self) -> str | None:
        """The first month of any record or entered figure, None without any."""
        return self._source.facts.first_month

    def entered(self, slice_: Slice, wanted: Sequence[Indicator]) -> list[tuple[Any, ...]]:
        """One row per entered figure of those indicators: region_code, indicator_id, period (code), and the value.

        The value is in `value`, or in `numerator` and `denominator`; what is not written is None.
        """
        ids = {indicator.id for indicator in wanted}
        if isinstance(self._ahead, Ahead) and ids <= self._ahead.documented:
            places, _ = self._cut(slice_)
            return [row for row in self._ahead.entered if row[1] in ids and (places is None or row[0] in places)]
        fragments = {
            "stream": streams.sql("figures"),
            "scope": self._where(slice_),
            "indicators": ", ".join(f"'{indicator.id}'" for indicator in wanted),
        }
        return self._run.rows(sql_files.read(_HERE / "entered.sql", **fragments))

    def by_region(self, sql: str, parameters: dict[str, object] | None = None) -> "pd.DataFrame":
        """The rows of a query that yields region_code, as far as they are in scope."""
        return self._run.frame(f"select * from ({sql}) where {within(self._scope)}", parameters)

    def mpp_status(self) -> Mapping[str, str]:
        """Region code → operasi, rencana, belum or "belum ada data"."""
        return self._source.facts.mpp_status

    def regions(self) -> list[str]:
        """Every region in scope that reports, in the order of the tree."""
        return self.parts(None, "leaf")

    def parts(self, place: str | None, by: str) -> list[str]:
        """The parts of a place (None: of the root) in scope, in the order of the tree: by "region", or by "leaf"."""
        codes = self.tree.children(place) if by == "region" else self.tree.leaves(place)
        return [code for code in codes if self._scope.sees(code)]

    def force_majeure(self) -> Sequence[tuple[str, date, date]]:
        """Region code, first and last day of every decreed span."""
        return self._source.facts.force_majeure

    def _where(self, slice_: Slice) -> str:
        """SQL for the cells of a slice: the one place where a reader's scope is held.

        A region out of scope is refused; split by region, the rows of others are left out; the whole province is a
        benchmark open to all, and so are all others together to who may see the region left out (the whole less the
        others is that region).
        """
        if slice_.rest_of is not None:
            self._refuse_others(slice_.rest_of)
            others = among(self._others(slice_.rest_of))
            return f"{others} and ({within(self._scope)})" if slice_.is_by_place else others
        if slice_.region is not None:
            self._refuse_others(slice_.region)
            return among(self.tree.subtree(slice_.region))
        return within(self._scope) if slice_.is_by_place else "true"

    def _others(self, place: str) -> list[str]:
        """The regions beside a place: all that report in what it belongs to, but for its own."""
        inside = self.tree.leaves(place)
        return [leaf for leaf in self.tree.leaves(self.tree.parent(place)) if leaf not in inside]

    def _cut(self, slice_: Slice) -> tuple[frozenset[str] | None, Mapping[str, str] | None]:
        """As `_where`, of what was read ahead: the places a slice may be cut from (None: all), and whose part each is.

        No parts: each place is its own.
        """
        self._where(slice_)
        codes = self._scope.regions if slice_.is_by_place else None
        if slice_.rest_of is not None:
            others = frozenset(self._others(slice_.rest_of))
            codes = others if codes is None else others & codes
        elif slice_.region is not None:
            codes = frozenset(self.tree.subtree(slice_.region))
        if slice_.by != "region" or self.tree.is_flat(slice_.region):
            return codes, None
        return codes, {code: self.tree.part_of(slice_.region, code) or NO_PLACE for code in self.tree.codes}

    def _member(self, slice_: Slice) -> str:
        """SQL for the member a cell belongs to; '' for the whole."""
        if slice_.by != "region" or self.tree.is_flat(slice_.region):
            return MEMBER_OF.get(slice_.by or "", "''")
        parts = {part: self.tree.subtree(part) for part in self.tree.children(slice_.region)}
        cases = " ".join(f"when {among(codes)} then '{part}'" for part, codes in parts.items())
        return f"case {cases} else '{NO_PLACE}' end"

    def _refuse_others(self, region: str) -> None:
        """A region out of scope is a RefusedError."""
        if not self._scope.sees(region):
            raise RefusedError(error_text("region_not_readable", region=region))

    def _sums_sql(self, slice_: Slice, stream: str, columns: Iterable[str]) -> str:
        sums = ", ".join(f"sum({column}) as {column}" for column in columns)
        rolled_up = slice_.is_of_regions and stream not in streams.LIVE
        table = f"{'region_sums' if rolled_up else 'cells'}_{stream}"
        return sql_files.read(_HERE / "sums.sql", table=table, sums=sums, **self._cells(slice_, stream))

    def _counts_sql(self, slice_: Slice, counted: Distribution) -> str:
        table = f"{'region_' if slice_.is_of_regions else ''}counts_{streams.name_of(counted)}"
        return sql_files.read(_HERE / "counts.sql", table=table, **self._cells(slice_, counted[0]))

    def _cells(self, slice_: Slice, stream: str) -> dict[str, str]:
        """The fragments of SQL that say which cells of a stream a slice asks for."""
        return {
            "member": self._member(slice_),
            "asked": self._asked(slice_, stream),
            "span": streams.span(stream, slice_.is_monthly),
            "scope": self._where(slice_),
            "months": slice_.kept,
        }

    def _asked(self, slice_: Slice, stream: str) -> str:
        """The periods as a little table; a stock is asked of the month of its stock day, if that lies in the period.

        So is a state, of the newest month that any region reported.
        """
        if stream not in ENDS:
            return slice_.asked()
        return slice_.asked(self._source.facts.newest[ENDS[stream]] or date.min)

    @property
    def _records(self) -> list[str]:
        """The streams of records that some indicator counts."""
        return [*self._source.facts.senders]


def _columns_of(indicators: Iterable[Indicator]) -> dict[str, dict[str, None]]:
    """Stream → the columns that these indicators sum, each once."""
    columns: dict[str, dict[str, None]] = defaultdict(dict)
    for indicator in indicators:
        for stream, column, _ in indicator.measures():
            columns[stream][column] = None
    return columns


def _dimension(name: str) -> str:
    """SQL for a column as text, "-" where it is not known."""
    return f"coalesce(cast({'isodow(began_on)' if name == 'weekday' else name} as varchar), '-')"
