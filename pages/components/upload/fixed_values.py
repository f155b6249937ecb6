"""One value for all rows, asked for required columns that a file lacks."""

import streamlit as st

from data.intake.source.profiles import Profile
from data.schema.kinds import Column
from pages.components.html.markup import tag
from pages.components.runtime import lookups, run
from pages.components.upload.form import Form
from reports.uploads.choice_lists import codes_and_names
from text.words import say

LISTED = ("region", "service", "choice", "agency", "indicator")
WRITTEN = ("moment", "date", "day_or_month", "month", "period")
"""Types of columns that may have one value for all rows: chosen from a list, or written."""


def draw(form: Form, chosen: Profile) -> Profile:
    """The profile with the values given for what is still missing."""
    lacking = [column for column, _ in form.mapped(chosen).missing]
    lacking = [column for column in lacking if column.type in LISTED + WRITTEN]
    if not lacking:
        return chosen
    st.html(tag("p", say("upload.constants", form.language), class_="aside", lang=form.language))
    constants = dict(chosen.constants)
    for column in lacking:
        label = say("upload.constant", form.language, column=column.header)
        key = form.key(f"{column.name}_fixed")
        if column.type in LISTED:
            known = options(form, column)
            none = say("upload.constant_none", form.language)
            shown = {"": none} | known
            value = st.selectbox(label, list(shown), key=key, format_func=shown.__getitem__)
        else:
            value = st.text_input(label, key=key, placeholder=column.example).strip()
        if value:
            constants[column.header] = value
    return chosen.model_copy(update={"constants": constants})


def options(form: Form, column: Column) -> dict[str, str]:
    """Code → how it is shown; of the regions only those open to the viewer."""
    if column.choices:
        return {choice: ", ".join([choice, *also[:1]]) for choice, also in column.choices.items()}
    if column.type == "region" and not (column.province and form.viewer.may_see(None)):
        return {region.code: region.name for region in lookups.leaves(form.viewer)}
    listed = codes_and_names(column, run.home(), form.language)
    return {code: f"{code} · {name}" for code, name in listed}
