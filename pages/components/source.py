"""The one door from pages to figures: what a viewer may see, cached until the ledger or the configuration changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from access.scope import EVERYTHING, Scope
from access.viewer import Viewer
from data import clock, reference_tables
from data import home as homes
from data.errors import RefusedError
from metrics import cells, queue_hours
from metrics import coverage as coverages
from metrics import indicators as catalogue
from metrics.coverage import Coverage
from metrics.indicators import Indicator
from metrics.obstacles import names
from metrics.obstacles.explain import explain
from metrics.obstacles.explanation import Against, Explanation
from metrics.periods import Period
from metrics.queue_hours import Waiting
from metrics.rollup import Slice
from metrics.scorecard import Scorecard, freshness, score
from text import formats
from text.words import LANGUAGES, Language, known, say

ALWAYS = Period("1990-01..2089-12")
"""Every month there can be records of."""


@dataclass(frozen=True)
class Region:
    """One regency or city, its short name, and its place on the tile map (row and column, from 1)."""

    code: str
    name: str
    short_name: str
    tile_row: int
    tile_column: int


def head() -> int:
    """The newest entry of the ledger; 0 when nothing was ever loaded."""
    return freshness(homes.from_environment())[0]


def card(
    viewer: Viewer,
    *,
    period: str | None = None,
    region: str | None = None,
    indicators: tuple[str, ...] | None = None,
    by: str | None = None,
) -> Scorecard:
    """The scorecard of a region, or of the whole province (None), which is a benchmark open to everybody.

    Rows of regions outside the viewer's scope are left out (`metrics.rollup`).
    Raises RefusedError when the region is not open to the viewer.
    """
    if region is not None and not viewer.may_see(region):
        raise RefusedError(say("error.no_right", viewer.language))
    home = homes.from_environment()
    return _score(str(home.root), viewer.scope, *freshness(home), clock.today(), period, region, indicators, by)


def benchmark(
    viewer: Viewer, *, period: str, indicators: tuple[str, ...] | None = None, by: str | None = None
) -> Scorecard:
    """The whole province as a benchmark: open to everybody, never by region."""
    assert by in (None, "month"), "parts of the province are no benchmark"
    home = homes.from_environment()
    return _score(str(home.root), viewer.scope, *freshness(home), clock.today(), period, None, indicators, by)


def waiting(viewer: Viewer, period: Period, region: str | None) -> Mapping[tuple[int, int], Waiting]:
    """The wait in the queue by weekday and hour."""
    home = homes.from_environment()
    return _waiting(str(home.root), viewer.scope, *freshness(home), period, region)


def coverage(viewer: Viewer, on: date) -> Coverage:
    """Where regions stand on their way to an MPP on a day; paths of the viewer's regions, counts of the province."""
    home = homes.from_environment()
    return _coverage(str(home.root), viewer.scope, *freshness(home), on)


def milestones(language: Language) -> dict[str, str]:
    """The steps towards an MPP in their order: code → name."""
    table = reference_tables.milestones(homes.from_environment())
    return dict(zip(table["code"], table[f"name_{language}"], strict=True))


def standards() -> Mapping[str, Mapping[Language, str]]:
    """Service → language → its newest standard in words, for services that have one."""
    home = homes.from_environment()
    return _standards(str(home.root), *freshness(home))


def explanation(viewer: Viewer, indicator: str, period: str, region: str | None, against: Against) -> Explanation:
    """Why a figure is where it is; RefusedError when the region is not open to the viewer."""
    home = homes.from_environment()
    return _explanation(
        str(home.root), viewer.scope, *freshness(home), clock.today(), indicator, period, region, against
    )


def named(dimension: str, code: str, language: Language) -> str:
    """A region, service, agency, channel, obstacle, authority, kind or weekday as people name it."""
    home = homes.from_environment()
    name = _names(str(home.root), *freshness(home))[language].get((dimension, code))
    if name:
        return name
    if dimension in ("weekday", "authority", "kind") and known(f"obstacles.{dimension}.{code}", language):
        return say(f"obstacles.{dimension}.{code}", language)
    return say("obstacles.unknown_part", language) if code == "-" else code


def indicators() -> dict[str, Indicator]:
    """Every indicator by id, in the order of the catalogue."""
    home = homes.from_environment()
    return _indicators(str(home.root), *freshness(home))


def regions(viewer: Viewer) -> tuple[Region, ...]:
    """The regions open to the viewer, by code."""
    return tuple(region for region in _regions_of_home() if viewer.may_see(region.code))


