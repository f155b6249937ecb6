"""What the page reads out of a scorecard, and the small parts it is built from."""

import csv
import io

import pytest

from data.schema import kinds
from metrics.scorecard.summary import summary
from pages.components.charts import chart_values, plotly_charts, tile_map
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
    figure = plotly_charts.trend(months([5.0, 7.0], None), None, "7", str, bars=True)
    assert figure.layout.yaxis.range[0] == 0


def test_the_target_line_has_its_name_and_the_newest_month_its_figure():
    figure = plotly_charts.trend(months([85.0, None, 88.0]), ("Target", "90 %"), "88 %", str, bars=False)
    assert [note.text for note in figure.layout.annotations] == ["Target<br>90 %", "<b>88 %</b>"]


@pytest.mark.parametrize(
    ("values", "push"),
    [
        ([70.0, 90.5], (-30, -20)),  # just above its target: the target's name moves down
        ([70.0, 89.5], (20, 30)),  # just below: it moves up
        ([90.0, 70.0], (0, 0)),  # far from it: it stays at the end of its line
    ],
)
def test_the_names_of_target_and_newest_figure_do_not_touch(values, push):
    figure = plotly_charts.trend(months(values), ("T", ""), "", str, bars=False)
    assert push[0] <= figure.layout.annotations[0].yshift <= push[1]


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
