"""Rolling the cells up: the sums and distributions of any slice, as DataFrames."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import pandas as pd

from access.scope import Scope
from data.errors import RefusedError
from metrics import stream as streams
from metrics.indicators import Indicator
from metrics.periods import Period
from metrics.stream import MEMBER_OF, STOCKS


class Connection(Protocol):
    """What answers SQL over the warehouse (`data.warehouse.Connection`)."""

    def frame(self, sql: str, parameters: dict[str, object] | None = None) -> pd.DataFrame:
        """A query as a DataFrame."""

    def rows(self, sql: str, parameters: dict[str, object] | None = None) -> list[tuple[object, ...]]:
        """A query as a few plain rows."""


@dataclass(frozen=True)
class Slice:
    """What is asked of the cells: periods by code, the region (None for all), and what the parts are."""

    periods: tuple[Period, ...]
    region: str | None
    by: str | None

    @property
    def member(self) -> str:
        """SQL for the member a cell belongs to; '' for the whole."""
        return MEMBER_OF.get(self.by or "", "''")

    @property
    def is_monthly(self) -> bool:
        """Whether every period is a single month."""
        return all(period.first_month == period.last_month for period in self.periods)


class Reader:
    """The cells of one home at one moment; every answer is a DataFrame keyed by period (code) and member."""

    def __init__(self, run: Connection, scope: Scope) -> None:
        self._run = run
        self._scope = scope

    def sums(self, slice_: Slice, wanted: Sequence[Indicator]) -> pd.DataFrame:
        """One row per period and member: period, member, and a column per numerator, denominator and squares.

        The terms of several streams are added up; a member without a cell in any of an indicator's streams is NaN.
        """
        columns: dict[str, dict[str, None]] = defaultdict(dict)
        for indicator in wanted:
            for stream, column, _ in indicator.measures():
                columns[stream][column] = None
        frames = [self._stream_sums(slice_, stream, tuple(names)) for stream, names in columns.items()]
        if not frames:
            return pd.DataFrame({"period": [], "member": []})
        return pd.concat(frames).groupby(["period", "member"], as_index=False).sum(min_count=1)

    def counts(self, slice_: Slice, wanted: Indicator) -> pd.DataFrame:
        """One row per period, member and value: period, member, value, n; ordered by value."""
        counted = wanted.distribution()
        assert counted is not None
        return self._run.frame(
            f"""
            select asked.code as period, {slice_.member} as member, value, sum(n) as n
            from counts_{streams.name_of(counted)} as c inner join ({self._asked(slice_, counted[0])}) as asked
                on {streams.span(counted[0], slice_.is_monthly)}
            where ({self._where(slice_)})
            group by all order by period, member, value
            """
        )

    def records(self, slice_: Slice, stream: str) -> dict[tuple[str, str], int]:
        """(period, member) → how many records a stream of COUNTED has there."""
        frame = self._stream_sums(slice_, stream, ("records",))
        rows: Any = zip(frame["period"], frame["member"], frame["records"], strict=True)
        return {(period, member): int(number) for period, member, number in rows}

    def members(self, slice_: Slice) -> list[str]:
        """The parts that any stream of records knows in the span of the periods, in the order of their codes."""
        known = [name for name in streams.of_records() if self._exists(f"cells_{name}")]
        first, last = slice_.periods[0].first_day, slice_.periods[-1].last_day
        parts = " union ".join(
            f"select {slice_.member} as member from cells_{stream}"
            f" where ({self._where(slice_)}) and month between date '{first}' and date '{last}'"
            for stream in known
        )
        return [str(row[0]) for row in self._run.rows(f"select distinct member from ({parts}) order by member")]

    def reported(self) -> pd.DataFrame:
        """One row per region and month reported: region_code, month ("YYYY-MM")."""
        return self._run.frame("select region_code, strftime(month, '%Y-%m') as month from reported order by all")

    def regions_with_records(self) -> set[str]:
        """Regions that have sent any record of any kind."""
        known = [name for name in streams.of_records() if self._exists(f"cells_{name}")]
        parts = " union ".join(f"select region_code from cells_{stream}" for stream in known)
        return {str(row[0]) for row in self._run.rows(parts)}

    def mpp_status(self) -> dict[str, str]:
        """Region code → operasi, rencana, belum or "belum ada data"."""
        return {str(code): str(status) for code, status in self._run.rows("select code, status from mpp_status")}

    def regions(self) -> list[str]:
        """Every region in scope, in the order of the home's table."""
        codes = [str(row[0]) for row in self._run.rows("select code from regions")]
        return [code for code in codes if self._scope.sees(code)]

    def force_majeure(self) -> list[tuple[str, date, date]]:
        """Region code, first and last day of every decreed span."""
        spans: list[Any] = self._run.rows('select region_code, "from"::date, "to"::date from force_majeure')
        return spans

    def _where(self, slice_: Slice) -> str:
        """SQL for the cells of a slice: the one place where a reader's scope is held.

        A region out of scope is refused; split by region, the rows of others are left out; the whole province is a
        benchmark open to all.
        """
        if slice_.region is not None:
            if not self._scope.sees(slice_.region):
                raise RefusedError(f"Wilayah {slice_.region}: di luar hak baca Anda. Pilih wilayah Anda sendiri.")
            return f"region_code = '{slice_.region}'"
        if self._scope.regions is None or slice_.by != "region":
            return "true"
        return " or ".join(f"region_code = '{code}'" for code in sorted(self._scope.regions)) or "false"

    def _stream_sums(self, slice_: Slice, stream: str, columns: Sequence[str]) -> pd.DataFrame:
        sums = ", ".join(f"sum({column}) as {column}" for column in columns)
        span = streams.span(stream, slice_.is_monthly)
        return self._run.frame(
            f"""
            select asked.code as period, {slice_.member} as member, {sums}
            from cells_{stream} as c inner join ({self._asked(slice_, stream)}) as asked on {span}
            where ({self._where(slice_)})
            group by 1, 2
            """
        )

    def _asked(self, slice_: Slice, stream: str) -> str:
        """The periods as a little table; a stock is asked of the month of its stock day, if that lies in the period."""
        newest = self._newest_month() if stream in STOCKS else None
        rows = []
        for period in slice_.periods:
            last = period.last_day.replace(day=1)
            if stream in STOCKS:
                if newest is None or period.first_day > newest:
                    continue
                last = min(last, newest)
            rows.append(f"('{period.code}', date '{period.first_day}', date '{last}')")
        if not rows:
            return "select '' as code, date '2000-01-01' as first, date '2000-01-01' as last where false"
        return f"select * from (values {', '.join(rows)}) as asked(code, first, last)"

    def _newest_month(self) -> date | None:
        found = self._run.rows("select max(month) from months")[0][0]
        assert found is None or isinstance(found, date)
        return found

    def _exists(self, table: str) -> bool:
        return bool(self._run.rows("select 1 from duckdb_tables() where table_name = $table", {"table": table}))
