"""A look at a document before it is issued: its first page as a picture, and what it will hold. It is no act.

Nothing is written to the ledger, there is no number, and the picture says what it is.
"""

from dataclasses import dataclass, replace

from access.identity.scope import Scope
from data.home import Home
from data.ledger import entries
from data.settings.places import now_of
from reports.content.content import Content
from reports.content.options import Options
from reports.content.stamp import Stamp
from reports.content.workspace import checked_region
from reports.documents import registry
from reports.lifecycle import letterhead
from text.words import say

FIRST = 14
"""Blocks that fill the first page of any document."""


@dataclass(frozen=True)
class Preview:
    """The first page (PNG), and counts: indicators with a figure and all, figures of any scorecard, files, rows."""

    options: Options
    first_page: bytes
    with_figure: int
    indicators: int
    figures: int
    files: int
    rows: int


def preview(home: Home, scope: Scope, options: Options, who: str) -> Preview:
    """The preview of a document as it would be issued now; a region out of scope is a RefusedError."""
    checked_region(home, options.region)
    word = say("report.preview", options.languages[0])
    seq, head = entries.head(home)
    printed = replace(options, format="pdf")
    stamp = Stamp(word, seq, head, now_of(home).isoformat(), who, letterhead=letterhead.of(home, printed))
    content = registry.gather(home, scope, printed, stamp)
    rows = [row for card in content.cards.values() for row in card]
    scorecard = content.cards.get("period", [])
    return Preview(
        options=options,
        first_page=_first_page(content, word),
        with_figure=len({row["indicator"] for row in scorecard if row["actual"] is not None}),
        indicators=len({row["indicator"] for row in scorecard}),
        figures=sum(row["actual"] is not None for row in rows),
        files=len(content.provenance["sources"]),
        rows=content.provenance["rows"]["accepted"],
    )


def _first_page(content: Content, word: str) -> bytes:
    from reports.formats import pdf

    language = content.options.languages[0]
    blocks = registry.pages(content, language)
    if content.options.document not in registry.ONE_PAGE:
        blocks = blocks[:FIRST]
    return pdf.pictured(content, [(language, blocks)], word)[0]
