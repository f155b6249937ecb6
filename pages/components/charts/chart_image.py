"""A chart as an image to take along: one SVG file with its title and all of its labels, on white."""

from collections.abc import Sequence
from html import escape

from pages.components.charts import chart_axes, chart_labels
from pages.components.charts.bars import Axis, Bar
from pages.components.charts.chart_values import GHOST_INK, GOAL_INK, INK, EndLabels, Measure, Month, reach, stretches

WIDTH, LEFT, RIGHT, TOP, PLOT = 960, 90, 190, 70, 320
TEXT, QUIET, RULE = "#1b2530", "#55616d", "#d5dbe1"
INKS = {"met": "#0b5fa5", "missed": "#a33a06", "quiet": "#55616d"}
SIZE, ROW = 15, 30


def trend(title: str, months: Sequence[Month], names: EndLabels, measure: Measure) -> str:
    """The months as `plotly_charts.trend` draws them."""
    marks = measure.marks(reach(months))
    low, high = marks[0], marks[-1]
    step = (WIDTH - LEFT - RIGHT) / len(months)

    def x(place: float) -> float:
        return LEFT + (place + 0.5) * step

    def y(value: float) -> float:
        return (high - value) / (high - low) * PLOT

    parts = [_line([(LEFT, TOP + y(mark)), (WIDTH - RIGHT, TOP + y(mark))], RULE) for mark in marks]
    parts += [_text(LEFT - 10, TOP + y(mark) + 5, measure.write(mark), anchor="end") for mark in marks]
    parts += [_text(x(i), TOP + PLOT + 28, m.tick, anchor="middle") for i, m in enumerate(months) if m.tick]
    for run in stretches(months):
        ends = [(x(i), months[i].interval or (0.0, 0.0)) for i in run]
        around = [(at, TOP + y(pair[0])) for at, pair in ends] + [(at, TOP + y(pair[1])) for at, pair in reversed(ends)]
        parts.append(f"<polygon points='{_points(around)}' fill='{INK}' fill-opacity='0.18'/>")
    if names.last_year:
        past = [(x(i), TOP + y(m.last_year)) for i, m in enumerate(months) if m.last_year is not None]
        parts.append(_line(past, GHOST_INK, 1.5))
    goal = [
        (x(i + side), TOP + y(m.target)) for i, m in enumerate(months) if m.target is not None for side in (-0.5, 0.5)
    ]
    parts.append(_line(goal, GOAL_INK, 1.5, "stroke-dasharray='6 4'"))
    known = [(i, m.value, m.judged) for i, m in enumerate(months) if m.value is not None]
    if measure.as_bars:
        parts += [_bar(x(i) - step * 0.35, TOP + y(value), step * 0.7, y(low) - y(value)) for i, value, _ in known]
    else:
        parts.append(_line([(x(i), TOP + y(value)) for i, value, _ in known], INK, 2))
        parts += [_dot(x(i), TOP + y(value), INK if judged else "#fff") for i, value, judged in known]
    beside = chart_axes.ends(months, names, y, SIZE)
    for nth, (label, middle) in enumerate(zip(beside, chart_labels.placed(beside, PLOT), strict=True)):
        first = TOP + middle - label.height / 2 + SIZE
        for line, words in enumerate(label.lines):
            parts.append(_text(WIDTH - RIGHT + 12, first + line * SIZE * 4 / 3, words, bold=nth == 0))
    return _drawn(title, TOP + PLOT + 50, parts)


def bars(title: str, lines: Sequence[Bar], axis: Axis) -> str:
    """The parts as `bars.bars` draws them, one below the other."""
    ends = [abs(end) for line in lines for end in (line.value, line.target or 0.0, *(line.interval or ()))]
    low, high = axis.scale or (0.0, max(ends, default=0.0) or 1.0)
    start, room = 330, WIDTH - 330 - 200

    def x(value: float) -> float:
        return start + min(1.0, max(0.0, (value - low) / (high - low))) * room

    parts: list[str] = []
    for nth, line in enumerate(lines):
        middle = TOP + nth * ROW + ROW / 2
        parts.append(_text(start - 12, middle + 5, line.name, anchor="end"))
        ink = INKS.get(line.tone, QUIET)
        if axis.scale:
            parts.append(_dot(x(line.value), middle, ink))
        else:
            parts.append(_bar(start, middle - 8, x(abs(line.value)) - start, 16, ink, 0.45 if line.unsure else 1))
        if line.interval:
            parts.append(_line([(x(end), middle) for end in line.interval], TEXT))
        if line.target is not None:
            parts.append(_line([(x(line.target), middle - 13), (x(line.target), middle + 13)], TEXT, 2))
        parts.append(_text(WIDTH - 12, middle + 5, line.shown, anchor="end"))
    target = next((line.target for line in lines if line.target is not None), None)
    if axis.goal is not None and target is not None:
        parts.append(_text(x(target), TOP - 6, axis.goal, anchor="middle"))
    return _drawn(title, TOP + len(lines) * ROW + 20, parts)


def _drawn(title: str, height: float, parts: Sequence[str]) -> str:
    opening = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height:.0f}' width='{WIDTH}'"
    font = f"font-family='Source Sans 3, Arial, sans-serif' font-size='{SIZE}'"
    ground = f"<rect width='{WIDTH}' height='{height:.0f}' fill='#fff'/>"
    head = _text(16, 30, title, bold=True)
    return f"{opening} height='{height:.0f}' {font}><title>{escape(title)}</title>{ground}{head}{''.join(parts)}</svg>"


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _line(points: Sequence[tuple[float, float]], ink: str, width: float = 1, more: str = "") -> str:
    return f"<polyline points='{_points(points)}' fill='none' stroke='{ink}' stroke-width='{width}' {more}/>"


def _bar(x: float, y: float, width: float, height: float, ink: str = INK, opacity: float = 1) -> str:
    size = f"width='{width:.1f}' height='{height:.1f}'"
    return f"<rect x='{x:.1f}' y='{y:.1f}' {size} fill='{ink}' opacity='{opacity}'/>"


def _dot(x: float, y: float, ink: str) -> str:
    return f"<circle cx='{x:.1f}' cy='{y:.1f}' r='5' fill='{ink}' stroke='{INK if ink == '#fff' else ink}'/>"


def _text(x: float, y: float, words: str, *, anchor: str = "start", bold: bool = False) -> str:
    look = f"text-anchor='{anchor}' fill='{TEXT if bold else QUIET}' font-weight='{700 if bold else 400}'"
    return f"<text x='{x:.1f}' y='{y:.1f}' {look}>{escape(words)}</text>"
