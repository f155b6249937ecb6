"""Cells of small acts, made whenever somebody asks: follow-ups change without a catch-up of the warehouse."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from access.identity.scope import EVERYTHING
from data.home import Home
from metrics.acts import follow_ups
from metrics.catalogue import streams
from metrics.catalogue.indicators import Indicator
from metrics.catalogue.streams import DIMENSIONS

COLUMNS = "region_code varchar, deadline date, done_on date, asked_on date"


class Connection(Protocol):
    """What runs a statement (`data.warehouse.database.Connection`)."""

    def execute(self, sql: str, parameters: dict[str, object] | None = None) -> None:
        """Run one statement."""

    def rows(self, sql: str, parameters: dict[str, object] | None = None) -> list[tuple[object, ...]]:
        """Run a query for a few rows."""


def put(run: Connection, home: Home, known: Mapping[str, Indicator], as_of: int | None, today: date) -> None:
    """The temporary tables `follow_ups` and `cells_follow_ups`, in place of the empty ones of the warehouse.

    All regions go in; what a reader may see of them is held where cells are read. A follow-up of the whole province
    belongs to no region and is member "-".
    """
    run.execute(f"create or replace temp table follow_ups ({COLUMNS})")
    for one in follow_ups.listed(home, EVERYTHING, as_of):
        if one.status != "cancelled":
            values: dict[str, object] = {"region": one.region or "-", "deadline": one.due_on, "done": one.done_on}
            run.execute("insert into follow_ups values ($region, $deadline, $done, $today)", {**values, "today": today})
    for stream in streams.LIVE:
        measures = {column: sql for i in known.values() for name, column, sql in i.measures() if name == stream}
        if measures:
            sums = ", ".join(f"coalesce(cast({sql} as double), 0) as {column}" for column, sql in measures.items())
            run.execute(
                f"create or replace temp table cells_{stream} as"
                f" select month, {', '.join(DIMENSIONS)}, {sums} from ({streams.sql(stream)})"
                f" group by month, {', '.join(DIMENSIONS)}"
            )
