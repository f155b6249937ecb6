"""Sparklines: a year in the height of a line of text, as a picture with words for those who cannot see it."""

from collections.abc import Callable, Sequence
from urllib.parse import quote

from pages.components.html.markup import Markup, tag

WIDTH, HEIGHT, EDGE = 88, 22, 3
# Seen on white and on near-black alike; the picture cannot know the theme.
INK = "#7a8794"
TONES = {"met": "#2f86c9", "missed": "#d9622b", "quiet": INK}


def spark(
    values: Sequence[float | None],
    target: float | None,
    tone: str,
    alt: str,
    limits: Sequence[tuple[float, float] | None] = (),
    size: tuple[int, int] = (WIDTH, HEIGHT),
    bounds: tuple[float, float] | None = None,
) -> Markup | None:
    """The drawing as a picture; None under two figures."""
    drawn, (width, height) = drawing(values, target, tone, limits, size, bounds), size
    if drawn is None:
        return None
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'>{drawn}</svg>"
    return tag("img", src="data:image/svg+xml," + quote(svg), alt=alt, width=width, height=height)


def drawing(
    values: Sequence[float | None],
    target: float | None,
    tone: str,
    limits: Sequence[tuple[float, float] | None] = (),
    size: tuple[int, int] = (WIDTH, HEIGHT),
    bounds: tuple[float, float] | None = None,
) -> str | None:
    """A line through the months that have a figure, the target as a dashed line; None under two figures.

    `limits` are the control limits of each month, drawn dotted. Drawings that share their `bounds`, the least and the
    greatest value drawn, can be compared; without them one fills its height.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    ends = [end for limit in limits if limit is not None for end in limit]
    reached = [*known, *ends, target] if target is not None else [*known, *ends]
    low, high = bounds or (min(reached), max(reached))
    width, height = size
    y = _scale(low, high, height)
    step = (width - 2 * EDGE) / (len(values) - 1)
    points = [(EDGE + i * step, y(value)) for i, value in enumerate(values) if value is not None]
    goal = "" if target is None else _line([(0, y(target)), (width, y(target))], INK, 1, "stroke-dasharray='2 2'")
    for side in (0, 1):
        edge = [(EDGE + i * step, y(limit[side])) for i, limit in enumerate(limits) if limit is not None]
        goal += _line(edge, INK, 1, "stroke-dasharray='1 2'") if len(edge) > 1 else ""
    last_x, last_y = points[-1]
    dot = f"<circle cx='{last_x:.1f}' cy='{last_y:.1f}' r='2.5' fill='{TONES[tone]}'/>"
    return f"{goal}{_line(points, TONES[tone], 1.5)}{dot}"


def _scale(low: float, high: float, height: int) -> Callable[[float], float]:
    span = (high - low) or 1.0
    return lambda value: height - EDGE - (value - low) / span * (height - 2 * EDGE)


def _line(points: Sequence[tuple[float, float]], ink: str, width: float, more: str = "") -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f"<polyline points='{path}' fill='none' stroke='{ink}' stroke-width='{width}' {more}/>"