def province() -> str:
    """The code of the whole, by which the address names it: "11"."""
    return _regions_of_home()[0].code[:2]


def place_name(region: str | None, language: str) -> str:
    """The name of a region by its code, or of the whole province."""
    if region is None:
        return say("access.whole", language)
    return next((known.name for known in _regions_of_home() if known.code == region), region)


def records_in_sight(viewer: Viewer) -> tuple[int, int]:
    """How many applications lie in the regions open to the viewer, and how many there are."""
    home = homes.from_environment()
    seen, every = (_records(str(home.root), scope, *freshness(home)) for scope in (viewer.scope, EVERYTHING))
    return seen, every


def example_standards() -> bool:
    """Whether the service standards in force are still the shipped examples."""
    home = homes.from_environment()
    return _example_standards(str(home.root), *freshness(home))


def _regions_of_home() -> tuple[Region, ...]:
    home = homes.from_environment()
    return _regions(str(home.root), *freshness(home))


# `head`, `version` and `today` are in the keys so that a new entry, setting or day is seen at once by everybody.


@st.cache_data(show_spinner=False, max_entries=512)
def _score(
    root: str,
    scope: Scope,
    head: int,
    version: str,
    today: date,
    period: str | None,
    region: str | None,
    indicators: tuple[str, ...] | None,
    by: str | None,
) -> Scorecard:
    return score(homes.Home(Path(root)), scope, period, region, indicators, by, today=today)


@st.cache_data(show_spinner=False, max_entries=64)
def _records(root: str, scope: Scope, head: int, version: str) -> int:
    with cells.reader(homes.Home(Path(root)), scope) as reader:
        return sum(reader.records(Slice((ALWAYS,), None, "region"), "receipts").values())


@st.cache_data(show_spinner=False, max_entries=128)
def _explanation(
    root: str,
    scope: Scope,
    head: int,
    version: str,
    today: date,
    indicator: str,
    period: str,
    region: str | None,
    against: Against,
) -> Explanation:
    return explain(homes.Home(Path(root)), scope, indicator, period, region, against, today=today)


@st.cache_data(show_spinner=False, max_entries=64)
def _waiting(
    root: str, scope: Scope, head: int, version: str, period: Period, region: str | None
) -> Mapping[tuple[int, int], Waiting]:
    return queue_hours.waiting(homes.Home(Path(root)), scope, period, region)


@st.cache_data(show_spinner=False, max_entries=64)
def _coverage(root: str, scope: Scope, head: int, version: str, on: date) -> Coverage:
    return coverages.coverage(homes.Home(Path(root)), scope, on)


@st.cache_data(show_spinner=False, max_entries=4)
def _standards(root: str, head: int, version: str) -> dict[str, dict[Language, str]]:
    table = (
        reference_tables.services(homes.Home(Path(root))).sort_values("valid_from").drop_duplicates("code", keep="last")
    )
    known = table[table["standard"].notna()]
    rows = zip(known["code"], known["standard"], known["standard_unit"], strict=True)
    return {
        code: {language: formats.quantity(int(standard), unit, language) for language in LANGUAGES}
        for code, standard, unit in rows
    }


@st.cache_data(show_spinner=False, max_entries=4)
def _names(root: str, head: int, version: str) -> names.Names:
    return names.of(homes.Home(Path(root)))


@st.cache_data(show_spinner=False, max_entries=4)
def _indicators(root: str, head: int, version: str) -> dict[str, Indicator]:
    return catalogue.load(homes.Home(Path(root)))


@st.cache_data(show_spinner=False, max_entries=4)
def _regions(root: str, head: int, version: str) -> tuple[Region, ...]:
    table = reference_tables.regions(homes.Home(Path(root)))
    columns = ("code", "name", "tile_row", "tile_column")
    rows = sorted(zip(*(table[column].tolist() for column in columns), strict=True))
    short = [_short(name) for _, name, _, _ in rows]
    return tuple(
        Region(code, name, name if short.count(_short(name)) > 1 else _short(name), row, column)
        for code, name, row, column in rows
    )


@st.cache_data(show_spinner=False, max_entries=4)
def _example_standards(root: str, head: int, version: str) -> bool:
    return bool(reference_tables.services(homes.Home(Path(root)))["example"].any())


def _short(name: str) -> str:
    return name.removeprefix("Kabupaten ").removeprefix("Kota ")
