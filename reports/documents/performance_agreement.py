"""The table of a performance agreement as e-SAKIP takes it: indicator, unit, target, actual, achievement, level."""

from collections.abc import Iterator

from reports.content.blocks import Block, Column, Grid, Heading, Words
from reports.content.content import Content
from reports.parts import beside, scorecard_text
from reports.parts.scorecard_text import Told
from text import formats
from text.words import Language, say

COLUMNS = (
    "seq_no",
    "indicator",
    "unit",
    "better",
    "target",
    "actual",
    "achievement",
    "level",
    "last_year",
    "year_target",
)
NUMBERS = ("target", "actual", "achievement", "last_year", "year_target")


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """The table under its heading; one line for each indicator with a target, figures as on the page."""
    rows = [row for row in content.cards["period"] if scorecard_text.row_of(row).has_target]
    before = {row["indicator"]: row for row in content.cards["last_year"]}
    yield Heading(say("report.chapter_agreement", language), 2)
    columns = tuple(
        Column(say(f"report.column_{key}", language), "right" if key in NUMBERS else "left") for key in COLUMNS
    )
    lines = tuple(_line(content, place, row, before[row["indicator"]], language) for place, row in enumerate(rows, 1))
    yield Grid(say("report.agreement", language), columns, lines, small=True)


def to_edit(content: Content, language: Language) -> Words:
    """What the file is for, and which figures hold."""
    return Words(say("report.to_edit", language, number=content.provenance["number"]), "small")


def _line(content: Content, place: int, row: Told, before: Told, language: Language) -> tuple[str, ...]:
    id_, about = row["indicator"], content.catalogue[row["indicator"]]
    return (
        str(place),
        content.name(id_, language),
        say(f"unit.label_{about['unit']}", language),
        say(f"better.{about['better']}", language),
        scorecard_text.target(content, row, language),
        scorecard_text.actual(content, row, language),
        scorecard_text.achievement(row, language),
        scorecard_text.level(row, language),
        formats.quantity(before["actual"], about["unit"], language, apart_from=scorecard_text.target_unmet(before)),
        beside.year_target(content, id_, content.options.region, language),
    )
