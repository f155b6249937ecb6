"""The door to the data, and the cells: every indicator's sums per month × region × agency × service × channel.

Any roll-up of cells (`metrics.cells.reader`) is exact, and a query costs by the number of cells, not of records. The
one that is asked most, month × region, is kept beside them (`region_sums_*`, `region_counts_*`).
"""

import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from data import sql_files
from data.errors import ErrorText, QueryError, error_text
from data.home import Home
from data.ledger import storage
from data.warehouse import database
from data.warehouse.change import Change
from data.warehouse.database import Connection as Connection
from data.warehouse.steps import BESIDE, Step
from metrics.catalogue import indicators, streams
from metrics.catalogue.indicators import STREAMS_DIR, Indicator
from metrics.catalogue.streams import COUNTED, DIMENSIONS, REPORTS, STOCK_MONTHS, STOCKS
from metrics.cells import act_cells, federated
from metrics.cells.federated import Package
from metrics.cells.touched import StockDays, Touched

_HERE = Path(__file__).parent
MONTHS_OF = {table: _HERE / f"{table}.sql" for table in STOCK_MONTHS.values()}
"""Table with the stock day of each month → its select."""
DEFINITIONS = (
    *MONTHS_OF.values(),
    *(_HERE / f"{name}.sql" for name in ("cell_sums", "cell_counts", "region_sums", "region_counts")),
)
PARTS = ", ".join(DIMENSIONS)
OWN_STOCK_DAYS = "own_stock_days"
"""Table with the stock days of the home's own records; those of packages stand in the tables of months beside them."""


