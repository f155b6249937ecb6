"""The trend of one indicator as a picture of pure shape; its labels are text of the page, placed over it in percent."""

from collections.abc import Sequence
from urllib.parse import quote

from pages.components.charts import chart_axes, chart_labels
from pages.components.charts.chart_values import GHOST_INK, GOAL_INK, INK, EndLabels, Measure, Month, reach, stretches
from pages.components.html.markup import Markup, tag
from pages.components.runtime import address

HEIGHT_PX = 200
"""Of the plot."""
WIDE = 1000
"""Of the picture's own measure, which is stretched to the width there is."""
Point = tuple[float, float]


def trend_picture(
    months: Sequence[Month],
    codes: Sequence[str],
    names: EndLabels,
    measure: Measure,
    alt: str,
) -> Markup:
    """As `plotly_charts.trend` draws it; `codes` are the months' own, `alt` the trend in words."""
    marks = measure.marks(reach(months))
    low, high = marks[0], marks[-1]

    def x(place: int) -> float:
        return (place + 0.5) / len(months) * 100

    def y(value: float) -> float:
        return (high - value) / (high - low) * 100

    places = [(i, month) for i, month in enumerate(months)]
    levels = [_line([(0, y(mark)), (100, y(mark))], GOAL_INK, 0.5) for mark in marks]
    points = [(x(i), y(month.value), month.judged) for i, month in places if month.value is not None]
    drawn = [_bars(points, 70 / len(months), y(low))] if measure.as_bars else _dotted(points)
    steps = [point for i, m in places if m.target is not None for point in _step(i, y(m.target), len(months))]
    line = [_line(steps, GOAL_INK, 1.5, "stroke-dasharray='6 4'")] if steps else []
    past = [(x(i), y(m.last_year)) for i, m in places if m.last_year is not None] if names.last_year else []
    ghost = [_line(past, GHOST_INK, 1.5)] if past else []
    bands = [_band([(x(i), *(y(end) for end in months[i].interval or ())) for i in run]) for run in stretches(months)]
    labels = [tag("span", measure.write(mark), class_="y", style=f"top:{y(mark):.1f}%") for mark in marks]
    labels += [tag("span", m.tick, class_="x", style=f"left:{x(i):.1f}%") for i, m in places if m.tick]
    beside = chart_axes.ends(months, names, lambda value: y(value) / 100 * HEIGHT_PX)
    for nth, (label, middle) in enumerate(zip(beside, chart_labels.placed(beside, HEIGHT_PX), strict=True)):
        kind = "beside last" if nth == 0 else "beside"
        labels.append(tag("span", *_lines(label.lines), class_=kind, style=f"top:{middle / HEIGHT_PX * 100:.1f}%"))
    margin = f"padding-right:{max(4.6, 1 + 0.48 * chart_labels.width(beside)):.1f}rem"
    image = tag("img", src=_image([*levels, *bands, *ghost, *line, *drawn]), alt=alt)
    shown = tag("div", image, *labels, _links(months, codes), class_="plot")
    return tag("div", shown, class_="trend-picture", style=margin)


def _links(months: Sequence[Month], codes: Sequence[str]) -> Markup:
    links = [
        tag("a", href=address.link(periode=code), target="_self", title=month.hover, tabindex="-1")
        for code, month in zip(codes, months, strict=True)
    ]
    return tag("div", *links, class_="months", aria_hidden="true")


def _lines(parts: Sequence[str]) -> list[Markup]:
    return [tag("span", part) for part in parts]


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
