"""What the warehouse says whatever month, part or scope is asked: who has sent what, and who has reported when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from metrics.catalogue import streams
from metrics.catalogue.streams import STATES, STOCK_MONTHS

ENDS = {**STOCK_MONTHS, **dict.fromkeys(STATES, "reported")}
"""Stock or state → the table whose newest month it is asked of at the latest."""


class Rows(Protocol):
    """What answers SQL over the warehouse (`data.warehouse.database.Connection`)."""

    def rows(self, sql: str, parameters: dict[str, object] | None = None) -> list[tuple[object, ...]]:
        """A query as a few plain rows."""


@dataclass(frozen=True)
class HomeFacts:
    """Of all regions, for what is learnt of the whole and not shown of a part.

    `senders` are the regions that have ever sent a stream of records, by those that some indicator counts;
    `first_month` is that of any record or entered figure, None without any; `newest` the last month by table of ENDS.
    """

    reported: Sequence[tuple[str, str]]
    """The region and month ("YYYY-MM") of every report."""
    mpp_status: Mapping[str, str]
    """Region code → operasi, rencana, belum or "belum ada data"."""
    force_majeure: Sequence[tuple[str, date, date]]
    """Region code, first and last day of every decreed span."""
    senders: Mapping[str, frozenset[str]]
    with_records: frozenset[str]
    """Regions that have sent any record of any kind, or an entered figure."""
    first_month: str | None
    newest: Mapping[str, date | None]

    @staticmethod
    def read(run: Rows) -> "HomeFacts":
        """All of it, by few questions."""
        tables = {str(row[0]) for row in run.rows("select table_name from duckdb_tables()")}
        counted = [name for name in streams.of_records() if f"cells_{name}" in tables]
        firsts: dict[str, dict[str, Any]] = {stream: {} for stream in counted}
        for stream, region, month in run.rows(" union all ".join(map(_first_months, counted))) if counted else ():
            firsts[str(stream)][str(region)] = month
        documented = {str(region) for (region,) in run.rows("select distinct region_code from figures")}
        year: Any = run.rows("select try_cast(left(min(period), 4) || '-01-01' as date) from figures")[0][0]
        months = [month for of_stream in firsts.values() for month in of_stream.values()] + ([year] if year else [])
        ends = sorted(set(ENDS.values()))
        newest: Any = run.rows(f"select {', '.join(f'(select max(month) from {table})' for table in ends)}")[0]
        operating = run.rows("select region_code, status from region_operation")
        reports = run.rows("select region_code, strftime(month, '%Y-%m') from reported order by all")
        spans: Any = run.rows('select region_code, "from"::date, "to"::date from force_majeure')
        return HomeFacts(
            reported=[(str(region), str(month)) for region, month in reports],
            mpp_status={str(region): str(status) for region, status in operating},
            force_majeure=spans,
            senders={stream: frozenset(regions) for stream, regions in firsts.items()},
            with_records=frozenset(documented.union(*firsts.values())),
            first_month=f"{min(months):%Y-%m}" if months else None,
            newest=dict(zip(ends, newest, strict=True)),
        )


def _first_months(stream: str) -> str:
    return f"select '{stream}', region_code, min(month) from region_sums_{stream} group by region_code"
