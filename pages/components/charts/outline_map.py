"""The map with real outlines, for a home that brings them: the same tiles, links and words, cut to their shape.

Each region is a link over the whole map, cut by `clip-path` (what is shown as HTML may hold no SVG), so it can be
clicked, focused and heard like a tile. Islands too small to be seen are left out, but never a whole region.
"""

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.settings import boundaries
from data.settings.boundaries import Outlines, Point, Ring
from pages.components.html.markup import Markup, tag
from pages.components.runtime import run

DETAIL = 0.0025
"""How far, of the map's longer side, an outline may lie from the true one."""
SMALLEST = 0.00002
"""Area of the smallest island that is drawn, of the map's."""
ROOM = 0.012
"""Area of a part in which a figure can be read."""
CLOSED = 3
"""Points below which a ring has no area."""


@dataclass(frozen=True)
class Drawn:
    """Width by height of the map, and by region: its outline (CSS), the middle of its largest part (percent), whether
    a figure has room in it, and its place in the pile, the largest lowest.
    """

    ratio: float
    outlines: Mapping[str, str]
    middles: Mapping[str, Point]
    roomy: frozenset[str]
    pile: Mapping[str, int]


def of_home() -> Drawn | None:
    """The map of the home's own outlines; None where it brings none."""
    outlines = boundaries.outlines(run.home())
    return None if outlines is None else drawn(outlines)


def shape(outlines: Drawn, code: str, label: Sequence[Markup | None], tone: str, **link: str | None) -> Markup:
    """A region as a link cut to its outline, and over its middle what is written there, for the eye alone."""
    x, y = outlines.middles[code]
    style = f"left:{x:.1f}%;top:{y:.1f}%"
    over = tag("span", *label, class_=f"label {tone}", style=style, aria_hidden="true")
    cut = tag("a", style=f"clip-path:{outlines.outlines[code]}", target="_self", **link)
    return tag("li", cut, over, style=f"z-index:{outlines.pile[code]}")


def shapes(outlines: Drawn, listed: Sequence[Markup], language: str) -> Markup:
    """All shapes as one map."""
    return tag("ul", *listed, class_="shapes", style=f"aspect-ratio:{outlines.ratio:.4f}", lang=language)


@functools.lru_cache(maxsize=4)
def drawn(outlines: Outlines) -> Drawn:
    """All outlines on one plane: degrees of longitude shortened by the cosine of the middle latitude."""
    points = [point for rings in outlines.rings.values() for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    shrink = math.cos(math.radians((south + north) / 2))
    width, height = (east - west) * shrink or 1.0, (north - south) or 1.0
    side = max(width, height)

    def flat(point: Point) -> Point:
        return (point[0] - west) * shrink / side, (north - point[1]) / side

    kept = {code: _kept([tuple(map(flat, ring)) for ring in rings]) for code, rings in outlines.rings.items()}
    scale = (100 * side / width, 100 * side / height)
    size = {code: _area(rings[0]) for code, rings in kept.items()}
    return Drawn(
        width / height,
        {code: _css(rings, scale) for code, rings in kept.items()},
        {code: _scaled(_middle(rings[0]), scale) for code, rings in kept.items()},
        frozenset(code for code in size if size[code] >= ROOM),
        {code: place for place, code in enumerate(sorted(size, key=lambda code: -size[code]))},
    )


def _kept(rings: Sequence[Ring]) -> list[Ring]:
    """The largest part first, then the islands that can be seen, all with no more points than are seen."""
    order = sorted(rings, key=_area, reverse=True)
    seen = [order[0], *(ring for ring in order[1:] if _area(ring) >= SMALLEST)]
    simple = [_simplified(ring) for ring in seen]
    return [simple[0] if len(simple[0]) >= CLOSED else seen[0], *(ring for ring in simple[1:] if len(ring) >= CLOSED)]


def _simplified(ring: Ring) -> Ring:
    """Douglas and Peucker (1973), from the first point to the one farthest from it and back."""
    points = list(ring[:-1] if ring[0] == ring[-1] else ring)
    far = max(range(len(points)), key=lambda i: math.dist(points[0], points[i]))
    halves = (points[: far + 1], [*points[far:], points[0]])
    return tuple(point for half in halves for point in _line(half)[:-1])


def _line(points: Sequence[Point]) -> list[Point]:
    """The points of an open line that matter, both ends among them; without recursion, as coasts are long."""
    kept, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        between = range(first + 1, last)
        far = max(between, key=lambda i: _distance(points[i], points[first], points[last]), default=None)
        if far is not None and _distance(points[far], points[first], points[last]) > DETAIL:
            kept.add(far)
            waiting += [(first, far), (far, last)]
    return [points[i] for i in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    length = math.dist(start, end)
    if not length:
        return math.dist(point, start)
    return abs((end[0] - start[0]) * (start[1] - point[1]) - (start[0] - point[0]) * (end[1] - start[1])) / length


def _signed(ring: Ring) -> float:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) / 2


def _area(ring: Ring) -> float:
    return abs(_signed(ring))


def _middle(ring: Ring) -> Point:
    """The centre of gravity of a ring; of one without area its first point."""
    area = _signed(ring)
    if not area:
        return ring[0]
    pairs = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)]
    x, y = (sum((a[axis] + b[axis]) * cross for a, b, cross in pairs) / (6 * area) for axis in (0, 1))
    return x, y


def _scaled(point: Point, scale: Point) -> Point:
    return point[0] * scale[0], point[1] * scale[1]


def _css(rings: Sequence[Ring], scale: Point) -> str:
    """One polygon of all parts: each is closed and left by the way it was reached, which has no width."""
    start = rings[0][0]
    way = [*rings[0], start]
    for ring in rings[1:]:
        way += [*ring, ring[0], start]
    return f"polygon({','.join(f'{x:.2f}% {y:.2f}%' for x, y in (_scaled(point, scale) for point in way))})"
