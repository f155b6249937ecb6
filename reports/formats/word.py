"""A document as a Word file to edit: the blocks of the page as headings, paragraphs and tables, its figures beside.

The chapter of an LKjIP begins with the table that e-SAKIP asks for. Charts stay in the PDF. The same content gives the
same parts; once edited it is no longer the document that was issued, and `verify` says so.
"""

import base64
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

from reports.content.content import Content
from reports.content.provenance import today_of
from reports.content.stamp import read
from reports.documents import registry
from reports.uploads.problem_list import CREATED_AT
from text.words import say

FIGURES = "customXml/figures.json"
"""The part that holds the content."""
BODY = "word/document.xml"
TYPES = "[Content_Types].xml"
JSON_TYPE = b'<Default Extension="json" ContentType="application/json"/><Default Extension="xml"'
DATED = (1980, 1, 1, 0, 0, 0)
PICTURES = ("png", "jpg")
Block = Mapping[str, Any]


def render(content: Content) -> bytes:
    """The Word file of a content, in each of its languages; its parts in order of their names, dated alike."""
    book = docx.Document()
    _set_up(book, content)
    for place, language in enumerate(content.options.languages):
        if place:
            book.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for block in registry.to_edit(content, language):
            draw = DRAW.get(block["block"])
            if draw is not None:
                draw(book, block, content)
    made = io.BytesIO()
    book.save(made)
    return _packed(made, content)


def _set_up(book: Any, content: Content) -> None:
    """A4, the margins of a letter, and what the file says of itself."""
    [section] = book.sections
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    book.styles["Normal"].font.name, book.styles["Normal"].font.size = "Arial", Pt(10)
    first = content.options.languages[0]
    about = book.core_properties
    about.title, about.author, about.comments = registry.title(content, first)[:255], say("app.name", first), ""
    about.created = about.modified = CREATED_AT
    issued = today_of(read(dict(content.provenance))[0])
    section.footer.paragraphs[0].text = f"{content.provenance['number']} · {issued:%Y-%m-%d}"


def _packed(made: io.BytesIO, content: Content) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parts:
        packed = {name: source.read(name) for name in source.namelist()}
        packed[TYPES] = packed[TYPES].replace(b'<Default Extension="xml"', JSON_TYPE, 1)
        packed[FIGURES] = content.to_json()
        for name in sorted(packed, key=lambda name: (name != TYPES, name)):
            part = zipfile.ZipInfo(name, DATED)
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 3
            parts.writestr(part, packed[name])
    return target.getvalue()


def _title(book: Any, block: Block, content: Content) -> None:
    book.add_heading(block["text"], 1)
    for text in (block["below"], *block["lines"]):
        book.add_paragraph(text)


def _heading(book: Any, block: Block, content: Content) -> None:
    book.add_heading(block["text"], block["level"])


def _words(book: Any, block: Block, content: Content) -> None:
    run = book.add_paragraph().add_run(block["text"])
    run.bold = block["look"] == "lead"
    if block["look"] == "small":
        run.font.size = Pt(8.5)


def _items(book: Any, block: Block, content: Content) -> None:
    for text in block["texts"]:
        book.add_paragraph(text, style="List Bullet")


def _grid(book: Any, block: Block, content: Content) -> None:
    if block["caption"]:
        book.add_paragraph().add_run(block["caption"]).bold = True
    titles = [column["title"] for column in block["columns"]]
    aligned = [column["align"] for column in block["columns"]]
    rows = [[_text(cell) for cell in row] for row in block["rows"]]
    _table(book, [titles, *rows], aligned)


def _fields(book: Any, block: Block, content: Content) -> None:
    for label, text in block["rows"]:
        book.add_paragraph(f"{label}: {text}")
    book.add_paragraph(block["beside"])


def _signatures(book: Any, block: Block, content: Content) -> None:
    if block["at"]:
        book.add_paragraph(block["at"])
    for signature in (*block["beside"], *([block["below"]] if block["below"] else [])):
        for text in filter(None, (signature["role"], signature["title"], *signature["below"])):
            book.add_paragraph(text)


def _letterhead(book: Any, block: Block, content: Content) -> None:
    logo = (content.provenance.get("letterhead") or {}).get("logo")
    if logo and logo["form"] in PICTURES:
        book.add_picture(io.BytesIO(base64.b64decode(logo["base64"])), height=Cm(1.7))
    for text in block["lines"]:
        book.add_paragraph().add_run(text).bold = True
    for text in block["below"]:
        book.add_paragraph(text)


def _beside(book: Any, block: Block, content: Content) -> None:
    for inner in (*block["left"], *block["right"]):
        draw = DRAW.get(inner["block"])
        if draw is not None:
            draw(book, inner, content)


def _checkpoint(book: Any, block: Block, content: Content) -> None:
    book.add_paragraph(block["text"])
    book.add_paragraph(block["line"])


DRAW: Mapping[str, Callable[[Any, Block, Content], None]] = {
    "title": _title,
    "heading": _heading,
    "words": _words,
    "items": _items,
    "grid": _grid,
    "fields": _fields,
    "signatures": _signatures,
    "letterhead": _letterhead,
    "beside": _beside,
    "checkpoint": _checkpoint,
}
"""Block → what draws it; charts, tiles and the list of contents are the page's own."""


def _text(cell: Any) -> str:
    return f"{cell['icon']} {cell['word']}" if isinstance(cell, dict) else str(cell)


def _table(book: Any, rows: Sequence[Sequence[str]], aligned: Sequence[str]) -> None:
    """One table, its first row repeated on each page; written as XML at once, which is many times quicker."""
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4" w:color="B4BCC5"/>' for edge in ("top", "bottom", "insideH"))
    properties = f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
    lines = "".join(_line(row, aligned, first=not place) for place, row in enumerate(rows))
    grid = f"<w:tblGrid>{'<w:gridCol/>' * len(aligned)}</w:tblGrid>"
    table = parse_xml(f"<w:tbl {nsdecls('w')}>{properties}{grid}{lines}</w:tbl>")
    book.element.body.insert_element_before(table, "w:sectPr")
    book.add_paragraph()


def _line(row: Sequence[str], aligned: Sequence[str], *, first: bool) -> str:
    bold, repeated = ("<w:b/>", "<w:tblHeader/>") if first else ("", "")
    cells = "".join(
        f'<w:tc><w:p><w:pPr><w:spacing w:after="0"/><w:jc w:val="{align}"/></w:pPr><w:r><w:rPr>{bold}<w:sz w:val="16"/>'
        f'</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
        for text, align in zip(row, aligned, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"
