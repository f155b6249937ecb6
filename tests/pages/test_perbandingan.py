"""The indicator's page: few regions against their own months first, the funnel folded, and a chart of the year."""

import pytest

from tests.metrics.test_effects import TARGET, months_of
from tests.pages.test_ringkasan import html
from text.words import say

OCTOBER = {"periode": "2026-10", "indikator": "on_time_rate"}
YEARS = [60, 62, 61, 59, 63, 60, 58, 61, 62, 60, 61, 59] * 2


@pytest.fixture
def three(home):
    """Three regions about 60 of 100, below the target of 75; of one the tenth month and the latest are far off."""
    odd = [*YEARS[:9], 95, *YEARS[10:-1], 20]
    rows = {"11.71": YEARS, "11.73": [value + 1 for value in YEARS], "11.05": odd}
    lines = [line for code, values in rows.items() for line in months_of(code, values)]
    home.targets(TARGET)
    home.transactions("region_code | complete_at | decided_at | n\n" + "\n".join(lines))
    return home


def test_few_regions_stand_against_their_own_months_and_the_funnel_is_folded(three, at_home):
    at = at_home(three.home.root, "indicator", **OCTOBER)
    shown = html(at)
    assert say("indicator_page.multiples", "id") in shown
    assert [one.label for one in at.expander].count(say("indicator_page.funnel", "id")) == 1
    assert "stroke-dasharray%3D%271%202%27" in shown  # their own limits are drawn


def test_to_lie_within_limits_acquits_no_region_of_a_missed_target(three, at_home):
    shown = html(at_home(three.home.root, "indicator", **OCTOBER))
    assert say("indicator_page.place_within_missed", "id") in shown
    assert "dalam batas" not in shown


def test_marks_older_than_a_year_are_shown_when_they_are_asked_for(three, at_home):
    at = at_home(three.home.root, "indicator", **OCTOBER, wilayah="11.05")
    [toggle] = [one for one in at.toggle if one.label == say("indicator_page.earlier_marks", "id")]
    assert say("indicator_page.false_marks", "id") in html(at)
    assert not toggle.value
    assert not toggle.set_value(True).run().exception
