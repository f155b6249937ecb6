"""Figures without the months of force majeure, shown beside those over all records (rules.md §4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from data.settings.places import Places
from metrics.catalogue.indicators import Indicator
from metrics.catalogue.streams import RECAP_STOCKS, STATES, STOCKS
from metrics.cells.query import Slice
from metrics.cells.reader import Reader
from metrics.figures import figures as actuals
from metrics.figures.figures import Figure, Key
from metrics.judgement.context import Span
from metrics.periods import Period, months_between

RegionMonth = tuple[str, str]


def region_months(spans: Sequence[Span]) -> frozenset[RegionMonth]:
    """(region, month) for every month that a decreed day lies in."""
    return frozenset(
        (region, month) for region, first, last in spans for month in months_between(f"{first:%Y-%m}", f"{last:%Y-%m}")
    )


def figures_without(
    reader: Reader, slice_: Slice, wanted: Mapping[str, Indicator], spans: Sequence[Span]
) -> dict[str, dict[Key, Figure]]:
    """As `actuals.figures`, without the region-months of force majeure, for the periods that these lie in.

    Of a single month of one region nothing would be left, so it is not asked for. A figure entered with its document
    cannot be taken apart, and a stock on a day of force majeure is left out with its month.
    """
    left_out = region_months(spans)
    tree = reader.tree
    of_one_region = tree.is_leaf(slice_.region or tree.root) or (slice_.is_by_place and _is_of_leaves(tree, slice_))
    periods = tuple(
        period
        for period in slice_.periods
        if not (of_one_region and len(period.months) == 1) and _touches(left_out, period, slice_.region, tree)
    )
    if not periods:
        return {}
    figures_of = actuals.figures(reader, replace(slice_, periods=periods, without=left_out), wanted, levels=())
    for id_, figures in figures_of.items():
        for code, member in list(figures):
            place = member if slice_.is_by_place else slice_.region
            if wanted[id_].entered or (_is_stock(wanted[id_]) and (place, Period(code).last_month) in left_out):
                del figures[code, member]
    return figures_of


def _is_of_leaves(tree: Places, slice_: Slice) -> bool:
    return slice_.by == "leaf" or tree.is_flat(slice_.region)


def _touches(left_out: Iterable[RegionMonth], period: Period, region: str | None, tree: Places) -> bool:
    return any(month in period.months for place, month in left_out if tree.covers(region, place))


def _is_stock(indicator: Indicator) -> bool:
    return not indicator.streams.isdisjoint((*STOCKS, *RECAP_STOCKS, *STATES))
