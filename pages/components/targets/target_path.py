"""The way of one target over the months: as a small picture in a table, and as the months of a chart."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.periods import Period, months_between, plus_months
from metrics.targets import in_force as targets
from metrics.targets.achievement import Range, Target
from metrics.targets.in_force import Goals
from pages.components.charts.chart_values import Month
from pages.components.charts.spark import EDGE, INK, TONES
from pages.components.html.markup import Markup, tag
from text import formats
from text.signs import tone
from text.words import Language, say

WIDTH, HEIGHT = 168, 34
BACK, AHEAD = 11, 24
"""Months shown before the last one, and at most after it."""


@dataclass(frozen=True)
class Way:
    """Target and actual of each month, oldest first; `row` is the newest month's."""

    months: tuple[str, ...]
    targets: tuple[Target | None, ...]
    rows: Mapping[str, Row]

    def written(self, month: str, indicator: Indicator, language: Language) -> str:
        """The figure of a month in words."""
        row = self.rows.get(month)
        unmet = None if row is None else row.target_unmet
        return formats.short(self.actual(month), indicator.unit, language, apart_from=unmet)

    def actual(self, month: str) -> float | None:
        """The figure of a month, None where there is none (yet)."""
        return self.rows[month].actual if month in self.rows else None


def way(
    goals: Goals, indicator: Indicator, region: str | None, rows: Sequence[Row], last: str, back: int = BACK
) -> Way:
    """From `back` months before `last` to the end of the path, or the last change, that is known by now."""
    written = goals.get(indicator.id, ())
    paths = [aim.path for goal in written for aim in goal.aims if aim.path is not None]
    ends = [*(goal.from_month for goal in written), *(path.by for path in paths)]
    until = min(max([last, *ends]), plus_months(last, AHEAD))
    months = months_between(plus_months(last, -back), until)
    goals_of = tuple(targets.in_force(goals, indicator, Period(month), region) for month in months)
    return Way(months, goals_of, {row.member: row for row in rows})


def picture(path: Way, indicator: Indicator, language: Language) -> Markup | None:
    """The target as a dashed line (two for a range), the actual as a solid one; None without a target."""
    bounds = [_bounds(target) for target in path.targets]
    known = [number for pair in bounds if pair for number in pair]
    if not known:
        return None
    actuals = [path.actual(month) for month in path.months]
    y = _scale([*known, *(value for value in actuals if value is not None)])
    step = (WIDTH - 2 * EDGE) / max(1, len(path.months) - 1)
    drawn = [_line([(EDGE + i * step, y(p[side])) for i, p in enumerate(bounds) if p], INK, True) for side in (0, 1)]
    newest = [path.rows[month] for month in path.months if path.actual(month) is not None]
    ink = TONES[tone(newest[-1].status)] if newest else INK
    points = [(EDGE + i * step, y(value)) for i, value in enumerate(actuals) if value is not None]
    dot = "".join(f"<circle cx='{x:.1f}' cy='{at:.1f}' r='2.5' fill='{ink}'/>" for x, at in points[-1:])
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' width='{WIDTH}' height='{HEIGHT}'>"
    drawing = f"{svg}{''.join(dict.fromkeys(drawn))}{_line(points, ink, False)}{dot}</svg>"
    source = "data:image/svg+xml," + quote(drawing)
    return tag("img", src=source, alt=_alt(path, indicator, language), width=WIDTH, height=HEIGHT)


def chart_months(path: Way, indicator: Indicator, language: Language) -> list[Month]:
    """The months as the large chart takes them; a range has no single line."""
    every = 12 if len(path.months) > 18 else 3
    return [
        Month(
            tick=formats.month(month, language, short=True) if (len(path.months) - 1 - i) % every == 0 else "",
            value=path.actual(month),
            hover=say(
                "chart.hover",
                language,
                month=formats.month(month, language),
                value=path.written(month, indicator, language),
            ),
            judged=month in path.rows and path.rows[month].is_settled,
            target=None if isinstance(target, Range) else target,
            interval=path.rows[month].interval if path.actual(month) is not None else None,
        )
        for i, (month, target) in enumerate(zip(path.months, path.targets, strict=True))
    ]


def _alt(path: Way, indicator: Indicator, language: Language) -> str:
    known = [(month, target) for month, target in zip(path.months, path.targets, strict=True) if target is not None]
    values = {}
    for name, (month, target) in (("first", known[0]), ("last", known[-1])):
        shown = (target.low, target.high) if isinstance(target, Range) else target
        values[name] = formats.short_goal(shown, indicator.unit, language)
        values[f"{name}_month"] = formats.month(month, language)
    actuals = [month for month in path.months if path.actual(month) is not None]
    if not actuals:
        return say("target.path_alt_none", language, **values)
    return say("target.path_alt", language, **values, actual=path.written(actuals[-1], indicator, language))


def _bounds(target: Target | None) -> tuple[float, float] | None:
    if target is None:
        return None
    return (target.low, target.high) if isinstance(target, Range) else (target, target)


def _scale(values: Sequence[float]) -> Callable[[float], float]:
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    return lambda value: HEIGHT - EDGE - (value - low) / span * (HEIGHT - 2 * EDGE)


def _line(points: Sequence[tuple[float, float]], ink: str, dashed: bool) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    more = " stroke-dasharray='3 2'" if dashed else ""
    return f"<polyline points='{path}' fill='none' stroke='{ink}' stroke-width='1.5'{more}/>"
