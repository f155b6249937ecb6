"""Horizontal bars from zero as a real table: the name, the bar, the figure; what offsets points the other way."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.components.html.markup import Markup, tag
from text.words import Language


@dataclass(frozen=True)
class Bar:
    """One line: its name, the value drawn, the figure as text, a link to its parts, and the tone of its status.

    `interval` is drawn as a whisker, `spoken` is the same in words. `chosen` marks the line whose parts are shown now.
    """

    name: str
    value: float
    shown: str
    href: str | None = None
    tone: str = "quiet"
    interval: tuple[float, float] | None = None
    spoken: str | None = None
    chosen: bool = False


def bars(lines: Sequence[Bar], caption: str, titles: tuple[str, str], language: Language) -> Markup:
    """The longest bar fills its column; a negative value is drawn hollow, from the same zero."""
    longest = max((abs(end) for line in lines for end in (line.value, *(line.interval or ()))), default=0.0) or 1.0
    body = [
        tag(
            "tr",
            tag("th", _name(line), scope="row"),
            tag("td", _drawn(line, longest), class_="bar-cell", aria_hidden="true"),
            tag("td", line.shown, _spoken(line), class_="figure", title=line.spoken),
            class_="chosen" if line.chosen else None,
        )
        for line in lines
    ]
    head = tag("tr", tag("th", titles[0], scope="col"), tag("td", class_="bar-cell"), tag("th", titles[1], scope="col"))
    return tag(
        "table",
        tag("caption", caption, class_="unseen"),
        tag("thead", head),
        tag("tbody", *body),
        class_="bars",
        lang=language,
    )


def _name(line: Bar) -> Markup | str:
    if line.href is None:
        return line.name
    return tag("a", line.name, href=line.href, target="_self", aria_current="true" if line.chosen else None)


def _spoken(line: Bar) -> Markup | None:
    return tag("span", f"; {line.spoken}", class_="unseen") if line.spoken else None


def _drawn(line: Bar, longest: float) -> Markup:
    """The bar, and over its end the whisker."""
    width = f"width: {abs(line.value) / longest * 100:.1f}%"
    bar = tag("span", class_="bar offset" if line.value < 0 else f"bar {line.tone}", style=width)
    if line.interval is None:
        return bar
    low, high = (end / longest * 100 for end in line.interval)
    whisker = tag("span", class_="whisker", style=f"left: {low:.1f}%; width: {high - low:.1f}%")
    return tag("span", bar, whisker, class_="track")
