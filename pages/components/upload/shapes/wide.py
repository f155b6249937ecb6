"""Columns side by side that are to be rows: which they are, what their headers say, what stands in them."""

import streamlit as st

from data.intake.shapes.cell_forms import CellForms
from data.intake.shapes.offers import Offers
from data.intake.source.profile_parts import Unpivot
from data.intake.source.profiles import Profile
from pages.components.upload.form import Form
from pages.components.upload.pick import pick
from text.words import say

SPOKEN_OF = ("service", "choice", "region", "agency", "month", "period", "indicator")
"""Types of columns that headers may speak of."""
MEASURED = ("count", "number", "score")


def draw(form: Form, chosen: Profile, forms: CellForms, offers: Offers) -> Profile:
    """The profile with these columns turned; several that it turned already stay, but for the first."""
    before = form.profile.unpivot[:1] or ((offers.unpivot,) if offers.unpivot else ())
    spoken = {column.header: column.header for column in form.kind.columns if column.type in SPOKEN_OF}
    counted = {column.header: column.header for column in form.kind.columns if column.type in MEASURED}
    none = {"": say("upload.join_none", form.language)}
    label, hint = say("upload.wide_headers", form.language), say("upload.choose_headers", form.language)
    words = dict(before[0].headers) if before else {}
    options = list(dict.fromkeys([*(header for header in forms.headers if header), *words]))
    headers = st.multiselect(label, options, list(words), key=form.key("wide_headers"), placeholder=hint)
    left, right = st.columns(2)
    with left:
        column = pick(form, "wide_column", none | spoken, before[0].column if before else None)
    with right:
        value = pick(form, "wide_value", none | counted, before[0].value if before else None)
    if not headers or not column or not value:
        return chosen.model_copy(update={"unpivot": ()})
    turned = Unpivot(column=column, value=value, headers={header: words.get(header, header) for header in headers})
    return chosen.model_copy(update={"unpivot": (turned, *form.profile.unpivot[1:])})
