"""From all on time down to the actual, a step a cause: of shares whose late cases all stand beside a recorded cause."""

import math
from dataclasses import dataclass

from metrics.catalogue.indicators import Indicator
from metrics.obstacles.causes.reasons import Reason, late_cases
from metrics.obstacles.explanation import Explanation
from pages.components.html.markup import Markup, tag
from pages.components.html.sections import heading
from pages.components.obstacles import causes
from text import formats
from text.words import Language, say

FULL = 100.0
LOOKS = {"yes": "", "partly": " partly", "no": " outside", None: " unrecorded"}
"""Whether somebody here can mend a cause → how its step is drawn."""
GRID = 5.0
"""The axis begins at a multiple of this, below all that is drawn."""


@dataclass(frozen=True)
class Step:
    """One cause: its late cases, how many points they cost, and the height (percent) that its step ends at."""

    reason: Reason
    cases: int
    points: float
    low: float


def steps(explanation: Explanation, indicator: Indicator) -> list[Step]:
    """The steps from 100 percent to the actual, most cases first and what is not recorded last.

    Empty where they would not end at the actual: no share, or late cases that no reason of the records tells.
    """
    recorded = [reason for reason in explanation.reasons if reason.source == "records" and reason.late_cases]
    if (
        indicator.unit != "percent"
        or indicator.better != "higher"
        or not recorded
        or not explanation.n
        or explanation.actual is None
    ):
        return []
    if not math.isclose(FULL * (1 - late_cases(explanation.reasons) / explanation.n), explanation.actual, abs_tol=1e-6):
        return []
    level, listed = FULL, []
    for reason in sorted(recorded, key=lambda reason: (reason.obstacle_code is None, -(reason.late_cases or 0))):
        cases = reason.late_cases or 0
        points = FULL * cases / explanation.n
        level -= points
        listed.append(Step(reason, cases, points, level))
    return listed


def markup(explanation: Explanation, indicator: Indicator, language: Language) -> Markup | None:
    """The drawing as a table that can be read aloud; None where there are no steps."""
    listed = steps(explanation, indicator)
    if not listed or explanation.actual is None:
        return None
    target = explanation.target if isinstance(explanation.target, int | float) else None
    lowest = min(explanation.actual, FULL if target is None else target)
    floor = max(0.0, GRID * math.floor((lowest - 1) / GRID))
    late = sum(step.cases for step in listed)
    actual = formats.short(explanation.actual, "percent", language)
    ends = [
        _end("waterfall_all", FULL, formats.tick(FULL, "percent", language), floor, target, language),
        _end("waterfall_actual", explanation.actual, actual, floor, target, language),
    ]
    rows = [ends[0], *(_row(step, floor, target, language) for step in listed), ends[1]]
    title = say("obstacle_page.waterfall", language, actual=actual, count=formats.number(late, language))
    head = tag(
        "tr",
        tag("th", say("obstacle_page.reason", language), scope="col"),
        tag("td", *_over(floor, target, language), class_="bar-cell", aria_hidden="true"),
        tag("th", say("obstacle_page.waterfall_points", language), scope="col"),
    )
    table = tag(
        "table",
        tag("caption", title, class_="unseen"),
        tag("thead", head),
        tag("tbody", *rows),
        class_="bars waterfall",
        lang=language,
    )
    begins = formats.tick(floor, "percent", language)
    legend = tag("p", say("obstacle_page.waterfall_legend", language, floor=begins), class_="caption")
    return tag("section", heading(title), table, legend, lang=language)


def _over(floor: float, target: float | None, language: Language) -> list[Markup]:
    """The target's name over its line, and the ends of the axis."""
    ends = tag("span", *(tag("span", formats.tick(end, "percent", language)) for end in (floor, FULL)), class_="ends")
    if target is None:
        return [ends]
    at = _place(target, floor)
    name = say("matrix.target", language, target=formats.short_goal(target, "percent", language))
    return [tag("span", name, class_="goal", style=f"left:{at:.1f}%;transform:translateX(-{at:.1f}%)"), ends]


def _row(step: Step, floor: float, target: float | None, language: Language) -> Markup:
    code = step.reason.obstacle_code
    name = causes.named(code, language) if code else say("obstacle_page.unrecorded", language)
    first, last = _place(step.low, floor), _place(step.low + step.points, floor)
    bar = tag(
        "span",
        class_=f"step{LOOKS.get(step.reason.controllable, '')}",
        style=f"left: {first:.1f}%; width: {last - first:.1f}%",
    )
    points = formats.shortfall(-step.points, language)
    return _line(tag("th", name, scope="row"), bar, f"{formats.number(step.cases, language)} ({points})", floor, target)


def _end(key: str, value: float, shown: str, floor: float, target: float | None, language: Language) -> Markup:
    """Where the steps begin and where they end: a mark, for the axis may be cut."""
    mark = tag("span", class_="end", style=f"left: {_place(value, floor):.1f}%")
    return _line(tag("th", say(f"obstacle_page.{key}", language), scope="row"), mark, shown, floor, target)


def _line(name: Markup, drawn: Markup, shown: str, floor: float, target: float | None) -> Markup:
    goal = None if target is None else tag("span", class_="goal-line", style=f"left: {_place(target, floor):.1f}%")
    cell = tag("td", goal, tag("span", drawn, class_="track"), class_="bar-cell", aria_hidden="true")
    return tag("tr", name, cell, tag("td", shown, class_="figure"))


def _place(value: float, floor: float) -> float:
    return (value - floor) / (FULL - floor) * 100
