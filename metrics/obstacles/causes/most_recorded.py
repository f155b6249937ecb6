"""The obstacle written most beside late cases, by region and by service: asked once a period, told of any place."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from metrics.cells.query import Slice
from metrics.cells.reader import Reader
from metrics.obstacles.causes.reasons import UNRECORDED
from metrics.periods import Period

Place = tuple[str, str | None]
"""A region and one of its services (None: all of them)."""


@dataclass(frozen=True)
class Written:
    """The codes of the obstacles that share the first place, and the share (0-1) of late cases that carry each."""

    codes: tuple[str, ...]
    share: float


def most_written(reader: Reader, period: Period) -> Mapping[Place, Written]:
    """Of every place in scope with late cases that carry a code."""
    counts: Mapping[Place, Counter[str]] = defaultdict(Counter)
    keys = ("region_code", "service_code", "obstacle_code")
    late = reader.grouped(
        "completions", keys, {"n": "sum(n)"}, Slice((period,), None, None), "not on_time and is_record"
    )
    for region, service, code, n in late[[*keys, "n"]].itertuples(index=False):
        counts[region, service][code] += int(n)
        counts[region, None][code] += int(n)
    most = {}
    for place, coded in counts.items():
        named = {code: n for code, n in sorted(coded.items()) if code != UNRECORDED}
        if named:
            highest = max(named.values())
            codes = tuple(code for code, n in named.items() if n == highest)
            most[place] = Written(codes, highest / coded.total())
    return most
