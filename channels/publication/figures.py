"""The figures of a public release: shares, times and indices of regions without their counts, small ones hidden.

No count of a region is public, so none comes back by subtraction from a total or from the release before. The counts of
the whole are rounded to fives. What a later release may change of an earlier one is for `basis` to say.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from channels.publication import basis
from channels.publication.basis import Basis, Cell, cell
from data.errors import RefusedError, error_text
from metrics.catalogue.indicators import OPERATING, Indicator
from metrics.judgement.row import MISSED, Row
from metrics.mpp import rollout
from metrics.periods import Period, plus_months
from metrics.scorecard.score import scored
from metrics.scorecard.workspace import Workspace
from text import formats

MONTHS = 24
ROUNDED_TO = 5
COUNTS = ("received", "completed")
"""What is told of the whole beside its targets."""


@dataclass(frozen=True)
class Published:
    """What releases before have told: on what their figures rest, and which cells they hid."""

    bases: Mapping[Cell, Basis] = field(default_factory=dict)
    hidden: frozenset[Cell] = frozenset()


@dataclass(frozen=True)
class Figure:
    """A public figure in its indicator's unit; `actual` None without data, or hidden because it rests on few people."""

    indicator: str
    member: str
    month: str
    actual: float | None
    target: float | tuple[float, float] | None
    status: str
    is_hidden: bool = False


@dataclass(frozen=True)
class Release:
    """All that is public at a month: `figures` by cell, of the whole (member `province`) and of each region.

    `bases` is what they rest on, and never public. A month published again is a `revision` of its own.
    """

    month: str
    months: tuple[str, ...]
    province: str
    regions: tuple[str, ...]
    indicators: Mapping[str, Indicator]
    targeted: tuple[str, ...]
    figures: Mapping[Cell, Figure]
    coverage: Mapping[str, int]
    as_of: int
    has_demo: bool
    bases: Mapping[Cell, Basis]
    revision: int = 1

    @property
    def name(self) -> str:
        """The month, and from its second release on the number of the revision: `2026-10-r2`."""
        return self.month if self.revision == 1 else f"{self.month}-r{self.revision}"

    @property
    def hidden(self) -> frozenset[Cell]:
        """The cells of which nothing is said."""
        return frozenset(cell for cell, figure in self.figures.items() if figure.is_hidden)


def release(workspace: Workspace, month: str | None, earlier: Published) -> Release:
    """The release of a month (None: the newest complete one) that follows those of which `earlier` is left.

    RefusedError when there is no complete month, or the month asked for is not complete.
    """
    newest = workspace.reporting.complete_through(None, workspace.today)
    chosen = month or newest
    if newest is None or chosen is None or chosen > newest:
        raise RefusedError(error_text("publication.not_complete", newest=newest or "-"))
    months = tuple(plus_months(chosen, back) for back in range(1 - MONTHS, 1))
    span = Period(f"{months[0]}..{months[-1]}").code
    known = workspace.indicators
    targeted = tuple(id_ for id_ in workspace.goals if id_ != OPERATING and not known[id_].is_count)
    totals = scored(workspace, span, None, [*targeted, *COUNTS], "month", marked=False).rows
    parts = scored(workspace, span, None, targeted, "region,month", marked=False).rows
    totals = tuple(replace(row, member=workspace.province) for row in totals)
    bases = _bases(totals, parts, earlier)
    hidden = hidden_cells(parts, earlier.hidden, known) | {
        cell(row) for row in totals if _is_hidden(row, bases, earlier)
    }
    return Release(
        chosen,
        months,
        workspace.province,
        tuple(dict.fromkeys(row.member for row in parts)),
        known,
        targeted,
        {cell(row): _figure(row, bases.get(cell(row)), known[row.indicator], hidden) for row in (*totals, *parts)},
        {str(state): count for state, count in rollout.coverage(workspace.home, workspace.scope).regions.items()},
        workspace.head,
        workspace.has_demo,
        bases,
    )


