"""A chart as an image to take along: one SVG file with its title and all of its labels, on white."""

from collections.abc import Sequence

from pages.components.charts import chart_axes, chart_labels, svg
from pages.components.charts.bars import Axis, Bar
from pages.components.charts.chart_values import GHOST_INK, GOAL_INK, INK, EndLabels, Measure, Month, reach, stretches
from pages.components.charts.svg import INKS, LEFT, PLOT, QUIET, RIGHT, RULE, SIZE, TEXT, TOP, WIDTH

ROW = 30


def trend(title: str, months: Sequence[Month], names: EndLabels, measure: Measure) -> str:
    """The months as `plotly_charts.trend` draws them."""
    marks = measure.marks(reach(months))
    low, high = marks[0], marks[-1]
    step = (WIDTH - LEFT - RIGHT) / len(months)

    def x(place: float) -> float:
        return LEFT + (place + 0.5) * step

    def y(value: float) -> float:
        return (high - value) / (high - low) * PLOT

    parts = [svg.line([(LEFT, TOP + y(mark)), (WIDTH - RIGHT, TOP + y(mark))], RULE) for mark in marks]
    parts += [svg.text(LEFT - 10, TOP + y(mark) + 5, measure.write(mark), anchor="end") for mark in marks]
    parts += [svg.text(x(i), TOP + PLOT + 28, m.tick, anchor="middle") for i, m in enumerate(months) if m.tick]
    for run in stretches(months):
        ends = [(x(i), months[i].interval or (0.0, 0.0)) for i in run]
        around = [(at, TOP + y(pair[0])) for at, pair in ends] + [(at, TOP + y(pair[1])) for at, pair in reversed(ends)]
        parts.append(f"<polygon points='{svg.points(around)}' fill='{INK}' fill-opacity='0.18'/>")
    if names.last_year:
        past = [(x(i), TOP + y(m.last_year)) for i, m in enumerate(months) if m.last_year is not None]
        parts.append(svg.line(past, GHOST_INK, 1.5))
    goal = [
        (x(i + side), TOP + y(m.target)) for i, m in enumerate(months) if m.target is not None for side in (-0.5, 0.5)
    ]
    parts.append(svg.line(goal, GOAL_INK, 1.5, "stroke-dasharray='6 4'"))
    known = [(i, m.value, m.judged) for i, m in enumerate(months) if m.value is not None]
    if measure.as_bars:
        parts += [svg.bar(x(i) - step * 0.35, TOP + y(value), step * 0.7, y(low) - y(value)) for i, value, _ in known]
    else:
        parts.append(svg.line([(x(i), TOP + y(value)) for i, value, _ in known], INK, 2))
        parts += [svg.dot(x(i), TOP + y(value), INK if judged else "#fff") for i, value, judged in known]
    beside = chart_axes.ends(months, names, y, SIZE)
    for nth, (label, middle) in enumerate(zip(beside, chart_labels.placed(beside, PLOT), strict=True)):
        first = TOP + middle - label.height / 2 + SIZE
        for line, words in enumerate(label.lines):
            parts.append(svg.text(WIDTH - RIGHT + 12, first + line * SIZE * 4 / 3, words, bold=nth == 0))
    return svg.drawn(title, TOP + PLOT + 50, parts)


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
        parts.append(svg.text(start - 12, middle + 5, line.name, anchor="end"))
        ink = INKS.get(line.tone, QUIET)
        if axis.scale:
            parts.append(svg.dot(x(line.value), middle, ink))
        else:
            parts.append(svg.bar(start, middle - 8, x(abs(line.value)) - start, 16, ink, 0.45 if line.unsure else 1))
        if line.interval:
            parts.append(svg.line([(x(end), middle) for end in line.interval], TEXT))
        if line.target is not None:
            parts.append(svg.line([(x(line.target), middle - 13), (x(line.target), middle + 13)], TEXT, 2))
        parts.append(svg.text(WIDTH - 12, middle + 5, line.shown, anchor="end"))
    target = next((line.target for line in lines if line.target is not None), None)
    if axis.goal is not None and target is not None:
        parts.append(svg.text(x(target), TOP - 6, axis.goal, anchor="middle"))
    return svg.drawn(title, TOP + len(lines) * ROW + 20, parts)
