"""The trend of one indicator over the months: as a chart, in words, and as a table."""

from collections.abc import Callable, Sequence
from urllib.parse import quote

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from pages.components.charts.chart_values import GOAL_INK, INK, Month, reach, stretches
from pages.components.html.markup import Markup, plain_table, tag
from pages.components.html.ordering import line
from pages.components.html.status_mark import interval_mark
from pages.components.runtime import address
from reports.words import mark_words
from text import formats
from text.words import Language, say

YEAR = 12


def with_figures(rows: Sequence[Row]) -> list[Row]:
    """From the first month that has a figure to the last."""
    known = [i for i, row in enumerate(rows) if row.actual is not None]
    return list(rows[known[0] : known[-1] + 1]) if known else []


def months(rows: Sequence[Row], indicator: Indicator, language: Language) -> list[Month]:
    """The rows as the chart takes them; the newest month and the same month of earlier years are named on the axis."""
    every = YEAR if len(rows) > YEAR else YEAR // 4
    return [
        Month(
            tick=formats.month(row.period, language, short=True) if (len(rows) - 1 - i) % every == 0 else "",
            value=row.actual,
            hover=_words(row, indicator, language),
            judged=row.is_settled,
            target=line(row),
            interval=None if row.actual is None else row.interval,
        )
        for i, row in enumerate(rows)
    ]


def goal(rows: Sequence[Row], indicator: Indicator, language: Language) -> tuple[str, str] | None:
    """The name and figure of the newest target; None when there is none to draw."""
    with_target = [row for row in rows if line(row) is not None]
    if not with_target:
        return None
    shown = formats.quantity(
        line(with_target[-1]), indicator.unit, language, apart_from=newest(rows).actual_unmet if rows else None
    )
    return say("overview.target", language), shown


def last(rows: Sequence[Row], indicator: Indicator, language: Language) -> str:
    """The newest figure, as it is written beside its line."""
    row = newest(rows)
    return formats.quantity(row.actual, indicator.unit, language, apart_from=row.target_unmet)


def newest(rows: Sequence[Row]) -> Row:
    """The newest month that has a figure, else the newest."""
    return next((row for row in reversed(rows) if row.actual is not None), rows[-1])


def alt(rows: Sequence[Row], indicator: Indicator, period: str, language: Language) -> str:
    """The chart in words: lowest, highest, newest and the target."""
    known = [row for row in rows if row.actual is not None]
    low = min(known, key=lambda row: row.actual or 0)
    high = max(known, key=lambda row: row.actual or 0)
    return say(
        "chart.alt",
        language,
        indicator=indicator.name[language],
        period=period,
        target=" ".join(goal(rows, indicator, language) or (say("chart.no_target", language),)) + ".",
        **_named("low", low, indicator, language),
        **_named("high", high, indicator, language),
        **_named("last", known[-1], indicator, language),
    )


def table(rows: Sequence[Row], indicator: Indicator, language: Language) -> Markup:
    """Month, actual, target, status; newest first."""
    titles = (say("chart.month", language), *(say(f"overview.{c}", language) for c in ("actual", "target", "status")))
    lines = [
        (
            tag("a", formats.month(row.period, language), href=address.link(periode=row.period), target="_self"),
            formats.with_cases(
                formats.quantity(row.actual, indicator.unit, language, apart_from=row.target_unmet), row.n, language
            ),
            formats.goal(row.target, indicator.unit, language, apart_from=row.actual_unmet),
            interval_mark(row, indicator.unit, language),
        )
        for row in reversed(rows)
    ]
    return plain_table(titles, lines, language)


def _named(which: str, row: Row, indicator: Indicator, language: Language) -> dict[str, object]:
    shown = formats.quantity(row.actual, indicator.unit, language, apart_from=row.target_unmet)
    return {which: shown, f"{which}_month": formats.month(row.period, language)}


def _words(row: Row, indicator: Indicator, language: Language) -> str:
    shown = formats.quantity(row.actual, indicator.unit, language, apart_from=row.target_unmet)
    figure = say("chart.hover", language, month=formats.month(row.period, language), value=shown)
    return "; ".join(part for part in (figure, mark_words.interval(row, indicator.unit, language)) if part)


HEIGHT_PX, LABEL_PX = 200, 32
"""Of the plot, and of the two lines of a label beside it."""
WIDE = 1000
"""Of the picture's own measure, which is stretched to the width there is."""
Point = tuple[float, float]


