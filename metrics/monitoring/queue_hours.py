"""How long visitors wait by weekday and hour: where a counter more would help most."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from metrics.cells.reader import Reader
from metrics.periods import Period

LEAST = 5
"""Visitors of a cell below which its median says too little to be shown."""

_ASKED = """
select region_code, isodow(ticket_at) as weekday, hour(ticket_at) as hour,
    date_diff('minute', ticket_at, called_at) as wait, count(*) as n
from transactions
where ticket_at >= $first and ticket_at < cast($last as date) + interval 1 day
    and cast(ticket_at as date) = cast(called_at as date) and called_at >= ticket_at
    and ($region is null or region_code = $region)
group by region_code, weekday, hour, wait
"""


@dataclass(frozen=True)
class Waiting:
    """Visitors called in one hour of one weekday, and their median wait in minutes (None: too few)."""

    visitors: int
    median: float | None


def waiting(reader: Reader, period: Period, region: str | None) -> Mapping[tuple[int, int], Waiting]:
    """(weekday from 1 Monday, hour) → the waiting there; only regions in scope count."""
    asked: dict[str, object] = {"first": period.first_day, "last": period.last_day, "region": region}
    frame = reader.by_region(_ASKED, asked)
    found: dict[tuple[int, int], Waiting] = {}
    cells_of_week: Any = frame.groupby(["weekday", "hour"])
    for (weekday, hour), rows in cells_of_week:
        waits = rows.groupby("wait")["n"].sum().sort_index()
        found[int(weekday), int(hour)] = Waiting(int(waits.sum()), _median(waits) if waits.sum() >= LEAST else None)
    return found


def _median(waits: Any) -> float:
    """The middle of values with their counts, the mean of the two middle ones when their number is even."""
    reached, half = waits.cumsum(), waits.sum() / 2
    low = waits.index[(reached >= half).to_numpy().argmax()]
    high = waits.index[(reached > half).to_numpy().argmax()]
    return float(low + high) / 2
