"""A document on paper: PDF/A-3a and PDF/UA-1, drawn by typst with the shipped fonts only, its figures attached as JSON.

The same content gives the same bytes on every machine with the same lock.
"""

import base64
import functools
import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import typst

from data.errors import SetupError, error_text
from reports.content.content import Content
from reports.content.glyphs import FONTS, printable
from reports.content.provenance import today_of
from reports.content.stamp import read
from reports.documents import registry
from text.words import Language, say

TEMPLATE = Path(__file__).resolve().parent / "document.typ"
FIGURES = "figures.json"
"""The name of the attachment that holds the content."""
Part = tuple[Language, list[dict[str, Any]]]
"""Blocks in one language, as data."""
LOGO = "logo"
PPI = 96.0
"""Of a picture of a page: 794 pixels wide."""
STANDARDS = ["a-3a", "ua-1"]
_AT_ONCE = threading.Lock()
"""The compiler refuses who asks it while it is at another document."""


def render(content: Content) -> bytes:
    """The PDF of a content."""
    return drawn(content, [(language, registry.pages(content, language)) for language in content.options.languages])


def drawn(content: Content, parts: Sequence[Part]) -> bytes:
    """The PDF of these parts of a content."""
    return bytes(_compiled(content, parts, "pdf", pdf_standards=STANDARDS))


def pictured(content: Content, parts: Sequence[Part], across: str) -> list[bytes]:
    """The pages as pictures (PNG) with a word across each; of no use as a document."""
    pictures = _compiled(content, parts, "png", across, ppi=PPI)
    return [bytes(page) for page in pictures] if isinstance(pictures, list) else [bytes(pictures)]


def _compiled(
    content: Content, parts: Sequence[Part], form: Literal["pdf", "png"], across: str = "", **how: Any
) -> Any:
    issued, _, _ = read(dict(content.provenance))
    inputs = {"document": _told(content, parts, across), "figures": content.to_json().decode("utf-8")}
    try:
        with _AT_ONCE:
            return _compiler().compile(format=form, sys_inputs=inputs, timestamp=int(issued.moment.timestamp()), **how)
    except typst.TypstError as error:
        if "decode image" in str(error) or "parse SVG" in str(error):
            raise SetupError(error_text("letterhead_logo", file=LOGO, finding=_first_line(error))) from error
        raise


def _first_line(error: typst.TypstError) -> str:
    return str(error).partition("\n")[0]


@functools.lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        input=str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=[str(FONTS)], ignore_system_fonts=True
    )


def _logo(content: Content) -> dict[str, Any] | None:
    """The logo of the letterhead as the template takes it: its form and its bytes as numbers."""
    logo = (content.provenance.get("letterhead") or {}).get("logo")
    return logo and {"form": logo["form"], "data": list(base64.b64decode(logo["base64"]))}


def _told(content: Content, parts: Sequence[Part], across: str) -> str:
    """What the template draws: title, running head, and the blocks of each language, provenance last."""
    options = content.options
    first = options.languages[0]
    moment = today_of(read(dict(content.provenance))[0])
    title = registry.title(content, first)
    number = content.provenance["number"]
    values = {
        "title": printable(title),
        "author": say("app.name", first),
        "date": {"year": moment.year, "month": moment.month, "day": moment.day},
        "one_page": options.document in registry.ONE_PAGE,
        "running": printable(say("report.running", first, number=number, title=title)),
        "across": across,
        "logo": _logo(content),
        "attached": say("report.attached", first),
        "parts": [{"language": language, "blocks": blocks} for language, blocks in parts],
    }
    return json.dumps(values, ensure_ascii=False)
