"""What happened in the months of a document (a new rule, a flood, a new counter): marks on charts, and one table."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reports.content.blocks import Block, Column, Grid, Heading
from reports.content.content import Content
from text import formats
from text.words import Language, say

Note = Mapping[str, Any]
"""A row of the table `annotations`."""
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def about(content: Content, indicator: str, region: str | None, months: Sequence[str]) -> list[Note]:
    """The notes of these months that a chart of an indicator shows; those of the province are shown everywhere."""
    return [
        row
        for row in content.records("annotations")
        if row["month"] in months and row["indicator"] in (None, indicator) and row["region"] in (None, region)
    ]


def mark(content: Content, note: Note) -> str:
    """The number of a note as a small sign; it is the same on every chart and in the table."""
    number = [row["seq"] for row in content.records("annotations")].index(note["seq"]) + 1
    return str(number).translate(SUPERSCRIPTS)


def said(note: Note, language: Language) -> str:
    """Month and text in one line."""
    text = f"{formats.month(note['month'], language)}: {note['text']}"
    return f"{text} ({say('report.rebased', language)})" if note["rebase"] else text


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """The table of all notes under a heading; nothing where there is none."""
    notes = content.records("annotations")
    if not notes:
        return
    yield Heading(say("report.chapter_annotations", language), 2)
    columns = (
        Column(""),
        Column(say("report.column_month", language)),
        Column(say("report.column_indicator", language), share=1),
        Column(say("report.column_region", language), share=1),
        Column(say("report.column_text", language), share=2),
    )
    yield Grid("", columns, tuple(_line(content, note, language) for note in notes), small=True)


def _line(content: Content, note: Note, language: Language) -> tuple[str, ...]:
    known = note["indicator"] in content.catalogue
    indicator = content.name(note["indicator"], language) if known else say("report.every_indicator", language)
    place = content.place_name(note["region"], language)
    text = f"{note['text']} ({say('report.rebased', language)})" if note["rebase"] else note["text"]
    return (mark(content, note), formats.month(note["month"], language), indicator, place, text)
