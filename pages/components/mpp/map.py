"""The map of regions by their stage on the way to an MPP."""

from collections.abc import Sequence

from access.identity.viewer import Viewer
from metrics.mpp.rollout import Coverage, RegionPath
from pages.components.charts import outline_map, tile_map
from pages.components.charts.outline_map import Drawn
from pages.components.html.markup import Markup, tag
from pages.components.mpp.paths import ICONS, stage_sentence
from pages.components.runtime import address, lookups
from pages.components.runtime.lookups import Region
from reports.words.coverage_words import TONES
from text import formats
from text.words import Language, say


def markup(coverage: Coverage, viewer: Viewer, place: str | None, chosen: str | None, language: Language) -> Markup:
    """Of a place whose parts are regions each of them by its stage, of any other its parts."""
    if lookups.tree().is_flat(place) or (place is not None and lookups.tree().is_leaf(place)):
        return by_region(coverage, lookups.leaves(viewer, place), chosen, language)
    return by_part(coverage, lookups.parts(viewer, place), chosen, language)


def by_region(coverage: Coverage, regions: Sequence[Region], chosen: str | None, language: Language) -> Markup:
    """One tile a region, in its place or cut to its outline, with its state as sign and colour, and the year where it
    operates.
    """
    paths = {path.region: path for path in coverage.paths}
    outlines = outline_map.of_home()
    tiles = [
        _tile(paths[region.code], region, region.code == chosen, language, outlines)
        for region in regions
        if region.code in paths
    ]
    laid = tile_map.laid(tiles, "tiles stages") if outlines is None else outline_map.shapes(outlines, tiles, language)
    return _section("coverage.map", laid, "coverage.map_caption", language)


def by_part(coverage: Coverage, parts: Sequence[Region], chosen: str | None, language: Language) -> Markup:
    """One tile for each part of a place whose parts hold several regions: in how many an MPP is known to operate."""
    tree = lookups.tree()
    tiles = []
    for part in parts:
        states = [path.state for path in coverage.paths if tree.covers(part.code, path.region)]
        counts = {"count": states.count("operating"), "total": len(states)}
        written = {key: formats.number(count, language) for key, count in counts.items()}
        spoken = say("coverage.tile_nation", language, region=part.name, **written)
        words = tag("span", part.short_name, class_="name"), tag("span", "{count}/{total}".format(**written))
        tile = tag(
            "a",
            *words,
            href=address.link(wilayah=part.code),
            class_=f"tile {TONES['operating'] if counts['count'] else TONES['unknown']}",
            aria_label=spoken,
            title=spoken,
            aria_current="true" if part.code == chosen else None,
            target="_self",
        )
        tiles.append(tag("li", tile, style=f"grid-row:{part.tile_row};grid-column:{part.tile_column}"))
    laid = tile_map.laid(tiles, "tiles stages")
    return _section("coverage.map_nation", laid, "coverage.map_caption_nation", language)


def _section(head: str, laid: Markup, caption: str, language: Language) -> Markup:
    parts = tag("h2", say(head, language)), laid, tag("p", say(caption, language), class_="caption")
    return tag("section", *parts, class_="stages-map", lang=language)


def _tile(path: RegionPath, region: Region, chosen: bool, language: Language, outlines: Drawn | None) -> Markup:
    spoken = say("coverage.tile", language, region=region.name, state=stage_sentence(path, language))
    year = path.since[:4] if path.state == "operating" and path.since else ""
    icon = tag("span", ICONS[path.state], class_="icon", aria_hidden="true")
    longest = max(len(word) for word in region.short_name.split())
    look = "planned" if path.state == "planned" else TONES[path.state]
    link: dict[str, str | None] = {
        "href": address.link(wilayah=region.code),
        "class_": f"tile {look}{' long' if longest > tile_map.LONG else ''}",
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
