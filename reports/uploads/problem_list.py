"""What was found in a file, to be mended: as a list (CSV), and as the analyst's own sheet with the faulty cells marked.

Findings name row, column, rule and remedy, never the value of a cell; the marked sheet is the analyst's own file.
"""

import datetime
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from data.intake.columns.preview_grid import Layout
from data.schema.problems import Problem
from text import spreadsheet_csv
from text.words import Language, say

CREATED_AT = datetime.datetime(2026, 1, 1)
"""Fixed, so that the same findings give the same bytes."""
COLUMNS = ("row", "column", "severity", "finding", "rule")
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
WIDTHS = (8, 24, 12, 90, 24)
CELL_SIGNS = 32_767
"""Excel takes no longer text in a cell."""
FILLS = {"error": "#F8C9B0", "warning": "#FFF2C4"}


def problems_csv(problems: Sequence[Problem], language: Language = "id") -> str:
    """One line per finding, separated by `;` as Indonesian Excel expects, after a byte order mark."""
    titles = _titles(language)
    rows = (dict(zip(titles, _line(problem, language), strict=True)) for problem in problems)
    return spreadsheet_csv.written(titles, rows, ";")


def marked_workbook(
    layout: Layout, columns: Mapping[str, str], problems: Sequence[Problem], language: Language = "id"
) -> bytes:
    """The sheet as it was laid out, faulty cells coloured and with a note, and a second sheet that lists the findings.

    `columns` is our header → the file's header. A finding of a column that the file lacks marks the whole row.
    Every cell is written as text, so that nothing of the file becomes a formula or a link.
    """
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, SAFE) as book:
        book.set_properties({"title": say("problems.title", language), "created": CREATED_AT})
        sheet, listed = (book.add_worksheet(say(f"problems.sheet_{name}", language)) for name in ("file", "list"))
        looks = {severity: book.add_format({"bg_color": fill, "border": 1}) for severity, fill in FILLS.items()}
        heading = book.add_format({"bold": True, "bottom": 1})
        _put_rows(sheet, layout, looks, _by_cell(layout, columns, problems), heading, language)
        _put_list(listed, problems, heading, language)
    return kept.getvalue()


Marks = Mapping[int, Mapping[int | None, Sequence[Problem]]]
"""Row of the spreadsheet → place of the cell (from 0; None is the whole row) → its findings."""


def _by_cell(layout: Layout, columns: Mapping[str, str], problems: Sequence[Problem]) -> Marks:
    headers = list(layout.sheet.headers)
    problems_of: dict[int, dict[int | None, list[Problem]]] = defaultdict(lambda: defaultdict(list))
    for problem in problems:
        if problem.row is not None:
            theirs = columns.get(problem.column or "", problem.column or "")
            place = headers.index(theirs) if theirs in headers else None
            problems_of[problem.row][place].append(problem)
    return problems_of


def _put_rows(
    sheet: Any, layout: Layout, looks: Mapping[str, Any], marks: Marks, heading: Any, language: Language
) -> None:
    beside = max((len(cells) for _, cells in layout.rows), default=0)
    sheet.write_string(layout.sheet.header_row - 1, beside, say("problems.beside", language), heading)
    sheet.set_column(beside, beside, 90)
    for number, cells in layout.rows:
        of_row = marks.get(number, {})
        for place, cell in enumerate(cells):
            here = [*of_row.get(place, ()), *of_row.get(None, ())]
            look = looks[_worst(here)] if here else heading if number == layout.sheet.header_row else None
            sheet.write_string(number - 1, place, cell[:CELL_SIGNS], look)
            if cell_problems := of_row.get(place):
                sheet.write_comment(
                    number - 1, place, _told(cell_problems, language), {"width": 300, "height": 60 * len(cell_problems)}
                )
        if of_row:
            every = [problem for problems in of_row.values() for problem in problems]
            sheet.write_string(number - 1, beside, _told(every, language, named=True)[:CELL_SIGNS])
    sheet.freeze_panes(layout.sheet.header_row, 0)


def _put_list(sheet: Any, problems: Sequence[Problem], heading: Any, language: Language) -> None:
    for place, (title, width) in enumerate(zip(_titles(language), WIDTHS, strict=True)):
        sheet.write_string(0, place, title, heading)
        sheet.set_column(place, place, width)
    for row, problem in enumerate(problems, start=1):
        for place, cell in enumerate(_line(problem, language)):
            if isinstance(cell, int):
                sheet.write_number(row, place, cell)
            else:
                sheet.write_string(row, place, cell)
    sheet.freeze_panes(1, 0)


def finding(problem: Problem, language: Language = "id") -> str:
    """What was found and how to mend it, without the place."""
    return problem.finding(language)


def _titles(language: Language) -> list[str]:
    return [say(f"problems.{name}", language) for name in COLUMNS]


def _line(problem: Problem, language: Language) -> list[str | int]:
    severity = say(f"problems.{problem.severity}", language)
    place: list[str | int] = ["" if problem.row is None else problem.row, problem.column or ""]
    return [*place, severity, finding(problem, language), problem.rule]


def _told(problems: Sequence[Problem], language: Language, named: bool = False) -> str:
    lines = []
    for problem in problems:
        before = f"{problem.column}: " if named and problem.column else ""
        lines.append(f"{say(f'problems.{problem.severity}', language)}: {before}{finding(problem, language)}")
    return "\n".join(lines)


def _worst(problems: Sequence[Problem]) -> str:
    return "error" if any(problem.severity == "error" for problem in problems) else "warning"
