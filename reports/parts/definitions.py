"""What each indicator of a document is, in plain words; its SQL stands in the package and on the page Metodologi."""

from collections.abc import Iterator

from reports.content.blocks import Block, Column, Grid, Heading
from reports.content.content import Content
from text.words import Language, known, say

UNSUR = "unsur_"


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """One table of the indicators that have a target or a figure in the document's period."""
    yield Heading(say("report.chapter_definitions", language), 2, new_page=True)
    keys = {"indicator": 6, "definition": 15, "unit": 3, "better": 4, "legal_basis": 6}
    columns = tuple(Column(_title(key, language), share=share) for key, share in keys.items())
    shown = [row["indicator"] for row in content.cards["period"] if row["target"] or row["actual"] is not None]
    yield Grid("", columns, tuple(_line(content, id_, language) for id_ in shown), small=True)


def in_plain_words(content: Content, id_: str, language: Language) -> str:
    """What is counted, of what: the words of the catalogue, with the counting told where they leave it out."""
    key = f"plain.{UNSUR.strip('_') if id_.startswith(UNSUR) else id_}"
    why = str(content.catalogue[id_]["why"][language])
    return f"{say(key, language)} {why}" if known(key, language) else why


def _title(key: str, language: Language) -> str:
    return say("method.legal_basis" if key == "legal_basis" else f"report.column_{key}", language)


def _line(content: Content, id_: str, language: Language) -> tuple[str, ...]:
    indicator = content.catalogue[id_]
    return (
        content.name(id_, language),
        in_plain_words(content, id_, language),
        say(f"unit.label_{indicator['unit']}", language),
        say(f"better.{indicator['better']}", language),
        indicator["legal_basis"],
    )
