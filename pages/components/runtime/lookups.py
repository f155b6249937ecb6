"""What the home's own tables tell, the same for everybody: regions, indicators, standards, and the names of things."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from access.identity import roles
from access.identity.viewer import Viewer
from data.home import Home
from data.settings import mpp_milestones, tables
from data.settings.places import Places, places
from metrics.catalogue import indicators as catalogue
from metrics.catalogue.indicators import Indicator
from metrics.obstacles.input import labels
from pages.components.runtime import cache, run
from text import formats
from text.words import LANGUAGES, Language, known, say, say_of

TILES_IN_A_ROW = 6
LISTED_AT_MOST = 40
"""So many places are named one by one; of more the places above them tell how many."""


@dataclass(frozen=True)
class Region:
    """One place below the root, its short name, and where it stands on the tile map (row and column, from 1)."""

    code: str
    name: str
    short_name: str
    tile_row: int
    tile_column: int


def regions(viewer: Viewer) -> tuple[Region, ...]:
    """Every place below the root that is open to the viewer, by code."""
    return tuple(region for region in cache.of_home(regions_of) if viewer.may_see(region.code))


def leaves(viewer: Viewer, place: str | None = None) -> tuple[Region, ...]:
    """The regions open to the viewer that report, by code; of a place of several regions those in it."""
    within = place if place is not None and not tree().is_leaf(place) else None
    every = (region for region in regions(viewer) if tree().is_leaf(region.code))
    return _laid(tuple(region for region in every if tree().covers(within, region.code)), within)


def by_name(code: str) -> tuple[str, ...]:
    """What places are sorted by: short names from the whole down to its own, so that a place leads its parts."""
    names, way = cache.of_home(_short_names), list[str]()
    while code in names:
        way.append(names[code])
        code = tree().parent(code) or ""
    return tuple(reversed(way))


def listed(codes: Sequence[str], language: Language) -> str:
    """The names of places; of very many only how many lie in each place above them."""
    if len(codes) <= LISTED_AT_MOST:
        return ", ".join(place_name(code, language) for code in codes)
    above = Counter(tree().parent(code) or code for code in codes)
    return ", ".join(
        f"{place_name(code, language)} ({formats.number(count, language)})" for code, count in above.items()
    )


def parts(viewer: Viewer, place: str | None) -> tuple[Region, ...]:
    """The parts of a place (None: of the root) that are open to the viewer, by code."""
    inside = tuple(region for region in regions(viewer) if tree().parent(region.code) == (place or province()))
    return _laid(inside, place)


def _laid(inside: tuple[Region, ...], place: str | None) -> tuple[Region, ...]:
    """Tiles in a row of their own: those of the file are laid for the whole home."""
    if place in (None, province()):
        return inside
    places_of = (divmod(number, TILES_IN_A_ROW) for number in range(len(inside)))
    return tuple(
        replace(region, tile_row=row + 1, tile_column=column + 1)
        for region, (row, column) in zip(inside, places_of, strict=True)
    )


def tree() -> Places:
    """The places of the home."""
    return cache.of_home(places)


def province() -> str:
    """The code of the whole, by which the address names it: "11"."""
    return tree().root


def root_name() -> str:
    """The name of the whole: "Aceh"."""
    return cache.of_home(tables.place_names)[province()]


def level_word(place: str | None, language: Language) -> str:
    """What the home (None) or a place of it is: "provinsi", "kota"."""
    return tables.level_word(run.home(), place, language)


def all_places(language: Language) -> str:
    """All places of the home together, as pickers and papers call them."""
    return say_of(cache.of_home(tables.level), "region.whole", language)


def role(name: str, language: str) -> str:
    """A role as it is called where the home is: whoever leads a province is its governor."""
    return say_of(cache.of_home(tables.level), f"access.role_{name}", language)


def role_names(language: str) -> Mapping[str, str]:
    """Every role with its name, for pickers: their words are asked for again when no run is on."""
    return {name: role(name, language) for name in roles.ROLES}


def level(place: str | None) -> str:
    """What the home (None) or a place of it is, as the words know it: "nation", "city"."""
    return tables.level(run.home(), place)


def of_parts(place: str | None, key: str, language: str, **params: object) -> str:
    """The text of `key`, which speaks of the parts of a place (None: of the home): a nation's are provinces."""
    return say_of(level(place), key, language, **params)


def level_above(region: str | None, language: Language) -> str:
    """What the place is that a region lies in; of the whole, what the home is."""
    return level_word(None if region is None else tree().parent(region), language)


def place_name(region: str | None, language: str) -> str:
    """The name of a place by its code, or of the whole."""
    if region is None:
        return say("access.whole", language, place=root_name())
    return next((known.name for known in cache.of_home(regions_of) if known.code == region), region)


def indicators() -> Mapping[str, Indicator]:
    """Every indicator by id, in the order of the catalogue."""
    return cache.of_home(catalogue.load)


def milestones(language: Language) -> dict[str, str]:
    """The steps towards an MPP in their order: code → name."""
    table = mpp_milestones.milestones(run.home())
    return dict(zip(table["code"], table[f"name_{language}"], strict=True))


def named(dimension: str, code: str, language: Language) -> str:
    """A region, service, agency, channel, obstacle, authority, kind or weekday as people name it."""
    name = cache.of_home(labels.of)[language].get((dimension, code))
    if name:
        return name
    if dimension in ("weekday", "authority", "kind") and known(f"obstacles.{dimension}.{code}", language):
        return say(f"obstacles.{dimension}.{code}", language)
    return say("obstacles.unknown_part", language) if code == "-" else code


def standards() -> Mapping[str, Mapping[Language, str]]:
    """Service → language → its newest standard in words, for services that have one."""
    return cache.of_home(_standards)


def agencies() -> Mapping[str, str]:
    """Service → code of its agency, by the newest version of the service."""
    return cache.of_home(_agencies)


def example_standards() -> bool:
    """Whether the service standards in force are still the shipped examples."""
    return cache.of_home(_has_examples)


def _standards(home: Home) -> dict[str, dict[Language, str]]:
    table = tables.services(home).sort_values("valid_from").drop_duplicates("code", keep="last")
    known = table[table["standard"].notna()]
    rows = zip(known["code"], known["standard"], known["standard_unit"], strict=True)
    return {
        code: {language: formats.quantity(int(standard), unit, language) for language in LANGUAGES}
        for code, standard, unit in rows
    }


def _agencies(home: Home) -> dict[str, str]:
    table = tables.services(home).sort_values("valid_from").drop_duplicates("code", keep="last")
    return dict(zip(table["code"], table["agency_code"], strict=True))


def _has_examples(home: Home) -> bool:
    return bool(tables.services(home)["example"].any())


def regions_of(home: Home) -> tuple[Region, ...]:
    """Every place below the root, by code."""
    table = tables.tiles(home)
    names = tables.place_names(home)
    rows = sorted((code, names[code], *table[code]) for code in places(home).codes[1:])
    short = [_short(name) for _, name, _, _ in rows]
    return tuple(
        Region(code, name, name if short.count(_short(name)) > 1 else _short(name), row, column)
        for code, name, row, column in rows
    )


def _short_names(home: Home) -> Mapping[str, str]:
    return {region.code: region.short_name for region in regions_of(home)}


def _short(name: str) -> str:
    return name.removeprefix("Kabupaten ").removeprefix("Kota ")
