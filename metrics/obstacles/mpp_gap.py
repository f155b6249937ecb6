"""Which regions have no MPP: the indicator `mpp_operating` is explained without records, by what is known of each."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from metrics.catalogue.indicators import RUNNING, Indicator
from metrics.judgement.forecast import OUT_OF_REACH, Forecast, known_year
from metrics.mpp import rollout_outlook
from metrics.mpp.rollout import RegionPath
from metrics.obstacles.causes.reasons import Reason

UNKNOWN = "unknown"
STAGE_OF = {"planned": "rencana", "without": "belum"}
"""Where no step is known to have happened: the words of mpp_status.csv."""


@dataclass(frozen=True)
class Coverage:
    """Rows of `where` by list: `region` those known not to operate, `unknown` those of which nothing is known.

    One case each, with the step they stand at (or STAGE_OF) and since when, null where unknown. What a target asks
    beyond the regions there are is in neither list.
    """

    region: tuple[Mapping[str, Any], ...]
    unknown: tuple[Mapping[str, Any], ...]


def concerns(indicator: Indicator) -> bool:
    """Whether an indicator counts the regions that operate."""
    return indicator.is_count and bool(indicator.streams) and indicator.streams <= frozenset(RUNNING)


def within(paths: Sequence[RegionPath], region: str | None) -> list[RegionPath]:
    """The paths of a region, all of them for the whole."""
    return [path for path in paths if region in (None, path.region)]


def explained(paths: Sequence[RegionPath], region: str | None, gap: float) -> Coverage:
    """The regions behind the gap (target less known operating), by the paths as they stand on the period's last day."""
    asked = within(paths, region)
    known = [path for path in asked if path.state in ("planned", "without")]
    unknown = [path for path in asked if path.state == "unknown"]
    return Coverage(tuple(_row(path, gap) for path in known), tuple(_row(path, gap) for path in unknown))


def _row(path: RegionPath, gap: float) -> Mapping[str, Any]:
    share = 1 / gap if gap else None
    stage = path.stage or STAGE_OF.get(path.state)
    return {"member": path.region, "shortfall": 1.0, "share": share, "stage": stage, "since": path.since}


def weighed(reasons: Sequence[Reason], paths: Sequence[RegionPath]) -> tuple[Reason, ...]:
    """Declared reasons with the people they hold back, the widest code first, then that of most people."""
    people = {path.region: path.population for path in paths}
    regions: dict[str | None, set[str]] = defaultdict(set)
    for reason in reasons:
        regions[reason.obstacle_code].add(_region(reason))
    held = {code: (-len(of), -sum(people.get(region, 0) for region in of)) for code, of in regions.items()}
    weighted = [replace(reason, population=people.get(_region(reason), 0)) for reason in reasons]
    return tuple(
        sorted(weighted, key=lambda reason: (*held[reason.obstacle_code], reason.obstacle_code or "", _region(reason)))
    )


def _region(reason: Reason) -> str:
    assert reason.declared is not None, "records tell of no obstacle to coverage"
    return str(reason.declared.region)


def ahead(paths: Sequence[RegionPath], on: date, target: float | None) -> Forecast:
    """Where the year ends if plans hold; the interval reaches down to what it becomes if they slip as they have so far.

    `needed_per_month` is how many regions must begin in each month left to reach the target; there are no more of them
    than those that do not operate yet. Of a whole year it is what operates.
    """
    outlook, left = rollout_outlook.ahead(paths, on), 12 - on.month
    if not left:
        return known_year(float(outlook.operating), target)
    interval = None if outlook.slipped is None else (float(outlook.slipped), float(outlook.as_planned))
    if target is not None and target > len(paths):
        best = float(len(paths))
        return Forecast(float(outlook.as_planned), interval, reason=OUT_OF_REACH, still_possible=best, target=target)
    needed = None if target is None else float(math.ceil(max(0.0, target - outlook.operating) / left))
    return Forecast(float(outlook.as_planned), interval, needed, target=target)
