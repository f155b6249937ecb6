"""The sheets of a template beside its table: the lists that its dropdowns show, and how to fill it in."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_range_abs

from data.schema.kinds import Kind
from reports.content import kind_words
from reports.content.kind_words import Finding
from reports.uploads.choice_lists import ChoiceList
from text.words import Language, say

DARK, PALE, INK, RULE = "#1F3A4D", "#DCE6EC", "#10212C", "#B8C4CC"
STEPS = ("rows", "example", "header", "paste", "codes", "blank", "personal", "save", "again")
TITLES = {
    "columns": ("column", "about", "contents", "need", "example"),
    "refused": ("column", "finding"),
    "warned": ("column", "finding"),
}
WIDTHS = (30, 72, 46, 18, 22)
"""Of the columns of the guidance, in characters."""
LINE_HEIGHT = 15
TEXT, WHOLE = 49, 1
"""The numbers of the built-in formats of Excel for text and for whole numbers."""
A4 = 9
FIRST_WORD = 2
"""The row of the first word of a list, below its two rows of titles (from 0)."""


@dataclass(frozen=True)
class Looks:
    """The formats of a workbook; `text` and `whole` leave their cells open to whoever fills in the table."""

    required: Any
    optional: Any
    text: Any
    whole: Any
    title: Any
    heading: Any
    told: Any
    word: Any
    plain: Any = None

    @staticmethod
    def of(book: Any) -> "Looks":
        """Make the formats in that workbook."""
        header = {"bold": True, "border": 1, "border_color": INK, "num_format": TEXT, "valign": "top"}
        frame = {"border": 1, "border_color": RULE}
        return Looks(
            required=book.add_format(header | {"bg_color": DARK, "font_color": "#FFFFFF"}),
            optional=book.add_format(header | {"bg_color": PALE, "font_color": INK}),
            text=book.add_format({"num_format": TEXT, "locked": False}),
            whole=book.add_format({"num_format": WHOLE, "locked": False}),
            title=book.add_format({"bold": True, "font_size": 15, "font_color": DARK}),
            heading=book.add_format({"bold": True, "font_size": 12, "font_color": DARK}),
            told=book.add_format({"num_format": TEXT, "text_wrap": True, "valign": "top"} | frame),
            word=book.add_format({"num_format": TEXT} | frame),
        )


def put_lists(sheet: Any, lists: Sequence[ChoiceList], looks: Looks) -> list[tuple[ChoiceList, str]]:
    """Write the lists side by side; tells for each the cells of its words, as `Daftar!$A$3:$A$25`."""
    ranges = []
    for nth, choices in enumerate(lists):
        left = nth * 3
        sheet.write_string(0, left, choices.column.header, looks.heading)
        sheet.write_row(1, left, choices.titles, looks.optional)
        for row, words in enumerate(choices.words, start=FIRST_WORD):
            sheet.write_row(row, left, words, looks.word)
        for beside, least in enumerate((12, 20)):
            longest = max(len(words[beside]) for words in choices.words)
            sheet.set_column(left + beside, left + beside, max(longest, least) + 2)
        last = FIRST_WORD + len(choices.words) - 1
        ranges.append((choices, f"{sheet.get_name()}!{xl_range_abs(FIRST_WORD, left, last, left)}"))
    sheet.freeze_panes(FIRST_WORD, 0)
    sheet.protect()
    return ranges


def put_guide(sheet: Any, kind: Kind, looks: Looks, language: Language) -> None:
    """Write what a row is, how to fill in, every column, what is refused and what is only warned of."""
    sheet.write_string(0, 0, say("templates.title", language, kind=kind_words.name(kind, language)), looks.title)
    for row, sentence in enumerate(kind_words.about(kind, language), start=1):
        sheet.write_string(row, 0, sentence)
    row = len(kind_words.about(kind, language)) + 2
    row = _section(sheet, row, "how", [(step,) for step in _steps(language)], looks.plain, looks, language)
    row = _section(sheet, row, "columns", _columns(kind, language), looks.told, looks, language)
    row = _section(sheet, row, "refused", _findings(kind_words.refusals(kind, language)), looks.told, looks, language)
    _section(sheet, row, "warned", _findings(kind_words.warnings(kind, language)), looks.told, looks, language)
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.hide_gridlines(2)
    finish(sheet)


def finish(sheet: Any, allowed: Mapping[str, bool] | None = None) -> None:
    """Lock a sheet, without a password and but for what is allowed, and let it print on A4, one page wide."""
    sheet.protect("", allowed)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def _section(
    sheet: Any, row: int, name: str, lines: Sequence[tuple[str, ...]], look: Any, looks: Looks, language: Language
) -> int:
    """A heading, the titles of its table if it has any, and its lines; tells the row where the next one begins."""
    sheet.write_string(row, 0, say(f"templates.{name}", language), looks.heading)
    titles = [say(f"templates.{title}", language) for title in TITLES.get(name, ())]
    sheet.write_row(row + 1, 0, titles, looks.optional)
    first = row + 1 + bool(titles)
    for nth, line in enumerate(lines):
        sheet.write_row(first + nth, 0, line, look)
        # LibreOffice does not find the height of wrapped text by itself.
        if look is looks.told:
            sheet.set_row(first + nth, LINE_HEIGHT * _height(line))
    return first + len(lines) + 1


def _height(line: Sequence[str]) -> int:
    """How many lines the longest of a row's texts needs."""
    return max(len(textwrap.wrap(text, width - 1)) for text, width in zip(line, WIDTHS, strict=False))


def _steps(language: Language) -> list[str]:
    sheets = {name: say(f"templates.sheet_{name}", language) for name in ("data", "example", "lists")}
    return [f"{nth}. {say(f'templates.how_{step}', language, **sheets)}" for nth, step in enumerate(STEPS, start=1)]


def _columns(kind: Kind, language: Language) -> list[tuple[str, ...]]:
    return [
        (
            column.header,
            column.about[language],
            kind_words.contents(column, language),
            kind_words.need(kind, column, language),
            column.example,
        )
        for column in kind.columns
    ]


def _findings(findings: Sequence[Finding]) -> list[tuple[str, ...]]:
    return [(", ".join(finding.columns), finding.told) for finding in findings]
