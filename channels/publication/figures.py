"""The figures of a public release: shares, times and indices of regions without their counts, small ones hidden.

No count of a region is public, so none comes back by subtraction from a total or from the release before. The counts of
the whole are rounded to fives, so that two releases differ by fives or not at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.errors import RefusedError, error_text
from metrics.catalogue.indicators import OPERATING, Indicator
from metrics.judgement.row import Row
from metrics.mpp import rollout
from metrics.periods import Period, plus_months
from metrics.scorecard.score import scored
from metrics.scorecard.workspace import Workspace
from metrics.survey.disclosure_control import FEWEST
from text import formats

MONTHS = 24
ROUNDED_TO = 5
COUNTS = ("received", "completed")
"""What is told of the whole beside its targets."""
Cell = tuple[str, str, str]
"""Indicator, member, month."""


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
    """All that is public at a month: `figures` by cell, of the whole (member `province`) and of each region."""

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

    @property
    def hidden(self) -> frozenset[Cell]:
        """The cells of which nothing is said."""
        return frozenset(cell for cell, figure in self.figures.items() if figure.is_hidden)


def release(workspace: Workspace, month: str | None, hidden_before: frozenset[Cell]) -> Release:
    """The release of a month (None: the newest complete one); what was hidden once stays hidden.

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
    totals = scored(workspace, span, None, [*targeted, *COUNTS], "month", marked=False)
    parts = scored(workspace, span, None, targeted, "region,month", marked=False)
    province = workspace.province
    figures = {}
    for row in totals.rows:
        cell = (row.indicator, province, row.period)
        figures[cell] = _figure(row, cell, _is_small(row) or cell in hidden_before, row.indicator in COUNTS)
    hidden = hidden_cells(parts.rows, hidden_before)
    for row in parts.rows:
        figures[_cell(row)] = _figure(row, _cell(row), _cell(row) in hidden, False)
    return Release(
        chosen,
        months,
        province,
        tuple(dict.fromkeys(row.member for row in parts.rows)),
        known,
        targeted,
        figures,
        {str(state): count for state, count in rollout.coverage(workspace.home, workspace.scope).regions.items()},
        workspace.head,
        workspace.has_demo,
    )


def hidden_cells(rows: Sequence[Row], hidden_before: frozenset[Cell]) -> frozenset[Cell]:
    """The cells of regions that are not told: small ones, those hidden before, and never one alone beside a total.

    Where one region alone would be hidden, the next smallest goes with it.
    """
    by_total: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.actual is not None:
            by_total[row.indicator, row.period].append(row)
    hidden: set[Cell] = set()
    for of_one_total in by_total.values():
        smallest = sorted(of_one_total, key=lambda row: (row.n or 0, row.member))
        chosen = [row for row in smallest if _is_small(row) or _cell(row) in hidden_before]
        if len(chosen) == 1:
            chosen += [row for row in smallest if row is not chosen[0]][:1]
        hidden |= {_cell(row) for row in chosen}
    return frozenset(hidden)


def _cell(row: Row) -> Cell:
    return row.indicator, row.member, row.period


def _is_small(row: Row) -> bool:
    """Whether a figure rests on somebody, and on fewer people than may be told of."""
    return row.n is not None and 0 < row.n < FEWEST


def _figure(row: Row, cell: Cell, is_hidden: bool, is_count: bool) -> Figure:
    if is_hidden:
        return Figure(*cell, None, row.target, "suppressed", True)
    actual = row.actual
    if is_count and actual is not None:
        actual = float(ROUNDED_TO * round(actual / ROUNDED_TO))
    digits = formats.decimals_apart(actual, row.target if row.is_missed else None, 1)
    return Figure(*cell, actual if actual is None else round(actual, digits), row.target, row.status)


def shown(figures: Iterable[Figure]) -> list[Figure]:
    """The figures that say something: no empty months."""
    return [figure for figure in figures if figure.is_hidden or figure.actual is not None]
