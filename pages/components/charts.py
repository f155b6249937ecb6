"""Charts: plain values in, a figure out. Every label is written by us, since plotly and the browser know no Indonesian.

Inks stand out on white and on near-black alike; text and grid take the colours of the theme when shown.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

Figure = go.Figure
INK, GOAL_INK, SPECIAL_INK = "#2f86c9", "#8a94a0", "#c4571b"
HEIGHT = 260
LABEL_PX, PLOT_PX = 30, 210
"""Height that two labels beside each other need, and height of the plot itself."""
# No bar of tools on top of a chart, no zoom that a finger on a phone would start by accident.
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


@dataclass(frozen=True)
class Month:
    """One month of a trend: its label for the axis (blank: none), its figure, its words, and whether it is judged."""

    tick: str
    value: float | None
    hover: str
    judged: bool
    target: float | None


def trend(
    months: Sequence[Month],
    goal: Sequence[str] | None,
    last: str,
    write: Callable[[float], str],
    *,
    bars: bool,
    height: int = HEIGHT,
) -> go.Figure:
    """A monthly series, oldest first, with its target as a named step line.

    `goal` names the target line (the lines of its label), `last` the newest figure; `write` writes the value of a
    tick. Bars (for counts) rise from zero; a line may start higher, and its axis says so.
    """
    figure, axis = go.Figure(), _value_axis(months, write, from_zero=bars)
    figure.add_trace(_bars(months) if bars else _line(months))
    if goal is not None:
        figure.add_trace(_goal(months))
        figure.add_annotation(**_goal_label(months, goal, axis))
    figure.add_annotation(**_last_label(months, last))
    figure.update_layout(
        height=height,
        margin={"l": 4, "r": 78, "t": 20, "b": 4},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        bargap=0.25,
        xaxis=_month_axis(months),
        yaxis=axis,
    )
    return figure


@dataclass(frozen=True)
class Band:
    """The control limits over the months `first` to `last` (places in the series): mean, lower and upper."""

    first: int
    last: int
    mean: float
    lower: float
    upper: float


def control(
    months: Sequence[Month],
    goal: Sequence[str] | None,
    last: str,
    write: Callable[[float], str],
    bands: Sequence[Band],
    special: Mapping[int, str],
    notes: Mapping[int, str],
) -> go.Figure:
    """A monthly series with its control limits, special months (place → words) and annotations (place → words)."""
    figure = go.Figure()
    for band in bands:
        ends = [band.first - 0.5, band.last + 0.5]
        for level, dash in ((band.lower, "dot"), (band.mean, "solid"), (band.upper, "dot")):
            line = {"color": GOAL_INK, "width": 1, "dash": dash}
            figure.add_trace(go.Scatter(x=ends, y=[level, level], mode="lines", line=line, hoverinfo="skip"))
    figure.add_trace(_line(months))
    figure.add_trace(_special(months, special))
    reach = [Month("", level, "", True, None) for band in bands for level in (band.lower, band.upper)]
    axis = _value_axis([*months, *reach], write, from_zero=False)
    if goal is not None:
        figure.add_trace(_goal(months))
        figure.add_annotation(**_goal_label(months, goal, axis))
    figure.add_annotation(**_last_label(months, last))
    for place, text in notes.items():
        figure.add_vline(x=place, line={"color": GOAL_INK, "width": 1})
        figure.add_annotation(x=place, y=1, yref="paper", text=text, showarrow=False, yanchor="bottom")
    figure.update_layout(
        height=HEIGHT + 60,
        margin={"l": 4, "r": 78, "t": 40, "b": 4},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        xaxis=_month_axis(months),
        yaxis=axis,
    )
    return figure


def _special(months: Sequence[Month], special: Mapping[int, str]) -> go.Scatter:
    return go.Scatter(
        x=list(special),
        y=[months[place].value for place in special],
        mode="markers",
        marker={"size": 13, "color": "rgba(0,0,0,0)", "line": {"color": SPECIAL_INK, "width": 2}},
        customdata=list(special.values()),
        hovertemplate="%{customdata}<extra></extra>",
    )


@dataclass(frozen=True)
class Dot:
    """One unit of a funnel: cases, figure, its words, and the name written beside it (blank: none)."""

    cases: int
    value: float
    hover: str
    name: str


def funnel(
    dots: Sequence[Dot],
    sizes: Sequence[int],
    limits: Sequence[Sequence[float]],
    overall: float,
    write: Callable[[float], str],
    count: Callable[[float], str],
) -> go.Figure:
    """Figures by number of cases between limits (95 % low and high, 99.8 % low and high) over `sizes`."""
    figure = go.Figure()
    for curve, dash in zip(limits, ("dash", "dash", "dot", "dot"), strict=True):
        line = {"color": GOAL_INK, "width": 1, "dash": dash}
        figure.add_trace(go.Scatter(x=sizes, y=curve, mode="lines", line=line, hoverinfo="skip"))
    figure.add_hline(y=overall, line={"color": GOAL_INK, "width": 1})
    figure.add_trace(
        go.Scatter(
            x=[dot.cases for dot in dots],
            y=[dot.value for dot in dots],
            mode="markers+text",
            marker={"size": 9, "color": INK},
            text=[dot.name for dot in dots],
            textposition="top center",
            customdata=[dot.hover for dot in dots],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    values = [*(dot.value for dot in dots), *(value for curve in limits for value in curve[len(curve) // 8 :])]
    marks, places = ticks(min(values), max(values)), ticks(0, max(sizes))
    figure.update_layout(
        height=HEIGHT + 60,
        margin={"l": 4, "r": 20, "t": 20, "b": 4},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        xaxis=_plain_axis(places, count),
        yaxis=_plain_axis(marks, write),
    )
    return figure


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round numbers that span low to high, about so many: 1, 2 or 5 times a power of ten apart."""
    span = (high - low) or abs(high) / about or 1.0
    rough = span / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
    first, end = math.floor(low / step), math.ceil(high / step)
    if first == end:  # a flat series: one step of room below it, or above when it lies at zero
        first, end = (first - 1, end) if first > 0 else (first, end + 1)
    return [round(i * step, 10) for i in range(first, end + 1)]


