"""How long visitors wait by weekday and hour: where a counter more would help most."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data import sql_files
from metrics.cells.reader import Reader
from metrics.periods import Period

LEAST = 5
"""Visitors of a cell below which its median says too little to be shown."""


@dataclass(frozen=True)
class Waiting:
    """Visitors called in one hour of one weekday, and their median wait in minutes (None: too few)."""

    visitors: int
    median: float | None


@dataclass(frozen=True)
class Longest:
    """The hours, as (weekday, hour), that share the longest median; of `visitors` in hours with enough, of `of` all."""

    at: tuple[tuple[int, int], ...]
    median: float
    visitors: int
    of: int


def longest(hours: Mapping[tuple[int, int], Waiting]) -> Longest | None:
    """Where visitors wait longest.

    None where every hour with enough visitors is alike, or where these hold fewer than half of all: of the others
    nobody knows, and they may be longer.
    """
    known = {at: waiting.median for at, waiting in hours.items() if waiting.median is not None}
    visitors, of = (sum(hours[at].visitors for at in some) for some in (known, hours))
    most = max(known.values(), default=0.0)
    at = tuple(sorted(hour for hour, median in known.items() if median == most))
    if 2 * visitors < of or len(at) == len(known):
        return None
    return Longest(at, most, visitors, of)


def waiting(reader: Reader, period: Period, region: str | None) -> Mapping[tuple[int, int], Waiting]:
    """(weekday from 1 Monday, hour) → the waiting there; only regions in scope count."""
    asked: dict[str, object] = {"first": period.first_day, "last": period.last_day, "region": region}
    frame = reader.by_region(sql_files.read(Path(__file__).with_suffix(".sql")), asked)
    cells: dict[tuple[int, int], Waiting] = {}
    cells_of_week: Any = frame.groupby(["weekday", "hour"])
    for (weekday, hour), rows in cells_of_week:
        waits = rows.groupby("wait")["n"].sum().sort_index()
        cells[int(weekday), int(hour)] = Waiting(int(waits.sum()), _median(waits) if waits.sum() >= LEAST else None)
    return cells


def _median(waits: Any) -> float:
    """The middle of values with their counts, the mean of the two middle ones when their number is even."""
    reached, half = waits.cumsum(), waits.sum() / 2
    low = waits.index[(reached >= half).to_numpy().argmax()]
    high = waits.index[(reached > half).to_numpy().argmax()]
    return float(low + high) / 2
