"""Ways down to the part: a click on a chart's point writes what it stands for into the address; cases by their part."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal

import streamlit as st

from metrics.catalogue.streams import MEMBER_OF
from pages.components.charts import plotly_charts
from pages.components.runtime import address

KEY_OF: Mapping[str, str] = {"service": "layanan", "agency": "instansi", "channel": "kanal"}
"""Dimension of a list of parts → the key of the address."""
PART_OF: Mapping[str, str] = {key: MEMBER_OF[dimension] for dimension, key in KEY_OF.items()}
"""Key of the address → the column of records it chooses by."""
POINTS: Literal["points"] = "points"


def chart(
    figure: plotly_charts.Figure,
    alt: str,
    key: str,
    parameter: str,
    codes: Sequence[str],
    by: Literal["x", "point_index"] = "x",
) -> None:
    """Draw a chart whose point at place i opens `codes[i]`; `by` says whether the place is its x or its number."""
    clicked = partial(_go, key, parameter, codes, by)
    st.plotly_chart(figure, config=plotly_charts.CONFIG, alt=alt, key=key, on_select=clicked, selection_mode=POINTS)


def code_of(points: Sequence[Mapping[str, object]], codes: Sequence[str], by: str) -> str | None:
    """What the clicked point stands for; None when it is none of ours (a browser may send anything)."""
    place = points[0].get(by) if points else None
    return codes[int(place)] if isinstance(place, int | float) and 0 <= place < len(codes) else None


def part() -> dict[str, str]:
    """The part of the records that the address names: column → code; empty when it names none."""
    return {column: code for key, column in PART_OF.items() if (code := address.requested(key))}


def _go(key: str, parameter: str, codes: Sequence[str], by: str) -> None:
    chosen = code_of(st.session_state[key].selection.points, codes, by)
    if chosen is not None:
        st.query_params[parameter] = chosen
