"""Many months of the root and of each of its parts from one reading: scorecards are cut from it at once.

What is cut is what `metrics.scorecard.score.score` would answer to the same question; other questions are not answered.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from access.identity.scope import EVERYTHING, Scope
from metrics.judgement.reporting import Reporting, last_ended_month
from metrics.judgement.row import Row
from metrics.periods import Period, plus_months
from metrics.scorecard import monthly_marks, request
from metrics.scorecard.basis import Basis
from metrics.scorecard.request import Question
from metrics.scorecard.score import Scorecard
from metrics.scorecard.scoring import UNPLACED, Scoring
from metrics.scorecard.workspace import Workspace

BACK, AHEAD = 59, 2
"""Months before the newest complete one, and after it."""
WHOLE = (None, "region")
BY = (*WHOLE, "month")
MONTH = re.compile("[0-9]{4}-[0-9]{2}")
SPAN = re.compile(rf"{MONTH.pattern}\.\.{MONTH.pattern}")
Rows = Mapping[tuple[str, str], Mapping[str, Row]]
"""(place, month) → indicator → its row."""


@dataclass(frozen=True)
class Sheet:
    """`whole` is the scorecard of the newest complete month without its rows; `parts` are those of the root in scope.

    `leaves` are those of them that report themselves, so that nothing lies in them but they themselves.
    `through` is the last complete month by place, `first` the first month of any record: what ends before
    it has marks of its own making, and is not answered. `months` holds the code of a longer period in a sheet of one.
    `basis` is what all its months rest on; None in a sheet that none is continued from.
    """

    whole: Scorecard
    today: date
    reporting: Reporting
    through: Mapping[str, str | None]
    first: str
    months: frozenset[str]
    parts: tuple[str, ...]
    leaves: frozenset[str]
    rows: Rows
    basis: Basis | None = field(default=None, compare=False, repr=False)

    def within(self, scope: Scope) -> "Sheet":
        """What a reader of some places may see of a sheet of all: those places, and the whole as a benchmark.

        What belongs to no region is told to who sees all of them.
        """
        if scope == EVERYTHING:
            return self
        open_to = {self.whole.region, *filter(scope.sees, self.parts)}
        return replace(
            self,
            through={place: month for place, month in self.through.items() if place in open_to},
            parts=tuple(place for place in self.parts if place in open_to),
            leaves=self.leaves & open_to,
            rows={key: cell for key, cell in self.rows.items() if key[0] in open_to},
        )

    def monthly(self, span: str, region: str | None) -> Mapping[str, tuple[Row, ...]] | None:
        """Indicator → its rows of the months of a span, oldest first; None where the sheet does not hold them."""
        months = Period(span).months
        cells = [self.rows.get((region or self.whole.region, month)) for month in months]
        first = cells[0]
        if first is None or None in cells or months[-1] < self.first:
            return None
        return {indicator: tuple(cell[indicator] for cell in cells if cell) for indicator in first}

    def card(
        self, period: str | None, region: str | None, indicators: Sequence[str] | None, by: str | None
    ) -> Scorecard | None:
        """As `score` answers; None for a question this sheet does not hold the answer to."""
        province = self.whole.region
        place = None if region == province else region
        through = self.through.get(place or province)
        code = (period or through or last_ended_month(self.today)).strip()
        months = (code,) if by in WHOLE and code in self.months else Period(code).months if is_held(code, by) else ()
        if not months or not self.months.issuperset(months) or Period(months[-1]).last_month < self.first:
            return None
        if by == "region" and place is not None and place not in self.leaves:
            return None
        members = self.parts if by == "region" and place is None else (place or province,)
        asked = [(member, month) for member in members for month in months]
        if not self.rows.keys() >= set(asked):
            return None
        cells = [self.rows[key] for key in asked]
        if by == "region" and place is None:
            cells += [self.rows[UNPLACED, month] for month in months if (UNPLACED, month) in self.rows]
        ids = indicators or tuple(cells[0] if cells else ())
        if cells and not set(ids) <= set(cells[0]):
            return None
        rows = (cell[indicator] for indicator in ids for cell in cells if indicator in cell)
        return replace(
            self.whole,
            period=code,
            region=place or province,
            complete_through=through,
            coverage=self.reporting.coverage(Period(code), place),
            rows=tuple(map(_by_month, rows) if by == "month" else rows),
        )


def is_held(period: str | None, by: str | None) -> bool:
    """Whether a sheet can answer at all: single months (None: the newest complete one), and spans month by month."""
    if by not in BY:
        return False
    single, span = MONTH.fullmatch(period or ""), SPAN.fullmatch(period or "")
    return period is None or single is not None or (span is not None and by == "month")


def is_longer(period: str | None, by: str | None) -> bool:
    """Whether a sheet of one period (`read_period`) can answer: of what is no month and no span of months."""
    code = period or ""
    return period is not None and by in WHOLE and not MONTH.fullmatch(code) and not SPAN.fullmatch(code)


def read_period(workspace: Workspace, period: str) -> Sheet:
    """Every indicator of one longer period, of the root and of its parts in scope; SetupError for what is no period."""
    every = tuple(workspace.indicators.values())
    asked = Question(request.period_of(period), None, workspace.province, every, None, workspace.today)
    rows = [*Scoring(workspace, asked).rows(), *Scoring(workspace, replace(asked, by="region")).rows()]
    return _sheet(workspace, frozenset({period.strip()}), _placed(rows))


def read(workspace: Workspace, months_of_parts: int | None = None) -> Sheet:
    """Every indicator of five years by month, of the root and of its parts in scope.

    Of the parts so many months up to the newest complete one at most (None: as of the root): these are asked first.
    """
    basis = Basis.of(workspace) if months_of_parts is None else None
    newest = _newest(workspace)
    span = Period(f"{plus_months(newest, -BACK)}..{plus_months(newest, AHEAD)}")
    of_parts = span if months_of_parts is None else Period(f"{plus_months(newest, 1 - months_of_parts)}..{newest}")
    rows = _scored(workspace, span, of_parts)
    if months_of_parts is None:
        monthly_marks.forget_cells()
    return _sheet(workspace, frozenset(span.months), _placed(rows), basis)


def continued(workspace: Workspace, before: Sheet, back: int = BACK) -> Sheet | None:
    """As `read` of all months, which are taken from the sheet of an earlier entry up to the first that has changed.

    None where that lies more than `back` months before the newest complete one, or where any month may be another.
    """
    basis, newest = Basis.of(workspace), _newest(workspace)
    changed = basis.changed_from(before.basis, workspace) if before.basis else None
    if changed is None or changed < plus_months(newest, -back):
        return None
    first = min(changed, newest)
    span = Period(f"{first}..{plus_months(newest, AHEAD)}")
    made = _scored(workspace, span, span)
    monthly_marks.forget_cells()
    unchanged = {key: cell for key, cell in before.rows.items() if key[1] < first}
    return _sheet(workspace, before.months, {**unchanged, **_placed(made)}, basis)


def _scored(workspace: Workspace, of_whole: Period, of_parts: Period) -> list[Row]:
    """The rows of the whole by month, and those of its parts."""
    every, province = tuple(workspace.indicators.values()), workspace.province
    asked = Question(of_whole, None, province, every, "month", workspace.today)
    whole = [row.of_member(province) for row in Scoring(workspace, asked).rows()]
    return [*whole, *Scoring(workspace, replace(asked, period=of_parts, by="region,month")).rows()]


def _newest(workspace: Workspace) -> str:
    return workspace.reporting.complete_through(None, workspace.today) or last_ended_month(workspace.today)


def _sheet(workspace: Workspace, months: frozenset[str], rows: Rows, basis: Basis | None = None) -> Sheet:
    day, province, reporting, newest = workspace.today, workspace.province, workspace.reporting, _newest(workspace)
    parts_seen = tuple(workspace.reader.parts(None, "region"))
    leaves = frozenset(filter(workspace.tree.is_leaf, parts_seen))
    first = workspace.reader.first_month() or Period(max(months)).last_month
    places = {code for code, _ in rows}
    through = {code: reporting.complete_through(None if code == province else code, day) for code in places}
    card = Scorecard(
        as_of=workspace.head,
        targets_version=workspace.targets_version,
        period=newest,
        region=province,
        complete_through=newest,
        coverage=(0, 0),
        demo=workspace.has_demo,
        rows=(),
    )
    return Sheet(card, day, reporting, through, first, months, parts_seen, leaves, rows, basis)


def _placed(rows: Iterable[Row]) -> Rows:
    placed: dict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        placed[row.member, row.period][row.indicator] = row
    return dict(placed)


def _by_month(row: Row) -> Row:
    """The row as it stands where months are the parts."""
    return row.of_member(row.period)
