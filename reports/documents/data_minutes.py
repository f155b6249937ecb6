"""Berita acara data: what was loaded since the period began, refused and why, changed, and who reported."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from data.ledger import entries
from data.ledger.entries import Entry
from data.ledger.open_problems import PROBLEMS_FILE
from metrics.periods import Period
from reports.content import provenance, stamp
from reports.content.blocks import Block, Column, Grid, Heading, Signatures, Title, Words
from reports.content.content import Content, Gathered, Table
from reports.content.options import Options
from reports.content.workspace import Desk
from reports.documents import letterhead
from reports.parts.provenance_text import moment
from text import formats, spelled
from text.words import Language, known, say

UPLOADS = ("seq", "at", "by", "kind", "file", "sha256", "read", "accepted", "rejected", "counted", "state")
REFUSED = ("seq", "file", "rule", "rows")
CHANGES = ("seq", "at", "by", "kind", "told")
REPORTED = ("region", "months_reported", "months")
CHANGING = ("undo", "targets", "calendar", "reference")


def gather(desk: Desk, options: Options) -> Gathered:
    """Acts since the first day of the period: nothing of the period can have come in earlier."""
    first = Period(options.period).first_day.isoformat()
    listed = [entry for entry in desk.entries if entry.when[:10] >= first]
    counted = {source["seq"]: source["counted"] for source in provenance.sources(desk, options, listed)}
    undone = entries.undone(listed)
    uploads = [entry for entry in listed if entry.is_upload and _is_open(desk, options, entry, counted)]
    shown = {entry.seq for entry in uploads}
    changes = [e for e in listed if e.kind in CHANGING and (e.kind != "undo" or int(e.what["undoes"]) in shown)]
    tables = {
        "uploads": Table(UPLOADS, tuple(_upload(entry, counted, undone) for entry in uploads)),
        "refused": Table(REFUSED, tuple(row for entry in uploads for row in _refused(entry))),
        "changes": Table(CHANGES, tuple(_change(entry) for entry in changes)),
        "reported": _reported(desk, options),
    }
    return Gathered({}, tables)


def _is_open(desk: Desk, options: Options, entry: Entry, counted: dict[int, int]) -> bool:
    """Who sees all sees every file; others, and a region's record, those with rows of theirs or loaded for them."""
    if desk.scope.regions is None and options.region is None:
        return True
    named = entry.what.get("region")
    return entry.seq in counted or (named is not None and named == options.region and desk.scope.sees(named))


def _upload(entry: Entry, counted: dict[int, int], undone: set[int]) -> tuple[Any, ...]:
    what, counts = entry.what, entry.what["counts"]
    state = "undone" if entry.seq in undone else "standing"
    cells = (entry.when, entry.who, entry.kind, what["file"], what["sha256"])
    return (
        entry.seq,
        *cells,
        *(counts[name] for name in ("read", "accepted", "rejected")),
        counted.get(entry.seq, 0),
        state,
    )


def _refused(entry: Entry) -> list[tuple[Any, ...]]:
    """Rule by rule, how many rows it refused; most first."""
    if not entry.what["counts"]["rejected"]:
        return []
    problems = pd.read_parquet(entry.folder / PROBLEMS_FILE, columns=["row_no", "rule", "severity"])
    errors = problems[(problems["severity"] == "error") & problems["row_no"].notna()].drop_duplicates(
        ["row_no", "rule"]
    )
    rules = sorted(errors["rule"].value_counts().items(), key=lambda pair: (-int(pair[1]), str(pair[0])))
    return [(entry.seq, entry.what["file"], str(rule), int(count)) for rule, count in rules]


def _change(entry: Entry) -> tuple[Any, ...]:
    what = entry.what
    text = f"{what['undoes']}: {what['reason']}" if entry.kind == "undo" else what["version"]
    return (entry.seq, entry.when, entry.who, entry.kind, text)


