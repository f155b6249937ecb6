"""The map of regions by their stage on the way to an MPP; small enough to stay a map on a phone."""

from collections.abc import Sequence

import streamlit as st

from metrics.mpp.rollout import Coverage, RegionPath
from pages.components.charts.tile_map import LONG
from pages.components.html.markup import Markup, tag
from pages.components.mpp.paths import ICONS, stage_sentence
from pages.components.runtime import address
from pages.components.runtime.lookups import Region
from reports.words.coverage_words import TONES
from text.words import Language, say


def draw(found: Coverage, regions: Sequence[Region], chosen: str | None, language: Language) -> None:
    """One tile a region, in its place, with its state as sign and colour, and the year where it operates."""
    paths = {path.region: path for path in found.paths}
    tiles = [_tile(paths[one.code], one, one.code == chosen, language) for one in regions if one.code in paths]
    title = tag("h2", say("coverage.map", language))
    parts = (
        title,
        tag("ul", *tiles, class_="tiles stages"),
        tag("p", say("coverage.map_caption", language), class_="caption"),
    )
    st.html(tag("section", *parts, class_="stages-map", lang=language))


def _tile(path: RegionPath, region: Region, chosen: bool, language: Language) -> Markup:
    spoken = say("coverage.tile", language, region=region.name, state=stage_sentence(path, language))
    year = path.since[:4] if path.state == "operating" and path.since else ""
    icon = tag("span", ICONS[path.state], class_="icon", aria_hidden="true")
    longest = max(len(word) for word in region.short_name.split())
    link = tag(
        "a",
        tag("span", region.short_name, class_="name"),
        tag("span", icon, year, class_="value"),
        href=address.link(wilayah=region.code),
        target="_self",
        class_=f"tile {'planned' if path.state == 'planned' else TONES[path.state]}{' long' if longest > LONG else ''}",
        aria_label=spoken,
        title=spoken,
        aria_current="true" if chosen else None,
    )
    return tag("li", link, style=f"grid-row:{region.tile_row};grid-column:{region.tile_column}")
