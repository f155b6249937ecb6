"""Sections of a page: a heading, and what stands under it."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from pages.components.html.markup import Markup, plain_table, tag
from text import formats
from text.words import Language, say


def heading(title: str) -> Markup:
    """A heading of the second rank."""
    return tag("h2", title)


def column(*parts: Markup | None) -> Markup:
    """Sections below each other in one element, as far apart as if each were an element of its own."""
    return tag("div", *parts, class_="sections")


def section(name: str, language: Language, *parts: Markup | None) -> None:
    """Draw a section headed by the text `health.<name>`."""
    st.html(tag("section", heading(say(f"health.{name}", language)), *parts, lang=language))


def lines(
    titles: Sequence[str], rows: Sequence[Sequence[object]], language: Language, class_: str = "health"
) -> Markup:
    """A plain table whose columns are headed by the texts `health.<title>`."""
    table = plain_table([say(f"health.{title}", language) for title in titles], rows, language)
    return tag("div", table, class_=class_, tabindex="0")  # it may scroll sideways, by keyboard too


AT_ONCE = 50

Item = TypeVar("Item")


def paged(items: Sequence[Item], key: str, language: Language) -> Sequence[Item]:
    """The items of the page chosen by a small picker; without one when all fit on one page."""
    last = max(1, -(-len(items) // AT_ONCE))
    if last == 1:
        return items

    def named(number: int) -> str:
        first, end = (number - 1) * AT_ONCE + 1, min(number * AT_ONCE, len(items))
        shown = {"first": first, "last": end, "all": len(items)}
        return say("ledger.page", language, **{name: formats.number(value, language) for name, value in shown.items()})

    chosen = st.selectbox(say("ledger.rows", language), range(1, last + 1), key=key, format_func=named)
    return items[(chosen - 1) * AT_ONCE : chosen * AT_ONCE]
