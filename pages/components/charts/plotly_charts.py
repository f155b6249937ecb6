"""Charts: plain values in (`chart_values`), a figure out."""

from collections.abc import Iterator, Mapping, Sequence

import plotly.graph_objects as go

from pages.components.charts import chart_axes
from pages.components.charts.chart_axes import Write
from pages.components.charts.chart_values import (
    BAND_INK,
    GHOST_INK,
    GOAL_INK,
    INK,
    Band,
    Dot,
    EndLabels,
    Measure,
    Month,
    Special,
    stretches,
)
from text import formats

Figure = go.Figure
HEIGHT, LETTERS = 260, 12
# No bar of tools on top of a chart, no zoom that a finger on a phone would start by accident.
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def trend(
    months: Sequence[Month], names: EndLabels, measure: Measure, *, height: int = HEIGHT, size: int = LETTERS
) -> go.Figure:
    """A monthly series, oldest first, with its target as a step line and last year as a light one, both named.

    Bars (for counts) rise from zero; a line may start higher, and its axis says so. `size` is the height of letters.
    """
    figure, axis = go.Figure(), chart_axes.of_values(months, measure)
    for band in _intervals(months):
        figure.add_trace(band)
    if names.last_year is not None:
        figure.add_trace(_last_year(months))
    figure.add_trace(_bars(months) if measure.as_bars else _line(months))
    _name(figure, months, names, axis, height - 26 - 2 * size, size)
    figure.update_layout(bargap=0.25, xaxis=chart_axes.of_months(months), yaxis=axis)
    figure.update_layout(font={"size": size})
    figure.update_xaxes(tickfont={"size": size}).update_yaxes(tickfont={"size": size})
    return _framed(figure, height, top=20, right=_margin(names, size))


def control(
    months: Sequence[Month],
    names: EndLabels,
    measure: Measure,
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
    axis = chart_axes.of_values([*months, *reach], measure)
    _name(figure, months, names, axis, HEIGHT - 10, LETTERS)
    for place, text in notes.items():
        figure.add_vline(x=place, line={"color": GOAL_INK, "width": 1})
        figure.add_annotation(x=place, y=1, yref="paper", text=text, showarrow=False, yanchor="bottom")
    figure.update_layout(xaxis=chart_axes.of_months(months), yaxis=axis)
    return _framed(figure, HEIGHT + 60, top=40, right=_margin(names, LETTERS))


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


def _margin(names: EndLabels, size: int) -> int:
    """Room for the longest label in the margin."""
    lines = [*(names.goal or ()), *(names.last_year or ())]
    letters = max([0.75 * len(names.last), *(0.58 * len(line) for line in lines)])
    return max(78, 20 + round(size * letters))


def _name(
    figure: go.Figure, months: Sequence[Month], names: EndLabels, axis: Mapping[str, object], plot_px: int, size: int
) -> None:
    """The target's line, and in the margin the names of all lines."""
    if names.goal is not None:
        figure.add_trace(_goal(months))
    for note in chart_axes.notes(months, names, axis, plot_px, size):
        figure.add_annotation(**note)


def _last_year(months: Sequence[Month]) -> go.Scatter:
    return go.Scatter(
        x=list(range(len(months))),
        y=[month.last_year for month in months],
        mode="lines",
        line={"color": GHOST_INK, "width": 1.5},
        hoverinfo="skip",
    )


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
