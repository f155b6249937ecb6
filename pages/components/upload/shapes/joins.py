"""Columns that are joined into one of ours, or of which the first with text counts."""

from collections.abc import Sequence

import streamlit as st

from data.intake.shapes.cell_forms import CellForms
from data.intake.shapes.offers import Offers
from data.intake.source.profiles import Profile
from pages.components.upload.form import Form
from text.words import say

PARTS = ("joined", "first_of")
Line = tuple[str, str, Sequence[str]]
"""Header of the template, the part of the profile, headers of the file."""
NONE: Line = ("", "joined", ())


def draw(form: Form, chosen: Profile, forms: CellForms, offers: Offers) -> Profile:
    """A line for each column that is made so, and one more."""
    first: list[Line] = [(ours, part, list(of)) for part in PARTS for ours, of in getattr(form.profile, part).items()]
    first = first or [(ours, "joined", of) for ours, of in offers.joined.items()]
    made: dict[str, dict[str, tuple[str, ...]]] = {part: {} for part in PARTS}
    nth, is_open = 0, True
    while is_open:
        ours, part, headers = _line(form, forms, nth, first[nth] if nth < len(first) else NONE)
        if ours and len(headers) > 1:
            made[part][ours] = tuple(headers)
        nth += 1
        is_open = nth <= len(first) or bool(ours and len(headers) > 1)
    return chosen.model_copy(update=made)


def _line(form: Form, forms: CellForms, nth: int, first: Line) -> Line:
    language = form.language
    left, middle, right = st.columns(3)
    columns = ["", *(column.header for column in form.kind.columns)]
    ways = {part: say(f"upload.join_{part}", language) for part in PARTS}
    headers = list(dict.fromkeys([*(header for header in forms.headers if header), *first[2]]))
    with left:
        label, none = say("upload.join_into", language), say("upload.join_none", language)
        key = form.key(f"join_{nth}_ours")
        ours = st.selectbox(label, columns, columns.index(first[0]), key=key, format_func=lambda name: name or none)
    with middle:
        key = form.key(f"join_{nth}_way")
        label = say("upload.join_way", language)
        part = st.selectbox(label, list(ways), PARTS.index(first[1]), key=key, format_func=ways.__getitem__)
    with right:
        label, hint = say("upload.join_of", language), say("upload.choose_headers", language)
        key = form.key(f"join_{nth}_of")
        of = st.multiselect(label, headers, list(first[2]), key=key, max_selections=4, placeholder=hint)
    return str(ours or ""), str(part), of
