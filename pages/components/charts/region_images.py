"""Charts of regions as images to take along: steps that rise, small multiples, and the funnel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pages.components.charts import svg
from pages.components.charts.chart_values import GOAL_INK, INK, Dot
from pages.components.charts.svg import LEFT, PLOT, TOP, WIDTH, Point
from text import formats

COLUMNS, ROOM = 4, 40
"""Tiles beside each other, and the height of what stands over and under a tile."""
ACROSS = WIDTH - LEFT - 40


@dataclass(frozen=True)
class Tile:
    """One region of small multiples: its name, its figure, and its drawing as parts of an SVG."""

    name: str
    shown: str
    drawing: str


def steps(
    title: str, path: Sequence[Point], numbers: Sequence[tuple[float, float, int]], years: Sequence[Point], total: int
) -> str:
    """A line of steps; points, the places of numbers (x, y, number) and of years (x, year) are in percent."""

    def x(percent: float) -> float:
        return LEFT + percent / 100 * ACROSS

    def y(percent: float) -> float:
        return TOP + percent / 100 * PLOT

    parts = [svg.line([(LEFT, y(100)), (LEFT + ACROSS, y(100))], svg.RULE)]
    parts.append(svg.line([(x(across), y(down)) for across, down in path], INK, 2.5))
    parts += [
        svg.text(x(across), y(down) - 10, str(number), anchor="middle", bold=True) for across, down, number in numbers
    ]
    parts += [svg.text(x(across), TOP + PLOT + 28, f"{year:.0f}") for across, year in years]
    parts += [svg.text(LEFT - 10, y(percent) + 5, str(mark), anchor="end") for percent, mark in ((100, 0), (0, total))]
    return svg.drawn(title, TOP + PLOT + 50, parts)


def multiples(title: str, tiles: Sequence[Tile], size: tuple[int, int]) -> str:
    """The tiles in rows, each with its name and figure above it; `size` is that of a drawing."""
    wide, high = (WIDTH - 32) / COLUMNS, size[1] + ROOM
    parts = []
    for nth, tile in enumerate(tiles):
        left, top = 16 + nth % COLUMNS * wide, TOP + nth // COLUMNS * high
        parts.append(svg.text(left, top, tile.name, bold=True))
        parts.append(svg.text(left + size[0], top, tile.shown, anchor="end"))
        parts.append(f"<g transform='translate({left:.1f} {top + 6:.1f})'>{tile.drawing}</g>")
    return svg.drawn(title, TOP + -(-len(tiles) // COLUMNS) * high, parts)


def funnel(
    title: str,
    dots: Sequence[Dot],
    sizes: Sequence[int],
    limits: Sequence[Sequence[float]],
    overall: float,
    write: Callable[[float], str],
    count: Callable[[float], str],
) -> str:
    """Figures by number of cases between limits, as `plotly_charts.funnel` draws them."""
    values = [*(dot.value for dot in dots), *(value for curve in limits for value in curve[len(curve) // 8 :])]
    heights, widths = formats.ticks(min(values), max(values)), formats.ticks(0, max(sizes))
    low, high, most = heights[0], heights[-1], widths[-1]

    def x(cases: float) -> float:
        return LEFT + cases / most * ACROSS

    def y(value: float) -> float:
        return TOP + (high - min(high, max(low, value))) / (high - low) * PLOT

    parts = [svg.line([(LEFT, y(mark)), (LEFT + ACROSS, y(mark))], svg.RULE) for mark in heights]
    parts += [svg.text(LEFT - 10, y(mark) + 5, write(mark), anchor="end") for mark in heights]
    parts += [svg.text(x(mark), TOP + PLOT + 28, count(mark), anchor="middle") for mark in widths]
    for curve, dash in zip(limits, ("6 4", "6 4", "2 3", "2 3"), strict=True):
        path = [(x(size), y(value)) for size, value in zip(sizes, curve, strict=True)]
        parts.append(svg.line(path, GOAL_INK, 1, f"stroke-dasharray='{dash}'"))
    parts.append(svg.line([(LEFT, y(overall)), (LEFT + ACROSS, y(overall))], GOAL_INK))
    for dot in dots:
        parts += [
            svg.dot(x(dot.cases), y(dot.value), INK),
            svg.text(x(dot.cases), y(dot.value) - 10, dot.name, anchor="middle"),
        ]
    return svg.drawn(title, TOP + PLOT + 50, parts)
