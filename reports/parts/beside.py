"""What a figure of the period is held beside: the target of its year and, for a region, all other regions together."""

from collections.abc import Sequence

from metrics.periods import Period
from metrics.scorecard import comparator
from metrics.targets import in_force
from metrics.targets.achievement import Range, Target
from reports.content.content import Content, Table
from reports.content.workspace import Desk, Rows
from text import comparisons, formats
from text.words import Language, say

OTHERS = ("indicator", "region", "actual", "others", "difference", "others_n")


def gather_year_targets(desk: Desk, asked: Period, region: str | None) -> Table:
    """Rows (indicator, region, target, upper bound of a range) of the calendar year; region None is the province."""
    year = Period(asked.last_month[:4])
    regions = [region] if region else [None, *filter(desk.scope.sees, desk.tree.codes[1:])]
    goals = (
        (id_, code, in_force.in_force(desk.goals, desk.indicators[id_], year, code))
        for id_ in desk.targeted()
        for code in regions
    )
    rows = tuple((id_, code, *_ends(goal)) for id_, code, goal in goals if goal is not None)
    return Table(("indicator", "region", "target", "target_high"), rows)


def _ends(goal: Target) -> tuple[float, float | None]:
    return (goal.low, goal.high) if isinstance(goal, Range) else (goal, None)


def year_target(content: Content, id_: str, region: str | None, language: Language, *, bare: bool = False) -> str:
    """The year's target of an indicator in words; `region` None is the province."""
    rows = content.tables["year_targets"].rows
    low, high = next((row[2:] for row in rows if row[:2] == (id_, region)), (None, None))
    return formats.goal(low if high is None else (low, high), content.unit(id_), language, bare=bare)


def gather_others(desk: Desk, asked: Period, rows: Rows) -> Table:
    """OTHERS of every row of a region that has a figure: the other regions' figure, the difference, and their cases."""
    lines = []
    for region in dict.fromkeys(str(row["member"]) for row in rows):
        own = {str(row["indicator"]): row["actual"] for row in rows if row["member"] == region}
        wanted = [desk.indicators[id_] for id_ in own]
        rest = comparator.rest_of_province(desk.reader, asked, region, wanted, desk.indicators)
        for id_, figure in rest.items():
            actual = own[id_]
            away = None if actual is None else actual - figure.actual
            lines.append((id_, region, actual, figure.actual, away, figure.n))
    return Table(OTHERS, tuple(lines))


def others(content: Content, id_: str, region: str, language: Language, *, bare: bool = False) -> tuple[str, str]:
    """The other regions' figure in words, and how the region lies beside it ("" where it has no figure)."""
    rows = content.tables["others"].rows if "others" in content.tables else ()
    line = next((row for row in rows if tuple(row[:2]) == (id_, region)), (None,) * len(OTHERS))
    actual, other, n = line[2], line[3], line[5]
    unit, better = content.unit(id_), content.catalogue[id_]["better"]
    figure = formats.quantity(other, unit, language, bare=bare, apart_from=actual)
    figure = formats.with_cases(figure, n, language)
    if actual is None or other is None:
        return figure, ""
    return figure, comparisons.compared(actual, other, unit, better, language)


def others_line(content: Content, id_: str, region: str, language: Language) -> Sequence[str]:
    """A line of the table of comparisons: the other regions, no target, their figure, and the difference."""
    figure, difference = others(content, id_, region, language)
    return say("report.others", language), "", figure, "", difference
