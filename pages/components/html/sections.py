"""Sections of a page: a heading, and what stands under it."""

from collections.abc import Sequence

import streamlit as st

from pages.components.html.markup import Markup, plain_table, tag
from text.words import Language, say


def heading(title: str) -> Markup:
    """A heading of the second rank."""
    return tag("h2", title)


def section(name: str, language: Language, *parts: Markup | None) -> None:
    """Draw a section headed by the text `health.<name>`."""
    st.html(tag("section", heading(say(f"health.{name}", language)), *parts, lang=language))


def lines(
    titles: Sequence[str], rows: Sequence[Sequence[object]], language: Language, class_: str = "health"
) -> Markup:
    """A plain table whose columns are headed by the texts `health.<title>`."""
    table = plain_table([say(f"health.{title}", language) for title in titles], rows, language)
    return tag("div", table, class_=class_, tabindex="0")  # it may scroll sideways, by keyboard too
