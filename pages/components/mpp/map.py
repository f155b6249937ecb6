"""The map of regions by their stage on the way to an MPP; small enough to stay a map on a phone."""

from collections.abc import Sequence

from metrics.mpp.rollout import Coverage, RegionPath
from pages.components.charts import outline_map
from pages.components.charts.outline_map import Drawn
from pages.components.charts.tile_map import LONG
from pages.components.html.markup import Markup, tag
from pages.components.mpp.paths import ICONS, stage_sentence
from pages.components.runtime import address
from pages.components.runtime.lookups import Region
from reports.words.coverage_words import TONES
from text.words import Language, say


def markup(found: Coverage, regions: Sequence[Region], chosen: str | None, language: Language) -> Markup:
    """One tile a region, in its place or cut to its outline, with its state as sign and colour, and the year where it
    operates.
    """
    paths = {path.region: path for path in found.paths}
    outlines = outline_map.of_home()
    tiles = [
        _tile(paths[region.code], region, region.code == chosen, language, outlines)
        for region in regions
        if region.code in paths
    ]
    laid = (
        tag("ul", *tiles, class_="tiles stages") if outlines is None else outline_map.shapes(outlines, tiles, language)
    )
    parts = (
        tag("h2", say("coverage.map", language)),
        laid,
        tag("p", say("coverage.map_caption", language), class_="caption"),
    )
    return tag("section", *parts, class_="stages-map", lang=language)


def _tile(path: RegionPath, region: Region, chosen: bool, language: Language, outlines: Drawn | None) -> Markup:
    spoken = say("coverage.tile", language, region=region.name, state=stage_sentence(path, language))
    year = path.since[:4] if path.state == "operating" and path.since else ""
    icon = tag("span", ICONS[path.state], class_="icon", aria_hidden="true")
    longest = max(len(word) for word in region.short_name.split())
    look = "planned" if path.state == "planned" else TONES[path.state]
    link: dict[str, str | None] = {
        "href": address.link(wilayah=region.code),
        "class_": f"tile {look}{' long' if longest > LONG else ''}",
        "aria_label": spoken,
        "title": spoken,
        "aria_current": "true" if chosen else None,
    }
    if outlines is not None:
        label = (icon, tag("b", year) if region.code in outlines.roomy else None)
        return outline_map.shape(outlines, region.code, label, TONES[path.state], **link)
    words = tag("span", region.short_name, class_="name"), tag("span", icon, year, class_="value")
    tile = tag("a", *words, target="_self", **link)
    return tag("li", tile, style=f"grid-row:{region.tile_row};grid-column:{region.tile_column}")
