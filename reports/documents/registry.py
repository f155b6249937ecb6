"""Every kind of document: what it gathers, and what stands on its pages."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from access.identity.scope import Scope
from data.home import Home
from reports.content import blocks, provenance, workspace
from reports.content.blocks import Block
from reports.content.content import Content, Gathered, catalogue, from_json, names
from reports.content.options import Options
from reports.content.stamp import Stamp
from reports.content.workspace import Desk
from reports.documents import (
    achievement_report,
    data_minutes,
    governor_sheet,
    indicator_sheet,
    letterhead,
    obstacle_report,
    performance_agreement,
    survey_report,
)
from reports.parts import context_tables, provenance_text, survey_tables
from text import formats
from text.words import Language, say

GATHER: Mapping[str, Callable[[Desk, Options], Gathered]] = {
    "lembar": governor_sheet.gather,
    "capaian": achievement_report.gather,
    "skm": survey_tables.gather,
    "hambatan": obstacle_report.gather,
    "berita-acara": data_minutes.gather,
    "indikator": indicator_sheet.gather,
}
DRAW: Mapping[str, Callable[[Content, Language], Iterable[Block]]] = {
    "lembar": governor_sheet.blocks,
    "capaian": achievement_report.blocks,
    "skm": survey_report.blocks,
    "hambatan": obstacle_report.blocks,
    "berita-acara": data_minutes.blocks,
    "indikator": indicator_sheet.blocks,
}
ONE_PAGE = ("lembar", "indikator")
"""Documents whose provenance is a paragraph at the foot of their one page."""


def gather(home: Home, scope: Scope, options: Options, issued: Stamp) -> Content:
    """All that the document says, as it stands in `home` (which a stamp's `as_of` has settled)."""
    with workspace.Desk(home, scope, today=provenance.today_of(issued).date()) as sitting:
        gathered = GATHER[options.document](sitting, options)
        packed = options.format == "csv" and "annotations" not in gathered.tables
        content = Content(
            provenance=provenance.of(sitting, options, issued) | provenance_text.acts(sitting, options, gathered),
            catalogue=catalogue(sitting.indicators),
            names=names(sitting),
            cards=gathered.cards,
            tables={**gathered.tables, **(context_tables.tables(sitting, options) if packed else {})},
            findings=tuple(gathered.findings),
        )
    return from_json(content.to_json())


def pages(content: Content, language: Language) -> list[dict[str, Any]]:
    """The blocks of the document in one language, its provenance last, as data for the template."""
    body = provenance_text.with_acts(DRAW[content.options.document](content, language), content, language)
    signed = letterhead.signed(content, language) if content.options.document in letterhead.LETTERS else ()
    drawn = (*letterhead.head(content, language), *body, *signed)
    if content.options.document in ONE_PAGE:
        foot = (provenance_text.line(content, language), *provenance_text.checkpoint(content, language))
        return blocks.as_data([*drawn, *foot])
    return blocks.as_data([*drawn, *provenance_text.blocks(content, language)])


def to_edit(content: Content, language: Language) -> list[dict[str, Any]]:
    """The same for a file to edit, which says so at its end; the chapter of an LKjIP begins with its table."""
    drawn = pages(content, language)
    note = blocks.as_data([performance_agreement.to_edit(content, language)])
    if content.options.document != "capaian":
        return [*drawn, *note]
    first = next(place for place, block in enumerate(drawn) if block["block"] == "heading")
    agreement = blocks.as_data([*performance_agreement.blocks(content, language)])
    return [*drawn[:first], *agreement, *drawn[first:], *note]


def title(content: Content, language: Language) -> str:
    """The document's name with whose it is and of when."""
    options = content.options
    place = content.place_name(options.region, language)
    if options.document == "lembar":
        named = governor_sheet.kind_title(content, language)
    else:
        named = say(f"report.title_{options.document.replace('-', '_')}", language)
    if options.indicator is not None:
        named = f"{named}: {content.name(options.indicator, language)}"
    return f"{named}, {place}, {formats.period(options.period, language)}"
