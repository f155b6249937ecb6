"""What stands on the pages: long and odd names, many services, suppressed answers, empty regions, repeated headers."""

import io
import json

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.content import glyphs
from reports.content.chart import Point, described
from reports.content.options import Options
from reports.documents import registry
from reports.formats import pdf, workbook
from reports.formats.read_back import cells
from reports.parts.survey_tables import suppressed
from reports.words import place_words
from tests.reports.offices import content
from text.words import say


def pages(of) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.render(of))).pages]


@pytest.fixture(scope="module")
def sheet(records):
    return content(records, Options("2026-10", document="lembar"))


@pytest.fixture(scope="module")
def survey(records):
    return content(records, Options("2026-10", document="skm", format="xlsx"))


@pytest.mark.parametrize(("language", "number"), [("id", 1), ("en", 1), ("both", 2)])
def test_the_governors_sheet_is_one_page_in_each_language(sheet, language, number):
    provenance = {**sheet.provenance, "language": language}
    assert len(pages(type(sheet)(**{**sheet.__dict__, "provenance": provenance}))) == number


def test_long_follow_ups_leave_the_governors_sheet_one_page(sheet):
    long = "memperbaiki alur berkas " * 80
    row = (1, "on_time_rate", None, "2026-10", long, long, long, long, "2026-12-31", "in_progress", None)
    table = type(sheet.tables["follow_ups"])(sheet.tables["follow_ups"].columns, (row,) * 9)
    tables = {**sheet.tables, "follow_ups": table}
    assert len(pages(type(sheet)(**{**sheet.__dict__, "tables": tables}))) == 1


def test_regions_without_data_stand_together_on_one_page(report, printed):
    found = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(printed)).pages]
    said = say("report.regions_without_data", count=21)
    [page] = [page for page in found if said in page]
    silent = [name for code, name in report.names["region"].items() if code not in ("11.71", "11.06", "11")]
    assert len(silent) == 21 and all(name in page for name in silent)


def test_the_provinces_report_names_its_parts_and_their_pages_and_no_sql(printed):
    found = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(printed)).pages]
    assert len(found) <= 18
    for key in ("chapter_achievement", "chapter_regions", "chapter_silent", "chapter_definitions", "provenance"):
        assert say(f"report.{key}") in found[0], "in the contents"
    assert not any("sum(n)" in page for page in found), "SQL stands in the data package"


@pytest.mark.parametrize(
    ("region", "title"),
    [(None, "Lembar gubernur"), ("11.71", "Lembar wali kota"), ("11.06", "Lembar bupati")],
)
def test_a_sheet_bears_the_title_of_the_head_of_its_region(sheet, region, title):
    of = type(sheet)(**{**sheet.__dict__, "provenance": {**sheet.provenance, "region": region}})
    assert registry.title(of, "id").startswith(title)


def test_the_sheet_of_a_nation_is_national_and_that_of_a_province_in_it_its_governors(sheet):
    names = {**sheet.names, "region": {"11": "Aceh", "51": "Bali", "51.71": "Kota Denpasar"}}
    for region, title in ((None, "Lembar nasional"), ("51", "Lembar gubernur"), ("51.71", "Lembar wali kota")):
        of = {"names": names, "provenance": {**sheet.provenance, "region": region}}
        assert registry.title(type(sheet)(**{**sheet.__dict__, **of}), "id").startswith(title)


@pytest.mark.parametrize(
    "codes, key, said",
    [
        (("11.71", "11.74"), "chapter_regions", "Setiap kabupaten/kota"),
        (("11", "51"), "chapter_regions", "Setiap provinsi"),
        (("11.71", "11.74"), "chapter_silent", "Kabupaten/kota tanpa data"),
        (("51",), "chapter_silent", "Provinsi tanpa data"),
    ],
)
def test_the_parts_of_a_nation_are_provinces(codes, key, said):
    assert place_words.of_parts(codes, f"report.{key}", "id") == said


def test_a_long_table_repeats_its_headers_on_every_page(survey):
    report = survey
    source = {**report.provenance["sources"][0], "file": "berkas.csv"}
    many = {**report.provenance, "sources": [{**source, "seq": i} for i in range(1, 201)]}
    found = [page for page in pages(type(report)(**{**report.__dict__, "provenance": many})) if "berkas.csv" in page]
    assert len(found) > 3 and all(say("report.column_file") in page for page in found)


def test_names_in_other_scripts_are_told_by_boxes_and_stand_whole_in_the_figures(survey):
    odd = "خدمة \u202e=1+1\u200b"
    assert glyphs.printable(odd) == "□□□□ =1+1"
    assert glyphs.visible(odd) == "خدمة =1+1"
    names = {**survey.names, "agency": dict.fromkeys(survey.names["agency"], odd * 30)}
    of = type(survey)(**{**survey.__dict__, "names": names})
    assert "□□□□ =1+1" in " ".join(" ".join(pages(of)).split())
    assert odd.encode() in of.to_json()


def test_text_of_the_data_is_never_read_as_markup_or_formula(survey):
    report = survey
    names = {**report.names, "region": dict.fromkeys(report.names["region"], "#panic() $x$ *a* <b> =1+1 \\ ")}
    of = type(report)(**{**report.__dict__, "names": names})
    assert "#panic() $x$ *a* <b> =1+1" in " ".join(" ".join(pages(of)).split())
    told = {
        cell for rows in cells(workbook.render(of)).values() for row in rows for cell in row if isinstance(cell, str)
    }
    assert any("=1+1" in cell for cell in told)


