"""What holds regions back on their way to an MPP: obstacles apart from challenges, with the people who wait."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reports.content.blocks import Block, Column, Grid, Words
from reports.content.content import Content
from text import formats
from text.words import Language, say

CONTROLLABLE = {"hambatan": ("yes", "partly", ""), "tantangan": ("no",)}
NAMED = 5
"""Regions named for an obstacle; the others are counted."""


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """Declared obstacles with their regions and the people who live there; challenges in a table of their own."""
    held = content.records("coverage_held")
    for key, wanted in CONTROLLABLE.items():
        rows = [row for row in held if row["controllable"] in wanted]
        if rows:
            yield _held(
                content, rows, f"{say('coverage.obstacles', language)}: {say(f'report.{key}', language)}", language
            )
    if not held:
        yield Words(say("report.coverage_none_declared", language), "small")


def _held(content: Content, rows: Sequence[Mapping[str, Any]], caption: str, language: Language) -> Grid:
    columns = (
        Column(say("report.column_obstacle", language), share=2),
        Column(say("report.column_region_codes", language), share=3),
        Column(say("report.column_regions", language), "right"),
        Column(say("report.column_population", language), "right"),
    )
    lines = []
    for row in rows:
        codes = row["region_codes"].split()
        names = [content.region_name(code, code) for code in codes[:NAMED]]
        if len(codes) > NAMED:
            names.append(say("report.and_others", language, count=len(codes) - NAMED))
        counts = (formats.number(row[key], language) for key in ("regions", "population"))
        lines.append((content.obstacle_name(row["obstacle"], language), ", ".join(names), *counts))
    return Grid(caption, columns, tuple(lines), small=True)
