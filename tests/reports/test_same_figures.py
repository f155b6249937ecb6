"""Screen, JSON, PDF, workbook and CSV show one figure for every indicator and status, to the printed digit."""

import csv
import dataclasses
import io
import itertools
import json
import math
import re
import zipfile
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pypdf
import pytest

from access.identity.scope import EVERYTHING
from metrics.scorecard import score
from reports.content import blocks
from reports.content.content import Content, from_json
from reports.formats import pdf, workbook
from reports.parts import scorecard_text
from text import formats, spreadsheet_csv
from text.words import say

STATUSES = ("achieved", "missed", "cannot_judge", "no_data", "no_target", "not_applicable", "force_majeure")
VALUES = (90.594999999, 0.145, 64.995, 12345.678, 3.0, 2.5, 0.0, 100.0, 89.9961, 90.0, 90.004)
"""Figures on the edge of their rounding, whole ones, large ones, and some that look like their neighbour."""


def made_up(of: Content, values: dict[str, list[dict[str, Any]]]) -> Content:
    told = json.loads(dataclasses.replace(of, cards={**of.cards, **values}).to_json())
    return from_json(json.dumps(told).encode())


@pytest.fixture(scope="module")
def every(report) -> Content:
    """A report whose scorecard holds every indicator in every status, with figures that are hard to round."""
    of = report
    rows, values = [], itertools.cycle(VALUES)
    blank = dict.fromkeys(of.cards["period"][0])
    for id_, status in itertools.product(of.catalogue, STATUSES):
        actual = None if status in ("no_data", "not_applicable") else next(values)
        target = None if status in ("no_target", "not_applicable") else next(values)
        if status == "force_majeure" and target is not None:
            target = [target, target + 10.5]
        pct = None if actual is None or target in (None, 0.0) or isinstance(target, list) else 97.884999
        row = {"indicator": id_, "period": "2026-10", "member": "11", "actual": actual, "target": target}
        if actual is not None:
            row |= {
                "numerator": next(values),
                "denominator": next(values),
                "n": None if of.unit(id_) == "count" else 539,
                "interval": [actual - 1.005, actual + 0.995],
            }
        rows.append({**blank, **row, "status": status, "achievement_pct": pct, "reasons": []})
    return made_up(of, {"period": rows})