@dataclass(frozen=True)
class Cells:
    """The derivation handed to the warehouse: which cells there are, and how they are refreshed."""

    indicators: Mapping[str, Indicator]
    packages: tuple[Package, ...] = ()
    """Cells of other offices that stand beside the home's own."""

    @property
    def beside(self) -> Mapping[str, str]:
        """Tables of no steps: follow-ups, filled when read (`metrics.cells.act_cells`), and what packages change."""
        return {
            "follow_ups": act_cells.COLUMNS,
            federated.PROTECTED: federated.PROTECTED_COLUMNS,
            federated.STANDING: federated.STANDING_COLUMNS,
            OWN_STOCK_DAYS: "stream varchar, month date, stock_day date",
        }

    @property
    def version(self) -> str:
        """Changes when an indicator's or a stream's SQL does, and behind BESIDE with the packages."""
        text = "".join(repr(sorted((*i.measures(), *streams.counted_by(i)))) for i in self.indicators.values())
        text += "".join(path.read_text(encoding="utf-8") for path in [*sorted(STREAMS_DIR.glob("*.sql")), *DEFINITIONS])
        parts = (text, federated.version(self.packages)) if self.packages else (text,)
        return BESIDE.join(hashlib.sha256(part.encode("utf-8")).hexdigest()[:12] for part in parts)

    def refresh(self, run: Connection, change: Change) -> None:
        """Make the cells anew of every month and region that the change may have touched."""
        self._begin_beside(run)
        if change.is_empty and not federated.changed(run, self.packages):
            return
        touched = self._prepare(run, change)
        try:
            self._refresh_cells(run, touched)
        except QueryError:
            run.execute("rollback")  # the failure has ended the transaction; whoever began it takes the next one back
            run.execute("begin")
            self._begin_beside(run)
            self._prepare(run, change)
            self._try_definitions(run)
            raise

    def _begin_beside(self, run: Connection) -> None:
        for table, columns in self.beside.items():
            run.execute(f"create table if not exists {table} ({columns})")

    def _prepare(self, run: Connection, change: Change) -> Touched:
        """Make what streams rest on beside the records; returns what must be made anew."""
        before: dict[str, dict[date, date]] = {stream: {} for stream in STOCK_MONTHS}
        noted: list[Any] = run.rows(f"select stream, month, stock_day from {OWN_STOCK_DAYS}")
        for stream, month, day in noted:
            before[stream][month] = day
        for table, path in MONTHS_OF.items():
            run.execute(f"create or replace table {table} as {sql_files.read(path)}")
        spells = None if change.is_whole else change.spells
        return Touched(run, spells, before, _note_stock_days(run), federated.changed(run, self.packages))

    def _try_definitions(self, run: Connection) -> None:
        """When the definitions do not hold together: the first whose SQL does not is told with its place."""
        for indicator in self.indicators.values():
            tried = [(stream, sql) for stream, _, sql in indicator.measures()]
            for stream, value, where in streams.counted_by(indicator):
                tried.append((stream, f"sum({value}) filter (where {where})"))
            for stream, sql in tried:
                try:
                    run.rows(f"select {sql} from ({streams.sql(stream)}) limit 0")
                except QueryError as error:
                    raise indicators.fault(indicator, error_text("sql_unusable", sql=sql)) from error

    def _refresh_cells(self, run: Connection, touched: Touched) -> None:
        sent = federated.regions_sent(self.packages)
        for stream, (name, how, select) in self._cells(touched.rows):
            if how == "scratch":
                run.execute(f"create or replace temp table {name} as {select}")
            else:
                if federated.is_sent(self.packages, stream, name):
                    select = f"select * from ({select}) where region_code not in ({sent})"
                touched.replace(stream, name, select)
                rows = partial(touched.rows, stream)
                federated.put(run, self.packages, stream, name, self.measures().get(stream, {}), rows)
        run.execute(f"create or replace table reported as {_reported()}")
        for stream in STOCKS:
            run.execute(f"drop table stream_{stream}")
        federated.put_months(run, self.packages)
        federated.note(run, self.packages)

    def taken(self, run: Connection, name: str) -> None:
        """After a table of `steps` has come from another engine: the packages' rows in the place of the own ones."""
        kind, _, rest = name.partition("_")
        stream = self.distributions()[rest][0] if kind == "counts" else rest
        if federated.is_sent(self.packages, stream, name):
            run.execute(f"delete from {name} where region_code in ({federated.regions_sent(self.packages)})")
            federated.put(run, self.packages, stream, name, self.measures().get(stream, {}))

    def all_taken(self, run: Connection) -> None:
        """After all of them have: what the next change goes on from."""
        _note_stock_days(run)
        federated.put_months(run, self.packages)
        federated.note(run, self.packages)

    def steps(self) -> Iterator[Step]:
        """All cells by steps after those of the records, for an engine that makes them whole."""
        for table, path in MONTHS_OF.items():
            yield Step(table, "table", sql_files.read(path))
        yield from (step for _, step in self._cells(lambda stream, select: select))
        yield Step("reported", "rollup", _reported())

    def _cells(self, touched: Callable[[str, str], str]) -> Iterator[tuple[str, Step]]:
        """Each stream's steps from records to cells; `touched` gives SQL for those rows of a select that are wanted."""
        for stream in STOCKS:  # their join is dear, and they are asked twice
            yield stream, Step(f"stream_{stream}", "scratch", touched(stream, streams.sql(stream)))

        def rows(stream: str) -> str:
            return f"select * from stream_{stream}" if stream in STOCKS else touched(stream, streams.sql(stream))

        for stream, measures in self.measures().items():
            sums = ", ".join(f"coalesce(cast({sql} as double), 0) as {column}" for column, sql in measures.items())
            cells = sql_files.read(_HERE / "cell_sums.sql", parts=PARTS, sums=sums, rows=rows(stream))
            yield stream, Step(f"cells_{stream}", "table", cells)
            sums = ", ".join(f"sum({column}) as {column}" for column in measures)
            made = touched(stream, f"select * from cells_{stream}")
            rolled_up = sql_files.read(_HERE / "region_sums.sql", sums=sums, rows=made)
            yield stream, Step(f"region_sums_{stream}", "rollup", rolled_up)
        for name, (stream, value, where) in self.distributions().items():
            fragments = {"parts": PARTS, "value": value, "condition": where, "rows": rows(stream)}
            yield stream, Step(f"counts_{name}", "table", sql_files.read(_HERE / "cell_counts.sql", **fragments))
            made = touched(stream, f"select * from counts_{name}")
            rolled_up = sql_files.read(_HERE / "region_counts.sql", rows=made)
            yield stream, Step(f"region_counts_{name}", "rollup", rolled_up)

    def measures(self) -> dict[str, dict[str, str]]:
        """Stream → column → SQL aggregate; streams that tell who reported always have cells."""
        sums_of: dict[str, dict[str, str]] = defaultdict(dict)
        for stream in COUNTED:
            sums_of[stream]["records"] = "sum(n)"
        for indicator in self.indicators.values():
            for stream, column, sql in indicator.measures():
                sums_of[stream][column] = sql
        return sums_of

    def distributions(self) -> dict[str, tuple[str, str, str]]:
        """Name → stream, value, condition; indicators that count the same values share them."""
        return {
            streams.name_of(counted): counted for i in self.indicators.values() for counted in streams.counted_by(i)
        }


