"""Rows that are events of a case: which column names them, which dates them, and what each tells."""

import streamlit as st

from data.intake.shapes.cell_forms import CellForms
from data.intake.shapes.offers import Offers
from data.intake.source.profile_parts import Cases
from data.intake.source.profiles import Profile
from pages.components.upload.form import Form
from pages.components.upload.pick import pick
from text.words import say

TOLD = ("moment", "date", "score")
"""Types of columns that an event or an answer may tell."""
ENDS = ("first", "last")


def draw(form: Form, chosen: Profile, forms: CellForms, offers: Offers) -> Profile:
    """The profile with its events; none of it until both columns and one event are chosen."""
    before = form.profile.cases or offers.cases
    none = {"": say("upload.join_none", form.language)}
    words = {forms.headers[place]: list(listed) for place, listed in sorted(forms.words.items())}
    if before:
        words.setdefault(before.event, [])
    left, right = st.columns(2)
    with left:
        event = pick(
            form, "events_event", none | {header: header for header in words}, before.event if before else None
        )
    with right:
        headers = {header: header for header in forms.headers if header}
        value = pick(form, "events_value", none | headers, before.value if before else None)
    if not event or not value:
        return chosen.model_copy(update={"cases": None})
    ends: dict[str, dict[str, tuple[str, ...]]] = {end: {} for end in ENDS}
    for column in (column for column in form.kind.columns if column.type in TOLD):
        end, listed = _of_column(
            form, column.header, words[event], before if before and before.event == event else None
        )
        if listed:
            ends[end][column.header] = tuple(listed)
    if not any(ends.values()):
        return chosen.model_copy(update={"cases": None})
    return chosen.model_copy(update={"cases": Cases(event=event, value=value, **ends)})


def _of_column(form: Form, header: str, words: list[str], before: Cases | None) -> tuple[str, list[str]]:
    """Which end of which events tells a column."""
    language = form.language
    by_end = {end: list(getattr(before, end).get(header, ())) if before else [] for end in ENDS}
    usual = "first" if by_end["first"] or header == form.kind.columns[0].header else "last"
    ways = {end: say(f"upload.events_{end}", language) for end in ENDS}
    left, right = st.columns([2, 1])
    with left:
        label = say("upload.events_of", language, column=header)
        listed = by_end["first"] or by_end["last"]
        options = list(dict.fromkeys([*words, *listed]))
        key, hint = form.key(f"events_{header}"), say("upload.choose_words", language)
        picked = st.multiselect(label, options, listed, key=key, placeholder=hint)
    with right:
        label, key = say("upload.events_end", language), form.key(f"events_{header}_end")
        end = st.selectbox(label, list(ways), ENDS.index(usual), key=key, format_func=ways.__getitem__)
    return str(end), picked