def _bases(totals: Iterable[Row], parts: Sequence[Row], earlier: Published) -> dict[Cell, Basis]:
    """What each figure rests on: at the first telling of a month on all its cases, then as `basis` says."""
    begun = {(indicator, month) for indicator, _, month in earlier.bases}
    of_total: dict[tuple[str, str], list[Row]] = defaultdict(list)
    bases: dict[Cell, Basis] = {}
    for row in parts:
        of_total[row.indicator, row.period].append(row)
        _put(bases, row, (row.indicator, row.period) in begun, earlier)
    for row in totals:
        summed = basis.of_the_whole(row, of_total[row.indicator, row.period], bases)
        if summed is None:
            _put(bases, row, (row.indicator, row.period) in begun, earlier)
        else:
            bases[cell(row)] = summed
    return bases


def _put(bases: dict[Cell, Basis], row: Row, is_later: bool, earlier: Published) -> None:
    figure = basis.later(row, earlier.bases.get(cell(row))) if is_later else basis.of_row(row)
    if figure is not None:
        bases[cell(row)] = figure


def _is_hidden(total: Row, bases: Mapping[Cell, Basis], earlier: Published) -> bool:
    """Whether a figure of the whole rests on few, or did once."""
    behind = bases.get(cell(total))
    return (
        cell(total) in earlier.hidden
        or basis.is_few(total.n)
        or (total.n is not None and basis.is_few(behind and behind.n))
    )


def hidden_cells(
    rows: Sequence[Row], hidden_before: frozenset[Cell], indicators: Mapping[str, Indicator]
) -> frozenset[Cell]:
    """The cells of regions that are not told: small ones, those hidden before, and never few alone beside a total.

    Where one region alone would be hidden, or several of fewer than five people together, the next smallest goes with
    them. Shares of one numerator, such as on time with and without open cases, are hidden together: the larger would
    tell the smaller.
    """
    by_numerator: dict[tuple[str, str, str], set[Cell]] = defaultdict(set)
    for row in rows:
        by_numerator[repr(indicators[row.indicator].numerator or row.indicator), row.member, row.period].add(cell(row))
    small = {cell(row) for row in rows if basis.is_few(row.n)}
    small = set().union(*(linked for linked in by_numerator.values() if linked & small)) | hidden_before
    by_total: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.actual is not None:
            by_total[row.indicator, row.period].append(row)
    hidden = {cell(row) for row in rows if cell(row) in hidden_before}
    for of_one_total in by_total.values():
        smallest = sorted(of_one_total, key=lambda row: (row.n or 0, row.member))
        chosen = [row for row in smallest if cell(row) in small]
        others = [row for row in smallest if cell(row) not in small]
        while others and chosen and (len(chosen) == 1 or basis.is_few(sum(row.n or 0 for row in chosen))):
            chosen.append(others.pop(0))
        hidden |= {cell(row) for row in chosen}
    return frozenset(hidden)


def _figure(row: Row, behind: Basis | None, indicator: Indicator, hidden: frozenset[Cell] | set[Cell]) -> Figure:
    if cell(row) in hidden:
        return Figure(*cell(row), None, row.target, "suppressed", True)
    actual, status = row.actual, row.status
    if behind is not None and behind != basis.of_row(row):
        actual = basis.actual(row, behind, indicator)
        status = basis.status(row, actual, indicator)
    if row.indicator in COUNTS and actual is not None:
        actual = float(ROUNDED_TO * round(actual / ROUNDED_TO))
    digits = formats.decimals_apart(actual, row.target if status == MISSED else None, 1)
    return Figure(*cell(row), actual if actual is None else round(actual, digits), row.target, status)


def shown(figures: Iterable[Figure]) -> list[Figure]:
    """The figures that say something: no empty months."""
    return [figure for figure in figures if figure.is_hidden or figure.actual is not None]
