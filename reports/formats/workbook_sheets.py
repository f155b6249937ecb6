"""Sheets of a workbook: the scorecard, one indicator with its chart, and plain tables, in typed cells."""

from collections.abc import Callable, Sequence
from typing import Any

from reports.content.content import Content, Table
from reports.content.glyphs import visible
from reports.formats.cell_formats import Looks, stored
from reports.parts import findings, scorecard_text
from reports.parts.scorecard_text import Told, row_of
from text import formats
from text.words import Language, say

SUMMARY = ("indicator", "unit", "better")
MEMBER = ("part", "period", "code", "name")
FIGURES = (
    "numerator", "denominator", "actual", "target", "target_high", "achievement", "level", "status", "reasons", "low",
    "high", "confidence", "n", "level_confidence", "course",
)  # fmt: skip
WIDTHS = {
    "indicator": 44,
    "name": 34,
    "part": 22,
    "period": 24,
    "status": 22,
    "reasons": 40,
    "better": 28,
    "course": 60,
}
PARTS = {"by_service": "service", "by_agency": "agency", "by_channel": "channel"}
SUMMARY_SHEET = "summary"
CELL_SIGNS = 32_767
LINK_SIGNS, FOOTER_SIGNS = 255, 250
"""What Excel takes in the text of a link and in a footer."""
A4 = 9
"""Number of the paper's size in a workbook."""


def put_index(sheet: Any, titles: Sequence[tuple[Any, str]], title: str, looks: Looks, language: Language) -> None:
    """The list of all sheets by their whole titles, each a link; and how each of them is printed."""
    sheet.write_string(0, 0, visible(title), looks.heading)
    sheet.set_column(0, 0, 90)
    for line, (other, whole_title) in enumerate(titles, start=1):
        text = visible(whole_title)[:LINK_SIGNS]
        sheet.write_url(line, 0, f"internal:'{other.get_name()}'!A1", looks.link, text)
    footer = say("report.sheet_footer", language, title=visible(title).replace("&", "&&"))[:FOOTER_SIGNS]
    for printed in (sheet, *(other for other, _ in titles)):
        printed.set_landscape()
        printed.set_paper(A4)
        printed.fit_to_pages(1, 0)
        printed.repeat_rows(0)
        printed.set_footer(footer)


def put_summary(sheet: Any, content: Content, looks: Looks, language: Language) -> None:
    """The scorecard of the document's period, one line per indicator."""
    rows = content.cards["period"]
    columns = (*SUMMARY, *FIGURES)
    titles = _titles(sheet, columns, language)
    for line, row in enumerate(rows, start=1):
        indicator = content.catalogue[row["indicator"]]
        unit = say(f"unit.label_{indicator['unit']}", language)
        for place, text in enumerate(
            (indicator["name"][language], unit, say(f"better.{indicator['better']}", language))
        ):
            sheet.write_string(line, place, visible(text)[:CELL_SIGNS])
        _put_figures(sheet, line, len(SUMMARY), row, indicator, looks, language)
        _put_marks(sheet, line, len(SUMMARY), content, row, language)
    sheet.make_table(SUMMARY_SHEET, titles, len(rows), looks.heading)


def put_indicator(book: Any, sheet: Any, content: Content, id_: str, looks: Looks, language: Language) -> None:
    """Every row of one indicator, of whatever scorecard, with a chart of its twelve months."""
    columns = (*MEMBER, *FIGURES, "unit")
    titles = _titles(sheet, columns, language)
    indicator, line, drawn = content.catalogue[id_], 1, None
    unit = say(f"unit.label_{indicator['unit']}", language)
    for card, rows in content.cards.items():
        own = [row for row in rows if row["indicator"] == id_]
        if card == "months" and sum(row["actual"] is not None for row in own) > 1:
            drawn = (line, line + len(own) - 1)
        part, named = say(f"report.part_{card}", language), _names(content, card, language)
        for row in own:
            _put_member(sheet, line, part, row, named, language)
            _put_figures(sheet, line, len(MEMBER), row, indicator, looks, language)
            _put_marks(sheet, line, len(MEMBER), content, row, language)
            sheet.write_string(line, len(columns) - 1, unit)
            line += 1
    sheet.make_table(id_, titles, line - 1, looks.heading, len(MEMBER))
    if drawn:
        sheet.insert_chart(1, len(columns) + 1, _chart(book, sheet, content, id_, drawn, language))


