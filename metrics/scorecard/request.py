"""What is asked of a scorecard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.errors import SetupError, error_text
from metrics.catalogue.indicators import Indicator
from metrics.cells.query import BY_PLACE
from metrics.periods import Period
from metrics.scorecard.workspace import Workspace

BY = ("region", "leaf", "agency", "service", "channel", "month", "region,month", "leaf,month")


@dataclass(frozen=True)
class Question:
    """What is asked, checked: the period (None for the newest complete one), region, indicators, and parts."""

    period: Period | None
    region: str | None
    province: str
    wanted: tuple[Indicator, ...]
    by: str | None
    today: date
    marked: bool = True
    """Whether variation and assurance are wanted: they look back on every month."""

    @property
    def by_region(self) -> bool:
        """Whether the members are places."""
        return self.part in BY_PLACE

    @property
    def part(self) -> str | None:
        """What the members are, beside months."""
        return self.by.removesuffix(",month") if self.by else None

    @property
    def by_month(self) -> bool:
        """Whether each month is a period of its own."""
        return self.by is not None and self.by.endswith("month")


def checked(
    workspace: Workspace,
    period: str | None,
    region: str | None,
    wanted: Sequence[str] | None,
    by: str | None = None,
    marked: bool = True,
) -> Question:
    """The question as it is asked in words; a wrong region, indicator, period or `by` is a SetupError."""
    known, province = workspace.indicators, workspace.province
    if region is not None and region not in workspace.tree:
        raise SetupError(error_text("region_unknown", region=region, example=workspace.tree.example))
    for id_ in wanted or ():
        if id_ not in known:
            raise SetupError(error_text("indicator_unknown", indicator=id_, known=", ".join(known)))
    if by is not None and by not in BY:
        raise SetupError(error_text("option_unknown", option=f"--by {by}", known=" | ".join(BY)))
    parsed = period_of(period)
    chosen = tuple(known[id_] for id_ in wanted) if wanted else tuple(known.values())
    return Question(parsed, None if region == province else region, province, chosen, by, workspace.today, marked)


def period_of(text: str | None) -> Period | None:
    """The period as it is written; a SetupError for what is none."""
    try:
        return Period.parse(text) if text else None
    except ValueError as error:
        raise SetupError(error_text("period_refused", period=text, finding=error.args[0])) from error
