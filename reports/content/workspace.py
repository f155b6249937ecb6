"""The workspace of a document: every scorecard and explanation of it asked from what is opened once."""

from collections.abc import Sequence
from typing import Any

from data.errors import SetupError, error_text
from data.home import Home
from data.settings.places import places
from metrics.judgement.row import Row
from metrics.obstacles import explain
from metrics.obstacles.explanation import Explanation
from metrics.periods import Period
from metrics.scorecard.request import Question
from metrics.scorecard.scoring import Scoring
from metrics.scorecard.workspace import Workspace
from text.lazily import lazily

Rows = list[dict[str, Any]]
"""Rows of a scorecard (`metrics.judgement.row.Row.as_dict`), unrounded."""


LEVEL = ("level_confidence", "sway")
"""What a document's row says beside the fields of the contract, in the single months that look back."""


class Desk(Workspace):
    """What a document is gathered from: the figures open to a scope, judged as on the day `today`."""

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
        asked = self._question(period, region, tuple(wanted or self.indicators), by, marked)
        rows = list(Scoring(self, asked).rows())
        if by is None:
            self._judged.update({(row.indicator, period, region): row for row in rows})
        return [row.as_dict() | of_level(row) for row in rows]

    def explained(self, indicator: str, period: str, region: str | None) -> Explanation:
        """Why one target is missed, from the same figures; the scope must be open to the region, or be everything."""
        judged = self._judged.get((indicator, period, region))
        return explain.of(self, self._question(period, region, (indicator,)), judged=judged, with_forecast=False)

    def _question(
        self, period: str, region: str | None, wanted: Sequence[str], by: str | None = None, marked: bool = False
    ) -> Question:
        chosen = tuple(self.indicators[id_] for id_ in wanted)
        return Question(Period(period), region, self.province, chosen, by, self.today, marked)

    @lazily
    def _judged(self) -> dict[tuple[str, str, str | None], Row]:
        """Rows of the whole that were asked for already."""
        return {}

    def targeted(self) -> list[str]:
        """The indicators that have a goal at all, in the order of the catalogue."""
        return [id_ for id_ in self.indicators if id_ in self.goals]


def of_level(row: Row) -> dict[str, Any]:
    """The word that may be said of the level and by how much it sways; nothing where no months before speak of it."""
    if row.level is None:
        return {}
    return dict(zip(LEVEL, (row.level_confidence, row.level.sway), strict=True))


def checked_region(home: Home, region: str | None) -> str | None:
    """The place of a document, None for the root by its code or unnamed; SetupError when there is none such."""
    tree = places(home)
    if region in (None, tree.root):
        return None
    if region not in tree:
        raise SetupError(error_text("report_region", example=tree.example))
    return region