def put_table(sheet: Any, name: str, content: Content, table: Table, looks: Looks, language: Language) -> None:
    """A table of the document: numbers stay numbers, words of ours are told in the language."""
    table = findings.with_sentences(content, table, {"effect_sentence": language})
    sheet.set_column(0, len(table.columns) - 1, 24)
    for line, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, bool) or not isinstance(cell, int | float):
                text = in_words(content, table.columns[place], cell, language)
                sheet.write_string(line, place, visible(text)[:CELL_SIGNS])
            else:
                unit = _unit(content, table, row, table.columns[place])
                sheet.write_number(line, place, stored(unit, cell), looks.of(unit, cell))
    titles = [say(f"report.column_{column}", language) for column in table.columns]
    sheet.make_table(name, titles, len(table.rows), looks.heading)


OF_INDICATOR = ("target", "target_high", "actual", "others")
OF_MEASURE = ("this_period", "last_year")


def _unit(content: Content, table: Table, row: Sequence[object], column: str) -> str:
    """Whether a number of a table is a percentage; any other is shown as a plain number."""
    of = dict(zip(table.columns, row, strict=True))
    unit = ""
    if column in OF_INDICATOR and of.get("indicator") in content.catalogue:
        unit = content.unit(str(of["indicator"]))
    elif column in OF_MEASURE:
        unit = str(of.get("unit"))
    return "percent" if "percent" in (column, unit) else "days"


def in_words(content: Content, column: str, cell: object, language: Language) -> str:
    """A cell of a table as text: codes of regions, steps, obstacles and states by their names, yes and no as such."""
    code = "" if cell is None else str(cell)
    if isinstance(cell, bool):
        return say(f"report.{'yes' if cell else 'no'}", language)
    if column == "coverage_state":
        return say(f"coverage.state_{code}", language)
    if column == "region":
        return str(content.names["region"].get(code, code))
    if column == "effect":
        return say(f"follow_up.verdict_{code}", language)
    if column in ("milestone", "obstacle"):
        return str(content.names[column].get(code, {}).get(language, code))
    return code


def _titles(sheet: Any, columns: Sequence[str], language: Language) -> list[str]:
    """The words above the columns of a scorecard, each column as wide as what stands in it."""
    for place, column in enumerate(columns):
        sheet.set_column(place, place, WIDTHS.get(column, 14))
    return [say(f"report.column_{column}", language) for column in columns]


def _names(content: Content, card: str, language: Language) -> Callable[[str], str]:
    """What the codes of a scorecard's members mean."""
    part, whole = PARTS.get(card, "region"), content.place_name(None, language)
    if card in WHOLE:
        return lambda code: content.region_name(code, whole) if code in content.names["region"] else whole
    return lambda code: content.member_name(part, code, language)


WHOLE = ("period", "last_year", "to_date", "year", "months")


def _put_member(sheet: Any, line: int, part: str, row: Told, named: Callable[[str], str], language: Language) -> None:
    sheet.write_string(line, 0, part)
    sheet.write_string(line, 1, formats.period(row["period"], language))
    sheet.write_string(line, 2, row["member"])
    sheet.write_string(line, 3, visible(named(row["member"]))[:CELL_SIGNS])


