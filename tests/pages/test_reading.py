"""What the page reads out of a scorecard, and the small parts it is built from."""

import csv
import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.schema import kinds
from metrics.scorecard.summary import summary
from pages.components.charts import chart_values, plotly_charts, tile_map
from pages.components.charts.chart_labels import OVER, Label, placed
from pages.components.charts.chart_values import EndLabels, Measure
from pages.components.charts.spark import spark
from pages.components.html.markup import Markup, tag
from pages.components.html.ordering import attention_first
from pages.components.layout import no_data
from tests.pages.hand_made import WHOLE, row
from text import formats


def test_a_tally_counts_what_has_a_target_and_names_the_furthest_away():
    found = summary(WHOLE)
    assert (found.met, found.missed, found.unjudged, found.total) == (1, 3, 1, 5)
    assert found.worst is not None and found.worst.indicator == "mpp_operating"


@pytest.mark.parametrize(
    ("status", "target", "counts"),
    [
        ("achieved", 90, True),
        ("missed", (80, 90), True),
        ("no_data", 90, True),
        ("force_majeure", 90, True),
        ("no_data", None, False),
        ("no_target", None, False),
        ("not_applicable", 90, False),
    ],
)
def test_which_rows_are_targets(status, target, counts):
    assert row("x", None, target, status).has_target is counts


def test_the_furthest_from_its_target_is_read_first_and_the_empty_last():
    read = [row.indicator for row in attention_first(WHOLE)]
    assert read == [
        "mpp_operating",
        "on_time_rate",
        "clearance_rate",
        "satisfaction_index",
        "digital_share",
        "received",
    ]


def test_markup_escapes_what_is_not_markup():
    cell = tag("td", "3 < 4 & more", tag("b", "x"), None, class_="a", title='"q"', hidden=False)
    assert cell == '<td class="a" title="&quot;q&quot;">3 &lt; 4 &amp; more<b>x</b></td>'
    assert isinstance(cell, Markup)


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (0, 6213, [0, 2000, 4000, 6000, 8000]),
        (79.4, 92, [75, 80, 85, 90, 95]),
        (3.2, 3.4, [3.2, 3.25, 3.3, 3.35, 3.4]),
        (90, 90, [80, 90]),
        (100, 100, [90, 100]),
        (0, 0, [0, 0.5]),
    ],
)
def test_ticks_are_round_and_hold_the_whole_series(low, high, marks):
    assert formats.ticks(low, high) == marks


def months(values, target=90.0):
    return [chart_values.Month("", value, "", True, target) for value in values]


def test_bars_rise_from_zero():
    figure = plotly_charts.trend(months([5.0, 7.0], None), EndLabels("7"), Measure("count", "id"))
    assert figure.layout.yaxis.range[0] == 0


def test_the_target_line_has_its_name_and_the_newest_month_its_figure():
    ends = EndLabels("88 %", ("Target", "90 %"))
    figure = plotly_charts.trend(months([85.0, None, 88.0]), ends, Measure("percent", "id"))
    assert [note.text for note in figure.layout.annotations] == ["<b>88 %</b>", "Target<br>90 %"]


heights = st.lists(st.tuples(st.floats(-20, 220), st.sampled_from([16.0, 20.0, 32.0])), max_size=5)


@given(heights)
def test_no_label_stands_over_another_and_all_are_within_the_drawing(listed):
    labels = [Label(("x",), at, height) for at, height in listed]
    spans = sorted(
        (at - label.height / 2, at + label.height / 2) for at, label in zip(placed(labels, 210), labels, strict=True)
    )
    assert all(first[1] <= second[0] + 1e-6 for first, second in pairwise(spans))
    assert all(low >= -OVER - 1e-6 and high <= 210 + 1e-6 for low, high in spans)


def test_labels_that_do_not_touch_stay_where_they_are_and_a_heavy_one_moves_least():
    apart = [Label(("a",), 20.0, 20.0), Label(("b",), 100.0, 32.0)]
    assert placed(apart, 210) == [20.0, 100.0]
    newest, goal = placed([Label(("a",), 100.0, 20.0, weight=9), Label(("b",), 101.0, 32.0)], 210)
    assert abs(newest - 100) < 3 and goal == newest + 26


@pytest.mark.parametrize(
    ("unit", "values", "ends"),
    [
        ("count", [1.0, 2.0], [0, 2]),  # no half MPP
        ("minutes", [10.0, 12.0], [0, 15]),  # twelve minutes are no catastrophe after ten
        ("percent", [99.0, 99.6], [90, 100]),  # half a point fills no axis, and none goes beyond 100
        ("percent", [120.0, 180.0], [120, 180]),
        ("index", [88.0, 89.0], [80, 95]),
        ("score", [3.5, 3.6], [3.2, 3.8]),
    ],
)
def test_an_axis_begins_and_ends_where_it_does_not_mislead(unit, values, ends):
    marks = Measure(unit, "id").marks(values)
    assert [marks[0], marks[-1]] == ends
    assert unit != "count" or all(mark == int(mark) for mark in marks)


def test_last_year_is_a_light_line_with_its_name():
    with_past = [chart_values.Month("", value, "", True, None, last_year=value - 3) for value in (85.0, 88.0)]
    ends = EndLabels("88 %", None, ("setahun lalu", "85 %"))
    figure = plotly_charts.trend(with_past, ends, Measure("percent", "id"))
    assert [figure.data[0].y[1], figure.data[0].y[0]] == [85.0, 82.0]
    assert figure.layout.annotations[1].text == "setahun lalu<br>85 %"


@pytest.mark.parametrize("values", [[], [None, None], [5.0, None]])
def test_a_sparkline_needs_two_figures(values):
    assert spark(values, 90.0, "met", "alt") is None


def test_a_flat_sparkline_can_be_drawn():
    assert "polyline" in str(spark([5.0, 5.0], None, "quiet", "alt"))


def test_without_targets_the_map_shades_by_size():
    rows = [row("received", n, None, "no_target", member=str(n)) for n in (0, 10, 39, 40)]
    assert dict(tile_map._shades(rows)) == {"0": 1, "10": 2, "39": 4, "40": 4}
    assert tile_map._shades(WHOLE) == {}


@pytest.mark.parametrize("kind", kinds.names())
def test_a_template_is_a_file_of_that_kind(kind):
    text = no_data.template(kind).decode("utf-8-sig")
    headers, example = csv.reader(io.StringIO(text))
    assert tuple(headers) == kinds.kind(kind).headers
    assert len(example) == len(headers)
