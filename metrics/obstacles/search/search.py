"""The few combinations that explain most of a gap: which indicators can be searched, and the search told as slices."""

import re
from collections.abc import Mapping

import pandas as pd

from metrics.catalogue.indicators import Indicator
from metrics.catalogue.streams import MEMBER_OF
from metrics.obstacles.causes import lateness
from metrics.obstacles.explanation import Slice
from metrics.obstacles.input.tables import SERVED
from metrics.obstacles.input.terms import Measure
from metrics.obstacles.search import comparison
from metrics.obstacles.search.comparison import Comparison
from metrics.obstacles.search.leaves import CODE, DIMENSIONS
from metrics.obstacles.search.slices import Candidate

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
    counted = table.assign(bad=bad.clip(lower=0.0)).drop(columns="x")
    counted = counted if coded else counted.drop(columns=CODE, errors="ignore")
    return counted.astype({name: "category" for name in (*DIMENSIONS, CODE) if name in counted})


def slices(asked: Comparison, gap: float, redraws: int = REDRAWS) -> tuple[Slice, ...]:
    """The slices, most cases first, whatever the sign of the gap: a part may fail behind what others gain."""
    explained = [_slice(one, asked, gap) for one in comparison.candidates_of(asked, redraws)]
    return tuple(sorted((one for one in explained if one.cases > 0), key=lambda one: -one.cases))


def _slice(one: Candidate, asked: Comparison, gap: float) -> Slice:
    """Against a target the cases are those short of it, as in every other list; else those over the usual."""
    cases = one.cases
    if asked.allowed is not None and CODE not in one.where:
        inside = asked.now[comparison.covered(asked.now, one.where)]
        cases = float(inside["bad"].sum() - asked.allowed * inside["n"].sum())
    share = cases / gap if gap > 0 else None
    since = comparison.since(asked, one.where)
    return Slice(_ordered(one.where), cases, share, one.stability, one.now, one.usual, since)


def _ordered(where: Mapping[str, str]) -> dict[str, str]:
    order = ("region_code", "service_code", "agency_code", "channel", "authority", "kind", CODE, "weekday")
    return {name: where[name] for name in order if name in where}
