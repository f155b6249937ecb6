"""From a figure to its part, from the part to its cases, and back: always through the address."""

import pytest
from streamlit.proto.PlotlyChart_pb2 import PlotlyChart

from metrics.obstacles import cases
from pages.components.charts import drill
from tests.pages.test_ringkasan import html
from tests.spec.drawn import opened
from text.words import say

OCTOBER = {"periode": "2026-10", "wilayah": "11.71", "indikator": "on_time_rate"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """One region, two services, two months; a case of each service is late."""
    with opened(tmp_path_factory.mktemp("drill") / "home") as home:
        home.targets('on_time_rate: [{from: "2026-01", value: 90, decree: SK 1}]\n')
        home.transactions("""
          application_no | standard | complete_at | decided_at | n
          A-1            | 3 days   | 2026-09-07  | 2026-09-08 | 1
          A-2            | 3 days   | 2026-10-05  | 2026-10-20 | 1
          A-3            | 5 days   | 2026-10-05  | 2026-10-21 | 1
          A-4            | 5 days   | 2026-10-05  | 2026-10-06 | 1
        """)
        yield home.home.root


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ([{"x": 1, "y": 90.0}], "2026-10"),
        ([{"x": 0.0}], "2026-09"),
        ([], None),
        ([{"x": 2}], None),
        ([{"x": -1}], None),
        ([{"x": "1"}], None),
        ([{}], None),
    ],
)
def test_a_clicked_point_stands_for_its_month_and_what_is_none_of_ours_for_nothing(points, code):
    assert drill.code_of(points, ["2026-09", "2026-10"], "x") == code


@pytest.mark.parametrize("more", [{}, {"tampilan": "rapat"}], ids=["page", "slide"])
def test_the_points_of_a_trend_can_be_chosen(at_home, filled, more):
    at = at_home(filled, "indicator", **OCTOBER, **more)
    charts = [chart.proto for chart in at.get("plotly_chart")]
    assert charts and all(list(chart.selection_mode) == [PlotlyChart.SelectionMode.POINTS] for chart in charts)


def test_each_month_of_the_table_is_a_link_for_those_who_use_no_mouse(at_home, filled):
    shown = html(at_home(filled, "indicator", **OCTOBER))
    assert 'href="?periode=2026-09&amp;wilayah=11.71&amp;indikator=on_time_rate"' in shown


@pytest.mark.parametrize(("page", "more"), [("services", {}), ("indicator", {"bagian": "service"})])
def test_a_service_leads_to_its_cases(at_home, filled, page, more):
    shown = html(at_home(filled, page, **OCTOBER, **more))
    assert "/hambatan?indikator=on_time_rate&amp;periode=2026-10&amp;wilayah=11.71&amp;layanan=3-HARI" in shown


def test_the_cases_of_one_service_stand_open_and_lead_back_to_all(at_home, filled):
    at = at_home(filled, "obstacles", **OCTOBER, layanan="5-HARI")
    assert at.expander[0].proto.expanded
    shown = html(at)
    assert "A-3" in shown and "A-2" not in shown
    assert 'href="?periode=2026-10&amp;wilayah=11.71&amp;indikator=on_time_rate"' in shown
    assert "kembali ke semua bagian" in shown and "kembali" not in html(at_home(filled, "obstacles", **OCTOBER))


def test_a_part_nobody_knows_has_no_cases_and_no_error(at_home, filled):
    at = at_home(filled, "obstacles", "en", **OCTOBER, kanal="x' or 1=1 --")
    assert not at.error and not at.exception and "A-2" not in html(at)


@pytest.fixture
def questions(monkeypatch):
    """What the list of cases was asked, call by call; it answers as ever."""
    asked, answer = [], cases.cases
    monkeypatch.setattr(cases, "cases", lambda *question: asked.append(question) or answer(*question))
    return asked


def test_while_the_list_of_cases_is_folded_nobody_asks_for_it(at_home, filled, questions):
    at = at_home(filled, "obstacles", **OCTOBER)
    assert not at.exception and questions == []
    [folded] = [one for one in at.expander if one.label == say("obstacle_page.evidence")]
    assert not folded.proto.expanded and not folded.children and "A-2" not in html(at)


def test_who_opens_it_sees_the_cases(at_home, filled, questions):
    at = at_home(filled, "obstacles", **OCTOBER)
    at.session_state["evidence"] = True  # as the browser says when it is opened
    at.run()
    assert len(questions) == 1 and "A-2" in html(at) and "A-3" in html(at)


def test_a_part_in_the_address_opens_it(at_home, filled, questions):
    at_home(filled, "obstacles", **OCTOBER, layanan="5-HARI")
    assert [question[3] for question in questions] == [{"service_code": "5-HARI"}]


def test_a_chosen_part_is_marked_and_its_cases_stand_under_its_name(at_home, filled):
    shown = html(at_home(filled, "obstacles", **OCTOBER, layanan="5-HARI", bagian="service"))
    assert shown.count('<tr class="chosen">') == 1
    assert "layanan=5-HARI#bukti" in shown.replace("&amp;", "&")
    assert "<h2>Berkas yang terlambat: " in shown


def test_a_proposal_begins_with_the_figure_it_answers(at_home, filled):
    at = at_home(filled, "follow_ups", **OCTOBER)
    fact = next(area.value for area in at.text_area if area.label == say("follow_up.fact"))
    assert fact == "Selesai tepat waktu, Kota Banda Aceh, Oktober 2026: 33,3 % (n = 3), target 90 %, kurang 2 berkas."
    others = at_home(filled, "follow_ups", wilayah="11.71", periode="not-a-period", indikator="on_time_rate")
    assert next(area.value for area in others.text_area if area.label == say("follow_up.fact")) == ""