def _line(months: Sequence[Month]) -> go.Scatter:
    return go.Scatter(
        x=list(range(len(months))),
        y=[month.value for month in months],
        mode="lines+markers",
        cliponaxis=False,
        line={"color": INK, "width": 2},
        marker={
            "size": 7,
            "color": INK,
            "line": {"color": INK, "width": 1.5},
            "symbol": ["circle" if month.judged else "circle-open" for month in months],
        },
        **_hover(months),
    )


def _bars(months: Sequence[Month]) -> go.Bar:
    return go.Bar(
        x=list(range(len(months))),
        y=[month.value for month in months],
        marker={"color": INK, "opacity": [1.0 if month.judged else 0.45 for month in months]},
        **_hover(months),
    )


def _goal(months: Sequence[Month]) -> go.Scatter:
    return go.Scatter(
        x=list(range(len(months))),
        y=[month.target for month in months],
        mode="lines",
        line={"color": GOAL_INK, "width": 1.5, "dash": "dash", "shape": "hvh"},
        hoverinfo="skip",
    )


def _hover(months: Sequence[Month]) -> dict[str, object]:
    return {"customdata": [month.hover for month in months], "hovertemplate": "%{customdata}<extra></extra>"}


def _goal_label(months: Sequence[Month], goal: Sequence[str], axis: Mapping[str, Any]) -> dict[str, object]:
    """In the margin at the end of the target's line, moved away from the newest figure where they would touch."""
    at = max(i for i, month in enumerate(months) if month.target is not None)
    target, newest = months[at].target or 0.0, next(m.value for m in reversed(months) if m.value is not None)
    low, high = axis["range"]
    apart = abs(newest - target) / (high - low) * PLOT_PX
    push = max(0.0, LABEL_PX - apart) * (-1 if newest >= target else 1)
    return _label(at, target, "<br>".join(goal), push)


def _last_label(months: Sequence[Month], last: str) -> dict[str, object]:
    """In the margin beside the newest figure."""
    at = max(i for i, month in enumerate(months) if month.value is not None)
    return _label(at, months[at].value, f"<b>{last}</b>", 0.0) | {"font": {"color": INK, "size": 14}}


def _label(at: int, height: float | None, text: str, push: float) -> dict[str, object]:
    place: dict[str, object] = {"x": at, "y": height, "xanchor": "left", "xshift": 8, "yshift": push}
    return place | {"text": text, "align": "left", "showarrow": False}


def _month_axis(months: Sequence[Month]) -> dict[str, object]:
    named = [i for i, month in enumerate(months) if month.tick]
    return {
        "tickvals": named,
        "ticktext": [months[i].tick for i in named],
        "range": [-0.7, len(months) - 0.3],
        "showgrid": False,
        "fixedrange": True,
    }


def _value_axis(months: Sequence[Month], write: Callable[[float], str], *, from_zero: bool) -> dict[str, object]:
    known = [v for month in months for v in (month.value, month.target) if v is not None]
    marks = ticks(0.0 if from_zero else min(known), max(known))
    return _plain_axis(marks, write)


def _plain_axis(marks: Sequence[float], write: Callable[[float], str]) -> dict[str, object]:
    return {
        "tickvals": marks,
        "ticktext": [write(mark) for mark in marks],
        "range": [marks[0], marks[-1]],
        "zeroline": False,
        "fixedrange": True,
    }
