"""The ids of indicators and the names people write for them; what an indicator means is none of data's business."""

import re
from collections.abc import Mapping

from data.home import PROJECT, Home
from data.schema.kinds import fold
from data.settings import yaml_reader

FILE = "indicators.yaml"


def indicator_names(home: Home) -> dict[str, Mapping[str, str]]:
    """Id of every indicator → its name by language: the shipped ones, then those the home adds.

    Raises SetupError when a file cannot be read as YAML; an entry without names has none here.
    """
    return {id_: _names(entry) for id_, entry in _entries(home).items()}


def indicator_units(home: Home) -> dict[str, str]:
    """Id of every indicator → the word for its unit, where it has one."""
    entries = _entries(home)
    return {id_: str(entry["unit"]) for id_, entry in entries.items() if isinstance(entry, dict) and "unit" in entry}


Bounds = tuple[float, float]
_OF_UNITS: dict[str, Bounds] = {"percent": (0, 100), "index": (25, 100), "score": (1, 4)}
_NEVER_BELOW_ZERO = ("days", "calendar_days", "months", "minutes", "rupiah", "count")


def indicator_bounds(home: Home) -> dict[str, Bounds]:
    """Id of every indicator → the least and the greatest value it can have: its own `bounds`, else those of its unit.

    A computed percentage without an interval (`interval: none`) may pass 100.
    """
    bounds: dict[str, Bounds] = {}
    for id_, entry in _entries(home).items():
        if not isinstance(entry, dict):
            continue
        unit, own = str(entry.get("unit")), entry.get("bounds")
        if isinstance(own, list) and len(own) == 2:
            bounds[id_] = (float(own[0]), float(own[1]))
        elif unit in _NEVER_BELOW_ZERO or (unit == "percent" and not entry.get("entered") and "interval" in entry):
            bounds[id_] = (0, float("inf"))
        elif unit in _OF_UNITS:
            bounds[id_] = _OF_UNITS[unit]
    return bounds


def computed_indicators(home: Home) -> set[str]:
    """Ids of the indicators that are computed from records, and not entered with a document."""
    ways = {"numerator", "quantile", "formula"}
    return {id_ for id_, entry in _entries(home).items() if isinstance(entry, dict) and ways & entry.keys()}


def _entries(home: Home) -> dict[str, object]:
    own = home.own(FILE)
    entries: dict[str, object] = {}
    for path in [PROJECT / "metrics" / FILE, *([own] if own else [])]:
        content = yaml_reader.load(path)
        if isinstance(content, dict):
            entries |= {str(id_): entry for id_, entry in content.items()}
    return entries


def indicator_words(home: Home) -> dict[str, str]:
    """Folded word → id: names in both languages, whole or by their letters (IKM), and the ids themselves."""
    named = indicator_names(home)
    words = {fold(name): id_ for id_, names in named.items() for name in names.values() if fold(name)}
    short = {
        fold(part): id_
        for id_, names in named.items()
        for name in names.values()
        if (ends := re.fullmatch(r"(.+) \(([A-Z]{2,6})\)", name))
        for part in ends.groups()
    }
    return short | words | {fold(id_): id_ for id_ in named}


def _names(entry: object) -> Mapping[str, str]:
    names = entry.get("name") if isinstance(entry, dict) else None
    return {str(language): str(name) for language, name in names.items()} if isinstance(names, dict) else {}