def of(home: Home, known: Mapping[str, Indicator], as_of: int | None = None) -> Cells:
    """The cells of a home: of its own records, and of the packages that stand in its ledger."""
    return Cells(known, federated.standing(home, as_of))


@contextlib.contextmanager
def opened(home: Home, known: Mapping[str, Indicator], as_of: int | None, today: date) -> Iterator[Connection]:
    """Records and cells as they stand, or as they stood at an entry; caught up first when they are behind."""
    with database.reading(home, of(home, known, as_of), as_of) as run:
        act_cells.put(run, home, known, as_of, today)
        yield run


def catch_up(home: Home) -> None:
    """Bring warehouse and cells up to the ledger."""
    database.catch_up(home, of(home, indicators.load(home)))


def probe(home: Home) -> None:
    """A row of every table is read; SetupError, IndicatorError or OSError when figures cannot be had."""
    database.probe(home, of(home, indicators.load(home)))


def catch_up_later(home: Home) -> ErrorText | None:
    """Catch up after an act that the ledger holds already; the finding where there is no room for it now.

    Nothing is lost then: who asks next derives it, here or in the system's folder for temporary files.
    """
    try:
        catch_up(home)
    except (storage.DiskError, database.NoRoomError) as error:
        return error.args[0] if isinstance(error.args[0], ErrorText) else None
    return None


def rebuild(home: Home) -> None:
    """Derive warehouse and cells anew from the ledger alone."""
    database.rebuild(home, of(home, indicators.load(home)))


def rebuild_by_spark(home: Home, master: str, work: Path) -> int:
    """Derive both by Apache Spark at `master`, by way of the new folder `work`; returns the newest entry they rest on.

    SetupError for what Spark needs and has not, and for SQL of the office that would give other figures there.
    """
    from data.warehouse.spark import rebuild, session, translation  # only offices with a cluster need it

    session.require_package()
    known = indicators.load(home)
    for indicator in known.values():
        for sql in indicator.expressions():
            if (finding := translation.fault(sql)) is not None:
                raise indicators.fault(indicator, finding)
    return rebuild.rebuild(home, of(home, known), master, work)


def _note_stock_days(run: Connection) -> StockDays:
    """The stock day of each month by stock, of the home's own records: as the tables stand before packages are put."""
    days: dict[str, dict[date, date]] = {}
    run.execute(f"delete from {OWN_STOCK_DAYS}")
    for stream, table in STOCK_MONTHS.items():
        run.execute(f"insert into {OWN_STOCK_DAYS} select '{stream}', month, stock_day from {table}")
        listed: list[Any] = run.rows(f"select month, stock_day from {table}")
        days[stream] = dict(listed)
    return days


def _reported() -> str:
    """SQL: the months that each region has reported."""
    return " union ".join(f"select region_code, month from region_sums_{stream}" for stream in REPORTS)
