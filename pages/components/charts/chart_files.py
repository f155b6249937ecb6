"""What a chart shows, to take along: its data as CSV, and itself as an image."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from pages.components.charts import chart_image, region_images
from pages.components.charts.bars import Axis, Bar
from pages.components.charts.chart_values import Dot, EndLabels, Measure, Month
from pages.components.charts.region_images import Tile as Tile
from pages.components.charts.svg import Point
from text import spreadsheet_csv
from text.words import Language, say

Lines = Sequence[Mapping[str, Any]]
Write = Callable[[float], str]
Funnel = tuple[Sequence[Dot], Sequence[int], Sequence[Sequence[float]], float, Write, Write]
"""What `plotly_charts.funnel` draws."""


def _offer(name: str, lines: Lines, image: Callable[[], str], language: Language) -> None:
    """Both as buttons; each file is made when it is asked for. `name` is the files' without an ending."""
    stem = name.replace(":", "-").replace("..", "-")
    with st.container(key=f"files_{stem}", horizontal=True, gap="small"):
        st.download_button(
            say("chart.data", language),
            lambda: spreadsheet_csv.written(list(lines[0]), lines).encode(),
            file_name=f"{stem}.csv",
            mime="text/csv",
            key=f"csv_{stem}",
            on_click="ignore",
        )
        st.download_button(
            say("chart.image", language),
            lambda: image().encode(),
            file_name=f"{stem}.svg",
            mime="image/svg+xml",
            key=f"svg_{stem}",
            on_click="ignore",
        )


def of_trend(
    name: str, title: str, lines: Lines, months: Sequence[Month], names: EndLabels, measure: Measure, language: Language
) -> None:
    """Data and image of a series of months; `title` stands on the image."""
    _offer(name, lines, lambda: chart_image.trend(title, months, names, measure), language)


def of_bars(name: str, title: str, lines: Lines, drawn: Sequence[Bar], axis: Axis, language: Language) -> None:
    """Data and image of parts beside each other."""
    _offer(name, lines, lambda: chart_image.bars(title, drawn, axis), language)


def of_steps(
    name: str,
    title: str,
    lines: Lines,
    path: Sequence[Point],
    numbers: Sequence[tuple[float, float, int]],
    years: Sequence[Point],
    total: int,
    language: Language,
) -> None:
    """Data and image of a line that rises in steps."""
    _offer(name, lines, lambda: region_images.steps(title, path, numbers, years, total), language)


def of_multiples(
    name: str, title: str, lines: Lines, tiles: Sequence[Tile], size: tuple[int, int], language: Language
) -> None:
    """Data and image of regions beside each other, each by its own months."""
    _offer(name, lines, lambda: region_images.multiples(title, tiles, size), language)


def of_funnel(name: str, title: str, lines: Lines, drawn: Funnel, language: Language) -> None:
    """Data and image of regions between limits that narrow with their cases."""
    _offer(name, lines, lambda: region_images.funnel(title, *drawn), language)