def _put_figures(sheet: Any, line: int, at: int, row: Told, indicator: Told, looks: Looks, language: Language) -> None:
    unit, goal, interval = indicator["unit"], scorecard_text.goal_of(row), row["interval"] or (None, None)
    low, high = goal if isinstance(goal, tuple) else (goal, None)
    least = formats.DIGITS.get(unit, (0, 2))[1]
    digits = formats.decimals_apart(row["actual"], scorecard_text.target_unmet(row), least)
    apart = [formats.interval_digits([end], (row["actual"], low, high), least) for end in interval]
    numbers: tuple[tuple[int, float | None, str, int], ...] = (
        (0, row["numerator"], "days", 0),
        (1, row["denominator"], "days", 0),
        (2, row["actual"], unit, digits),
        (3, low, unit, digits),
        (4, high, unit, digits),
        (9, interval[0], unit, apart[0]),
        (10, interval[1], unit, apart[1]),
        (12, row.get("n"), "days", 0),
    )
    for place, value, shown, decimals in numbers:
        if value is not None:
            sheet.write_number(line, at + place, stored(shown, value), looks.of(shown, value, decimals))
    pct = row["achievement_pct"]
    formula = _formula(line, at, indicator["better"], high is not None)
    form = looks.percent
    if pct is not None and not row_of(row).is_met:
        form = looks.of("percent", pct, formats.decimals_apart(pct, 100, 2))
    sheet.write_formula(line, at + 5, formula, form, "" if pct is None else stored("percent", pct))
    if pct is not None:
        sheet.write_string(line, at + 6, scorecard_text.level(row, language))
    sheet.write_string(line, at + 7, say(f"status.{row['status']}", language))
    if row["reasons"]:
        sheet.write_string(line, at + 8, scorecard_text.reasons(row, language))


def _put_marks(sheet: Any, line: int, at: int, content: Content, row: Told, language: Language) -> None:
    """How sure the status is, of the period and of the level, and how the series goes on; the words of the screen."""
    for key in ("confidence", "level_confidence"):
        if row.get(key):
            sheet.write_string(line, at + FIGURES.index(key), say(f"confidence.{row[key]}", language))
    if course := scorecard_text.course(content, row, language):
        sheet.write_string(line, at + FIGURES.index("course"), course)


def _formula(line: int, at: int, better: str, is_range: bool) -> str:
    """Achievement over its line's cells (`metrics.targets.achievement.achievement_pct`); blank without figure or
    target."""
    actual, low, high = (f"{chr(65 + at + place)}{line + 1}" for place in (2, 3, 4))
    goal = f"IF({actual}>{high},{high},{low})" if is_range else low
    if better == "higher":
        reached = f'IF({goal}=0,"",MAX(0,{actual}/{goal}))'
    else:
        reached = f"IF({goal}=0,IF({actual}=0,1,0),MAX(0,(2*{goal}-{actual})/{goal}))"
    if is_range:
        reached = f"IF(AND({actual}>={low},{actual}<={high}),1,{reached})"
    return f'=IF(OR(ISBLANK({actual}),ISBLANK({low})),"",{reached})'


def _chart(book: Any, sheet: Any, content: Content, id_: str, drawn: tuple[int, int], language: Language) -> Any:
    """Actual and target by month, from the cells themselves; columns rise from zero."""
    bars = content.unit(id_) == "count"
    chart = book.add_chart({"type": "column" if bars else "line"})
    goals = book.add_chart({"type": "line"}) if bars else chart
    (first, last), name = drawn, sheet.get_name()
    at = {key: len(MEMBER) + FIGURES.index(key) for key in ("actual", "target")}
    months = [name, first, 1, last, 1]
    series = {"categories": months, "name": say("overview.actual", language), "line": {"color": "#1f5f99", "width": 2}}
    if bars:
        series = {**series, "fill": {"color": "#1f5f99"}, "line": {"none": True}}
    chart.add_series({**series, "values": [name, first, at["actual"], last, at["actual"]]})
    dashed = {"color": "#a8321e", "dash_type": "dash", "width": 1.25}
    goals.add_series(
        {"categories": months, "name": say("overview.target", language), "line": dashed}
        | {"values": [name, first, at["target"], last, at["target"]]}
    )
    if bars:
        chart.combine(goals)
    chart.set_title({"name": visible(content.name(id_, language)), "name_font": {"size": 12}})
    chart.set_y_axis({"min": 0} if bars else {})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 720, "height": 320})
    return chart
