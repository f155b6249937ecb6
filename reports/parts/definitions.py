"""What each indicator is: the definitions that the figures of a document were computed with."""

from collections.abc import Iterator

from reports.content.blocks import Block, Column, Grid, Heading
from reports.content.content import Content
from text.words import Language, say


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """What each indicator is: the definitions that the figures were computed with."""
    yield Heading(say("report.chapter_definitions", language), 2, new_page=True)
    columns = (
        Column(say("report.column_property", language)),
        Column(say("report.column_definition", language), share=1),
    )
    for id_, told in content.catalogue.items():
        yield Heading(content.name(id_, language), 3)
        yield Grid("", columns, tuple((label, text) for label, text in told["definition"][language]), small=True)
