"""A home that is open to a program: every question of the terminal, answered by the same functions."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pandas as pd

from access.identity.scope import EVERYTHING, Scope, places_of
from data.errors import SetupError, error_text
from data.home import Home
from data.settings import tables
from data.settings.places import closed
from metrics.acts import follow_ups
from metrics.judgement.row import Row
from metrics.obstacles.explain import explain
from metrics.obstacles.explanation import Against
from metrics.scorecard import score
from metrics.scorecard.workspace import Workspace
from reports.answers import catalogue, follow_up_list, places, scorecards


@dataclass(frozen=True)
class OpenHome:
    """A home, and as whom and as of which entry it is asked.

    Nothing is held open between two questions, so the next one sees what has been loaded since. A wrong region,
    indicator or period is a SetupError, a region out of scope a RefusedError; both say the remedy.
    """

    home: Home
    region: str | None
    as_of: int | None

    @classmethod
    def at(cls, root: Path, region: str | None, as_of: int | None) -> Self:
        """The home in a folder; SetupError when there is none, or no such region."""
        home = Home(root.expanduser().resolve())
        if not home.root.is_dir():
            raise SetupError(error_text("no_home_here", home=home.root))
        if region is not None and region not in tables.place_names(home):
            raise SetupError(error_text("region_option", region=region))
        return cls(home, region, as_of)

    @property
    def scope(self) -> Scope:
        """What may be answered."""
        open_to = places_of(self.region, functools.partial(closed, self.home))
        return EVERYTHING if open_to is None else Scope(frozenset(open_to))

    def score(
        self,
        period: str | None = None,
        *,
        region: str | None = None,
        indicators: Sequence[str] | None = None,
        by: str | None = None,
    ) -> pd.DataFrame:
        """As `score --format json`, one row a judgement, in the columns of the contract."""
        rows = self.score_rows(period, region=region, indicators=indicators, by=by)
        return pd.DataFrame(rows, columns=list(Row.names()))

    def score_rows(
        self,
        period: str | None = None,
        *,
        region: str | None = None,
        indicators: Sequence[str] | None = None,
        by: str | None = None,
    ) -> list[dict[str, Any]]:
        """As `score`, as plain types."""
        with self._workspace() as workspace:
            card = score.scored(workspace, period, region or self.region, indicators, by)
        return scorecards.rows(card)

    def obstacles(
        self,
        indicator: str,
        period: str | None = None,
        *,
        region: str | None = None,
        against: Against = "target",
    ) -> dict[str, Any]:
        """As `obstacles --format json`."""
        place = region or self.region
        return explain(self.home, self.scope, indicator, period, place, against, self.as_of).as_dict()

    def indicators(self) -> list[dict[str, Any]]:
        """As `indicators --json`."""
        with self._workspace() as workspace:
            return catalogue.indicators(workspace.indicators)

    def regions(self) -> list[dict[str, Any]]:
        """As `regions --json`."""
        with self._workspace() as workspace:
            return places.regions(workspace.home, workspace.scope)

    def coverage(self) -> dict[str, Any]:
        """As `coverage --json`."""
        with self._workspace() as workspace:
            return places.coverage(workspace, workspace.today)

    def freshness(self) -> dict[str, Any]:
        """As `freshness --json`."""
        with self._workspace() as workspace:
            return places.freshness(workspace)

    def follow_ups(self) -> list[dict[str, Any]]:
        """As `follow-up list --json`."""
        return follow_up_list.follow_ups(follow_ups.listed(self.home, self.scope, self.as_of))

    def _workspace(self) -> Workspace:
        return Workspace(self.home, self.scope, self.as_of)