def test_a_report_of_one_region_compares_it_with_the_province(report_of_a_region):
    of = report_of_a_region
    assert {row["member"] for row in of.cards["period"]} == {"11.71"}
    beside = {row[0]: row for row in of.tables["others"].rows}
    [own] = [row for row in of.cards["period"] if row["indicator"] == "on_time_rate"]
    _, region, actual, others, difference, cases = beside["on_time_rate"]
    assert (region, actual, difference) == ("11.71", own["actual"], own["actual"] - others) and cases > 0
    told = json.dumps(registry.pages(of, "id"), ensure_ascii=False)
    assert say("report.others") in told and of.findings[0]["sentences"]["id"][0] in told


def test_two_hundred_causes_with_long_names_are_a_table_of_many_pages_and_add_up(report_of_a_region):
    of = report_of_a_region
    of = type(of)(**{**of.__dict__, "provenance": {**of.provenance, "document": "hambatan"}})
    found = of.findings[0]
    blank = {"owner": None, "controllable": "yes", "excess_working_days": 1.0, "actual_without": 90.0}
    reasons = [{**blank, "obstacle_code": f"L-{i}", "late_cases": 3} for i in range(200)]
    reasons.append({**blank, "obstacle_code": None, "late_cases": 126})
    long = {f"L-{i}": dict.fromkeys(("id", "en"), f"Sebab {i} " + "panjang sekali " * 12) for i in range(200)}
    names = {**of.names, "obstacle": long}
    told = pages(type(of)(**{**of.__dict__, "findings": ({**found, "reasons": reasons},), "names": names}))
    assert len(told) >= 8 and all(any(f"Sebab {i} " in page for page in told) for i in range(200))
    assert any("726 berkas terlambat" in page for page in told), "the unrecorded ones with them"


def test_what_a_table_leaves_out_is_counted_and_added_up_and_is_never_one_alone(report_of_a_region):
    of = report_of_a_region
    of = type(of)(**{**of.__dict__, "provenance": {**of.provenance, "document": "hambatan"}})
    found = of.findings[0]
    for number, expected in ((8, False), (9, False), (10, True)):
        services = [{"member": f"L-{i}", "shortfall": 2.0, "share": 0.1} for i in range(number)]
        services.append({"member": "L-better", "shortfall": -5.0, "share": -0.2})
        where = {**{name: [] for name in found["where"]}, "service": services}
        told = " ".join(" ".join(pages(type(of)(**{**of.__dict__, "findings": ({**found, "where": where},)}))).split())
        assert ("2 lainnya 4,0" in told) == expected and "1 lainnya" not in told
        assert f"{say('report.total_short')} {2 * number},0" in told
        assert f"{say('report.total_offset')} −5,0" in told


def test_suppressed_answers_stay_suppressed_in_every_form(survey):
    rows = {row[:2]: row[2:] for row in survey.tables["respondents"].rows}
    assert rows["sex", "perempuan"] == (None, None) and rows["sex", "laki-laki"] == (None, None)
    assert rows["age_group", "20-29"] == (None, None) and rows["age_group", "30-39"] == (None, None)
    assert '"perempuan",null,null' in survey.to_json().decode()
    shown = " ".join(" ".join(pages(survey)).split())
    assert f"Perempuan {say('report.suppressed')} {say('report.suppressed')}" in shown
    told = cells(workbook.render(survey))[say("report.sheet_respondents")]
    assert [row[2] for row in told if row[1] == "perempuan"] == [""]


def test_the_index_of_a_part_with_few_respondents_is_not_told(survey):
    [few] = [row for row in survey.cards["by_region"] if row["member"] == "11.06"]
    assert few["actual"] is None and few["status"] == "cannot_judge"


@given(st.lists(st.integers(0, 30), max_size=8))
def test_what_is_left_out_cannot_be_found_from_the_total(counts):
    shown = suppressed(counts, 5)
    assert all(n is None or n == count for n, count in zip(shown, counts, strict=True))
    assert all(n is None or n == 0 or n >= 5 for n in shown)
    hidden = [count for n, count in zip(shown, counts, strict=True) if n is None]
    if hidden and any(n for n in shown):
        assert len(hidden) > 1 and sum(hidden) >= 5
    if all(count == 0 or count >= 5 for count in counts):
        assert not hidden


def test_bars_rise_from_zero_and_a_line_names_where_it_starts():
    points = [Point("", value, "", True, 95.0) for value in (90.0, 92.0, 94.0)]
    bars, line = (described("", "", points, "", "", str, bars=bars) for bars in (True, False))
    assert bars.marks[0][0] == 0 and line.marks[0] == (90.0, "90.0") and line.marks[-1][0] >= 95


@pytest.mark.parametrize(
    ("dimension", "code", "language", "name"),
    [
        ("channel", "langsung", "en", "The counter"),
        ("channel", "mandiri", "id", "Kanal mandiri"),
        ("channel", "-", "en", "unknown"),
        ("agency", "-", "id", "tidak diketahui"),
        ("region", "11.71", "en", "Kota Banda Aceh"),
        ("service", "lain", "en", "lain"),
    ],
)
def test_a_part_is_named_in_the_language_of_the_paper(report, dimension, code, language, name):
    assert report.member_name(dimension, code, language) == name
