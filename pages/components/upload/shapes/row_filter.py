"""Rows that count by the word in one of their columns, and rows that do not."""

from collections.abc import Sequence

import streamlit as st

from data.intake.shapes.cell_forms import CellForms
from data.intake.shapes.offers import Offers
from data.intake.source.profiles import Profile
from pages.components.upload.form import Form
from text.words import say

PARTS = ("skip_rows", "only_rows")
Line = tuple[str, str, Sequence[str]]
"""Header of the file, the part of the profile, words."""
NONE: Line = ("", "skip_rows", ())


def draw(form: Form, chosen: Profile, forms: CellForms, offers: Offers) -> Profile:
    """A line for each column by which rows are chosen, and one more."""
    first: list[Line] = [
        (header, part, list(words)) for part in PARTS for header, words in getattr(form.profile, part).items()
    ]
    first = first or [(header, "skip_rows", words) for header, words in offers.skip_rows.items()]
    parts: dict[str, dict[str, tuple[str, ...]]] = {part: {} for part in PARTS}
    for nth, line in enumerate([*first, NONE]):
        header, part, words = _line(form, forms, nth, line)
        if header and words:
            parts[part][header] = tuple(words)
    return chosen.model_copy(update=parts)


def _line(form: Form, forms: CellForms, nth: int, first: Line) -> Line:
    language = form.language
    by_header = {forms.headers[place]: list(words) for place, words in sorted(forms.words.items())}
    if first[0]:
        by_header[first[0]] = list(dict.fromkeys([*by_header.get(first[0], ()), *first[2]]))
    headers, none = ["", *by_header], say("upload.filter_none", language)
    ways = {part: say(f"upload.filter_{part}", language) for part in PARTS}
    left, middle, right = st.columns(3)
    with left:
        label, key = say("upload.filter_by", language), form.key(f"filter_{nth}_by")
        header = st.selectbox(label, headers, headers.index(first[0]), key=key, format_func=lambda h: h or none)
    with middle:
        label, key = say("upload.filter_way", language), form.key(f"filter_{nth}_way")
        part = st.selectbox(label, list(ways), PARTS.index(first[1]), key=key, format_func=ways.__getitem__)
    with right:
        listed = by_header.get(header or "", [])
        label, hint = say("upload.filter_words", language), say("upload.choose_words", language)
        before = list(first[2]) if header == first[0] else []
        key = form.key(f"filter_{nth}_words_{headers.index(header or '')}")
        words = st.multiselect(label, listed, before, key=key, placeholder=hint)
    return str(header or ""), str(part), words
