"""The one door from pages to figures: what a viewer may see, cached until the ledger or the configuration changes."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from access.scope import Scope
from access.viewer import Viewer
from data import clock, reference_tables
from data import home as homes
from data.errors import RefusedError
from metrics import indicators as catalogue
from metrics.indicators import Indicator
from metrics.scorecard import Scorecard, freshness, score
from text.words import say


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
    """The scorecard of a region (None: the whole province), with rows of parts outside the viewer's scope left out.

    Raises RefusedError when the region is not open to the viewer.
    """
    if not viewer.may_see(region):
        raise RefusedError(say("error.no_right", viewer.language))
    home = homes.from_environment()
    return _score(str(home.root), viewer.scope, *freshness(home), clock.today(), period, region, indicators, by)


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
