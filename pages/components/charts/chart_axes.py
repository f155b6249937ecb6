"""Axes and labels of charts. Every text is written by us, since plotly and the browser know no Indonesian."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pages.components.charts.chart_values import INK, Month, reach
from text import formats

Write = Callable[[float], str]
"""How the value of a tick is written."""
LABEL_PX, PLOT_PX = 30, 210
"""Height that two labels beside each other need, and height of the plot itself."""


def of_months(months: Sequence[Month]) -> dict[str, object]:
    """The axis of the months, which names those that have a label."""
    named = [i for i, month in enumerate(months) if month.tick]
    return {
        "tickvals": named,
        "ticktext": [months[i].tick for i in named],
        "range": [-0.7, len(months) - 0.3],
        "showgrid": False,
        "fixedrange": True,
    }


def of_values(months: Sequence[Month], write: Write, *, from_zero: bool) -> dict[str, Any]:
    """The axis of figures and targets; bars rise from zero, a line may start higher."""
    known = reach(months)
    return plain(formats.ticks(0.0 if from_zero else min(known), max(known)), write)


def plain(marks: Sequence[float], write: Write) -> dict[str, Any]:
    """An axis from the first mark to the last."""
    return {
        "tickvals": marks,
        "ticktext": [write(mark) for mark in marks],
        "range": [marks[0], marks[-1]],
        "zeroline": False,
        "fixedrange": True,
    }


def goal_label(months: Sequence[Month], goal: Sequence[str], axis: Mapping[str, Any]) -> dict[str, object]:
    """In the margin at the end of the target's line, moved away from the newest figure where they would touch."""
    at = max(i for i, month in enumerate(months) if month.target is not None)
    target, newest = months[at].target or 0.0, next(m.value for m in reversed(months) if m.value is not None)
    low, high = axis["range"]
    apart = abs(newest - target) / (high - low) * PLOT_PX
    push = max(0.0, LABEL_PX - apart) * (-1 if newest >= target else 1)
    return _label(at, target, "<br>".join(goal), push)


def last_label(months: Sequence[Month], last: str) -> dict[str, object]:
    """In the margin beside the newest figure."""
    at = max(i for i, month in enumerate(months) if month.value is not None)
    return _label(at, months[at].value, f"<b>{last}</b>", 0.0) | {"font": {"color": INK, "size": 14}}


def _label(at: int, height: float | None, text: str, push: float) -> dict[str, object]:
    place: dict[str, object] = {"x": at, "y": height, "xanchor": "left", "xshift": 8, "yshift": push}
    return place | {"text": text, "align": "left", "showarrow": False}
