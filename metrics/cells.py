"""The door to the data, and the cells: every indicator's sums per month × region × agency × service × channel.

Any roll-up of cells is exact, and a query costs by the number of cells, not of records. A stream is rolled up in one
of four ways: a *flow* adds up over the months of a period, a *stock* is that of the period's stock day, a *recap stock*
that of each region's newest recap month in the period, a *running* stream adds up from the beginning to its end.
"""

import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data import warehouse
from data.errors import QueryError, SetupError
from data.home import Home
from data.records import Change
from data.warehouse import Connection
from metrics import indicators
from metrics.indicators import STREAMS_DIR, Indicator
from metrics.periods import Period

DIMENSIONS = ("region_code", "agency_code", "service_code", "channel")
STOCKS = ("backlog",)
RECAP_STOCKS = ("recap_backlog",)
RUNNING = ("coverage",)
REPORTS = ("receipts", "completions")
"""A region has reported a month when one of these streams has a row in it (rules.md §1)."""
COUNTED = (*REPORTS, "responses")
"""Streams whose records are counted whatever the indicators ask."""

MEMBER_OF = {"region": "region_code", "agency": "agency_code", "service": "service_code", "channel": "channel"}


@dataclass(frozen=True)
class Cells:
    """The derivation handed to the warehouse: which cells there are, and how they are refreshed."""

    indicators: Mapping[str, Indicator]

    @property
    def version(self) -> str:
        """Changes when an indicator's or a stream's SQL does."""
        text = "".join(repr(sorted((*i.measures(), *_counted(i)))) for i in self.indicators.values())
        text += "".join(path.read_text(encoding="utf-8") for path in sorted(STREAMS_DIR.glob("*.sql")))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]

    def refresh(self, run: Connection, change: Change) -> None:
        """Make the cells of every month since the change anew."""
        if change.since is None:
            return
        since = _refresh_months(run, change.since)
        try:
            self._refresh_cells(run, since)
        except QueryError as error:
            self._blame(run)
            raise SetupError(f"indicators.yaml: SQL tidak dapat dijalankan ({error}).") from error

    def _blame(self, run: Connection) -> None:
        """Find the entry whose SQL does not hold together, and say so with its place."""
        for indicator in self.indicators.values():
            tried = [(stream, sql) for stream, _, sql in indicator.measures()]
            tried += [(stream, f"sum({value}) filter (where {where})") for stream, value, where in _counted(indicator)]
            for stream, sql in tried:
                try:
                    run.rows(f"select {sql} from ({_stream_sql(stream)}) limit 0")
                except QueryError as error:
                    raise indicators.fault(indicator, f"SQL tidak dapat dijalankan: {sql}. Perbaiki.") from error

    def _refresh_cells(self, run: Connection, since: date) -> None:
        for stream, measures in self._measures().items():
            sums = ", ".join(f"coalesce(cast({sql} as double), 0) as {column}" for column, sql in measures.items())
            _replace(
                run,
                f"cells_{stream}",
                since,
                f"""
                select month, {", ".join(DIMENSIONS)}, {sums}
                from ({_stream_sql(stream)})
                where month >= $since
                group by month, {", ".join(DIMENSIONS)}
            """,
            )
        for name, (stream, value, where) in self._distributions().items():
            _replace(
                run,
                f"counts_{name}",
                since,
                f"""
                select month, {", ".join(DIMENSIONS)}, cast({value} as bigint) as value, sum(n) as n
                from ({_stream_sql(stream)})
                where month >= $since and ({where}) and ({value}) is not null
                group by month, {", ".join(DIMENSIONS)}, value
            """,
            )
        reports = " union ".join(f"select region_code, month from cells_{stream}" for stream in REPORTS)
        run.execute(f"create or replace table reported as {reports}")

    def _measures(self) -> dict[str, dict[str, str]]:
        """Stream → column → SQL aggregate; streams that tell who reported always have cells."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for stream in COUNTED:
            found[stream]["records"] = "sum(n)"
        for indicator in self.indicators.values():
            for stream, column, sql in indicator.measures():
                found[stream][column] = sql
        return found

    def _distributions(self) -> dict[str, tuple[str, str, str]]:
        """Name → stream, value, condition; indicators that count the same values share them."""
        return {_name(counted): counted for i in self.indicators.values() for counted in _counted(i)}


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
    def where(self) -> str:
        """SQL for the cells in scope."""
        return "true" if self.region is None else f"region_code = '{self.region}'"


class Reader:
    """The cells of one home at one moment; every answer is a DataFrame keyed by period (code) and member."""

    def __init__(self, run: Connection) -> None:
        self._run = run

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
            from counts_{_name(counted)} as c inner join ({self._asked(slice_, counted[0])}) as asked
                on {_span(counted[0])}
            where {slice_.where}
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
        streams = [name for name in _record_streams() if self._exists(f"cells_{name}")]
        first, last = slice_.periods[0].first_day, slice_.periods[-1].last_day
        parts = " union ".join(
            f"select {slice_.member} as member from cells_{stream}"
            f" where {slice_.where} and month between date '{first}' and date '{last}'"
            for stream in streams
        )
        return [str(row[0]) for row in self._run.rows(f"select distinct member from ({parts}) order by member")]

    def reported(self) -> pd.DataFrame:
        """One row per region and month reported: region_code, month ("YYYY-MM")."""
        return self._run.frame("select region_code, strftime(month, '%Y-%m') as month from reported order by all")

    def regions_with_records(self) -> set[str]:
        """Regions that have sent any record of any kind."""
        streams = [name for name in _record_streams() if self._exists(f"cells_{name}")]
        parts = " union ".join(f"select region_code from cells_{stream}" for stream in streams)
        return {str(row[0]) for row in self._run.rows(parts)}

    def mpp_status(self) -> dict[str, str]:
        """Region code → operasi, rencana, belum or "belum ada data"."""
        return {str(code): str(status) for code, status in self._run.rows("select code, status from mpp_status")}

    def regions(self) -> list[str]:
        """Every region of the home, in the order of its table."""
        return [str(row[0]) for row in self._run.rows("select code from regions")]

    def force_majeure(self) -> list[tuple[str, date, date]]:
        """Region code, first and last day of every decreed span."""
        spans: list[Any] = self._run.rows('select region_code, "from"::date, "to"::date from force_majeure')
        return spans

    def _stream_sums(self, slice_: Slice, stream: str, columns: Sequence[str]) -> pd.DataFrame:
        sums = ", ".join(f"sum({column}) as {column}" for column in columns)
        return self._run.frame(
            f"""
            select asked.code as period, {slice_.member} as member, {sums}
            from cells_{stream} as c inner join ({self._asked(slice_, stream)}) as asked on {_span(stream)}
            where {slice_.where}
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


