"""Axes and labels of charts. Every text is written by us, since plotly and the browser know no Indonesian."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pages.components.charts import chart_labels
from pages.components.charts.chart_labels import Label
from pages.components.charts.chart_values import INK, EndLabels, Measure, Month, reach

Write = Callable[[float], str]
"""How the value of a tick is written."""
LETTERS = 12
LINE, LAST = 4 / 3, 5 / 3
"""Height of a line of a label, and of the newest figure, by that of the letters (pixels)."""


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


def of_values(months: Sequence[Month], measure: Measure) -> dict[str, Any]:
    """The axis of figures, targets and last year, as the unit is measured."""
    return plain(measure.marks(reach(months)), measure.write)


def plain(marks: Sequence[float], write: Write) -> dict[str, Any]:
    """An axis from the first mark to the last."""
    return {
        "tickvals": marks,
        "ticktext": [write(mark) for mark in marks],
        "range": [marks[0], marks[-1]],
        "zeroline": False,
        "fixedrange": True,
    }


def ends(
    months: Sequence[Month], names: EndLabels, height_of: Callable[[float], float], size: int = LETTERS
) -> list[Label]:
    """What stands in the margin: the newest figure, the target and last year, each at the end of its line.

    `height_of` is the place of a value, in pixels from the top.
    """
    newest = next(month.value for month in reversed(months) if month.value is not None)
    labels = [Label((names.last,), height_of(newest), LAST * size, weight=9)]
    targets = [month.target for month in months if month.target is not None]
    if names.goal and targets:
        labels.append(Label(names.goal, height_of(targets[-1]), LINE * size * len(names.goal)))
    earlier = [month.last_year for month in months if month.last_year is not None]
    if names.last_year and earlier:
        labels.append(Label(names.last_year, height_of(earlier[-1]), LINE * size * len(names.last_year)))
    return labels


def notes(
    months: Sequence[Month], names: EndLabels, axis: Mapping[str, Any], plot_px: int, size: int
) -> list[dict[str, object]]:
    """The labels of the margin as plotly takes them, at the end of the last line, moved apart by whole pixels."""
    low, high = axis["range"]
    labels = ends(months, names, lambda value: (high - value) / (high - low) * plot_px, size)
    last = len(months) - 1
    listed: list[dict[str, object]] = []
    for at, (label, middle) in enumerate(zip(labels, chart_labels.placed(labels, plot_px), strict=True)):
        text = "<br>".join(label.lines)
        place = {"x": last, "y": high - label.at / plot_px * (high - low), "xanchor": "left", "xshift": 12}
        look = {"font": {"color": INK, "size": round(size * 7 / 6)}} if at == 0 else {}
        text = f"<b>{text}</b>" if at == 0 else text
        listed.append({**place, "yshift": label.at - middle, "text": text, "align": "left", "showarrow": False, **look})
    return listed
