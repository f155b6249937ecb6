"""Parts beside each other: the target named at its place, dots where a scale does not begin at 0, order by cases."""

import re

import pytest

from data.home import Home
from metrics.catalogue import indicators as catalogue
from metrics.judgement.row import Row
from pages.components.breakdown import parts_chart
from pages.components.charts import bars
from pages.components.charts.bars import Axis, Bar

LINES = [Bar("A", 80.0, "80", target=90.0, unsure=True, tone="missed"), Bar("B", 100.0, "100", target=90.0)]


def drawn(axis=None, lines=LINES):
    return bars.bars(lines, "", ("", ""), "id", axis)


def part(member, actual, denominator, target=90.0, status="missed"):
    fields = dict.fromkeys(Row.names())
    fields |= {"member": member, "actual": actual, "denominator": denominator, "target": target, "status": status}
    return Row(**fields | {"points": 0})


def test_the_target_is_a_line_through_every_bar_with_its_name_once_above_them():
    shown = drawn(Axis(goal="Target 90 %"))
    assert shown.count('class="tick" style="left:90.0%"') == 2 and shown.count("Target 90\u00a0%") == 1
    assert "bar missed unsure" in shown


def test_a_target_beyond_every_bar_still_lies_within_the_drawing():
    lines = [Bar("A", 40.0, "40", target=90.0)]
    assert 'class="tick" style="left:100.0%"' in drawn(lines=lines) and "width: 44.4%" in drawn(lines=lines)


def test_a_scale_that_does_not_begin_at_zero_has_dots_and_both_ends_and_no_bars():
    lines = [Bar("A", 3.25, "3,25", target=3.5)]
    shown = drawn(Axis(scale=(1.0, 4.0), ends=("1", "4"), better="higher"), lines)
    assert 'class="dot quiet" style="left:75.0%"' in shown and 'class="bar ' not in shown
    assert 'class="good" style="left: 83.3%; width: 16.7%"' in shown
    assert re.search(r'class="ends"><span>1</span><span>4</span>', shown)


@pytest.mark.parametrize(
    ("targets", "named"), [((90.0, 90.0), "Target 90 %"), ((90.0, 80.0), None), ((None, None), None)]
)
def test_the_target_is_named_where_all_parts_have_the_same(targets, named, tmp_path):
    rows = [part("a", 50.0, 1, targets[0]), part("b", 60.0, 1, targets[1])]
    assert parts_chart.axis(rows, catalogue.load(Home(tmp_path))["on_time_rate"], "id").goal == named


def test_no_share_of_a_few_cases_leads_the_order(tmp_path):
    rows = [part("few", 0.0, 1), part("many", 80.0, 700), part("met", 95.0, 300, status="achieved")]
    ordered = parts_chart.ordered_rows(rows, catalogue.load(Home(tmp_path))["on_time_rate"])
    assert [row.member for row in ordered] == ["many", "few", "met"]
