"""Empty files to fill in, made from the declaration of a kind: a workbook with lists and guidance, and plain CSV.

The same declaration, reference tables and language give the same bytes, so a template can be kept and compared.
"""

import datetime
import io
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter

from data.home import Home
from data.schema.kinds import Column, Kind
from reports.content import kind_words
from reports.uploads import template_sheets
from reports.uploads.choice_lists import ChoiceList, choice_lists
from reports.uploads.template_sheets import Looks
from text import spreadsheet_csv
from text.words import Language, say

CREATED_AT = datetime.datetime(2026, 1, 1)
"""Fixed, so that a template has the same bytes whenever it is made."""
WHOLE = ("count", "money")
"""Column types whose cells stay numbers, so that they can be added up; all others are text."""
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
ALLOWED = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter"), True
)
"""What the protection of the headers leaves to whoever fills in the rows."""


def csv_template(kind: Kind) -> str:
    """The headers alone, separated by `;` as Indonesian Excel expects, after a byte order mark."""
    return spreadsheet_csv.written(kind.headers, (), ";")


def xlsx_template(kind: Kind, home: Home, language: Language = "id") -> bytes:
    """A workbook of four sheets: the empty table (first, as a load reads it), an example, guidance, and the lists.

    Codes and dates are text cells, so that 11.10 and 02/11/2026 stay as typed. Headers are locked, without a password.
    """
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, PLAIN_TEXT) as book:
        title = say("templates.title", language, kind=kind_words.name(kind, language))
        book.set_properties({"title": title, "author": say("app.name", language), "created": CREATED_AT})
        data, example, guide, lists = (
            book.add_worksheet(say(f"templates.sheet_{name}", language))
            for name in ("data", "example", "guide", "lists")
        )
        looks = Looks.of(book)
        offered = choice_lists(kind, home, language)
        _table(data, kind, looks, language)
        _open_rows(data, kind, looks)
        _offer(data, kind, template_sheets.put_lists(lists, offered, looks), language)
        _table(example, kind, looks, language)
        _example(example, kind, looks)
        template_sheets.put_guide(guide, kind, looks, language)
    return kept.getvalue()


def note(kind: Kind, column: Column, language: Language) -> str:
    """What stands behind a header: meaning, need, contents, and an example where there is one."""
    lines = {
        "need": kind_words.need(kind, column, language),
        "contents": kind_words.contents(column, language),
        "example": column.example,
    }
    texts = [f"{say(f'templates.{name}', language)}: {text}" for name, text in lines.items() if text]
    return "\n".join([column.about[language], *texts])


def _table(sheet: Any, kind: Kind, looks: Looks, language: Language) -> None:
    """The headers with their notes, frozen, and repeated on every printed page."""
    for place, column in enumerate(kind.columns):
        text = note(kind, column, language)
        sheet.write_string(0, place, column.header, looks.required if column.required else looks.optional)
        lines = sum(1 + len(line) // 40 for line in text.splitlines())
        sheet.write_comment(0, place, text, {"author": say("app.name", language), "width": 260, "height": 18 * lines})
        look = looks.whole if column.type in WHOLE else looks.text
        sheet.set_column(place, place, max(len(column.header), len(column.example), 8) + 3, look)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


def _open_rows(sheet: Any, kind: Kind, looks: Looks) -> None:
    """Unlock all that lies below the headers, and beside them too: else Excel would not let a row be deleted."""
    sheet.set_column(len(kind.columns), LAST_COLUMN, None, looks.text)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{LAST_ROW + 1}"})
    template_sheets.finish(sheet, ALLOWED)


def _offer(sheet: Any, kind: Kind, ranges: Iterable[tuple[ChoiceList, str]], language: Language) -> None:
    """Dropdown lists, and counts that must be numbers; where a load takes more than that, Excel only asks."""
    place = {column.name: i for i, column in enumerate(kind.columns)}
    lists = say("templates.sheet_lists", language)
    for choices, cells in ranges:
        offer = {
            "validate": "list",
            "source": f"={cells}",
            "input_message": say("templates.pick", language, sheet=lists),
        }
        options = {"error_message": say("templates.not_in_list", language, sheet=lists)}
        weight = "stop" if choices.column.type == "choice" else "warning"
        _check(sheet, place[choices.column.name], choices.column, weight, offer | options)
    for column in kind.columns:
        if column.type in WHOLE:
            whole = {"validate": "integer", "criteria": ">=", "value": 0}
            options = {"error_message": say("templates.not_a_count", language)}
            _check(sheet, place[column.name], column, "warning", whole | options)


def _check(sheet: Any, place: int, column: Column, weight: str, rule: Mapping[str, object]) -> None:
    titles = {"error_title": column.header} | ({"input_title": column.header} if "input_message" in rule else {})
    written = sheet.data_validation(1, place, LAST_ROW, place, {**rule, **titles, "error_type": weight})
    assert written == 0, f"{column.header}: Excel takes no such rule"


def _example(sheet: Any, kind: Kind, looks: Looks) -> None:
    for place, column in enumerate(kind.columns):
        if column.type in WHOLE and column.example:
            sheet.write_number(1, place, int(column.example), looks.whole)
        else:
            sheet.write_string(1, place, column.example, looks.text)
    template_sheets.finish(sheet)
