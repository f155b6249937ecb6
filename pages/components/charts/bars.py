"""Horizontal bars from zero as a real table: the name, the bar, the figure; what offsets points the other way."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.components.html.markup import Markup, tag
from text.words import Language


@dataclass(frozen=True)
class Bar:
    """One line: its name, the value drawn, the figure as text, a link to its parts, and the tone of its status."""

    name: str
    value: float
    shown: str
    href: str | None = None
    tone: str = "quiet"


def bars(lines: Sequence[Bar], caption: str, titles: tuple[str, str], language: Language) -> Markup:
    """The longest bar fills its column; a negative value is drawn hollow, from the same zero."""
    longest = max((abs(line.value) for line in lines), default=0.0) or 1.0
    body = [
        tag(
            "tr",
            tag("th", tag("a", line.name, href=line.href, target="_self") if line.href else line.name, scope="row"),
            tag("td", _drawn(line.value / longest, line.tone), class_="bar-cell", aria_hidden="true"),
            tag("td", line.shown, class_="figure"),
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


def _drawn(share: float, tone: str) -> Markup:
    width = f"width: {abs(share) * 100:.1f}%"
    return tag("span", class_="bar offset" if share < 0 else f"bar {tone}", style=width)
