"""The last part of every document: number, ground, versions, rows, sources and how to check it, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from data import clock
from metrics.acts import deviations, signed_periods
from metrics.periods import Period
from reports.content.blocks import Block, Checkpoint, Column, Grid, Heading, Title, Words
from reports.content.content import Content, Gathered
from reports.content.options import Options
from reports.content.workspace import Desk
from reports.proof import qr_code
from text import formats
from text.words import Language, say

NAMED = 3
"""Changed figures that the line names."""


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """The whole of it, the source files as a table that goes on over pages."""
    yield Heading(say("report.provenance", language), 2, new_page=True)
    columns = (
        Column(say("report.column_property", language)),
        Column(say("report.column_definition", language), share=1),
    )
    yield Grid("", columns, tuple(facts(content, language)), small=True)
    yield Words(say("report.how_to_check", language), "small")
    yield from checkpoint(content, language)
    yield _sources(content, language)


def line(content: Content, language: Language) -> Words:
    """The same in one small paragraph, for a document of one page."""
    texts = [f"{label}: {text}" for label, text in facts(content, language)]
    return Words(". ".join([*texts, say("report.sources_attached", language)]) + ".", "small")


def checkpoint(content: Content, language: Language) -> Iterator[Block]:
    """The checkpoint of the ledger as text and QR code; nothing in a document of an earlier program."""
    line = content.provenance.get("checkpoint")
    if line is not None:
        text = say("report.checkpoint_told", language)
        yield Checkpoint(text, line, qr_code.svg(line), say("report.checkpoint_alt", language, line=line))


def facts(content: Content, language: Language) -> list[tuple[str, str]]:
    """Label and text of everything the provenance tells but the source files."""
    provenance = content.provenance
    versions = provenance["versions"]
    scope = provenance["scope"]
    listed = {
        "number": provenance["number"],
        "issued": say("report.issued", language, at=moment(provenance["at"], language), by=provenance["by"]),
        "as_of": say("report.ledger", language, seq=provenance["as_of"], head=provenance["ledger_head"] or "-"),
        "asked": ", ".join(str(provenance[name]) for name in ("document", "format", "language", "period")),
        "region": content.place_name(provenance["region"], language),
        "scope": say("report.scope_all", language) if scope is None else ", ".join(scope),
        "filters": say("report.no_filters", language),
        "versions": ", ".join(f"{say(f'report.version_{kind}', language)} {v}" for kind, v in versions.items()),
        "rows": say(
            "report.rows_told",
            language,
            accepted=formats.number(provenance["rows"]["accepted"], language),
            rejected=formats.number(provenance["rows"]["rejected"], language),
            files=formats.number(len(provenance["sources"]), language),
        ),
        "rounding": say("report.rounding_rule", language),
        "figures_sha256": content.sha256,
    }
    return [(say(f"report.fact_{key}", language), text) for key, text in listed.items()]


def moment(written: str, language: Language) -> str:
    """A moment of the ledger (ISO 8601) in words, on the clock it is written in."""
    return formats.moment(clock.as_written(datetime.fromisoformat(written)), language)


def _sources(content: Content, language: Language) -> Block:
    sources = content.provenance["sources"]
    if not sources:
        return Words(say("report.no_sources", language))
    columns = (
        Column(say("report.column_seq", language), "right"),
        Column(say("report.column_file", language), share=1),
        Column(say("report.column_accepted", language), "right"),
        Column(say("report.column_rejected", language), "right"),
        Column(say("report.column_sha256", language)),
    )
    rows = []
    for source in sources:
        counts = (formats.number(source[name], language) for name in ("accepted", "rejected"))
        rows.append((str(source["seq"]), source["file"], *counts, source["sha256"]))
    return Grid(say("report.sources", language), columns, tuple(rows), small=True)


def acts(desk: Desk, options: Options, gathered: Gathered) -> dict[str, Any]:
    """What people put on record of the figures: their sign-off, and the deviations accepted of those that miss."""
    rows = [row for card in gathered.cards.values() for row in card if deviations.ACCEPTED in row["reasons"]]
    missed = [(row["indicator"], _place(desk, row["member"]), Period(row["period"])) for row in rows]
    accepted = [
        deviations.as_dict(deviation)
        for deviation in deviations.in_force(desk.entries, desk.today)
        if any(deviation.covers(*of_row) for of_row in missed)
    ]
    return {"sign_off": _sign_off(desk, options, gathered), "deviations": accepted}


def _place(desk: Desk, member: str) -> str | None:
    return None if member == desk.province else member


def _sign_off(desk: Desk, options: Options, gathered: Gathered) -> dict[str, Any]:
    """The sign-off of the document's period and place, and its figures that are no longer as they were signed."""
    standing = signed_periods.sign_off(desk.entries, Period(options.period), options.region, desk.tree)
    rows = [row for card in gathered.cards.values() for row in card if "restated" in row["reasons"]]
    changed = dict.fromkeys((row["indicator"], row["period"], row["member"]) for row in rows)
    act = standing.act
    signed = {} if act is None else {"entry": act.seq, "by": act.who, "at": act.when, "document": act.document}
    counts = {"state": standing.state, "months": standing.months, "signed": standing.signed}
    return {**counts, **signed, "changed": [list(key) for key in changed]}


def sign_off_line(content: Content, language: Language) -> str:
    """The sign-off in a sentence or two; empty in a document of an earlier program."""
    told_by = content.provenance.get("sign_off")
    if told_by is None:
        return ""
    filled = {name: told_by.get(name, "") for name in ("by", "document", "months", "signed", "entry")}
    at = moment(told_by["at"], language) if "at" in told_by else ""
    parts = [say(f"sign_off.line_{told_by['state']}", language, at=at, **filled)]
    if changed := told_by["changed"]:
        count = formats.number(len(changed), language)
        parts.append(say("sign_off.line_changed", language, count=count, names=_names(content, changed, language)))
    return " ".join(parts)


def _names(content: Content, changed: list[list[str]], language: Language) -> str:
    places = content.names["region"]
    names = [
        content.name(indicator, language) + (f" ({places[member]})" if member in places else "")
        for indicator, _, member in changed[:NAMED]
    ]
    return ", ".join([*names, *(["…"] if len(changed) > NAMED else [])])


def deviation_lines(content: Content, language: Language) -> list[str]:
    """The accepted deviations, one a sentence."""
    return [
        say(
            "deviation.paper",
            language,
            until=formats.date(date.fromisoformat(deviation["until"]), language),
            indicator=content.name(deviation["indicator"], language),
            place=content.place_name(deviation["region"], language),
            document=deviation["document"],
        )
        for deviation in content.provenance.get("deviations", ())
    ]


def with_acts(blocks: Iterable[Block], content: Content, language: Language) -> Iterator[Block]:
    """The blocks of a document, sign-off and accepted deviations among the lines of its title."""
    said = [line for line in (sign_off_line(content, language), *deviation_lines(content, language)) if line]
    for block in blocks:
        yield replace(block, lines=(*block.lines, *said)) if isinstance(block, Title) else block
