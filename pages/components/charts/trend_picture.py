"""A trend that needs no library in the browser: a picture with labels of ours, and each month a link to its period.

The picture cannot know the theme, so its inks stand out on white and on near-black alike; the labels are text of the
page. Months are reached by keyboard in the table below.
"""

from collections.abc import Callable, Sequence
from urllib.parse import quote

from pages.components.charts.chart_values import GOAL_INK, INK, Month
from pages.components.html.markup import Markup, tag
from pages.components.runtime import address
from text import formats

HEIGHT_PX, LABEL_PX = 200, 32
"""Of the plot, and of the two lines of a label beside it."""
WIDE = 1000
"""Of the picture's own measure, which is stretched to the width there is."""
Point = tuple[float, float]


def picture(
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
    known = [v for month in months for v in (month.value, month.target) if v is not None]
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
    labels = [tag("span", write(mark), class_="y", style=f"top:{y(mark):.1f}%") for mark in marks]
    labels += [tag("span", m.tick, class_="x", style=f"left:{x(i):.1f}%") for i, m in places if m.tick]
    newest = points[-1][1]
    labels.append(tag("b", last, class_="last", style=f"top:{newest:.1f}%"))
    if goal is not None and steps:
        labels.append(tag("span", *_lines(goal), class_="goal", style=f"top:{_apart(steps[-1][1], newest):.1f}%"))
    image = tag("img", src=_image([*levels, *line, *drawn]), alt=alt)
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
