"""The tile map: every region the same size at about its place, so that a small one is seen as well as a large one.

It is a list of links, worst first, that a style sheet lays out as a map; on a phone it stays a list.
"""

from collections.abc import Mapping, Sequence

from metrics.catalogue.indicators import OPERATING, Indicator
from metrics.judgement.row import Row
from pages.components.charts import outline_map
from pages.components.charts.outline_map import Drawn
from pages.components.html.markup import Markup, plain_table, tag
from pages.components.html.ordering import attention_first
from pages.components.html.status_mark import icon, interval_mark
from pages.components.runtime import address
from pages.components.runtime.lookups import Region
from text import formats
from text.signs import tone
from text.words import Language, say

"""The one indicator that is 1 or 0 in a region; it is told in words."""

LONG = 10
"""Letters of a word beyond which a tile takes smaller type."""


def tile_map(
    rows: Sequence[Row],
    regions: Sequence[Region],
    indicator: Indicator,
    chosen: str | None,
    language: Language,
    outlines: Drawn | None = None,
) -> Markup:
    """One tile per region with its value and status, cut to its outline where there is one; `chosen` is shown now."""
    place = {region.code: region for region in regions}
    shade = _shades(rows)
    tiles = [
        _tile(row, place[row.member], shade.get(row.member), row.member == chosen, indicator, language, outlines)
        for row in attention_first(rows)
        if row.member in place
    ]
    if outlines is not None:
        return outline_map.shapes(outlines, tiles, language)
    return laid(tiles, language=language)


def laid(tiles: Sequence[Markup], look: str = "tiles", language: Language | None = None) -> Markup:
    """Tiles as a map where there is room for their names, else as a list, in the order that they have."""
    return tag("div", tag("ul", *tiles, class_=look, lang=language), class_="tiles-room")


def caption(rows: Sequence[Row], indicator: Indicator, language: Language) -> str:
    """What the tiles add up to, the unit, and, where there is a target, which way is better."""
    if indicator.id == OPERATING:
        return f"{_operating(rows, language)}. {say('map.open', language)}"
    unit = say(f"unit.label_{indicator.unit}", language)
    better = say(f"better.{indicator.better}", language) if _with_target(rows) else None
    said = say("map.unit", language, unit=", ".join(part for part in (unit, better) if part))
    return f"{_counts(rows, language)}. {said} {say('map.open', language)}"


def value(row: Row, indicator: Indicator, language: Language, *, bare: bool = False) -> str:
    """A region's figure in words; whether an MPP operates is told as such, not as 1 or 0."""
    if indicator.id == OPERATING and row.actual is not None:
        return say(("map.operating" if row.actual else "map.not_operating") + ("_short" if bare else ""), language)
    return formats.short(row.actual, indicator.unit, language, bare=bare, apart_from=row.target_unmet)


def table(rows: Sequence[Row], regions: Sequence[Region], indicator: Indicator, language: Language) -> Markup:
    """Region, actual, target, status; worst first."""
    names = {region.code: region.name for region in regions}
    columns = ("actual", "target", "status")
    titles = (say("region.label", language), *(say(f"overview.{column}", language) for column in columns))
    lines = [
        (
            tag("a", names[row.member], href=address.link(wilayah=row.member), target="_self"),
            formats.with_cases(value(row, indicator, language), row.n, language),
            formats.short_goal(row.target, indicator.unit, language, apart_from=row.actual_unmet),
            interval_mark(row, indicator.unit, language),
        )
        for row in attention_first(rows)
        if row.member in names
    ]
    return plain_table(titles, lines, language)


def _tile(
    row: Row,
    region: Region,
    shade: int | None,
    chosen: bool,
    indicator: Indicator,
    language: Language,
    outlines: Drawn | None,
) -> Markup:
    status = say(f"status.{row.status}", language)
    spoken = say("map.tile", language, region=region.name, value=value(row, indicator, language), status=status)
    shown = tag("b", value(row, indicator, language, bare=True))
    link: dict[str, str | None] = {
        "href": address.link(wilayah=region.code),
        "class_": " ".join(_classes(row, region, shade)),
        "aria_label": spoken,
        "title": spoken,
        "aria_current": "true" if chosen else None,
    }
    if outlines is not None:
        label = (icon(row.status), shown if row.actual is not None and region.code in outlines.roomy else None)
        return outline_map.shape(outlines, region.code, label, tone(row.status), **link)
    words = (tag("span", region.short_name, class_="name"), tag("span", icon(row.status), shown, class_="value"))
    tile = tag("a", *words, target="_self", **link)
    return tag("li", tile, style=f"grid-row:{region.tile_row};grid-column:{region.tile_column}")


def _classes(row: Row, region: Region, shade: int | None) -> list[str]:
    longest = max(len(word) for word in region.short_name.split())
    return ["tile", tone(row.status), *([f"shade{shade}"] if shade else []), *(["long"] if longest > LONG else [])]


def _shades(rows: Sequence[Row]) -> Mapping[str, int]:
    """For an indicator without target: four steps of one grey by size, 1 (least) to 4; empty when targets exist."""
    if _with_target(rows):
        return {}
    known = {row.member: row.actual for row in rows if row.actual is not None}
    top = max(known.values(), default=0)
    return {member: min(4, 1 + int(4 * actual / top)) if top > 0 else 1 for member, actual in known.items()}


def _counts(rows: Sequence[Row], language: Language) -> str:
    achieved = sum(row.is_met for row in rows)
    missed = sum(row.is_missed for row in rows)
    if _with_target(rows):
        return say("map.tally", language, achieved=achieved, missed=missed, other=len(rows) - achieved - missed)
    with_data = sum(row.actual is not None for row in rows)
    return say("map.tally_plain", language, with_data=with_data, other=len(rows) - with_data)


def _operating(rows: Sequence[Row], language: Language) -> str:
    known = [row.actual for row in rows if row.actual is not None]
    operating = sum(1 for actual in known if actual)
    return say(
        "map.tally_operating", language, yes=operating, no=len(known) - operating, unknown=len(rows) - len(known)
    )


def _with_target(rows: Sequence[Row]) -> bool:
    return any(row.has_target for row in rows)
