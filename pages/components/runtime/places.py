"""The regions of a home as pages show them."""

from dataclasses import dataclass

from data.home import Home
from data.settings import tables


@dataclass(frozen=True)
class Region:
    """One regency or city, its short name, and its place on the tile map (row and column, from 1)."""

    code: str
    name: str
    short_name: str
    tile_row: int
    tile_column: int


def of(home: Home) -> tuple[Region, ...]:
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
