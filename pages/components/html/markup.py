"""HTML built from parts that are always escaped, for what Streamlit's own elements cannot show well.

The result goes to `st.html`, which sanitises it once more (no scripts, no SVG).
"""

import re
from collections.abc import Container, Sequence
from html import escape

_PERCENT = re.compile(r"(?<=\d) %")
_CASES = re.compile(r"\bn = (?=\d)")


class Markup(str):
    """Text that is HTML already; every other string is escaped when it becomes part of an element."""


def tag(name: str, *children: object, **attributes: object) -> Markup:
    """One element: `tag("td", "3 < 4", class_="figure")`.

    Children that are None are left out; attributes that are None or False too. `class_` and `for_` lose their
    underscore, other underscores become hyphens (`aria_label`).
    """
    opening = name + "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name == "img":
        return Markup(f"<{opening}>")
    return Markup(f"<{opening}>{join(*children)}</{name}>")


def join(*children: object) -> Markup:
    """Parts one after the other, escaped unless they are markup."""
    return Markup("".join(c if isinstance(c, Markup) else _text(str(c)) for c in children if c is not None))


def _text(words: str) -> str:
    """Escaped; no line ends between a figure and its percent sign, or within `n = 15`."""
    escaped = escape(words)
    if " %" in words:
        escaped = _PERCENT.sub("\u00a0%", escaped)
    return _CASES.sub("n\u00a0=\u00a0", escaped) if "n = " in words else escaped


def plain_table(
    titles: Sequence[str],
    lines: Sequence[Sequence[object]],
    language: str,
    *,
    labelled: bool = False,
    worded: Container[int] = (),
) -> Markup:
    """A simple table: the first cell of a line names it, the others are right-aligned figures or marks.

    `labelled` repeats a column's title at each of its cells, for `stacked`; the columns `worded` (from 0) hold words,
    which begin at the left.
    """
    looks = ["worded" if place in worded else None for place in range(len(titles))]
    head = tag("tr", *(tag("th", title, scope="col", class_=look) for title, look in zip(titles, looks, strict=True)))
    body = [
        tag(
            "tr",
            tag("th", line[0], scope="row"),
            *(
                tag("td", cell, data_label=labelled and title, class_=look)
                for title, cell, look in zip(titles[1:], line[1:], looks[1:], strict=True)
            ),
        )
        for line in lines
    ]
    return tag("table", tag("thead", head), tag("tbody", *body), class_="plain", lang=language)


def scrolled(table: Markup, name: str) -> Markup:
    """A table in a frame that scrolls sideways where it is too wide, by keyboard too; `name` tells what it is."""
    return tag("div", table, class_="health", tabindex="0", role="region", aria_label=name)


def texts(table: Markup, name: str) -> Markup:
    """The same of a table of texts, whose cells begin at the left."""
    return tag("div", table, class_="findings", tabindex="0", role="region", aria_label=name)


def stacked(table: Markup, name: str) -> Markup:
    """A labelled table that scrolls; on a phone each line is a block, with the columns' titles before its figures."""
    return tag("div", table, class_="health stacks", tabindex="0", role="region", aria_label=name)