@contextlib.contextmanager
def reader(home: Home, as_of: int | None = None) -> Iterator[Reader]:
    """The cells as they stand, or as they stood at an entry; caught up first when they are behind."""
    with warehouse.reading(home, Cells(indicators.load(home)), as_of) as run:
        yield Reader(run)


def catch_up(home: Home) -> None:
    """Bring warehouse and cells up to the ledger."""
    warehouse.catch_up(home, Cells(indicators.load(home)))


def rebuild(home: Home) -> None:
    """Derive warehouse and cells anew from the ledger alone."""
    warehouse.rebuild(home, Cells(indicators.load(home)))


def _refresh_months(run: Connection, since: date) -> date:
    """Make `months(month, stock_day)` anew; returns the first month whose cells must be made anew."""
    run.execute("create table if not exists months (month date, stock_day date)")
    before = run.rows("select max(month) from months")[0][0]
    run.execute("""
        create or replace table months as
        with newest as (select greatest(max(received_on), max(clock_on), max(decided_on)) as day from transactions)
        select cast(month as date) as month, least(last_day(cast(month as date)), day) as stock_day
        from newest, unnest(generate_series(
            cast((select min(received_month) from transactions) as timestamp),
            cast(date_trunc('month', day) as timestamp), interval 1 month
        )) as series(month)
    """)
    after = run.rows("select max(month) from months")[0][0]
    # The stock day of the newest month, of before and of now, has moved with the newest day (back, after an undo).
    return min([since, *(month for month in (before, after) if isinstance(month, date))])


def _replace(run: Connection, table: str, since: date, select: str) -> None:
    parameters: dict[str, object] = {"since": since}
    if since == date.min:
        run.execute(f"create or replace table {table} as {select}", parameters)
        return
    run.execute(f"delete from {table} where month >= $since", parameters)
    run.execute(f"insert into {table} {select}", parameters)


def _span(stream: str) -> str:
    """How a cell's month meets an asked period, by the way its stream is rolled up."""
    if stream in STOCKS:
        return "c.month = asked.last"
    if stream in RECAP_STOCKS:
        newest = f"select max(month) from cells_{stream} as n where n.region_code = c.region_code"
        return f"c.month = ({newest} and n.month between asked.first and asked.last)"
    if stream in RUNNING:
        return "c.month <= asked.last"
    return "c.month between asked.first and asked.last"


def _stream_sql(stream: str) -> str:
    return (STREAMS_DIR / f"{stream}.sql").read_text(encoding="utf-8")


def _record_streams() -> list[str]:
    return [path.stem for path in sorted(STREAMS_DIR.glob("*.sql")) if path.stem not in RUNNING]


def _counted(indicator: Indicator) -> list[tuple[str, str, str]]:
    counted = indicator.distribution()
    return [counted] if counted else []


def _name(counted: tuple[str, str, str]) -> str:
    return hashlib.sha256("\n".join(counted).encode("utf-8")).hexdigest()[:10]
