"""Figures entered with their document: which of them stands for a place in a period.

The figure of exactly that place and period comes first. Otherwise *last* takes the newest of the place that ends in the
period (of two, the one over the longer time), and *weighted* adds up the numerators and denominators of those inside
it, longer ones first and none twice. A place without a figure of its own has the sums of its parts. A bare value has no
weight: it is never added up, and stands for its own place alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.settings.places import Places
from metrics.catalogue.indicators import Indicator
from metrics.cells.query import BY_PLACE, Slice
from metrics.cells.query import Key as Key
from metrics.periods import Period


@dataclass(frozen=True)
class Entered:
    """A figure: numerator and denominator where both are known, else the value alone, in the indicator's unit."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None

    @property
    def has_parts(self) -> bool:
        """Whether it can be added up."""
        return self.denominator is not None


Dated = tuple[Period, Entered]
ByPlace = Mapping[str, Sequence[Dated]]
"""Code of a place → its figures of one indicator."""


def taken(
    rows: Iterable[tuple[Any, ...]], indicators: Sequence[Indicator], slice_: Slice, tree: Places
) -> dict[str, dict[Key, Entered]]:
    """Indicator id → (period, member) → the figure that stands there; none by agency, service or channel.

    `rows` are those of `Reader.entered` for the same slice.
    """
    by_indicator: dict[str, dict[str, list[Dated]]] = defaultdict(lambda: defaultdict(list))
    if slice_.by in (None, "month", *BY_PLACE):
        for region, id_, period, *numbers in rows:
            by_indicator[id_][region].append((Period(period), _entered(*numbers)))
    return {
        indicator.id: dict(_standing(indicator, by_indicator[indicator.id], slice_, tree)) for indicator in indicators
    }


def _standing(indicator: Indicator, by_place: ByPlace, slice_: Slice, tree: Places) -> Iterator[tuple[Key, Entered]]:
    place = slice_.region or tree.root
    members = {"": place}
    if slice_.is_by_place:
        members = {code: code for code in (tree.children(place) if slice_.by == "region" else tree.leaves(place))}
    with_figures = {above for region in by_place for above in tree.path(region)}
    for member, code in members.items():
        for period in slice_.periods if code in with_figures else ():
            figure = _of_place(indicator, by_place, period, code, tree)
            if figure is not None:
                yield (period.code, member), figure


def _of_place(indicator: Indicator, by_place: ByPlace, period: Period, place: str, tree: Places) -> Entered | None:
    """A figure of the place's own, else what its parts add up to."""
    direct = _of_one(indicator, by_place.get(place, ()), period)
    if direct is not None or tree.is_leaf(place):
        return direct
    parts = (_of_place(indicator, by_place, period, part, tree) for part in tree.children(place))
    return _added([figure for figure in parts if figure is not None])


def _of_one(indicator: Indicator, listed: Sequence[Dated], period: Period) -> Entered | None:
    for of, figure in listed:
        if (of.first_month, of.last_month) == (period.first_month, period.last_month):
            return figure
    inside = [(of, figure) for of, figure in listed if period.first_month <= of.last_month <= period.last_month]
    if indicator.consolidation == "last":
        return max(inside, key=lambda entry: (entry[0].last_month, len(entry[0].months)))[1] if inside else None
    return _added(_apart(inside, period))


def _apart(listed: Iterable[Dated], period: Period) -> list[Entered]:
    """Those wholly in the period, the longer ones first, without any whose months are told already."""
    covered: set[str] = set()
    apart = []
    for of, figure in sorted(listed, key=lambda entry: (-len(entry[0].months), entry[0].first_month)):
        if of.first_month >= period.first_month and figure.has_parts and covered.isdisjoint(of.months):
            covered.update(of.months)
            apart.append(figure)
    return apart


def _added(figures: Sequence[Entered]) -> Entered | None:
    parts = [
        (figure.numerator, figure.denominator)
        for figure in figures
        if figure.numerator is not None and figure.denominator
    ]
    if not parts:
        return None
    return Entered(None, sum(top for top, _ in parts), sum(bottom for _, bottom in parts))


def _entered(value: float | None, numerator: float | None, denominator: float | None) -> Entered:
    has_parts = numerator is not None and denominator is not None
    return Entered(value, numerator, denominator) if has_parts else Entered(value)
