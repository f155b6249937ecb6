"""A chart taken along: an image that is well-formed and tells what the chart tells, and its data as CSV."""

from xml.etree import ElementTree

from pages.components.charts import chart_image, region_images, spark, trends
from pages.components.charts.bars import Axis, Bar
from pages.components.charts.chart_values import Dot, EndLabels, Measure, Month
from pages.components.charts.region_images import Tile
from tests.pages.hand_made import row

MONTHS = [
    Month("Sep 2026", 88.0, "", True, 90.0, (86.0, 90.0), 80.0),
    Month("", None, "", False, 90.0),
    Month("Okt 2026", 91.0, "", False, 90.0, (87.0, 93.0), 82.0),
]
NAMES = EndLabels("91,00 %", ("Target", "90,00 %"), ("setahun lalu", "82 %"))


def words(image):
    return [element.text for element in ElementTree.fromstring(image).iter("{http://www.w3.org/2000/svg}text")]


def test_the_image_of_a_trend_has_its_title_and_the_names_of_its_lines():
    said = words(chart_image.trend("Tepat waktu <Aceh>", MONTHS, NAMES, Measure("percent", "id")))
    assert said[0] == "Tepat waktu <Aceh>"
    assert {"91,00 %", "Target", "90,00 %", "setahun lalu", "Okt 2026", "90 %"} <= set(said)


def test_counts_are_bars_in_the_image_too():
    image = chart_image.trend("", [Month("", 3.0, "", True, None)], EndLabels("3"), Measure("count", "id"))
    assert image.count("<rect") == 2 and "<circle" not in image


def test_the_image_of_parts_names_each_and_its_target():
    lines = [Bar("Pidie", 80.0, "80 %", interval=(70.0, 87.0), target=90.0, tone="missed"), Bar("Langsa", 95.0, "95 %")]
    assert {"Pidie", "Langsa", "80 %", "95 %", "Target 90 %"} <= set(
        words(chart_image.bars("", lines, Axis("Target 90 %")))
    )
    dots = chart_image.bars("", lines, Axis(scale=(25.0, 100.0)))
    assert dots.count("<circle") == 2


def test_the_image_of_steps_has_a_number_at_each_and_its_years():
    path = [(0, 100), (50, 100), (50, 50), (100, 50)]
    said = words(region_images.steps("MPP", path, [(50, 50, 3)], [(0, 2019), (90, 2026)], 6))
    assert said == ["MPP", "3", "2019", "2026", "0", "6"]


def test_the_image_of_small_multiples_names_every_region_and_draws_it():
    drawn = spark.drawing([80.0, None, 85.0], 90, "missed", [(70, 95)] * 3, (210, 64), (60, 100))
    image = region_images.multiples("", [Tile(f"Daerah {n}", "85 %", drawn) for n in range(5)], (210, 64))
    assert [f"Daerah {n}" for n in range(5)] == [word for word in words(image) if word and word.startswith("Daerah")]
    assert image.count("<circle") == 5


def test_the_image_of_a_funnel_names_who_lies_outside():
    dots, sizes = [Dot(20, 60.0, "", "Pidie"), Dot(90, 91.0, "", "")], [10, 100]
    curves = [[80, 86], [99, 94], [70, 83], [100, 96]]
    image = region_images.funnel("", dots, sizes, curves, 90.0, lambda at: f"{at:g} %", lambda at: f"{at:g}")
    assert "Pidie" in words(image) and "100" in words(image)
    assert image.count("<circle") == 2 and image.count("stroke-dasharray") == 4


def test_the_data_of_a_trend_are_its_months_with_full_figures():
    rows = [row("on_time_rate", 88.125, 90, "missed", n=16), row("on_time_rate", None, 90, "no_data")]
    first, second = trends.data(rows, MONTHS[:2], "id")
    assert list(first.values()) == ["2026-10", 88.125, 16, 86.0, 90.0, 90, 80.0]
    assert second["Realisasi"] is None
