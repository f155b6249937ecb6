"""One sitting over a home: the cells open once, and every scorecard of a document asked from them."""

import contextlib
import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from access.identity.scope import Scope
from data.errors import SetupError, told
from data.home import Home
from data.ledger import entries
from data.ledger.entries import Entry
from data.settings import tables
from data.warehouse import database
from data.warehouse.database import Connection
from metrics.acts import declarations
from metrics.catalogue import indicators
from metrics.catalogue.indicators import Indicator
from metrics.cells import act_cells
from metrics.cells.build import Cells
from metrics.cells.reader import Reader
from metrics.judgement.reporting import Reporting
from metrics.judgement.row import Row
from metrics.obstacles import explain
from metrics.obstacles.explanation import Explanation
from metrics.periods import Period
from metrics.scorecard.request import Question
from metrics.scorecard.scoring import Scoring
from metrics.targets import in_force
from metrics.targets.in_force import Goals

Rows = list[dict[str, Any]]
"""Rows of a scorecard (`metrics.judgement.row.Row.as_dict`), unrounded."""


@dataclass(frozen=True)
class Desk:
    """What a document is gathered from: the figures open to a scope, judged as on the day `today` (WIB)."""

    home: Home
    scope: Scope
    today: date
    known: Mapping[str, Indicator]
    goals: Goals
    run: Connection
    reader: Reader
    province: str
    listed: tuple[Entry, ...]

    def rows(
        self,
        period: str,
        region: str | None = None,
        by: str | None = None,
        wanted: Sequence[str] | None = None,
        marked: bool = False,
    ) -> Rows:
        """The judged rows of one question; `region` None is the province, `wanted` None every indicator.

        Variation and assurance only where they are wanted (`marked`): they look back on every month.
        """
        asked = self._question(period, region, tuple(wanted or self.known), by, marked)
        rows = list(Scoring(self.reader, asked, self.goals, self.known, self.listed).rows())
        if by is None:
            self._judged.update({(row.indicator, period, region): row for row in rows})
        return [row.as_dict() for row in rows]

    def explained(self, indicator: str, period: str, region: str | None) -> Explanation:
        """Why one target is missed, from the same figures; the scope must be open to the region, or be everything."""
        judged = self._judged.get((indicator, period, region))
        return explain.of(self._ground, self._question(period, region, (indicator,)), judged=judged)

    def _question(
        self, period: str, region: str | None, wanted: Sequence[str], by: str | None = None, marked: bool = False
    ) -> Question:
        chosen = tuple(self.known[id_] for id_ in wanted)
        return Question(Period(period), region, self.province, chosen, by, self.today, marked)

    @functools.cached_property
    def _judged(self) -> dict[tuple[str, str, str | None], Row]:
        """Rows of the whole that were asked for already."""
        return {}

    @functools.cached_property
    def _ground(self) -> explain.Ground:
        spoken = declarations.listed(self.home, self.scope)
        return explain.Ground(self.home, self.reader, self.known, self.goals, self.listed, spoken)

    @functools.cached_property
    def reporting(self) -> Reporting:
        """Who reported which month."""
        return Reporting.of(self.reader.reported())

    def targeted(self) -> list[str]:
        """The indicators that have a goal at all, in the order of the catalogue."""
        return [id_ for id_ in self.known if id_ in self.goals]

    def sees_region(self, column: str = "region_code") -> str:
        """SQL for the rows of records that are open to the scope; the regions are codes of our own table."""
        if self.scope.regions is None:
            return "true"
        return " or ".join(f"{column} = '{code}'" for code in sorted(self.scope.regions)) or "false"


@contextlib.contextmanager
def opened(home: Home, scope: Scope, today: date) -> Iterator[Desk]:
    """Open the home's figures; they are caught up first when they are behind."""
    known = indicators.load(home)
    goals = in_force.load(home, known)
    with database.reading(home, Cells(known)) as run:
        province, listed = tables.province(home), entries.entries(home)
        act_cells.put(run, home, known, None, today)
        yield Desk(home, scope, today, known, goals, run, Reader(run, scope), province, tuple(listed))


def checked_region(home: Home, region: str | None) -> str | None:
    """The region of a document, None for the province by its code or unnamed; SetupError when there is none such."""
    province = tables.province(home)
    if region in (None, province):
        return None
    if region not in set(tables.regions(home)["code"]):
        raise SetupError(told("report_region", example=f"{province}.71"))
    return region
