"""What a chart shows, to take along: its data as CSV, and itself as an image."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from pages.components.charts import chart_image
from pages.components.charts.bars import Axis, Bar
from pages.components.charts.chart_values import EndLabels, Measure, Month
from text import spreadsheet_csv
from text.words import Language, say

Lines = Sequence[Mapping[str, Any]]


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
