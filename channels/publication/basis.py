"""What a public figure rests on, and when a later release may let it rest on more: never for a change of few people.

Figures of two releases can be subtracted. So a figure that was told moves only when at least five cases of it changed,
and never to fewer than five; until then it stands as told. The whole of a share is the sum of what its regions rest on,
so that what waits in one region does not show in the whole either.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import JUDGED, MET, MISSED, Row
from metrics.survey.disclosure_control import FEWEST
from metrics.targets.achievement import Range, meets

Cell = tuple[str, str, str]
"""Indicator, member, month."""


class Basis(NamedTuple):
    """Cases behind a figure, and of a share how many of them count; else the figure itself."""

    n: float
    value: float


NOBODY = Basis(0, 0)


def cell(row: Row) -> Cell:
    """The cell of a row."""
    return row.indicator, row.member, row.period


def is_few(n: float | None) -> bool:
    """Whether there is somebody, and fewer people than may be told of."""
    return n is not None and 0 < n < FEWEST


def is_share(row: Row) -> bool:
    """Whether a figure is so many of so many cases, which add up over regions."""
    return row.n is not None and row.numerator is not None and row.denominator is not None


def of_row(row: Row) -> Basis | None:
    """What the row's figure rests on, a count on itself; None where there is none, or it rests on no cases."""
    n = row.numerator if row.n is None and row.denominator is None else row.n
    if n is None or row.actual is None:
        return None
    return (
        Basis(float(row.denominator or 0), float(row.numerator or 0)) if is_share(row) else Basis(float(n), row.actual)
    )


def later(row: Row, before: Basis | None) -> Basis | None:
    """The basis after a release that follows another one: the row's own, or the one before where too few changed."""
    now, was = of_row(row) or NOBODY, before or NOBODY
    changed = abs(now.n - was.n)
    if is_share(row):
        changed = max(changed, abs(now.value - was.value))
    if is_few(now.n) or 0 < changed < FEWEST:
        return before
    return now if now.n else None


def of_the_whole(total: Row, parts: Iterable[Row], bases: Mapping[Cell, Basis]) -> Basis | None:
    """The sum of the regions' bases, where the whole is the sum of its regions; else None."""
    listed = list(parts)
    current = [of_row(row) or NOBODY for row in listed]
    if not is_share(total) or _sum(current) != of_row(total):
        return None
    return _sum(bases.get(cell(row), NOBODY) for row in listed)


def _sum(bases: Iterable[Basis]) -> Basis:
    listed = list(bases)
    return Basis(sum(basis.n for basis in listed), sum(basis.value for basis in listed))


def actual(row: Row, basis: Basis, indicator: Indicator) -> float:
    """The figure of a basis, in the unit of its indicator."""
    return indicator.factor * basis.value / basis.n if is_share(row) else basis.value


def status(row: Row, public: float, indicator: Indicator) -> str:
    """The row's status as it is with the figure that is public."""
    if row.status not in JUDGED or row.target is None:
        return row.status
    target = Range(*row.target) if isinstance(row.target, tuple) else row.target
    return MET if meets(public, target, indicator.better) else MISSED
