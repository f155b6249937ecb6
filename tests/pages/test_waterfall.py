"""From all on time down to the actual: a step a cause, which end at the figure, or no drawing at all."""

import pytest

from access.identity.scope import EVERYTHING
from metrics.catalogue import indicators
from metrics.obstacles.explain import explain
from pages.components.obstacles import waterfall
from pages.components.runtime import run


@pytest.fixture
def office(home):
    """Ten decided in October 2026: two late for want of staff, one for an approval, one without a reason."""
    home.targets('on_time_rate:\n  - {from: "2024-01", value: 90, decree: "SK 1"}')
    home.transactions("""
      complete_at | decided_at | obstacle_code | n
      2026-10-05  | 2026-10-06 |               | 6
      2026-10-05  | 2026-10-27 | H08           | 2
      2026-10-05  | 2026-10-27 | H06           | 1
      2026-10-05  | 2026-10-27 |               | 1
    """)
    return home


def of(office, indicator):
    return explain(office.home, EVERYTHING, indicator, "2026-10", "11.71"), indicators.load(office.home)[indicator]


def test_the_steps_go_from_all_on_time_to_the_actual_and_the_unrecorded_is_last(office):
    listed = waterfall.steps(*of(office, "on_time_rate"))
    told = [(step.reason.obstacle_code, step.cases, step.points, step.low) for step in listed]
    assert told == [
        ("H08", 2, 20, pytest.approx(80)),
        ("H06", 1, 10, pytest.approx(70)),
        (None, 1, 10, pytest.approx(60)),
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", ("menjadi 60,0", "4 berkas terlambat menurut sebab", "2 (−20,0)", "Sumbu mulai dari 55")),
        ("en", ("From 100% to 60.0%: 4 late cases by cause", "2 (−20.0)", "The axis begins at 55%")),
    ],
)
def test_the_drawing_is_a_table_with_its_axis_told(office, language, said):
    with run.showing(office.home):
        drawn = str(waterfall.markup(*of(office, "on_time_rate"), language))
    assert all(part in drawn for part in said)
    looks = [look for look in ("step outside", "step unrecorded", 'class="step"') if look in drawn]
    assert looks == ["step outside", "step unrecorded", 'class="step"']


@pytest.mark.parametrize("indicator", ["median_processing_days", "digital_share"])
def test_no_steps_where_they_would_not_end_at_the_figure(office, indicator):
    office.transactions("""
      application_no | complete_at | n
      OPEN           | 2026-06-05  | 5
    """)
    assert waterfall.markup(*of(office, indicator), "id") is None
