"""Every kind of document: what it gathers, and what stands on its pages."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from access.identity.scope import Scope
from data.home import Home
from reports import (
    achievement,
    blocks,
    desk,
    difficulties,
    indicator_sheet,
    minutes,
    provenance,
    provenance_part,
    sheet,
    standing,
    survey,
    survey_paper,
)
from reports.blocks import Block
from reports.content import Content, catalogue, from_json, names
from reports.desk import Desk
from reports.gathered import Gathered
from reports.options import Options
from reports.stamp import Stamp
from text import formats
from text.words import Language, say

GATHER: Mapping[str, Callable[[Desk, Options], Gathered]] = {
    "lembar": sheet.gather,
    "capaian": achievement.gather,
    "skm": survey.gather,
    "hambatan": difficulties.gather,
    "berita-acara": minutes.gather,
    "indikator": indicator_sheet.gather,
}
DRAW: Mapping[str, Callable[[Content, Language], Iterable[Block]]] = {
    "lembar": sheet.blocks,
    "capaian": achievement.blocks,
    "skm": survey_paper.blocks,
    "hambatan": difficulties.blocks,
    "berita-acara": minutes.blocks,
    "indikator": indicator_sheet.blocks,
}
ONE_PAGE = ("lembar", "indikator")
"""Documents whose provenance is a paragraph at the foot of their one page."""


def gather(home: Home, scope: Scope, options: Options, issued: Stamp) -> Content:
    """All that the document says, as it stands in `home` (which a stamp's `as_of` has settled)."""
    with desk.opened(home, scope, provenance.today_of(issued).date()) as sitting:
        found = GATHER[options.document](sitting, options)
        packed = options.format == "csv" and "annotations" not in found.tables
        content = Content(
            provenance=provenance.of(sitting, options, issued),
            catalogue=catalogue(sitting.known),
            names=names(sitting),
            cards=found.cards,
            tables={**found.tables, **(standing.tables(sitting, options) if packed else {})},
            findings=tuple(found.findings),
        )
    return from_json(content.to_json())


def pages(content: Content, language: Language) -> list[dict[str, Any]]:
    """The blocks of the document in one language, its provenance last, as data for the template."""
    drawn = DRAW[content.options.document](content, language)
    if content.options.document in ONE_PAGE:
        return blocks.as_data([*drawn, provenance_part.line(content, language)])
    return blocks.as_data([*drawn, *provenance_part.blocks(content, language)])


def title(content: Content, language: Language) -> str:
    """The document's name with whose it is and of when."""
    options = content.options
    place = content.region_name(options.region, say("region.whole", language))
    named = say(f"report.title_{options.document.replace('-', '_')}", language)
    if options.indicator is not None:
        named = f"{named}: {content.name(options.indicator, language)}"
    return f"{named}, {place}, {formats.period(options.period, language)}"
