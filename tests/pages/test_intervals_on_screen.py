"""Intervals on screen: a band around a line, a whisker on a bar, folded behind a status; none where there is none."""

import pytest

from pages.components.charts import bars, plotly_charts, trend_picture
from pages.components.charts.bars import Bar
from pages.components.charts.chart_values import EndLabels, Measure, Month, stretches
from pages.components.html.status_mark import interval_mark
from tests.pages.hand_made import row

MONTHS = [
    Month("", 90.0, "", True, 90.0, (88.0, 92.0)),
    Month("", 91.0, "", True, 90.0, (87.0, 93.0)),
    Month("", None, "", False, 90.0),
    Month("", 80.0, "", True, 90.0, (70.0, 87.0)),
]


@pytest.mark.parametrize(("language", "words"), [("id", "selang 95 %: 79,8–85,1"), ("en", "95% interval: 79.8–85.1")])
def test_a_status_folds_its_interval_away(language, words):
    shown = interval_mark(row("on_time_rate", 82.6, 90, "missed", interval=(79.81, 85.06)), "percent", language)
    assert shown.startswith("<details") and words in shown.replace("\u00a0", " ").split("</summary>")[1]


def test_a_status_without_an_interval_folds_nothing():
    assert "details" not in interval_mark(row("clearance_rate", 101.0, 95, "achieved"), "percent", "id")


def test_a_band_spans_no_month_without_a_figure_and_the_axis_holds_it():
    assert stretches(MONTHS) == [[0, 1], [3]]
    figure = plotly_charts.trend(MONTHS, EndLabels("80"), Measure("percent", "id"))
    around, alone = (trace for trace in figure.data if trace.fill == "toself")
    assert list(around.x) == [0, 1, 1, 0] and list(around.y) == [88.0, 87.0, 93.0, 92.0]
    assert list(alone.x) == [2.9, 3.1, 3.1, 2.9] and list(alone.y) == [70.0, 70.0, 87.0, 87.0]
    low, high = figure.layout.yaxis.range
    assert low <= 70.0 and high >= 93.0


def test_the_picture_of_a_trend_has_the_same_bands():
    drawn = trend_picture.trend_picture(MONTHS, list("abcd"), EndLabels("80"), Measure("percent", "id"), "")
    assert drawn.count("polygon") == 2
    bare = [Month("", month.value, "", True, 90.0) for month in MONTHS]
    assert "polygon" not in trend_picture.trend_picture(
        bare, list("abcd"), EndLabels("80"), Measure("percent", "id"), ""
    )


def test_a_whisker_lies_over_the_end_of_its_bar_within_the_column():
    lines = [Bar("A", 80.0, "80", interval=(70.0, 87.0), spoken="selang 95 %: 70,0–87,0"), Bar("B", 50.0, "50")]
    drawn = bars.bars(lines, "", ("", ""), "id")
    assert "left: 80.5%; width: 19.5%" in drawn and "width: 92.0%" in drawn  # of 87, the farthest end
    pointed_at_and_heard = drawn.replace("\u00a0", " ").count("selang 95 %: 70,0–87,0")
    assert drawn.count("whisker") == 1 and pointed_at_and_heard == 2
