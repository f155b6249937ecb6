"""What stands beside figures: annotations on charts, in tables and packages; follow-ups; the digest's first lines."""

import csv
import io
import json
import zipfile

import pytest

from access.identity.scope import EVERYTHING
from metrics.acts import annotations, follow_up_acts
from metrics.acts.annotations import Annotation
from metrics.acts.follow_up_acts import Draft
from metrics.monitoring.early_warnings import Alert
from metrics.scorecard import score
from reports.content.options import Options
from reports.documents import registry
from reports.formats import workbook
from reports.formats.read_back import cells
from reports.parts import annotations as annotation_part
from reports.parts import scorecard_text, trends
from reports.terminal import digest
from tests.reports.offices import content, issued, office
from tests.reports.test_sheets_of_paper import pages
from text.words import say

RULE, FLOOD, COUNTER = "=Aturan baru", "Banjir, loket tutup", "Loket baru"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The office with three notes (one of a rule, one of everything, one of a region) and a follow-up not done yet."""
    with office(tmp_path_factory.mktemp("catatan") / "home") as drawn:
        for note in (
            Annotation("2026-03", RULE, "on_time_rate"),
            Annotation("2026-06", FLOOD),
            Annotation("2026-09", COUNTER, None, "11.71", rebase=True),
            Annotation("2020-01", "Sebelum semuanya"),
        ):
            annotations.annotate(drawn.home, EVERYTHING, "inspektorat", note)
        said = ("fakta", "sebab", "tindakan", "Kepala DPMPTSP", "2026-10-30")
        draft = Draft("on_time_rate", "2026-10", *said, region="11.71")
        follow_up_acts.propose(drawn.home, EVERYTHING, "bupati", draft)
        yield drawn.home


@pytest.fixture(scope="module")
def told(home):
    return content(home, Options("2026-10", document="capaian"), only=["received", "on_time_rate"])


def test_a_chart_carries_the_notes_of_its_indicator_and_place(told):
    months = scorecard_text.of(told.cards["months"], "on_time_rate")
    drawn = trends.chart(told, months, "id")
    assert drawn.notes == (f"¹ Maret 2026: {RULE}", f"² Juni 2026: {FLOOD}")
    assert {p.tick or i: p.notes for i, p in enumerate(drawn.points) if p.notes} and drawn.points[4].notes == "¹"
    received = trends.chart(told, scorecard_text.of(told.cards["months"], "received"), "id")
    assert received.notes == (f"² Juni 2026: {FLOOD}",)
    own = [row for row in told.cards["months_by_region"] if row["member"] == "11.71"]
    rebased = say("report.rebased")
    assert trends.chart(told, own, "id").notes[-1] == f"³ September 2026: {COUNTER} ({rebased})"


def test_every_note_stands_in_the_report_the_workbook_and_the_package(told, home, tmp_path):
    shown = " ".join(json.dumps(registry.pages(told, "id"), ensure_ascii=False).split())
    assert all(text in shown for text in (RULE, FLOOD, COUNTER)) and "Sebelum semuanya" not in shown
    assert say("report.chapter_annotations") in shown
    [_, *rows] = cells(workbook.render(told))[say("report.sheet_annotations")]
    assert [row[4] for row in rows] == [RULE, FLOOD, COUNTER] and rows[2][3] == "Kota Banda Aceh"
    with zipfile.ZipFile(issued(home, tmp_path, document="skm", format="csv")) as parts:
        told_csv = list(csv.DictReader(io.StringIO(parts.read("data/annotations.csv").decode())))
        followed = list(csv.DictReader(io.StringIO(parts.read("data/follow_ups.csv").decode())))
        described = json.loads(parts.read("datapackage.json"))["resources"]
    assert [row["text"] for row in told_csv] == [f"'{RULE}", FLOOD, COUNTER]
    assert followed[0]["action"] == "tindakan"
    kinds = {field["type"] for resource in described for field in resource["schema"]["fields"]}
    assert "any" not in kinds


def test_a_report_of_one_region_is_not_told_of_what_happened_in_another(home):
    of = content(home, Options("2026-10", "11.06", "lembar"), only=["on_time_rate"])
    assert [row["text"] for row in of.records("annotations")] == [RULE, FLOOD]
    assert len(pages(of)) == 1 and annotation_part.mark(of, of.records("annotations")[1]) == "²"


def test_twelve_long_notes_leave_the_governors_sheet_one_page(home):
    of = content(home, Options("2026-10", document="lembar"), only=["on_time_rate"])
    table = of.tables["annotations"]
    many = tuple(
        (i, f"2026-{i % 10 + 1:02}", None, None, "Loket pindah gedung " * 15, False, "", "") for i in range(12)
    )
    tables = {**of.tables, "annotations": type(table)(table.columns, many)}
    assert len(pages(type(of)(**{**of.__dict__, "tables": tables}))) == 1


def test_figures_on_follow_ups_are_those_of_the_screen(home):
    ids = [id_ for id_ in content(home, Options("2026-10", document="lembar")).catalogue if "follow_up" in id_]
    of = content(home, Options("2026-10", document="capaian"), only=ids)
    card = score.score(home, EVERYTHING, "2026-10", None, ids)
    assert ids and of.cards["period"] == json.loads(json.dumps([row.as_dict() for row in card.rows]))
    assert any(row["actual"] is not None for row in of.cards["period"])


def test_a_digest_says_where_regions_stand_only_when_there_is_something_to_warn_of():
    states = {"operating": 9, "planned": 2, "without": 0, "unknown": 12}
    silent = Alert("silent", "11.71", since="2026-08", count=2)
    warned = digest.letter([silent], {}, {"11.71": "Banda Aceh"}, "id", states)
    assert "9 dari 23 daerah diketahui memiliki MPP; 2 direncanakan; 12 belum ada data." in warned
    assert digest.letter([], {}, {}, "id", states) == ""
