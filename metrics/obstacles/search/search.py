"""The few combinations that explain most of a gap: which indicators can be searched, and the search told as slices."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from metrics.catalogue.indicators import Indicator
from metrics.catalogue.streams import MEMBER_OF
from metrics.obstacles.causes import lateness
from metrics.obstacles.explanation import Slice
from metrics.obstacles.input.tables import SERVED
from metrics.obstacles.input.terms import Measure
from metrics.obstacles.search import leaves
from metrics.obstacles.search import slices as found_slices
from metrics.obstacles.search.leaves import CODE, DIMENSIONS
from metrics.obstacles.search.slices import Found

REDRAWS = 25


def concerns(measure: Measure) -> bool:
    """Whether the figure is a share of cases, each of which went well or wrong."""
    indicator = measure.indicator
    is_share = measure.unit == "cases" and not indicator.is_count and indicator.interval is None
    return is_share and bool(measure.terms) and indicator.streams <= frozenset(SERVED)


def dimensions(indicator: Indicator) -> tuple[str, ...]:
    """The dimensions to search: not those by which the indicator itself is counted."""
    sides = (indicator.numerator or {}, indicator.denominator or {})
    sql = " ".join(text for side in sides for text in side.values())
    return tuple(name for name in DIMENSIONS if not re.search(rf"\b{name}\b", sql))


def is_counted_by(indicator: Indicator, part: str) -> bool:
    """Whether the parts of this name (region, channel, ...) are what the indicator itself is counted by.

    They tell nothing: a share of channels always falls short in the other channels.
    """
    return part in MEMBER_OF and MEMBER_OF[part] not in dimensions(indicator)


def bad_cases(table: pd.DataFrame, measure: Measure, sign: int) -> pd.DataFrame:
    """Cases n and those gone wrong: out of the numerator where more is better, in it where less is."""
    coded = lateness.counts_on_time(measure.indicator)
    bad = table["n"] - table["x"] if sign > 0 else table["x"]
    found = table.assign(bad=bad.clip(lower=0.0)).drop(columns=["x", "period"])
    return found if coded else found.drop(columns=CODE)


def slices(
    now: pd.DataFrame,
    then: pd.DataFrame | None,
    season: tuple[pd.DataFrame, pd.DataFrame] | None,
    keys: Sequence[str],
    gap: float,
    allowed: float | None,
) -> tuple[Slice, ...]:
    """The slices of tables of `bad_cases`, most cases first. `allowed` is the share that may go wrong under a target.

    `season`: the same two periods a year before; what went up then too is a season, and no obstacle.
    """
    if then is not None and not then["n"].sum():
        return ()
    cells = leaves.of(now, then, keys)
    found = found_slices.search(cells, redraws=REDRAWS)
    if season is not None:
        before = leaves.of(*season, keys)
        found = [one for one in found if not found_slices.is_season(one, cells, before)]
    told = [_slice(one, cells, gap, allowed) for one in found]
    return tuple(sorted((one for one in told if one.cases > 0), key=lambda one: -one.cases))


def _slice(one: Found, cells: leaves.Leaves, gap: float, allowed: float | None) -> Slice:
    """Against a target the cases are those short of it, as in every other list; else those over the usual."""
    cases = one.cases
    if allowed is not None and CODE not in one.where:
        cases = float(cells.k1[one.leaves].sum() - allowed * cells.n1[one.leaves].sum())
    return Slice(_ordered(one.where), cases, cases / gap if gap else None, one.stability, one.now, one.usual)


def _ordered(where: Mapping[str, str]) -> dict[str, str]:
    order = ("region_code", "service_code", "agency_code", "channel", "authority", "kind", CODE, "weekday")
    return {name: where[name] for name in order if name in where}
