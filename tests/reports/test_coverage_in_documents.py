"""Where regions stand, in every document and form: the states add up to all regions; unknown is never a no."""

import csv
import dataclasses
import io
import itertools
import json
import re
import zipfile
from datetime import date

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.identity.scope import EVERYTHING, Scope
from data.settings import tables as reference_tables
from metrics.acts import declarations
from metrics.acts.declarations import Declaration
from metrics.mpp.rollout import STATES, Coverage, RegionPath, counted, coverage
from reports.content import blocks
from reports.content.options import Options
from reports.documents import obstacle_report, registry
from reports.formats import data_package_tables, pdf, workbook
from reports.formats.read_back import cells
from reports.parts import coverage_tables, mpp_coverage
from reports.words import coverage_words
from tests.reports.offices import content, issued
from tests.spec.drawn import opened
from text.words import say

DOCUMENTS = ("lembar", "capaian", "hambatan")
FEW = ["on_time_rate", "mpp_operating"]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Nine operate by the news; one plans by an upload, one has a step behind it; three say what holds them back."""
    with opened(tmp_path_factory.mktemp("cakupan") / "home") as home:
        home.targets('mpp_operating:\n  - {from: "2024-01", value: 23, decree: "SK 1"}')
        home.milestones("""
          region_code | milestone      | planned_on | happened_on
          11.01       | kajian_urgensi |            | 2026-02
          11.01       | soft_launch    | 2026-12    |
          11.02       | lokasi         |            | 2026-05-04
        """)
        for region, code in (("11.01", "H12"), ("11.03", "H12"), ("11.08", "H14")):
            said = Declaration(region, code, "065/1/2026", date(2026, 5, 5), "Gedung belum tersedia")
            declarations.declare(home.home, EVERYTHING, "bappeda", said)
        yield home.home


@pytest.fixture(scope="module")
def documents(office):
    return {name: content(office, Options("2026-10", document=name), only=FEW) for name in DOCUMENTS}


def printed(of, drawn, language="id") -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf.drawn(of, [(language, blocks.as_data(list(drawn)))]))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def stated(sentence: str) -> dict[str, int]:
    """The counts that a sentence tells, by state, and the number of all regions."""
    told = re.search(r"(\d+) dari (\d+) daerah diketahui memiliki MPP; ([^.]*)\.", sentence)
    words = {"direncanakan": "planned", "diketahui belum": "without", "belum ada data": "unknown"}
    found = dict.fromkeys(STATES, 0) | {"operating": int(told[1]), "all": int(told[2])}
    return found | {words[word]: int(number) for number, word in re.findall(r"(\d+) ([a-z ]+)", told[3])}


def test_every_document_says_what_the_screen_says(documents, office):
    screen = coverage_words.headline(coverage(office, EVERYTHING, date(2026, 10, 31)).regions, "id")
    assert screen == "9 dari 23 daerah diketahui memiliki MPP; 4 direncanakan; 10 belum ada data."
    for of in documents.values():
        told = json.dumps(registry.pages(of, "id"), ensure_ascii=False)
        assert screen in told
        assert "menurut berita, belum dikonfirmasi" in told


def test_a_report_shows_the_path_of_each_region_and_what_is_only_news_or_disputed(documents):
    told = printed(documents["capaian"], mpp_coverage.blocks(documents["capaian"], "id"))
    assert re.search(r"Kabupaten Aceh Tenggara → direncanakan 4 Mei 2026 Lokasi dan gedung unggahan \d+ ", told)
    assert "Kabupaten Aceh Timur ○ belum ada data — — belum ada data" in told
    assert "Kabupaten Pidie ✓ beroperasi November 2024" in told and "sumber berbeda" in told
    assert re.search(r"Anggaran Kabupaten Aceh Selatan, Kabupaten Aceh Timur 2 [\d.]+", told)


def test_obstacles_stand_apart_from_challenges_and_unknown_regions_from_those_known_to_have_none(documents):
    told = printed(documents["hambatan"], mpp_coverage.difficulties(documents["hambatan"], "id"))
    without, unknown = told.index("Diketahui belum beroperasi"), told.index("Belum ada data (10 daerah")
    assert without < told.index("Kabupaten Aceh Selatan") < unknown < told.index("Kabupaten Aceh Timur")
    assert told.index("Anggaran") < told.index("Tantangan (di luar kendali)") < told.index("Keadaan kahar atau bencana")
    [found] = [found for found in documents["hambatan"].findings if found["indicator"] == "mpp_operating"]
    assert len(found["where"]["region"]) + len(found["where"]["unknown"]) == 23 - 9
    assert say("report.chapter_coverage") in json.dumps(
        blocks.as_data(list(obstacle_report.blocks(documents["hambatan"], "id")))
    )


def test_a_document_of_one_region_tells_its_own_path_and_of_others_only_how_many(office):
    of = content(office, Options("2026-10", "11.03", "lembar"), Scope(frozenset({"11.03"})), only=FEW)
    told = json.dumps(registry.pages(of, "id"), ensure_ascii=False)
    assert "Kabupaten Aceh Timur: belum ada data." in told and "9 dari 23 daerah" in told
    assert [row["region"] for row in of.records("coverage_paths")] == ["11.03"]
    assert {row["region"] for row in of.records("coverage_steps")} <= {"11.03"}
    assert [row["region_codes"] for row in of.records("coverage_held")] == ["11.03"]


def test_the_day_of_a_document_is_the_last_of_its_period(office):
    of = content(office, Options("2024-12", document="lembar"), only=FEW)
    assert mpp_coverage.regions(of) == coverage(office, EVERYTHING, date(2024, 12, 31)).regions
    assert mpp_coverage.regions(of)["unknown"] == 10, "what is not known now was not known then"


@pytest.fixture(scope="module")
def shipped(office):
    return reference_tables.regions(office)[["code", "population"]].itertuples(index=False, name=None)


@pytest.fixture(scope="module")
def people(shipped):
    return list(shipped)


@given(states=st.lists(st.sampled_from(STATES), min_size=23, max_size=23))
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_operating_planned_without_and_unknown_are_always_all_regions_in_every_form(
    documents, people, tmp_path_factory, states
):
    paths = [
        RegionPath(code, int(n), state, None, None, (), "") for (code, n), state in zip(people, states, strict=True)
    ]
    found: Coverage = counted(paths, EVERYTHING, date(2026, 10, 31))
    wanted = {state: states.count(state) for state in STATES}
    own = documents["lembar"]
    tables = {"coverage_counts": coverage_tables.counts(found), "coverage_paths": coverage_tables.paths(found.paths)}
    of = dataclasses.replace(own, tables={**own.tables, **tables})

    assert mpp_coverage.regions(of) == wanted, "JSON"
    assert {
        row["coverage_state"]: row["regions"] for row in type(of)(**of.__dict__).records("coverage_counts")
    } == wanted
    for text in (coverage_words.headline(found.regions, "id"), printed(of, mpp_coverage.lead(of, "id"))):
        assert stated(text) == {**wanted, "all": 23}
    table = printed(of, [mpp_coverage.stages(of, "id")])
    for state in STATES:
        number = re.search(rf"{say(f'coverage.state_{state}')} (\d+) ", table)
        assert (int(number[1]) if number else 0) == wanted[state]

    [_, *rows] = cells(workbook.render(dataclasses.replace(of, cards={}, catalogue={})))[
        say("report.sheet_coverage_counts")
    ]
    assert {row[0]: row[1] for row in rows} == {say(f"coverage.state_{s}"): wanted[s] for s in STATES}
    folder = tmp_path_factory.mktemp("csv")
    written = data_package_tables.csv_of(of.tables["coverage_counts"], folder / "coverage_counts.csv")
    told = list(csv.DictReader(io.StringIO(written.read_text("utf-8"))))
    assert {row["coverage_state"]: int(row["regions"]) for row in told} == wanted


def test_a_package_holds_milestones_coverage_and_what_stands_beside_figures(office, tmp_path):
    path = issued(office, tmp_path, document="skm", format="csv")
    with zipfile.ZipFile(path) as parts:
        names = set(parts.namelist())
        told = {
            name: list(csv.DictReader(io.StringIO(parts.read(f"data/{name}.csv").decode())))
            for name in (
                "milestones",
                "coverage_counts",
                "coverage_paths",
                "coverage_held",
                "annotations",
                "follow_ups",
            )
        }
    assert {f"data/{name}.{form}" for name, form in itertools.product(told, ("csv", "parquet"))} <= names
    assert [row["milestone"] for row in told["milestones"]] == ["kajian_urgensi", "soft_launch", "lokasi"]
    assert sum(int(row["regions"]) for row in told["coverage_counts"]) == len(told["coverage_paths"]) == 23
    assert {row["region"] for row in told["coverage_paths"] if row["coverage_state"] == "unknown"} >= {"11.03", "11.08"}
