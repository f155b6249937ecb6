"""What the home's own tables tell, the same for everybody: regions, indicators, standards, and the names of things."""

from collections.abc import Mapping
from dataclasses import dataclass

from access.identity.viewer import Viewer
from data.home import Home
from data.settings import mpp_milestones, tables
from metrics.catalogue import indicators as catalogue
from metrics.catalogue.indicators import Indicator
from metrics.obstacles.input import labels
from pages.components.runtime import cache, run
from text import formats
from text.words import LANGUAGES, Language, known, say


@dataclass(frozen=True)
class Region:
    """One regency or city, its short name, and its place on the tile map (row and column, from 1)."""

    code: str
    name: str
    short_name: str
    tile_row: int
    tile_column: int


def regions(viewer: Viewer) -> tuple[Region, ...]:
    """The regions open to the viewer, by code."""
    return tuple(region for region in cache.of_home(regions_of) if viewer.may_see(region.code))


def province() -> str:
    """The code of the whole, by which the address names it: "11"."""
    return cache.of_home(regions_of)[0].code[:2]


def place_name(region: str | None, language: str) -> str:
    """The name of a region by its code, or of the whole province."""
    if region is None:
        return say("access.whole", language)
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
    """Every region, by code."""
    table = tables.regions(home)
    columns = ("code", "name", "tile_row", "tile_column")
    rows = sorted(zip(*(table[column].tolist() for column in columns), strict=True))
    short = [_short(name) for _, name, _, _ in rows]
    return tuple(
        Region(code, name, name if short.count(_short(name)) > 1 else _short(name), row, column)
        for code, name, row, column in rows
    )


def _short(name: str) -> str:
    return name.removeprefix("Kabupaten ").removeprefix("Kota ")
