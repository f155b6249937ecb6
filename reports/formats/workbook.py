"""A document as a workbook: typed cells, a sheet per indicator with its chart, definitions, provenance.

Achievement is a live formula over the cells beside it, whose stored result is our figure. No text of the data can
become a formula or a link. The same content gives the same parts; only the packing rests on the machine's zlib.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import xlsxwriter

from reports.content import stamp
from reports.content.content import Content
from reports.content.glyphs import visible
from reports.documents import registry
from reports.formats.cell_formats import Looks
from reports.formats.table_sheet import TableSheet
from reports.formats.workbook_sheets import put_index, put_indicator, put_summary, put_table
from reports.parts import provenance_text
from reports.uploads.problem_list import CREATED_AT, SAFE
from text.words import Language, say

MADE_FOR = "json"
"""First word of the line for the program in the provenance sheet."""
SHEET_SIGNS = 31
FORBIDDEN = dict.fromkeys(map(ord, "[]:*?/\\'"), " ")


def render(content: Content) -> bytes:
    """The workbook of a content; its zip comment is the SHA-256 over all its parts (`parts_sha256`)."""
    language = content.options.languages[0]
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, SAFE) as book:
        book.set_properties({"title": visible(registry.title(content, language)), "created": CREATED_AT})
        looks = Looks(book)
        named, titles = _sheet_names(), []

        def added(title: str) -> Any:
            """A new sheet, ready for the printer; the index tells its whole title."""
            sheet = book.add_worksheet(named(title), TableSheet)
            titles.append((sheet, title))
            return sheet

        if content.cards.get("period"):
            put_summary(added(say("report.sheet_summary", language)), content, looks, language)
        indicators = {row["indicator"] for rows in content.cards.values() for row in rows}
        for id_ in [id_ for id_ in content.catalogue if id_ in indicators]:
            put_indicator(book, added(content.name(id_, language)), content, id_, looks, language)
        for name, table in content.tables.items():
            put_table(added(say(f"report.sheet_{name}", language)), name, content, table, looks, language)
        index = book.add_worksheet(named(say("report.sheet_index", language)))
        _put_definitions(added(say("report.sheet_definitions", language)), content, looks, language)
        _put_provenance(added(say("report.provenance", language)), content, looks, language)
        put_index(index, titles, registry.title(content, language), looks, language)
    with zipfile.ZipFile(kept, "a") as parts:
        parts.comment = parts_sha256(parts).encode("ascii")
    return kept.getvalue()


def parts_sha256(parts: zipfile.ZipFile) -> str:
    """One SHA-256 over names and contents of all parts, in order of names, unpacked."""
    digest = hashlib.sha256()
    for name in sorted(parts.namelist()):
        digest.update(f"{hashlib.sha256(parts.read(name)).hexdigest()}  {name}\n".encode())
    return digest.hexdigest()


def _sheet_names() -> Any:
    """A function that makes names of sheets: allowed signs, no longer than Excel takes, each once."""
    taken: set[str] = set()

    def named(wish: str) -> str:
        plain = " ".join(visible(wish).translate(FORBIDDEN).split())
        name, number = _whole_words(plain, SHEET_SIGNS), 1
        while name.casefold() in taken:
            number += 1
            name = f"{_whole_words(plain, SHEET_SIGNS - len(str(number)) - 1)} {number}"
        taken.add(name.casefold())
        return name

    return named


def _whole_words(text: str, signs: int) -> str:
    """As many whole words as fit; a first word that does not fit alone is cut."""
    if len(text) <= signs:
        return text
    fitting = text[: signs + 1].rpartition(" ")[0] or text[:signs]
    return fitting.rstrip(" ,;.(-")


def _put_definitions(sheet: Any, content: Content, looks: Looks, language: Language) -> None:
    titles = [say(f"report.column_{title}", language) for title in ("indicator", "property", "definition")]
    lines = [
        (content.name(id_, language), label, text)
        for id_, indicator in content.catalogue.items()
        for label, text in indicator["definition"][language]
    ]
    _put_texts(sheet, titles, lines, looks, (40, 24, 90))
    sheet.make_table("definitions", titles, len(lines), looks.heading)


def _put_provenance(sheet: Any, content: Content, looks: Looks, language: Language) -> None:
    """What the last page of the PDF says, every source file, and one line for the program."""
    facts = [(label, text, "") for label, text in provenance_text.facts(content, language)]
    issued, options, scope = stamp.read(dict(content.provenance))
    if said := provenance_text.sign_off_line(content, language):
        facts.append((say("report.fact_sign_off", language), said, ""))
    facts += [
        (say("deviation.title", language), said, "") for said in provenance_text.deviation_lines(content, language)
    ]
    if issued.checkpoint is not None:
        facts.append((say("report.fact_checkpoint", language), issued.checkpoint, ""))
    made = {**stamp.as_dict(issued, options, scope), "versions": content.provenance["versions"]}
    facts.append((MADE_FOR, json.dumps(made, ensure_ascii=False), ""))
    sources = (
        (source["file"], source["sha256"], f"{source['seq']} · {source['at']} · {source['by']} · {source['accepted']}")
        for source in content.provenance["sources"]
    )
    titles = [say(f"report.column_{title}", language) for title in ("property", "definition", "entry")]
    _put_texts(sheet, titles, [*facts, *sources], looks, (40, 90, 60))


def _put_texts(sheet: Any, titles: list[str], lines: Any, looks: Looks, widths: tuple[int, ...]) -> None:
    for place, (title, width) in enumerate(zip(titles, widths, strict=True)):
        sheet.write_string(0, place, title, looks.heading)
        sheet.set_column(place, place, width)
    for row, line in enumerate(lines, start=1):
        for place, text in enumerate(line):
            sheet.write_string(row, place, visible(text), looks.wrapped)
    sheet.freeze_panes(1, 0)


def carried(parts: Iterator[list[Any]]) -> dict[str, Any] | None:
    """The line for the program among the rows of a provenance sheet; None when there is none."""
    for row in parts:
        if row and row[0] == MADE_FOR:
            data: dict[str, Any] = json.loads(row[1])
            return data
    return None