def _reported(desk: Desk, options: Options) -> Table:
    """Of every region in scope, how many months of the period it reported."""
    period = Period(options.period)
    regions = [code for code in desk.reader.regions() if options.region in (None, code)]
    rows = [(code, len(desk.reporting.reported(period, code)), len(period.months)) for code in regions]
    return Table(REPORTED, tuple(rows))


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """The record but its provenance."""
    options = content.options
    place = content.place_name(options.region, language)
    lines = (say("demo.note", language),) if content.provenance["demo"] else ()
    number = say("report.minutes_number", language, number=content.provenance["number"])
    below = f"{place} · {formats.period(options.period, language)}"
    yield Title(say("report.title_berita_acara", language), number, (below, *lines), centred=True)
    yield from _opening(content, language)
    yield Words(_lead(content, language), "lead")
    for name, shape in SHAPES.items():
        yield Heading(say(f"report.chapter_{name}", language), 2)
        table = content.tables[name]
        if table.rows:
            yield _grid(content, table, shape, language)
        else:
            yield Words(say(f"report.none_{name}", language))
    yield Words(say("report.minutes_closing", language))
    yield _signatures(content, language)


PARTIES = ("first_party", "second_party")
"""Who draws the minutes up, and who checks them (`data.settings.home_config.Letterhead`)."""


def _opening(content: Content, language: Language) -> Iterator[Block]:
    """The day in words, and the parties with their office as far as the home names them."""
    day = spelled.day(provenance.today_of(stamp.read(dict(content.provenance))[0]).date(), language)
    yield Words(say("report.minutes_opening", language, day=day))
    columns = tuple(Column(say(f"report.column_{key}", language), share=share) for key, share in SIGNATORY.items())
    lines = []
    for party in PARTIES:
        person = letterhead.carried(content).get(party) or {}
        texts = (person.get(key, letterhead.BLANK) for key in ("name", "nip", "title"))
        lines.append((*texts, say(f"report.{party}", language)))
    yield Grid("", columns, tuple(lines))
    yield Words(say("report.minutes_found", language))


SIGNATORY = {"name": 3, "nip": 3, "title": 3, "party": 2}
"""Columns of the table of parties with their shares of the width."""


def _signatures(content: Content, language: Language) -> Signatures:
    office = letterhead.carried(content)
    beside = tuple(letterhead.signature(office.get(key), say(f"report.{key}", language), language) for key in PARTIES)
    above = office.get("acknowledged_by")
    below = letterhead.signature(above, say("report.acknowledged_by", language), language) if above else None
    return Signatures(letterhead.at_place(content, language), beside, below)


SHAPES: dict[str, Sequence[tuple[str, int]]] = {
    "uploads": (
        ("seq", 0), ("at", 0), ("by", 2), ("kind", 0), ("file", 4), ("read", 0), ("accepted", 0), ("rejected", 0),
        ("counted", 0), ("state", 0),
    ),
    "refused": (("seq", 0), ("file", 1), ("rule", 2), ("rows", 0)),
    "changes": (("seq", 0), ("at", 0), ("by", 1), ("kind", 1), ("told", 2)),
    "reported": (("region", 1), ("months_reported", 0), ("months", 0)),
}  # fmt: skip
"""Table → its columns on paper with their shares of the width."""


NUMBERS = ("seq", "read", "accepted", "rejected", "counted", "rows", "months_reported", "months")


def _lead(content: Content, language: Language) -> str:
    rows = content.tables["uploads"].rows
    at = {name: UPLOADS.index(name) for name in ("read", "accepted", "rejected")}
    sums = {name: formats.number(sum(row[place] for row in rows), language) for name, place in at.items()}
    return say("report.minutes_lead", language, files=formats.number(len(rows), language), **sums)


def _grid(content: Content, table: Table, shape: Sequence[tuple[str, int]], language: Language) -> Grid:
    columns = tuple(
        Column(say(f"report.column_{name}", language), "right" if name in NUMBERS else "left", share)
        for name, share in shape
    )
    places = [table.columns.index(name) for name, _ in shape]
    lines = (tuple(_cell(content, table.columns[i], row[i], language) for i in places) for row in table.rows)
    return Grid("", columns, tuple(lines), small=True)


def _cell(content: Content, column: str, value: Any, language: Language) -> str:
    if column == "at":
        return moment(value, language)
    if column == "region":
        return str(content.names["region"].get(value, value))
    if column == "rule":
        return (
            re.sub(r"\{\w+\}", "…", say(f"problem.{value}", language)) if known(f"problem.{value}", language) else value
        )
    if column in ("kind", "state"):
        key = f"report.{column}_{value}"
        return say(key, language) if known(key, language) else str(value)
    return formats.number(value, language) if isinstance(value, int) and column != "seq" else str(value)
