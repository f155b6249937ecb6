"""Charts: plain values in (`chart_values`), a figure out."""

from collections.abc import Iterator, Mapping, Sequence

import plotly.graph_objects as go

from pages.components.charts import chart_axes
from pages.components.charts.chart_axes import Write
from pages.components.charts.chart_values import BAND_INK, GOAL_INK, INK, Band, Dot, Month, Special, stretches
from text import formats

Figure = go.Figure
HEIGHT = 260
# No bar of tools on top of a chart, no zoom that a finger on a phone would start by accident.
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def trend(
    months: Sequence[Month], goal: Sequence[str] | None, last: str, write: Write, *, bars: bool, height: int = HEIGHT
) -> go.Figure:
    """A monthly series, oldest first, with its target as a named step line.

    `goal` names the target line (the lines of its label), `last` the newest figure; `write` writes the value of a
    tick. Bars (for counts) rise from zero; a line may start higher, and its axis says so.
    """
    figure, axis = go.Figure(), chart_axes.of_values(months, write, from_zero=bars)
    for band in _intervals(months):
        figure.add_trace(band)
    figure.add_trace(_bars(months) if bars else _line(months))
    _name(figure, months, goal, last, axis)
    figure.update_layout(bargap=0.25, xaxis=chart_axes.of_months(months), yaxis=axis)
    return _framed(figure, height, top=20, right=78)


def control(
    months: Sequence[Month],
    goal: Sequence[str] | None,
    last: str,
    write: Write,
    bands: Sequence[Band],
    special: Mapping[int, Special],
    notes: Mapping[int, str],
) -> go.Figure:
    """A monthly series with its control limits, special months and annotations (both by place in the series)."""
    figure = go.Figure()
    for band in bands:
        edges = [edge for place in band.places for edge in (place - 0.5, place + 0.5)]
        for levels, dash in ((band.lower, "dot"), (band.centre, "solid"), (band.upper, "dot")):
            figure.add_trace(_limit(edges, [level for level in levels for _ in range(2)], dash))
    for area in _intervals(months):
        figure.add_trace(area)
    figure.add_trace(_line(months))
    figure.add_trace(_special(months, special))
    reach = [Month("", level, "", True, None) for band in bands for level in (*band.lower, *band.upper)]
    axis = chart_axes.of_values([*months, *reach], write, from_zero=False)
    _name(figure, months, goal, last, axis)
    for place, text in notes.items():
        figure.add_vline(x=place, line={"color": GOAL_INK, "width": 1})
        figure.add_annotation(x=place, y=1, yref="paper", text=text, showarrow=False, yanchor="bottom")
    figure.update_layout(xaxis=chart_axes.of_months(months), yaxis=axis)
    return _framed(figure, HEIGHT + 60, top=40, right=78)


def funnel(
    dots: Sequence[Dot],
    sizes: Sequence[int],
    limits: Sequence[Sequence[float]],
    overall: float,
    write: Write,
    count: Write,
) -> go.Figure:
    """Figures by number of cases between limits (95 % low and high, 99.8 % low and high) over `sizes`."""
    figure = go.Figure()
    for curve, dash in zip(limits, ("dash", "dash", "dot", "dot"), strict=True):
        figure.add_trace(_limit(sizes, curve, dash))
    figure.add_hline(y=overall, line={"color": GOAL_INK, "width": 1})
    figure.add_trace(_dots(dots))
    values = [*(dot.value for dot in dots), *(value for curve in limits for value in curve[len(curve) // 8 :])]
    heights = chart_axes.plain(formats.ticks(min(values), max(values)), write)
    figure.update_layout(xaxis=chart_axes.plain(formats.ticks(0, max(sizes)), count), yaxis=heights)
    return _framed(figure, HEIGHT + 60, top=20, right=20)


def _framed(figure: go.Figure, height: int, *, top: int, right: int) -> go.Figure:
    figure.update_layout(
        height=height,
        margin={"l": 4, "r": right, "t": top, "b": 4},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
    )
    return figure


def _name(
    figure: go.Figure, months: Sequence[Month], goal: Sequence[str] | None, last: str, axis: Mapping[str, object]
) -> None:
    """The target's line with its name, and the newest figure, in the margin."""
    if goal is not None:
        figure.add_trace(_goal(months))
        figure.add_annotation(**chart_axes.goal_label(months, goal, axis))
    figure.add_annotation(**chart_axes.last_label(months, last))


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
        **_told([month.hover for month in months]),
    )


def _intervals(months: Sequence[Month]) -> Iterator[go.Scatter]:
    """The band of intervals, a closed shape for each stretch of months; a month alone is as wide as its dot."""
    for places in stretches(months):
        alone = len(places) == 1
        wide = [places[0] - 0.1, places[0] + 0.1] if alone else places
        ends = [months[place].interval or (0.0, 0.0) for place in (places * 2 if alone else places)]
        yield go.Scatter(
            x=[*wide, *reversed(wide)],
            y=[*(low for low, _ in ends), *(high for _, high in reversed(ends))],
            mode="lines",
            fill="toself",
            fillcolor=BAND_INK,
            line={"width": 0},
            hoverinfo="skip",
        )


def _bars(months: Sequence[Month]) -> go.Bar:
    return go.Bar(
        x=list(range(len(months))),
        y=[month.value for month in months],
        marker={"color": INK, "opacity": [1.0 if month.judged else 0.45 for month in months]},
        **_told([month.hover for month in months]),
    )


def _goal(months: Sequence[Month]) -> go.Scatter:
    return go.Scatter(
        x=list(range(len(months))),
        y=[month.target for month in months],
        mode="lines",
        line={"color": GOAL_INK, "width": 1.5, "dash": "dash", "shape": "hvh"},
        hoverinfo="skip",
    )


def _limit(x: Sequence[float], y: Sequence[float], dash: str) -> go.Scatter:
    line = {"color": GOAL_INK, "width": 1, "dash": dash}
    return go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip")


def _special(months: Sequence[Month], special: Mapping[int, Special]) -> go.Scatter:
    inks = [mark.ink for mark in special.values()]
    return go.Scatter(
        x=list(special),
        y=[months[place].value for place in special],
        mode="markers",
        cliponaxis=False,
        marker={
            "size": 13,
            "color": "rgba(0,0,0,0)",
            "line": {"color": inks, "width": 2},
        },
        **_told([mark.hover for mark in special.values()]),
    )


def _dots(dots: Sequence[Dot]) -> go.Scatter:
    return go.Scatter(
        x=[dot.cases for dot in dots],
        y=[dot.value for dot in dots],
        mode="markers+text",
        marker={"size": 9, "color": INK},
        text=[dot.name for dot in dots],
        textposition="top center",
        **_told([dot.hover for dot in dots]),
    )


def _told(words: Sequence[str]) -> dict[str, object]:
    """What a mark says when it is pointed at."""
    return {"customdata": words, "hovertemplate": "%{customdata}<extra></extra>"}
