"""Whose header is which column: a select box for each column of the template, similar headers offered first."""

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from data.intake.columns import matching, suggestions
from data.intake.source.profiles import Profile
from data.schema.kinds import Column, fold
from pages.components.html.markup import tag
from pages.components.upload.form import Form
from text.words import Language, say

TELLING = re.compile(r"\d{6}|@")
"""A header that looks like a number of a person or an address is a cell of a file without headers: not shown."""


def shown(headers: Sequence[str], language: Language) -> dict[str, str]:
    """Header → how it is shown; one that looks like personal data only by its place."""
    named = {}
    for nth, header in enumerate(headers, start=1):
        if header:
            named[header] = say("upload.header_nth", language, nth=nth) if TELLING.search(header) else header
    return named


def draw(form: Form, chosen: Profile, missing: Sequence[Column]) -> Profile:
    """One select box per column of the template, those missing first, the most similar header at the top of each."""
    matched, headers = form.mapped(chosen), form.headers(chosen)
    names = shown(form.sheet.headers, form.language)
    free = ["" if fold(header) in chosen.theirs else header for header in form.sheet.headers]
    offered = suggestions.offers(form.kind, free, matched)
    _offers(form, offered, names)
    ordered = [*missing, *(column for column in form.kind.columns if column not in missing)]
    # Row by row, so that on a phone the boxes keep their order.
    boxes = [box for _ in range(0, len(ordered), 3) for box in st.columns(3)]
    for i, column in enumerate(ordered):
        offer = offered.get(column.name)
        options = ["", *([offer] if offer else []), *(name for name in names if name != offer)]
        shown_as = {**names, "": _automatic(form, column, matched, shown(headers, form.language), headers)}
        if offer:
            shown_as[offer] = say("upload.offered", form.language, header=names[offer])
        with boxes[i]:
            header = st.selectbox(
                column.header + (" *" if column.required else ""),
                options,
                key=form.key(column.name),
                format_func=shown_as.__getitem__,
                help=column.about[form.language],
            )
        if header:
            chosen = chosen.feeding(header, column)
    return chosen


def _offers(form: Form, offered: Mapping[str, str], names: Mapping[str, str]) -> None:
    """The similar headers in one line, and a button that takes them all."""
    if not offered:
        return
    pairs = ", ".join(f"{form.kind.column(name).header} ← {names[header]}" for name, header in offered.items())
    st.html(tag("p", say("upload.offers", form.language, pairs=pairs), class_="aside", lang=form.language))
    state = {form.key(name): header for name, header in offered.items()}
    st.button(say("upload.offers_take", form.language), key=form.key("offers"), on_click=_take, args=(state,))


def _take(state: Mapping[str, str]) -> None:
    st.session_state.update(state)


def _automatic(
    form: Form, column: Column, matched: matching.ColumnMap, names: Mapping[str, str], headers: Sequence[str]
) -> str:
    if column.name in matched.cells:
        header = headers[int(matched.cells[column.name][1:])]
        return say("upload.automatic", form.language, header=names.get(header, header))
    if column.name in matched.constants:
        return say("upload.automatic_constant", form.language)
    return say("upload.automatic_none", form.language)