def squeezed(text: str) -> str:
    """Without blanks, and without the hyphens at which a narrow column breaks a word."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_figure_on_paper_is_that_of_the_screen(every, language):
    of, goals = every, [row for row in every.cards["period"] if scorecard_text.row_of(row).has_target]
    others = [row for row in every.cards["period"] if row not in goals and row["actual"] is not None]
    grids = [scorecard_text.scorecard(of, goals, "", language), scorecard_text.without_target(of, others, "", language)]
    pages = pypdf.PdfReader(io.BytesIO(pdf.drawn(of, [(language, blocks.as_data(grids))]))).pages
    printed = squeezed("".join(page.extract_text() for page in pages))
    for row in of.cards["period"]:
        unit = of.unit(row["indicator"])
        name = of.name(row["indicator"], language)
        met = row["status"] == "achieved"
        actual, target = row["actual"], scorecard_text.goal_of(row)
        shown = formats.quantity(actual, unit, language, apart_from=None if met else target)
        shown += scorecard_text.counted_of(row, language) + scorecard_text.interval(of, row, language)
        status = say(f"status.{row['status']}", language)
        if scorecard_text.row_of(row).has_target:
            goal = formats.goal(target, unit, language, apart_from=None if met else actual)
            pct = formats.achievement(row["achievement_pct"], language, met=met)
            before, after = (
                re.escape(squeezed(part))
                for part in (
                    name,
                    goal + shown + pct + scorecard_text.level(row, language),
                )
            )
            assert re.search(rf"{before}[≥≤]?{after}\W*{re.escape(squeezed(status))}", printed)
        elif row["actual"] is not None:
            assert squeezed(name + shown) in printed


def cells_of(written: bytes, sheet: str = "sheet1") -> tuple[dict[str, tuple[str, Any]], list[str]]:
    """Cell → (number format, stored value) of a sheet, and its formulas, read from the parts themselves."""
    with zipfile.ZipFile(io.BytesIO(written)) as parts:
        styles = parts.read("xl/styles.xml").decode()
        texts = re.findall(r"<si><t[^>]*>(.*?)</t></si>", parts.read("xl/sharedStrings.xml").decode(), re.S)
        told = parts.read(f"xl/worksheets/{sheet}.xml").decode()
    named = dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles)) | {"3": "#,##0", "4": "#,##0.00"}
    xfs = re.findall(r'<xf numFmtId="(\d+)"', styles.split("<cellXfs")[1])
    found, formulas = {}, []
    for place, attributes, inner in re.findall(r'<c r="([A-Z]+\d+)"([^>]*?)>(.*?)</c>', told, re.S):
        style = re.search(r's="(\d+)"', attributes)
        form = named.get(xfs[int(style[1])], "") if style else ""
        value = re.search(r"<v>(.*?)</v>", inner, re.S)
        stored = value[1] if value else ""
        if 't="s"' in attributes:
            stored = texts[int(stored)]
        elif stored:
            stored = float(stored)
        found[place] = (form.replace("&quot;", '"'), stored)
        formulas += [f"{place}{formula}" for formula in re.findall(r"<f>(.*?)</f>", inner, re.S)]
    return found, formulas


def as_excel_shows(form: str, value: float) -> str:
    """A number under one of our number formats, in the language of Indonesia."""
    after = re.fullmatch(r'(?:"Rp")?#,##0(?:[.]([0#]+))?(?:\\ %)?', form)[1] or ""
    hundred = Decimal(100) if form.endswith("%") else Decimal(1)
    digits, least = len(after), after.count("0")
    # Excel rounds half away from zero what it holds to 15 digits.
    rounded = (hundred * Decimal(f"{value:.15g}")).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{rounded:,.{digits}f}"
    while digits and text.endswith("0") and len(text.split(".")[1]) > least:
        text = text[:-1]
    shown = text.translate(str.maketrans(",.", ".,")) + (" %" if form.endswith("%") else "")
    return f"Rp{shown}" if form.startswith('"Rp"') else shown


def test_every_cell_of_a_workbook_shows_the_figure_of_the_screen(every):
    found, formulas = cells_of(workbook.render(every))
    for line, row in enumerate(every.cards["period"], start=2):
        unit = every.unit(row["indicator"])
        low, high = scorecard_text.goal_of(row) if isinstance(row["target"], list) else (row["target"], None)
        interval = row["interval"] or (None, None)
        for column, value in {"D": row["numerator"], "E": row["denominator"]}.items():
            assert value is None or as_excel_shows(*found[f"{column}{line}"]) == formats.quantity(
                value, "days", bare=True
            )
        met = row["status"] == "achieved"
        unmet, short = (None, None) if met else (scorecard_text.goal_of(row), row["actual"])
        figures = {"F": (row["actual"], unmet), "G": (low, short), "H": (high, short)}
        beside = tuple(value for value in (row["actual"], low, high) if value is not None)
        figures |= {"M": (interval[0], beside), "N": (interval[1], beside)}
        for column, (value, apart) in figures.items():
            if value is None:
                assert f"{column}{line}" not in found
            elif column in "GH":
                ends = formats.goal(scorecard_text.goal_of(row), unit, bare=unit != "percent", apart_from=apart)
                shown = ends.removesuffix(" %").split("–")["GH".index(column)]
                assert as_excel_shows(*found[f"{column}{line}"]).removesuffix(" %") == shown
            else:
                shown = formats.quantity(value, unit, bare=unit != "percent", apart_from=apart)
                assert as_excel_shows(*found[f"{column}{line}"]) == shown
        form, pct = found[f"I{line}"]
        shown = formats.achievement(row["achievement_pct"], met=met)
        assert pct == "" if row["achievement_pct"] is None else as_excel_shows(form, pct) == shown
        assert found[f"K{line}"][1] == say(f"status.{row['status']}")
    assert len(formulas) == len(every.cards["period"]), "one formula a line, and none but ours"


def test_every_figure_of_csv_and_json_is_the_very_number(every):
    for row in every.cards["period"]:
        line = io.StringIO()
        spreadsheet_csv.write(line, list(row), [row])
        _, cells = csv.reader(io.StringIO(line.getvalue()))
        told = dict(zip(row, cells, strict=True))
        assert told["status"] == row["status"]
        for name in ("actual", "target", "numerator", "denominator", "achievement_pct"):
            value = row[name]
            shown = " ".join(map(repr, value)) if isinstance(value, list) else "" if value is None else repr(value)
            assert told[name] == shown
    assert from_json(every.to_json()) == every


class Number(float):
    """Arithmetic as in a cell: whatever is divided by 0 is no number, and nothing stops."""

    def __truediv__(self, other: float) -> "Number":
        return Number(float(self) / float(other)) if other else Number(math.nan)

    def __mul__(self, other: float) -> "Number":
        return Number(float(self) * float(other))

    __rmul__ = __mul__

    def __sub__(self, other: float) -> "Number":
        return Number(float(self) - float(other))


def computed(formula: str, cells: dict[str, Any]) -> Any:
    """What a formula of ours gives on these cells (place → number; absent: blank)."""
    python = re.sub(r"ISBLANK\((\w+)\)", r"('\1' not in cells)", formula)
    python = re.sub(r"\b([A-Z]+\d+)\b(?!')", r"cells.get('\1', Number(0))", python)
    python = re.sub(r"(?<![<>=])=(?!=)", "==", python).replace("&lt;", "<").replace("&gt;", ">").replace("<>", "!=")
    words: dict[str, Callable[..., Any]] = {
        "IF": lambda asked, then, other: then if asked else other,
        "OR": lambda *given: any(given),
        "AND": lambda *given: all(given),
        "MAX": max,
        "Number": Number,
    }
    return eval(python.replace("<==", "<=").replace(">==", ">="), {"cells": cells, **words})


def test_the_live_achievement_of_a_workbook_is_our_figure(report):
    names = ("period", "last_year", "period_by_region")
    rows = [{**row, "member": name} for name in names for row in report.cards[name]]
    of = made_up(dataclasses.replace(report, cards={}), {"period": rows})
    found, formulas = cells_of(workbook.render(of))
    places = {place: Number(value) for place, (_, value) in found.items() if isinstance(value, float)}
    told = 0
    for formula in formulas:
        place, text = formula.split("IF", 1)
        again, stored = computed(f"IF{text}", places), found[place][1]
        assert again == stored if isinstance(stored, str) else again == pytest.approx(stored, rel=1e-13)
        told += isinstance(stored, float)
    assert told > 10


def test_the_documents_rows_are_those_of_score(records, report):
    card = score.score(records, EVERYTHING, "2026-10")
    assert report.cards["period"] == json.loads(json.dumps([row.as_dict() for row in card.rows]))
    goals = list(dict.fromkeys(row["indicator"] for row in report.cards["period_by_region"]))
    parts = score.score(records, EVERYTHING, "2026-10", None, goals, "region")
    assert report.cards["period_by_region"] == json.loads(json.dumps([row.as_dict() for row in parts.rows]))


def test_the_same_content_gives_the_same_bytes(report, printed, report_of_a_region):
    assert pdf.render(report) == printed
    assert workbook.render(report_of_a_region) == workbook.render(report_of_a_region)
