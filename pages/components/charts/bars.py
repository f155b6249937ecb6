"""Parts beside each other as a real table: the name, a bar from zero (or a dot on a scale), the target, the figure.

What offsets is hollow, from the same zero. A scale that does not begin at 0 (1-4, 25-100) has no bars: their length
would lie.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.components.html.markup import Markup, tag
from text.words import Language

Scale = tuple[float, float]
"""Both ends of a scale that does not begin at 0."""


@dataclass(frozen=True)
class Bar:
    """One line: its name, the value drawn, the figure as text, a link to its parts, and the tone of its status.

    `interval` is drawn as a whisker, `spoken` is the same in words. `chosen` marks the line whose parts are shown now,
    `unsure` one whose status may be chance. `target` is drawn as an upright line. `is_sum` adds up the lines above it,
    so that it has no bar.
    """

    name: str
    value: float
    shown: str
    href: str | None = None
    tone: str = "quiet"
    interval: tuple[float, float] | None = None
    spoken: str | None = None
    chosen: bool = False
    target: float | None = None
    unsure: bool = False
    is_sum: bool = False


@dataclass(frozen=True)
class Axis:
    """What a drawing is measured by.

    `goal` names the target that all lines share, at its place above them; `scale` makes dots of the bars, and `ends`
    are its two ends in words; `better` is the side of a scale on which a target is met, tinted. `longest` is the value
    that fills the column where drawings are to be compared; without it the longest bar does.
    """

    goal: str | None = None
    scale: Scale | None = None
    ends: tuple[str, str] | None = None
    better: str | None = None
    longest: float | None = None


def bars(
    lines: Sequence[Bar], caption: str, titles: tuple[str, str], language: Language, axis: Axis | None = None
) -> Markup:
    """The longest bar fills its column; a negative value is drawn hollow, from the same zero."""
    axis = axis or Axis()
    low, high = axis.scale or (0.0, axis.longest or _longest(lines))
    body = [
        tag(
            "tr",
            tag("th", _name(line), scope="row"),
            tag("td", _drawn(line, axis, low, high), class_="bar-cell", aria_hidden="true"),
            tag("td", line.shown, _spoken(line), class_="figure", title=line.spoken),
            class_="chosen" if line.chosen else "sum" if line.is_sum else None,
        )
        for line in lines
    ]
    over = tag("td", *_over(lines, axis, low, high), class_="bar-cell")
    head = tag("tr", tag("th", titles[0], scope="col"), over, tag("th", titles[1], scope="col"))
    return tag(
        "table",
        tag("caption", caption, class_="unseen"),
        tag("thead", head),
        tag("tbody", *body),
        class_="bars dotted" if axis.scale else "bars",
        lang=language,
    )


def _longest(lines: Sequence[Bar]) -> float:
    drawn = (line for line in lines if not line.is_sum)
    ends = (abs(end) for line in drawn for end in (line.value, line.target or 0.0, *(line.interval or ())))
    return max(ends, default=0.0) or 1.0


def _over(lines: Sequence[Bar], axis: Axis, low: float, high: float) -> list[Markup]:
    """The name of the target over its line, and the ends of a scale; a name at an end stays within the drawing."""
    labels = []
    target = next((line.target for line in lines if line.target is not None), None)
    if axis.goal is not None and target is not None:
        at = _place(target, low, high)
        labels.append(tag("span", axis.goal, class_="goal", style=f"left:{at:.1f}%;transform:translateX(-{at:.1f}%)"))
    if axis.ends is not None:
        labels.append(tag("span", *(tag("span", end) for end in axis.ends), class_="ends"))
    return labels


def _name(line: Bar) -> Markup | str:
    if line.href is None:
        return line.name
    return tag("a", line.name, href=line.href, target="_self", aria_current="true" if line.chosen else None)


def _spoken(line: Bar) -> Markup | None:
    return tag("span", f"; {line.spoken}", class_="unseen") if line.spoken else None


def _place(value: float, low: float, high: float) -> float:
    return min(100.0, max(0.0, (value - low) / (high - low) * 100))


def _drawn(line: Bar, axis: Axis, low: float, high: float) -> Markup:
    """The bar or the dot, over it the whisker, and through it the target."""
    if line.is_sum:
        return tag("span", class_="track")
    at = _place(abs(line.value), low, high)
    unsure = " unsure" if line.unsure else ""
    if axis.scale is not None:
        parts = [tag("span", class_=f"dot {line.tone}{unsure}", style=f"left:{at:.1f}%")]
    else:
        kind = "bar offset" if line.value < 0 else f"bar {line.tone}{unsure}"
        parts = [tag("span", class_=kind, style=f"width: {at:.1f}%")]
    if line.interval is not None:
        first, last = (_place(end, low, high) for end in line.interval)
        parts.insert(0 if axis.scale else 1, tag("span", class_="whisker", style=_span(first, last)))
    if line.target is not None:
        goal = _place(line.target, low, high)
        if axis.scale is not None and axis.better is not None:
            good = (goal, 100.0) if axis.better == "higher" else (0.0, goal)
            parts.insert(0, tag("span", class_="good", style=_span(*good)))
        parts.append(tag("span", class_="tick", style=f"left:{goal:.1f}%"))
    return tag("span", *parts, class_="track")


def _span(first: float, last: float) -> str:
    return f"left: {first:.1f}%; width: {last - first:.1f}%"
