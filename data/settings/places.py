"""The tree of places of a home: what every region belongs to, its clock, and the regions below it that report.

It stands in `regions.csv`: `parent` names the place a row belongs to, and one row has none, the root. A file without
that column has two levels, the regions it lists below a root of their first two digits. Places are numbered in a walk
of the tree, so that every one is an interval of those that report, its *leaves*.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timezone

from data import clock
from data.clock import ZONES
from data.errors import SetupError, error_text
from data.home import Home
from data.settings import csv_reader
from data.settings.csv_reader import REMARKS, Row
from data.settings.file_cache import derived_from

FILE = "regions.csv"
REQUIRED = ("code", "name", "type", "capital", "lat", "lon", "population")
OPTIONAL = (*REMARKS, "parent", "time_zone", "tile_row", "tile_column", "succeeds", "valid_from", "valid_to")
CODE = r"\d\d(\.\d\d)*"
"""A code of Kemendagri, of any depth."""
UNTOLD = "WIB"
"""The zone of a root that names none."""


def is_province(code: str) -> bool:
    """Whether a code is one of a province: those of what lies in it have dots."""
    return "." not in code


@dataclass(frozen=True)
class Place:
    """One node: `depth` is 0 at the root, `first` and `last` number its first and last leaf (both its own)."""

    code: str
    parent: str | None
    zone: str
    depth: int
    first: int
    last: int


class Places:
    """The places of a home in the order of a walk of the tree, the root first."""

    def __init__(self, nodes: Sequence[Place]) -> None:
        """`nodes` in the order of the walk."""
        self._nodes = {place.code: place for place in nodes}
        self._children: dict[str | None, list[str]] = defaultdict(list)
        for place in nodes:
            self._children[place.parent].append(place.code)
        self.root = nodes[0].code
        self.codes = tuple(self._nodes)
        """Every code, the root first."""
        self.all_leaves = tuple(code for code in self.codes if code not in self._children)

    @property
    def example(self) -> str:
        """A region to name where one is written wrongly: a city where there is one."""
        return next((code for code in self.all_leaves if code.endswith(".71")), self.all_leaves[0])

    def __contains__(self, code: object) -> bool:
        return code in self._nodes

    def __getitem__(self, code: str) -> Place:
        return self._nodes[code]

    def is_leaf(self, code: str) -> bool:
        """Whether a place reports itself; one that is not of the tree is taken for such a one."""
        return code not in self._children

    def leaves(self, code: str | None) -> tuple[str, ...]:
        """The places of a subtree that report (None: all); of a place that is not of the tree that place alone."""
        if code is None:
            return self.all_leaves
        place = self._nodes.get(code)
        return (code,) if place is None else self.all_leaves[place.first : place.last + 1]

    def children(self, code: str | None) -> tuple[str, ...]:
        """The parts of a place (None: of the root), itself where it has none."""
        code = self.root if code is None else code
        return tuple(self._children.get(code, (code,)))

    def parent(self, code: str) -> str | None:
        """What a place belongs to; None of the root, and of a place that is not of the tree."""
        place = self._nodes.get(code)
        return None if place is None else place.parent

    def path(self, code: str) -> tuple[str, ...]:
        """A place and all it belongs to, from itself up to the root."""
        place = self._nodes.get(code)
        return (code,) if place is None or place.parent is None else (code, *self.path(place.parent))

    def subtree(self, code: str) -> tuple[str, ...]:
        """A place and all below it, in the order of the walk."""
        return (code, *(below for child in self._children.get(code, ()) for below in self.subtree(child)))

    def closed(self, codes: Collection[str]) -> tuple[str, ...] | None:
        """These places with all below them, in their order; None when the root is among them."""
        return None if self.root in codes else tuple(dict.fromkeys(one for code in codes for one in self.subtree(code)))

    def covers(self, code: str | None, other: str | None) -> bool:
        """Whether a place (None: the root) is another or holds it."""
        if code is None or code == self.root:
            return True
        return other is not None and code in self.path(other)

    def part_of(self, code: str | None, other: str) -> str | None:
        """The part of a place (None: of the root) that another lies in; None of itself, and of what lies elsewhere."""
        whole = self.root if code is None else code
        path = self.path(other)
        if self.is_leaf(whole):
            return whole if other == whole else None
        return path[path.index(whole) - 1] if whole in path[1:] else None

    def zone(self, code: str | None) -> timezone:
        """The clock of a place (None: of the root)."""
        return ZONES[self._nodes[self.root if code is None or code not in self._nodes else code].zone]

    @property
    def zones(self) -> frozenset[str]:
        """The clocks that the regions live by."""
        return frozenset(self._nodes[leaf].zone for leaf in self.all_leaves)

    def is_flat(self, code: str | None = None) -> bool:
        """Whether the parts of a place (None: of the root) all report themselves."""
        return all(map(self.is_leaf, self.children(code)))


@derived_from(FILE)
def places(home: Home) -> Places:
    """The tree of a home; a second root, a circle or a parent that is not in the file is a SetupError."""
    return Places(_walk(rows(home)))


def zone(home: Home) -> timezone:
    """The clock of a home: that of its root."""
    return places(home).zone(None)


def now_of(home: Home) -> datetime:
    """This moment by the clock of a home, to the second."""
    return clock.now().astimezone(zone(home))


def today_of(home: Home) -> date:
    """The day that it is by the clock of a home."""
    return now_of(home).date()


def closed(home: Home, code: str) -> tuple[str, ...] | None:
    """A place of a home and all that lies in it, itself first; None of the root."""
    return places(home).closed([code])


@derived_from(FILE)
def rows(home: Home) -> Sequence[Row]:
    """The lines of `regions.csv`, their codes checked."""
    listed = csv_reader.read(home.reference(FILE), REQUIRED, OPTIONAL)
    if not listed:
        raise SetupError(error_text("no_regions"))
    csv_reader.refuse_repeats(listed, "code", lambda row: row.text("code"))
    for row in listed:
        if not re.fullmatch(CODE, row.cells["code"], re.ASCII):
            raise row.wrong("code", error_text("no_region_code"))
        if row.cells.get("time_zone", "") not in ("", *ZONES):
            raise row.wrong("time_zone", error_text("word_unknown", choices=", ".join(ZONES)))
    return listed


def _walk(listed: Sequence[Row]) -> list[Place]:
    parents, zones = _parents(listed), {row.cells["code"]: row.cells.get("time_zone", "") for row in listed}
    children: dict[str | None, list[str]] = defaultdict(list)
    for code, parent in parents.items():
        children[parent].append(code)
    [root] = children[None]
    nodes, leaf = list[Place](), 0

    def visit(code: str, zone: str, depth: int) -> None:
        nonlocal leaf
        at, first, zone = len(nodes), leaf, zones.get(code) or zone
        nodes.append(Place(code, parents[code], zone, depth, first, first))
        for child in children[code]:
            visit(child, zone, depth + 1)
        leaf += not children[code]
        nodes[at] = Place(code, parents[code], zone, depth, first, leaf - 1)

    visit(root, UNTOLD, 0)
    if len(nodes) < len(parents):
        reached = {place.code for place in nodes}
        row = next(row for row in listed if row.cells["code"] not in reached)
        raise row.wrong("parent", error_text("parent_circle"))
    return nodes


def _parents(listed: Sequence[Row]) -> dict[str, str | None]:
    """The parent of every code; exactly one has none."""
    if "parent" not in listed[0].cells:
        return _of_two_levels(listed)
    parents = {row.cells["code"]: row.cells["parent"] or None for row in listed}
    roots = [row for row in listed if not row.cells["parent"]]
    for row in listed:
        if row.cells["parent"] and row.cells["parent"] not in parents:
            raise row.wrong("parent", error_text("parent_unknown"))
    if not roots:
        raise listed[0].wrong("parent", error_text("parent_none"))
    if len(roots) > 1:
        raise roots[1].wrong("parent", error_text("second_root", line=roots[0].line))
    return parents


def _of_two_levels(listed: Sequence[Row]) -> dict[str, str | None]:
    root = listed[0].cells["code"][:2]
    for row in listed:
        if not re.fullmatch(r"\d\d\.\d\d", row.cells["code"], re.ASCII):
            raise row.wrong("code", error_text("no_region_code"))
        if row.cells["code"][:2] != root:
            raise row.wrong("code", error_text("other_province"))
    return {root: None, **{row.cells["code"]: root for row in listed}}
