"""The checks of one file in their order, from `typed` to `accepted` and everything that is told."""

from dataclasses import dataclass, replace

import duckdb

from data.home import Home
from data.intake.checks import (
    agreement,
    case_events,
    dates,
    figures,
    file_rows,
    filled_down,
    merged_counts,
    non_records,
    personal_columns,
    rows,
    same_second,
    survey_scale,
    whole_file,
)
from data.intake.checks.rows import Checked
from data.intake.columns import arranged, double_headers
from data.intake.columns.arranged import Across
from data.intake.columns.matching import ColumnMap
from data.intake.shapes import left_unread
from data.intake.source.period_claims import Claim
from data.intake.source.request import Request
from data.intake.source.sheet import Sheet
from data.intake.values.typed_rows import Typed
from data.schema.problems import Problem


@dataclass(frozen=True)
class Subject:
    """The file that is looked into: what was asked, where its cells stand, how they were read."""

    asked: Request
    sheet: Sheet
    columns: ColumnMap
    read: Typed
    claimed: Claim | None
    across: Across | None = None


def inspect(con: duckdb.DuckDBPyConnection, home: Home, subject: Subject) -> Checked:
    """Check `typed` (`data.intake.values.typed_rows`): the findings about the whole file come first."""
    asked, sheet, columns, read = subject.asked, subject.sheet, subject.columns, subject.read
    kind = asked.kind
    doubles = double_headers.find(kind, sheet.headers, columns.cells, asked.profile)
    notes = [
        *_of_the_reading(con, subject),
        *left_unread.find(con, kind, sheet, columns),
        *agreement.unclear(con, kind, sheet.headers, columns, doubles),
        *filled_down.fill(con, kind, columns),
        *non_records.cut(con, kind, sheet.headers, columns),
        *same_second.number(con, kind, columns),
        *survey_scale.check(con, kind, columns, asked.profile.scale),
    ]
    personal = personal_columns.look(con, kind, sheet.headers, columns)
    refused = agreement.contradictions(con, home, kind, doubles, asked.profile)
    refused += agreement.outside_validity(con, home, kind)
    refused += merged_counts.shared(kind, columns, sheet)
    if sheet.parts == 1:
        refused += [(row, kind.key[-1], "cells_beyond_headers") for row in sheet.shifted]
    if asked.profile.cases:
        refused += case_events.disagreeing(con)
    if kind.kind == "figures":
        refused += figures.impossible(con, home) + figures.ahead(con, home)
    checked = rows.check(con, home, kind, columns, asked.region, read.now, read.ahead, personal.cells, refused)
    notes += whole_file.check_file(con, home, kind, sheet.headers, columns, subject.claimed)
    notes += dates.check(con, kind, sheet.headers, columns, asked.profile, read.profile, read.answers)
    problems = (*notes, *personal.notices, *checked.problems)
    return replace(checked, problems=file_rows.of_file(con, sheet, problems))


def _of_the_months(across: Across | None) -> list[Problem]:
    """What to tell of months that stood side by side."""
    if across is None:
        return []
    first, *_, last = across.headers
    notes = [Problem(None, None, "months_turned", "warning", {"first": first, "last": last})]
    if across.year:
        notes.append(Problem(None, None, "months_of_year", "warning", {"year": across.year}))
    if across.assumed:
        notes.append(Problem(None, None, "months_counted_as", "warning", {"column": across.assumed}))
    return notes


def _of_the_reading(con: duckdb.DuckDBPyConnection, subject: Subject) -> list[Problem]:
    """What to tell of the way from text to values: sheets, merged and hidden cells, null dates, marks in doubt."""
    asked, sheet, read = subject.asked, subject.sheet, subject.read
    notes = (
        [Problem(None, None, "other_sheets", "warning", {"sheets": ", ".join(sheet.others)})] if sheet.others else []
    )
    if sheet.bare:
        notes.append(Problem(None, None, "sheets_without_headers", "warning", {"sheets": ", ".join(sheet.bare)}))
    counted = {
        "merged_filled": sheet.merged,
        "hidden_rows": sheet.hidden,
        "notes_beside": sheet.beside,
        "null_dates": read.never,
        "rows_left_out": sheet.left_out,
    }
    if arranged.year_columns(asked.kind, sheet, subject.columns) is not None:
        notes.append(Problem(None, None, "year_joined", "warning"))
    elif sheet.year is not None:
        notes.append(Problem(None, None, "months_of_year", "warning", {"year": sheet.year}))
    elif arranged.are_without_year(con, asked.kind, subject.columns):
        notes.append(Problem(None, None, "month_without_year"))
    notes += [Problem(None, None, rule, "warning", {"count": n}) for rule, n in counted.items() if n]
    notes += _of_the_months(subject.across)
    notes += case_events.notes(con) if asked.profile.cases else []
    if read.decimals_in_doubt:
        notes.append(Problem(None, None, "decimals_in_doubt"))
    in_workbook = sheet.name is not None
    return [*notes, *dates.doubts(con, asked.kind, subject.columns, asked.profile, read.profile, in_workbook)]