def trend_picture(
    months: Sequence[Month],
    codes: Sequence[str],
    goal: Sequence[str] | None,
    last: str,
    write: Callable[[float], str],
    alt: str,
    *,
    bars: bool,
) -> Markup:
    """As `charts.trend` draws it; `codes` are the months' own, `alt` the trend in words."""
    known = reach(months)
    marks = formats.ticks(0.0 if bars else min(known), max(known))
    low, high = marks[0], marks[-1]

    def x(place: int) -> float:
        return (place + 0.5) / len(months) * 100

    def y(value: float) -> float:
        return (high - value) / (high - low) * 100

    places = [(i, month) for i, month in enumerate(months)]
    levels = [_line([(0, y(mark)), (100, y(mark))], GOAL_INK, 0.5) for mark in marks]
    points = [(x(i), y(month.value), month.judged) for i, month in places if month.value is not None]
    drawn = [_bars(points, 70 / len(months), y(low))] if bars else _dotted(points)
    steps = [point for i, m in places if m.target is not None for point in _step(i, y(m.target), len(months))]
    line = [_line(steps, GOAL_INK, 1.5, "stroke-dasharray='6 4'")] if steps else []
    bands = [_band([(x(i), *(y(end) for end in months[i].interval or ())) for i in run]) for run in stretches(months)]
    labels = [tag("span", write(mark), class_="y", style=f"top:{y(mark):.1f}%") for mark in marks]
    labels += [tag("span", m.tick, class_="x", style=f"left:{x(i):.1f}%") for i, m in places if m.tick]
    newest = points[-1][1]
    labels.append(tag("b", last, class_="last", style=f"top:{newest:.1f}%"))
    if goal is not None and steps:
        labels.append(tag("span", *_lines(goal), class_="goal", style=f"top:{_apart(steps[-1][1], newest):.1f}%"))
    image = tag("img", src=_image([*levels, *bands, *line, *drawn]), alt=alt)
    shown = tag("div", image, *labels, _links(months, codes), class_="plot")
    return tag("div", shown, class_="trend-picture")


def _links(months: Sequence[Month], codes: Sequence[str]) -> Markup:
    links = [
        tag("a", href=address.link(periode=code), target="_self", title=month.hover, tabindex="-1")
        for code, month in zip(codes, months, strict=True)
    ]
    return tag("div", *links, class_="months", aria_hidden="true")


def _apart(goal: float, newest: float) -> float:
    """The label of the target's line, moved away from the newest figure's where they would touch."""
    needed = LABEL_PX / HEIGHT_PX * 100
    return goal if abs(goal - newest) >= needed else newest + needed * (1 if goal >= newest else -1)


def _lines(goal: Sequence[str]) -> list[Markup]:
    return [tag("span", part) for part in goal]


def _step(place: int, height: float, months: int) -> list[Point]:
    return [(place / months * 100, height), ((place + 1) / months * 100, height)]


def _dotted(points: Sequence[tuple[float, float, bool]]) -> list[str]:
    """A line with a dot a month; the months that are not judged are hollow."""
    line = _line([(x, y) for x, y, _ in points], INK, 2)
    dots = [_dot(x, y, INK, 8) + ("" if judged else _dot(x, y, "#fff", 5)) for x, y, judged in points]
    return [line, *dots]


def _bars(points: Sequence[tuple[float, float, bool]], width: float, zero: float) -> str:
    return "".join(
        f"<rect x='{(x - width / 2) * WIDE / 100:.1f}' y='{y:.2f}' width='{width * WIDE / 100:.1f}'"
        f" height='{max(zero - y, 0):.2f}' fill='{INK}' opacity='{1 if judged else 0.45}'/>"
        for x, y, judged in points
    )


def _band(ends: Sequence[tuple[float, ...]]) -> str:
    """The intervals of months beside each other, each (x, low, high); a month alone is as wide as its dot."""
    if len(ends) == 1:
        ends = [(ends[0][0] + side, *ends[0][1:]) for side in (-0.4, 0.4)]
    around = [*((x, low) for x, low, _ in ends), *((x, high) for x, _, high in reversed(ends))]
    path = " ".join(f"{x * WIDE / 100:.1f},{y:.2f}" for x, y in around)
    return f"<polygon points='{path}' fill='{INK}' fill-opacity='0.18'/>"


def _line(points: Sequence[Point], ink: str, width: float, more: str = "") -> str:
    path = " ".join(f"{x * WIDE / 100:.1f},{y:.2f}" for x, y in points)
    style = f"fill='none' stroke='{ink}' stroke-width='{width}' vector-effect='non-scaling-stroke'"
    return f"<polyline points='{path}' {style} {more}/>"


def _dot(x: float, y: float, ink: str, width: float) -> str:
    """A line of no length with round ends: it stays round however the picture is stretched."""
    return _line([(x, y), (x, y)], ink, width, "stroke-linecap='round'")


def _image(parts: Sequence[str]) -> str:
    opening = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDE} 100' preserveAspectRatio='none'>"
    return "data:image/svg+xml," + quote(opening + "".join(parts) + "</svg>", safe=" =:/'")
