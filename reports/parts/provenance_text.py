"""The last part of every document: number, ground, versions, rows, sources and how to check it, in words."""

from collections.abc import Iterator
from datetime import datetime

from data import clock
from reports.content.blocks import Block, Checkpoint, Column, Grid, Heading, Words
from reports.content.content import Content
from reports.proof import qr_code
from text import formats
from text.words import Language, say


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """The whole of it, the source files as a table that goes on over pages."""
    yield Heading(say("report.provenance", language), 2, new_page=True)
    columns = (
        Column(say("report.column_property", language)),
        Column(say("report.column_definition", language), share=1),
    )
    yield Grid("", columns, tuple(facts(content, language)), small=True)
    yield _sources(content, language)
    yield Words(say("report.how_to_check", language), "small")
    yield from checkpoint(content, language)


def line(content: Content, language: Language) -> Words:
    """The same in one small paragraph, for a document of one page."""
    told = [f"{label}: {text}" for label, text in facts(content, language)]
    return Words(". ".join([*told, say("report.sources_attached", language)]) + ".", "small")


def checkpoint(content: Content, language: Language) -> Iterator[Block]:
    """The checkpoint of the ledger as text and QR code; nothing in a document of an earlier program."""
    line = content.provenance.get("checkpoint")
    if line is not None:
        text = say("report.checkpoint_told", language)
        yield Checkpoint(text, line, qr_code.svg(line), say("report.checkpoint_alt", language, line=line))


def facts(content: Content, language: Language) -> list[tuple[str, str]]:
    """Label and text of everything the provenance tells but the source files."""
    told = content.provenance
    versions = told["versions"]
    scope = told["scope"]
    listed = {
        "number": told["number"],
        "issued": say("report.issued", language, at=moment(told["at"], language), by=told["by"]),
        "as_of": say("report.ledger", language, seq=told["as_of"], head=told["ledger_head"] or "-"),
        "asked": ", ".join(str(told[name]) for name in ("document", "format", "language", "period")),
        "region": content.region_name(told["region"], say("region.whole", language)),
        "scope": say("report.scope_all", language) if scope is None else ", ".join(scope),
        "filters": say("report.no_filters", language),
        "versions": ", ".join(f"{say(f'report.version_{kind}', language)} {v}" for kind, v in versions.items()),
        "rows": say(
            "report.rows_told",
            language,
            accepted=formats.number(told["rows"]["accepted"], language),
            rejected=formats.number(told["rows"]["rejected"], language),
            files=formats.number(len(told["sources"]), language),
        ),
        "rounding": say("report.rounding_rule", language),
        "figures_sha256": content.sha256,
    }
    return [(say(f"report.fact_{key}", language), text) for key, text in listed.items()]


def moment(written: str, language: Language) -> str:
    """A moment of the ledger (ISO 8601) in words, in WIB."""
    return formats.moment(datetime.fromisoformat(written).astimezone(clock.WIB), language)


def _sources(content: Content, language: Language) -> Block:
    sources = content.provenance["sources"]
    if not sources:
        return Words(say("report.no_sources", language))
    columns = (
        Column(say("report.column_seq", language), "right"),
        Column(say("report.column_file", language), share=2),
        Column(say("report.column_accepted", language), "right"),
        Column(say("report.column_rejected", language), "right"),
        Column(say("report.column_sha256", language), share=3),
    )
    rows = []
    for source in sources:
        counts = (formats.number(source[name], language) for name in ("accepted", "rejected"))
        rows.append((str(source["seq"]), source["file"], *counts, source["sha256"]))
    return Grid(say("report.sources", language), columns, tuple(rows), small=True)
