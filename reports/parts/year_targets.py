"""The targets of the calendar year beside those of the period, of the province and of every region."""

from metrics.periods import Period
from metrics.targets import in_force
from metrics.targets.achievement import Range, Target
from reports.content.content import Content, Table
from reports.content.workspace import Desk
from text import formats
from text.words import Language


def gather(desk: Desk, asked: Period, region: str | None) -> Table:
    """Rows (indicator, region, target, upper bound of a range) of the calendar year; region None is the province."""
    year = Period(asked.last_month[:4])
    regions = [region] if region else [None, *desk.reader.regions()]
    found = (
        (id_, code, in_force.in_force(desk.goals, desk.indicators[id_], year, code))
        for id_ in desk.targeted()
        for code in regions
    )
    rows = tuple((id_, code, *_ends(goal)) for id_, code, goal in found if goal is not None)
    return Table(("indicator", "region", "target", "target_high"), rows)


def _ends(goal: Target) -> tuple[float, float | None]:
    return (goal.low, goal.high) if isinstance(goal, Range) else (goal, None)


def shown(content: Content, id_: str, region: str | None, language: Language, *, bare: bool = False) -> str:
    """The year's target of an indicator in words; `region` None is the province."""
    rows = content.tables["year_targets"].rows
    low, high = next((row[2:] for row in rows if row[:2] == (id_, region)), (None, None))
    return formats.goal(low if high is None else (low, high), content.unit(id_), language, bare=bare)
