"""The outlines of a home's regions, where it brings `reference/boundaries.geojson`; nothing is fetched."""

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import ErrorText, SetupError, error_text
from data.home import Home
from data.settings import tables

FILE = "boundaries.geojson"
CODE_KEYS = ("kode", "code", "region_code", "kode_wilayah")
"""Properties that may hold a region's code; else the feature's own id."""
MOST_BYTES = 30_000_000
FEWEST_POINTS = 4
"""Of a ring, whose first point comes again as its last."""

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Ring = tuple[Point, ...]


@dataclass(frozen=True, eq=False)
class Outlines:
    """Region code → its outer rings; holes are left out, as neighbours are drawn over them."""

    rings: Mapping[str, tuple[Ring, ...]]


def outlines(home: Home) -> Outlines | None:
    """The outlines of every region of the home; None when it brings none. SetupError names what is wrong, and where."""
    path = home.own("reference", FILE)
    if path is None:
        return None
    stat = path.stat()
    shapes = _read(path, stat.st_mtime_ns, stat.st_size)
    missing = [str(code) for code in tables.regions(home)["code"] if code not in shapes.rings]
    if missing:
        raise _wrong(error_text("boundaries_whole"), error_text("boundaries_missing", codes=", ".join(missing)))
    return shapes


@functools.lru_cache(maxsize=4)
def _read(path: Path, _changed_at: int, size: int) -> Outlines:
    if size > MOST_BYTES:
        raise _wrong(error_text("boundaries_whole"), error_text("boundaries_large", megabytes=MOST_BYTES // 1_000_000))
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise _wrong(error_text("boundaries_line", line=line), error_text("boundaries_no_json")) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise _wrong(error_text("boundaries_whole"), error_text("boundaries_no_collection"))
    rings_of: dict[str, tuple[Ring, ...]] = {}
    for number, feature in enumerate(features, start=1):
        place = error_text("boundaries_feature", number=number)
        code = _code(feature, place)
        if code in rings_of:
            raise _wrong(place, error_text("boundaries_twice", code=code))
        rings_of[code] = tuple(_rings(feature, place))
    return Outlines(rings_of)


def _code(feature: Any, place: ErrorText) -> str:
    if isinstance(feature, dict):
        properties = feature.get("properties")
        told_ = properties if isinstance(properties, dict) else {}
        for code in (*(told_.get(key) for key in CODE_KEYS), feature.get("id")):
            if isinstance(code, str) and code.strip():
                return code.strip()
    raise _wrong(place, error_text("boundaries_no_code", keys=", ".join(CODE_KEYS)))


def _rings(feature: Mapping[str, Any], place: ErrorText) -> Iterator[Ring]:
    geometry: Any = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _wrong(place, error_text("boundaries_no_shape"))
    try:
        polygons = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
        rings = [tuple((float(point[0]), float(point[1])) for point in polygon[0]) for polygon in polygons]
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise _wrong(place, error_text("boundaries_no_degrees")) from error
    if not rings or not all(len(ring) >= FEWEST_POINTS and all(map(_on_earth, ring)) for ring in rings):
        raise _wrong(place, error_text("boundaries_no_degrees"))
    yield from rings


def _on_earth(point: Point) -> bool:
    """Degrees; projected metres and what is no number are not."""
    return -180 <= point[0] <= 180 and -90 <= point[1] <= 90


def _wrong(place: ErrorText, finding: ErrorText) -> SetupError:
    return SetupError(error_text("boundaries", file=f"reference/{FILE}", place=place, finding=finding))
