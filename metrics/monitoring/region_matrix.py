"""Regions beside each other by their targets, and what has changed in their judgements since another period."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from metrics.catalogue.indicators import OPERATING
from metrics.judgement.row import Row

Kind = Literal["missed", "recovered", "moved"]
ORDER: tuple[Kind, ...] = ("missed", "recovered", "moved")
Key = tuple[str, str]
"""Region and indicator."""


@dataclass(frozen=True)
class RegionLine:
    """One region's rows by indicator; `missed` of its `judged` targets are not met."""

    region: str
    rows: Mapping[str, Row]

    @property
    def missed(self) -> int:
        return sum(row.is_missed for row in self.rows.values())

    @property
    def judged(self) -> int:
        return sum(row.is_judged for row in self.rows.values())

    @property
    def reports(self) -> bool:
        """Whether it has any figure with a target (the spread of MPPs apart, which is known without records)."""
        with_target = (row for id_, row in self.rows.items() if id_ != OPERATING and row.target is not None)
        return any(row.actual is not None for row in with_target)


@dataclass(frozen=True)
class Change:
    """A region's figure whose judgement has turned, or that has moved beyond chance; `before` is the earlier row."""

    kind: Kind
    row: Row
    before: Row

    @property
    def size(self) -> float:
        """How far it moved, in half widths of the wider interval; 0 where there is none."""
        widths = [interval[1] - interval[0] for interval in (self.row.interval, self.before.interval) if interval]
        if not widths or not max(widths) or self.row.actual is None or self.before.actual is None:
            return 0.0
        return 2 * abs(self.row.actual - self.before.actual) / max(widths)


def targets(rows: Iterable[Row], of_all: Iterable[Row] = ()) -> list[str]:
    """The indicators with a target, of the whole first, in the order of the rows."""
    return list(dict.fromkeys(row.indicator for row in (*of_all, *rows) if row.has_target))


def lines(rows: Iterable[Row]) -> list[RegionLine]:
    """One line a region, those with most misses first; regions without figures, in order of their code, last."""
    by_region: dict[str, dict[str, Row]] = {}
    for row in rows:
        by_region.setdefault(row.member, {})[row.indicator] = row
    every = [RegionLine(region, of_region) for region, of_region in sorted(by_region.items())]
    return sorted(every, key=lambda line: (not line.reports, -line.missed, line.judged))


def changes(now: Iterable[Row], before: Iterable[Row]) -> list[Change]:
    """What has turned or moved from one period to another: new misses, recoveries, then moves, the largest first.

    A move is told only where the two 95 % intervals do not touch, which fewer than one in a hundred pairs of equal
    figures do; an indicator without interval moves only by its judgement.
    """
    earlier: Mapping[Key, Row] = {(row.member, row.indicator): row for row in before}
    pairs = [(row, earlier.get((row.member, row.indicator))) for row in now]
    turned = [Change(kind, row, then) for row, then in pairs if then and (kind := _kind(row, then))]
    return sorted(turned, key=lambda change: (ORDER.index(change.kind), -change.size))


def compared(now: Iterable[Row], before: Iterable[Row]) -> int:
    """How many judgements stand in both periods."""
    earlier = {(row.member, row.indicator) for row in before if row.is_judged}
    return sum(row.is_judged and (row.member, row.indicator) in earlier for row in now)


def _kind(row: Row, before: Row) -> Kind | None:
    if row.is_judged and before.is_judged and row.status != before.status:
        return "missed" if row.is_missed else "recovered"
    if not row.has_target or row.interval is None or before.interval is None:
        return None
    apart = row.interval[0] > before.interval[1] or row.interval[1] < before.interval[0]
    return "moved" if apart else None


def worsening(rows: Sequence[Row]) -> list[Row]:
    """Figures without a target that get worse for longer than chance explains; nobody would be warned of them."""
    return [row for row in rows if not row.has_target and row.variation == "worsening" and row.actual is not None]


def cases_short(row: Row, better: str) -> float:
    """How many cases a missed share lacks to its target; 0 where it is met, not judged, or no share of cases."""
    if not row.is_missed or row.actual is None or isinstance(row.target, tuple) or row.target is None:
        return 0.0
    sign = 1 if better == "higher" else -1
    return max(0.0, (row.target - row.actual) * sign / 100 * (row.denominator or 0))
