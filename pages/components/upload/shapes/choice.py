"""What is done with a file beyond its headers: chosen from a short list, what the file seems to call for marked in it.

Joins and columns to be turned stand there at once, for without them a file like that cannot be read whole; the preview
shows what comes of it. All else waits to be chosen.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from data.intake.columns import matching
from data.intake.columns.matching import ColumnMap
from data.intake.shapes.cell_forms import CellForms
from data.intake.shapes.offers import Offers, find
from data.intake.source.profiles import Profile
from pages.components.runtime import run
from pages.components.upload import table_location
from pages.components.upload.form import Form
from pages.components.upload.shapes import agencies, due, events, joins, row_filter, wide
from text.words import say

Draw = Callable[[Form, Profile, CellForms, Offers], Profile]
DRAWN: Mapping[str, Draw] = {
    "joins": joins.draw,
    "row_filter": row_filter.draw,
    "wide": wide.draw,
    "events": events.draw,
    "due": due.draw,
    "agencies": agencies.draw,
}
PARTS: Mapping[str, Mapping[str, Any]] = {
    "joins": {"joined": {}, "first_of": {}},
    "row_filter": {"only_rows": {}, "skip_rows": {}},
    "wide": {"unpivot": ()},
    "events": {"cases": None},
    "due": {"due": None},
    "agencies": {"service_by_agency": None},
}
"""Parts of a profile that each choice is about, and what they are without it."""
AT_ONCE = ("joins", "wide")
HANDED_ON = ("columns", *(part for parts in PARTS.values() for part in parts))
"""Parts that the next file with the same headers begins with."""


def draw(form: Form) -> Profile:
    """The profile with what was chosen; a part that is not chosen is none of it."""
    forms = table_location.forms_of(form.kind, form.profile, form.file)
    if forms is None:
        return form.profile
    bare = form.profile.model_copy(update={part: none for parts in PARTS.values() for part, none in parts.items()})
    columns = matching.match(form.kind, forms.headers, bare, form.region)
    offers = find(form.kind, run.home(), forms, columns)
    offered = _offered(offers)
    held_parts = {name for name, parts in PARTS.items() if any(getattr(form.profile, part) for part in parts)}
    labels = {name: _label(form, name, name in offered) for name in _possible(form, offered)}
    at_once = {name for name in offered if name in AT_ONCE or (name == "events" and _fills_a_gap(offers, columns))}
    first = [name for name in labels if name in held_parts or name in at_once]
    label, help_ = say("upload.shapes", form.language), say("upload.shapes_help", form.language)
    hint = say("upload.shapes_none", form.language)
    picked = st.multiselect(
        label, list(labels), first, format_func=labels.__getitem__, key=form.key("shapes"), help=help_, placeholder=hint
    )
    chosen = form.profile
    for name in labels:
        if name in picked:
            chosen = DRAWN[name](form, chosen, forms, offers)
        elif name in held_parts:
            chosen = chosen.model_copy(update=dict(PARTS[name]))
    return chosen


def _fills_a_gap(offers: Offers, columns: ColumnMap) -> bool:
    """Whether events tell a required column that nothing else does: the file cannot be read without them."""
    missing = {column.header for column, _ in columns.missing}
    return offers.cases is not None and not missing.isdisjoint(offers.cases.first)


def _offered(offers: Offers) -> set[str]:
    by_choice = {
        "joins": offers.joined,
        "row_filter": offers.skip_rows,
        "wide": offers.unpivot,
        "events": offers.cases,
        "due": offers.due,
        "agencies": offers.service_and_agency and offers.names_unknown,
    }
    return {name for name, offer in by_choice.items() if offer}


def _possible(form: Form, offered: set[str]) -> list[str]:
    """The choices that a kind can have: those the file seems to call for first."""
    names = {column.name for column in form.kind.columns}
    able = {
        "wide": any(column.type == "count" for column in form.kind.columns),
        "events": form.kind.is_numbered,
        "due": "due_on" in names,
        "agencies": "service_code" in names,
    }
    return sorted((name for name in PARTS if able.get(name, True)), key=lambda name: name not in offered)


def _label(form: Form, name: str, is_offered: bool) -> str:
    label = say(f"upload.shape_{name}", form.language)
    return say("upload.shape_offered", form.language, shape=label) if is_offered else label
